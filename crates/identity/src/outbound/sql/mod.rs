//! The stores in SQL, one portable text for both engines.

mod grants;
mod keys;
mod limits;
mod passes;
mod rows;
mod sessions;
mod users;

use std::sync::Arc;

use kernel::Clock;
use platform::db::{self, Db};

use crate::application::StoreError;

/// Every store of identity, over its database.
#[derive(Clone)]
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    /// `clock` dates the events.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unique(_) => Self::Taken,
            db::Error::Conflict => Self::Conflict,
            error if error.is_transient() => Self::Unavailable(error.into()),
            error => Self::Failed(error.into()),
        }
    }
}
