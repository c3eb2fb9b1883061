//! Who may watch what, and how far they are.

mod admission;
mod ids;
mod progress;
mod stream;

pub use admission::{Admission, Denial, Entitlement, Kind, Viewer, admit};
pub use ids::{AssetId, PictureId, ProfileId, StreamId, UserId, VideoId};
pub use progress::{Position, Progress};
pub use stream::{Beat, BeatState, GRANT_LIFE, HEARTBEAT, LIVE_FOR, Stream};

use kernel::Timestamp;

/// A film as far as playback needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    pub id: VideoId,
    pub published: bool,
    pub opened: bool,
    pub rating: String,
    /// Where the credits begin, in milliseconds.
    pub credits_at_ms: Option<i64>,
    /// As the web app gets them: JSON.
    pub markers: Option<String>,
    pub film: Option<AssetId>,
    pub trailer: Option<AssetId>,
}

/// Where the bytes of a film or trailer lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub id: AssetId,
    /// Prefix of its objects; absent until something can be played.
    pub path: Option<String>,
    /// Whether it is still being encoded.
    pub growing: bool,
    pub duration_ms: Option<i64>,
    /// Its text tracks and chapters: JSON.
    pub texts: Option<String>,
}

/// Somebody in a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub id: ProfileId,
    pub owner: UserId,
    pub name: String,
    pub kids: bool,
    pub max_rating: String,
    pub created_at: Timestamp,
}
