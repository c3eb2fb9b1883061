//! Copies of what is needed to write to people.

use std::sync::Arc;

use kernel::{Cause, Saved};

use super::ports::{ContactChange, Store, StoreError};
use crate::domain::UserId;

/// Keeps the copies up to date.
pub struct KeepContact {
    store: Arc<dyn Store>,
}

impl KeepContact {
    /// In this store.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    /// Takes in what was told of somebody.
    pub async fn run(&self, of: UserId, change: ContactChange, cause: &Cause) -> Result<Saved, StoreError> {
        self.store.keep_contact(of, change, cause).await
    }
}
