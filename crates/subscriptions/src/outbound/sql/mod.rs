//! The tables of this service.

mod accounts;
mod plans;
mod sagas;
mod subscriptions;

use std::sync::Arc;

use kernel::{Clock, Timestamp};
use platform::db::{self, Db};

use crate::application::ports::StoreError;

/// Every store of this service, over one database.
#[derive(Clone)]
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    /// In `db`.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unavailable(_) => Self::Unavailable(error.into()),
            db::Error::Conflict => Self::Conflict,
            db::Error::Unique(_) => Self::Taken,
            _ => Self::Failed(error.into()),
        }
    }
}

/// A version that nobody has written yet is the only one that may be.
fn written(rows: u64) -> Result<(), db::Error> {
    if rows == 1 { Ok(()) } else { Err(db::Error::Conflict) }
}

fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn small<T: TryFrom<i64>>(value: i64) -> Result<T, db::Error> {
    T::try_from(value).map_err(|_| db::Error::corrupt(format_args!("{value} is out of range")))
}

/// A stored value goes through the same parser as an entered one.
fn stored<T>(parsed: Result<T, kernel::Violation>) -> Result<T, db::Error> {
    parsed.map_err(|violation| db::Error::corrupt(format_args!("{} {}", violation.field, violation.code.as_str())))
}
