//! Why a use case did not do what it was asked to.

use kernel::Violations;

use super::ports::{BodyError, PictureError, StorageError, StoreError};
use crate::domain::{
    picture_file::PictureRefusal,
    upload::Refusal,
    video::{Missing, NotPublishable, NotRetryable, StillNeeded},
};

/// What a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or none that the caller may know of.
    #[error("not found")]
    NotFound,
    /// Every broken rule of the input.
    #[error(transparent)]
    Invalid(#[from] Violations),
    /// It has another version than the caller has seen.
    #[error("it has another version")]
    VersionConflict,
    /// Published videos need what was to be removed.
    #[error("it is in use")]
    InUse {
        /// What is needed.
        needed: Vec<Needed>,
    },
    /// What a video lacks to be published.
    #[error("the video is not ready")]
    NotReady(Vec<Missing>),
    /// The original was not kept.
    #[error("the original is not kept any more")]
    OriginalGone,
    /// Not possible in the present state.
    #[error("not possible in the present state")]
    InvalidTransition,
    /// Only what failed can be tried again.
    #[error(transparent)]
    NotRetryable(#[from] NotRetryable),
    /// The file's content is not acceptable.
    #[error(transparent)]
    File(#[from] Refusal),
    /// The picture is not acceptable.
    #[error(transparent)]
    PictureFile(#[from] PictureRefusal),
    /// The picture could not be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It cannot be read as subtitles.
    #[error(transparent)]
    Text(#[from] captions::Unreadable),
    /// More bytes than are taken of this kind.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Bytes at most.
        limit: u64,
    },
    /// Too many uploads are under way.
    #[error("too many uploads are under way")]
    Quota,
    /// The upload goes on from another place.
    #[error("the upload stands at {offset}")]
    OffsetMismatch {
        /// Where.
        offset: u64,
    },
    /// Somebody else is writing the same upload.
    #[error("somebody else is writing")]
    BeingWritten,
    /// The body broke off; what had arrived may be kept.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The store's doing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Object storage's doing.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Something that a published video cannot do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// What was to be removed.
    pub id: String,
    /// Title of a video that needs it.
    pub video: String,
}

impl From<NotPublishable> for Error {
    fn from(error: NotPublishable) -> Self {
        match error {
            NotPublishable::Missing(missing) => Self::NotReady(missing),
            NotPublishable::NeverPublished => Self::InvalidTransition,
        }
    }
}

impl From<StillNeeded> for Error {
    fn from(_: StillNeeded) -> Self {
        Self::InUse { needed: Vec::new() }
    }
}
