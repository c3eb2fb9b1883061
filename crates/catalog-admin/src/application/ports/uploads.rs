//! The store of files on their way in.

use async_trait::async_trait;
use kernel::Timestamp;

use super::StoreError;
use crate::domain::{
    UploadId, UserId, VideoId,
    upload::{Checksum, Progress, Refusal, Upload},
    video::{MediaKind, Preset},
};

/// An upload that is about to begin.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// Its id.
    pub id: UploadId,
    /// Who uploads.
    pub owner: UserId,
    /// What the file is called.
    pub name: String,
    /// What it is to become.
    pub purpose: MediaKind,
    /// Bytes in all.
    pub size: u64,
    /// What the client said about it, to be given back as it came.
    pub metadata: String,
    /// SHA-256 of the whole, if known.
    pub expected: Option<Checksum>,
    /// The video it is meant for, if the client says so.
    pub intended: Option<VideoId>,
    /// How much work its pictures are worth, if not what the installation takes for usual.
    pub preset: Option<Preset>,
}

/// How many unfinished uploads there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadLimits {
    /// Of one user.
    pub per_owner: u32,
    /// In all.
    pub in_all: u32,
}

/// Uploads and how far they are.
#[async_trait]
pub trait Uploads: Send + Sync {
    /// Notes a new one; `false` if there are too many.
    async fn begin(&self, upload: &Upload, limits: UploadLimits) -> Result<bool, StoreError>;
    /// One of them.
    async fn find(&self, id: UploadId) -> Result<Option<Upload>, StoreError>;
    /// Moves an open one on from `from` bytes. [`StoreError::Conflict`] if it is not there any more.
    async fn advance(&self, id: UploadId, from: u64, to: &Progress) -> Result<(), StoreError>;
    /// Corrects the size of one whose size was only an upper bound.
    async fn settle_size(&self, id: UploadId, size: u64) -> Result<(), StoreError>;
    /// Notes that the object is closed.
    async fn store(&self, id: UploadId, checksum: &Checksum) -> Result<(), StoreError>;
    /// Notes that its content is not acceptable, and that its object is to go.
    async fn refuse(&self, id: UploadId, refusal: Refusal) -> Result<(), StoreError>;
    /// Removes it unless it is attached; says whether it was there. Its object is to go.
    async fn remove(&self, id: UploadId) -> Result<bool, StoreError>;
    /// Those that have all their bytes, and that a video was told of only while they arrived.
    async fn arrived(&self) -> Result<Vec<Upload>, StoreError>;
    /// Unfinished ones whose last byte came before `before`.
    async fn stale(&self, before: Timestamp) -> Result<Vec<Upload>, StoreError>;
    /// Removes an unfinished one if its last byte still came before `before`; says whether it was removed.
    async fn expire(&self, id: UploadId, before: Timestamp) -> Result<bool, StoreError>;
}
