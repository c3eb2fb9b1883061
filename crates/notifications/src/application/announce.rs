//! Something happened that somebody wants to know.

use std::sync::Arc;

use kernel::{Cause, Clock, Saved};
use uuid::Uuid;

use super::ports::{Store, StoreError};
use crate::domain::{Message, Notification, UserId};

/// Turns events into notifications; sending is another's work.
pub struct Announce {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

impl Announce {
    /// Into this store.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Tells the recipient, once for each event.
    pub async fn run(
        &self,
        recipient: UserId,
        message: Message,
        event: Uuid,
        cause: &Cause,
    ) -> Result<Saved, StoreError> {
        let notification = Notification::queue(recipient, message, event, self.clock.now());
        self.store.announce(&notification, cause).await
    }
}
