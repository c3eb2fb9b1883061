//! What the use cases need of the outside.

use async_trait::async_trait;
use kernel::{Cause, Saved, Timestamp};

use super::{EntitlementCopy, VideoCopy};
use crate::domain::{
    Asset, AssetId, Entitlement, PictureId, Profile, ProfileId, Progress, Stream, StreamId, UserId, Video, VideoId,
};

/// The store does not answer.
#[derive(Debug, thiserror::Error)]
#[error("the playback store is unavailable: {0}")]
pub struct StoreError(pub String);

/// What a new stream met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It runs.
    Yes,
    /// These run already, as many as the plan allows.
    LimitReached(Vec<Stream>),
}

/// A page of the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryPage {
    pub items: Vec<Progress>,
    /// Whether there is more.
    pub more: bool,
}

/// Where copies, streams and progress lie.
#[async_trait]
pub trait Store: Streams {
    /// Keeps the newest state of a video.
    async fn apply_video(&self, video: &VideoCopy, cause: &Cause) -> Result<Saved, StoreError>;
    /// Keeps the newest state of a subscription's entitlement.
    async fn apply_entitlement(&self, entitlement: &EntitlementCopy, cause: &Cause) -> Result<Saved, StoreError>;
    async fn video(&self, id: VideoId) -> Result<Option<Video>, StoreError>;
    async fn asset(&self, id: AssetId) -> Result<Option<Asset>, StoreError>;
    /// The key of a picture of a published title.
    async fn picture(&self, id: PictureId, size: &str) -> Result<Option<String>, StoreError>;
    /// The best entitlement that is valid now.
    async fn entitlement(&self, owner: UserId, now: Timestamp) -> Result<Option<Entitlement>, StoreError>;

    async fn profiles(&self, owner: UserId) -> Result<Vec<Profile>, StoreError>;
    /// Changes nothing if it is there.
    async fn insert_profile(&self, profile: &Profile) -> Result<(), StoreError>;
    async fn progress(&self, profile: ProfileId, video: VideoId) -> Result<Option<Progress>, StoreError>;
    async fn to_continue(&self, profile: ProfileId) -> Result<Vec<Progress>, StoreError>;
    async fn hide_from_continue(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError>;
    async fn history(&self, profile: ProfileId, after: Option<Progress>) -> Result<HistoryPage, StoreError>;
    async fn delete_progress(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError>;
}

/// Where streams lie.
#[async_trait]
pub trait Streams: Send + Sync {
    /// Opens a stream unless `limit` others of the owner run; decided under a lock of the owner.
    /// An earlier stream of the same device gives way.
    async fn open_stream(&self, stream: &Stream, limit: Option<u32>) -> Result<Opened, StoreError>;
    async fn stream(&self, id: StreamId) -> Result<Option<Stream>, StoreError>;
    /// Writes a beaten stream and its progress together, unless it was ended, or `limit` others of the owner run;
    /// counted under a lock of the owner. `false` if it does not run then.
    async fn save_beat(
        &self,
        stream: &Stream,
        limit: Option<u32>,
        progress: Option<&Progress>,
    ) -> Result<bool, StoreError>;
    async fn live_streams(&self, owner: UserId, now: Timestamp) -> Result<Vec<Stream>, StoreError>;
    /// `false` if the owner has none such.
    async fn end_stream(&self, owner: UserId, id: StreamId, now: Timestamp) -> Result<bool, StoreError>;
    /// Removes at most `most` streams without a beat since `before`, and tells how many.
    async fn delete_streams(&self, before: Timestamp, most: u32) -> Result<u64, StoreError>;
}
