//! What people watch while it happens: encodes, uploads, publications. Nothing here makes a version.

use async_trait::async_trait;
use futures::stream::BoxStream;
use kernel::Timestamp;

use super::StoreError;
use crate::domain::{
    MediaId, UploadId, UserId, VideoId,
    video::{MediaKind, Status},
};

/// How far an encode is.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodeProgress {
    /// The medium.
    pub media: MediaId,
    /// Rises with each report of the job.
    pub job_version: i64,
    /// What the encoder is at.
    pub stage: String,
    /// Percent of the whole.
    pub progress: u8,
    /// Forecast, in seconds.
    pub remaining_s: Option<u32>,
    /// Seconds of film encoded in a second of time.
    pub speed: Option<f64>,
    /// Each rung, the highest first.
    pub rungs: Vec<RungProgress>,
    /// When it was reported.
    pub at: Timestamp,
}

/// How far a rung is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungProgress {
    /// Lines.
    pub height: u32,
    /// Percent.
    pub progress: u8,
}

/// The latest progress of each medium.
#[async_trait]
pub trait ProgressLog: Send + Sync {
    /// Keeps it if it is newer than what is known; says whether it was.
    async fn note(&self, progress: &EncodeProgress) -> Result<bool, StoreError>;
    /// What is known of these.
    async fn of(&self, media: &[MediaId]) -> Result<Vec<EncodeProgress>, StoreError>;
    /// Forgets a medium, because it is done or starts over.
    async fn forget(&self, media: MediaId) -> Result<(), StoreError>;
}

/// Something to be told at once.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveEvent {
    /// A film or trailer moved on.
    Media(Box<MediaNews>),
    /// A video changed.
    Video {
        /// Which.
        id: VideoId,
        /// Where it stands.
        status: Status,
        /// Its version.
        version: i64,
    },
    /// More of a file arrived; only its owner is told.
    Upload {
        /// Which.
        id: UploadId,
        /// Whose.
        owner: UserId,
        /// Bytes that are safe.
        offset: u64,
        /// Bytes in all.
        size: u64,
    },
}

/// Where a film or trailer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaNews {
    /// The video.
    pub video: VideoId,
    /// Film or trailer.
    pub kind: MediaKind,
    /// Which version.
    pub media: MediaId,
    /// Its status.
    pub status: &'static str,
    /// How far the encode is, if it reports.
    pub progress: Option<EncodeProgress>,
    /// Whether there is something to watch.
    pub playable: bool,
    /// Stable code and text of a failure.
    pub error: Option<(String, String)>,
}

/// Whoever watches. Telling never fails and never waits.
pub trait LiveFeed: Send + Sync {
    /// Tells everybody.
    fn tell(&self, event: LiveEvent);
    /// What is told from now on. `None` stands for events that a slow listener missed.
    fn listen(&self) -> BoxStream<'static, Option<LiveEvent>>;
}
