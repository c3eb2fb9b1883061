//! The store in SQL, one text for both engines.

mod copies;
mod grant_key;
mod people;
mod streams;

use std::sync::Arc;

use kernel::{Clock, Timestamp};
use platform::db::{self, Db};
use uuid::Uuid;

use crate::{
    application::StoreError,
    domain::{ProfileId, Progress, VideoId},
};

pub use grant_key::grant_key;

/// Copies, streams and progress in the service's own database.
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        tracing::warn!(%error, "the playback store failed");
        Self(error.to_string())
    }
}

platform::row! {
    struct ProgressRow {
        profile_id: Uuid,
        video_id: Uuid,
        position_ms: i64,
        duration_ms: Option<i64>,
        completed: bool,
        updated_at: i64,
    }
}

impl From<ProgressRow> for Progress {
    fn from(row: ProgressRow) -> Self {
        Self {
            profile: ProfileId::from_uuid(row.profile_id),
            video: VideoId::from_uuid(row.video_id),
            position_ms: row.position_ms,
            duration_ms: row.duration_ms,
            completed: row.completed,
            updated_at: Timestamp::from_millis(row.updated_at),
        }
    }
}
