//! Use cases of watching.

mod beat;
mod copies;
mod grant;
mod ports;
mod shelf;
mod start;
mod texts;

pub use beat::BeatError;
pub use copies::{EntitlementCopy, PictureCopy, VideoCopy};
pub use grant::{Grant, GrantKey, Signer};
pub use ports::{HistoryPage, Opened, Store, StoreError, Streams};
pub use shelf::{MediaShelf, ShelfError, Volume};
pub use start::{NewStream, StartError, Started};
pub use texts::{TextTrack, Texts};

use std::{sync::Arc, time::Duration};

use kernel::Clock;

use crate::domain::{Profile, ProfileId, Progress, Stream, StreamId, UserId, VideoId};

/// Everything that can be done about watching.
#[derive(Clone)]
pub struct Watching {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
}

/// The rating a profile may see when nobody set a bound: everything.
const HIGHEST_RATING: &str = "18";

/// How long a stream is kept after its last beat.
const STREAM_KEPT_FOR: Duration = Duration::from_hours(30 * 24);
/// Streams forgotten in one transaction, so that nobody waits long for it.
const STREAMS_AT_ONCE: u32 = 1_000;

impl Watching {
    /// The profiles of a login; the first one is made on first use, and bears the login's id.
    pub async fn profiles(&self, owner: UserId, name: &str) -> Result<Vec<Profile>, StoreError> {
        let profiles = self.store.profiles(owner).await?;
        if !profiles.is_empty() {
            return Ok(profiles);
        }
        let name = if name.is_empty() { "1" } else { name };
        let first = Profile {
            id: ProfileId::from_uuid(owner.uuid()),
            owner,
            name: name.chars().take(50).collect(),
            kids: false,
            max_rating: HIGHEST_RATING.into(),
            created_at: self.clock.now(),
        };
        self.store.insert_profile(&first).await?;
        self.store.profiles(owner).await
    }

    /// Whether a profile is one of this login's.
    pub async fn owns(&self, owner: UserId, profile: ProfileId) -> Result<bool, StoreError> {
        if profile.uuid() == owner.uuid() {
            return Ok(true);
        }
        Ok(self.store.profiles(owner).await?.iter().any(|own| own.id == profile))
    }

    /// Films begun and not finished, the latest first.
    pub async fn to_continue(&self, profile: ProfileId) -> Result<Vec<Progress>, StoreError> {
        self.store.to_continue(profile).await
    }

    /// Takes a film out of "continue watching"; the history keeps it.
    pub async fn forget_continue(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError> {
        self.store.hide_from_continue(profile, video).await
    }

    /// What was watched, the latest first.
    pub async fn history(&self, profile: ProfileId, after: Option<Progress>) -> Result<HistoryPage, StoreError> {
        self.store.history(profile, after).await
    }

    /// Forgets a film altogether.
    pub async fn forget(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError> {
        self.store.delete_progress(profile, video).await
    }

    /// What runs on the devices of a login.
    pub async fn streams(&self, owner: UserId) -> Result<Vec<Stream>, StoreError> {
        self.store.live_streams(owner, self.clock.now()).await
    }

    /// Ends a stream of one's own; `false` if there is none.
    pub async fn stop(&self, owner: UserId, stream: StreamId) -> Result<bool, StoreError> {
        self.store.end_stream(owner, stream, self.clock.now()).await
    }

    /// Forgets streams whose last beat is long ago; what was watched stays in the history.
    pub async fn forget_old_streams(&self) -> Result<(), StoreError> {
        let before = self.clock.now().minus(STREAM_KEPT_FOR);
        while self.store.delete_streams(before, STREAMS_AT_ONCE).await? == u64::from(STREAMS_AT_ONCE) {}
        Ok(())
    }
}
