//! The store: one portable SQL text for both engines.

mod cast_members;
mod catalogue;
mod categories;
mod commit;
mod genres;
mod orphans;
mod poster_records;
mod progress;
mod records;
mod relations;
mod select;
mod text_records;
mod uploads;
mod video_rows;
mod videos;

use std::sync::Arc;

use kernel::{Clock, Timestamp};
use platform::db::{self, Db};

use crate::{application::ports::StoreError, domain::Life};

/// Everything of this service in its own database.
#[derive(Clone)]
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    /// Over a database with this service's tables.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        match &error {
            db::Error::Conflict => Self::Conflict,
            db::Error::Unique(_) => Self::Exists,
            db::Error::Unavailable(cause) => Self::Unavailable(cause.to_string()),
            db::Error::Other(cause) => Self::Defect(format!("{error}: {cause}")),
            _ => Self::Defect(error.to_string()),
        }
    }
}

/// Version and times as columns.
fn life(version: i64, created_at: i64, updated_at: i64) -> Life {
    Life {
        version,
        created_at: Timestamp::from_millis(created_at),
        updated_at: Timestamp::from_millis(updated_at),
        deleted_at: None,
    }
}

/// One row was to change; none means that somebody else was quicker.
fn exactly_one(rows: u64) -> Result<(), db::Error> {
    if rows == 1 { Ok(()) } else { Err(db::Error::Conflict) }
}
