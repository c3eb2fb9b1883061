//! What happens to a video.

use super::{Media, MediaKind};

/// A fact about a video. Its state at the time of the save travels with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VideoEvent {
    /// The first bytes of a version are there, and it can be encoded meanwhile.
    MediaArriving(MediaKind, Media),
    /// A version lies in storage and waits to be encoded.
    MediaUploaded(MediaKind, Media),
    /// The encoder's result was accepted.
    MediaEncoded(MediaKind, Media),
    /// The encoder gave up for good.
    MediaFailed(MediaKind, Media),
    /// A newer version took its place.
    MediaSuperseded(MediaKind, Media),
    /// Somebody took it away.
    MediaRemoved(MediaKind, Media),
    /// Viewers can see the video.
    Published {
        /// For the first time.
        first: bool,
    },
    /// A published video changed, or what can be watched of another one.
    Updated,
    /// Viewers can no longer see it.
    Unpublished {
        /// Why.
        reason: Withdrawal,
    },
    /// It is gone.
    Deleted,
}

/// Why a video was withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// Somebody did it.
    Requested,
    /// It was published early, and its film could not be encoded to the end.
    EncodingFailed,
}

impl Withdrawal {
    /// As in events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::EncodingFailed => "encoding_failed",
        }
    }
}
