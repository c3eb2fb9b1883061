//! Film and trailer: attached, encoded, superseded, removed. Results for another version than the newest are ignored.

use kernel::Timestamp;

use super::{
    Encoded, Media, MediaKind, MediaStatus, Minutes, Playable, Status, StillNeeded, Video, VideoEvent, Withdrawal,
};
use crate::domain::MediaId;

/// What became of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is the newest version now.
    New,
    /// It was before; nothing changed.
    Already,
}

/// Only what failed can be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the medium did not fail")]
pub struct NotRetryable;

impl Video {
    /// Takes an upload as the newest version, whole or while it arrives. A completed older one stays in service until
    /// this one is encoded.
    pub fn attach(&mut self, kind: MediaKind, media: Media, now: Timestamp) -> Attached {
        if self.current(kind, media.id).is_some_and(|known| known.is_arriving() && !media.is_arriving()) {
            self.arrive(kind, media, now);
            return Attached::New;
        }
        if self.state.slot(kind).all().any(|known| known.id == media.id) {
            return Attached::Already;
        }
        let former = self.state.slot_mut(kind).current.replace(media.clone());
        match former {
            Some(former) if former.is_completed() => self.state.slot_mut(kind).serving = Some(former),
            Some(former) => self.supersede(kind, former),
            None => {}
        }
        self.tell_attached(kind, media);
        self.touch(now);
        self.settle(now);
        Attached::New
    }

    /// The rest of the newest version came. What failed for want of it is tried again.
    fn arrive(&mut self, kind: MediaKind, media: Media, now: Timestamp) {
        let Some(current) = self.current(kind, media.id) else { return };
        current.checksum = media.checksum;
        if matches!(current.status, MediaStatus::Error { .. }) {
            current.status = MediaStatus::Pending;
        }
        let current = current.clone();
        self.tell_attached(kind, current);
        self.touch(now);
    }

    fn tell_attached(&mut self, kind: MediaKind, media: Media) {
        let fact = if media.is_arriving() { VideoEvent::MediaArriving } else { VideoEvent::MediaUploaded };
        self.events.push(fact(kind, media));
    }

    /// The rest of a version never comes. What was published early on the strength of it is withdrawn.
    pub fn abandon(&mut self, kind: MediaKind, media: MediaId, now: Timestamp) {
        let slot = self.state.slot_mut(kind);
        let Some(gone) = slot.current.take_if(|current| current.id == media && current.is_arriving()) else { return };
        slot.current = slot.serving.take();
        let is_last = slot.current.is_none();
        self.events.push(VideoEvent::MediaRemoved(kind, gone));
        self.touch(now);
        if kind == MediaKind::Video && is_last && self.state.status == Status::Published {
            self.withdraw(Withdrawal::EncodingFailed, now);
        }
        self.settle(now);
    }

    /// The encoder took it up.
    pub fn encoding_started(&mut self, kind: MediaKind, media: MediaId, now: Timestamp) {
        if let Some(current) = self.current(kind, media)
            && current.status == MediaStatus::Pending
        {
            current.status = MediaStatus::Processing { playable: None };
            self.touch(now);
        }
    }

    /// The first seconds can be watched, by the makers of a draft too. A later job of the same version takes the place
    /// of one that was given up.
    pub fn became_playable(&mut self, kind: MediaKind, media: MediaId, playable: Playable, now: Timestamp) {
        let Some(current) = self.current(kind, media) else { return };
        let playable = match &current.status {
            MediaStatus::Pending | MediaStatus::Processing { playable: None } => playable,
            MediaStatus::Processing { playable: Some(known) } if known.path < playable.path => {
                Playable { at: known.at, ..playable }
            }
            _ => return,
        };
        current.status = MediaStatus::Processing { playable: Some(playable) };
        self.events.push(VideoEvent::Updated);
        self.touch(now);
    }

    /// It is encoded, for the first time or again. `playable_at` stays that of the first playable seconds. A job that
    /// completes never failed in the end, whatever was told of it before.
    pub fn encoding_completed(&mut self, kind: MediaKind, media: MediaId, encoded: Encoded, now: Timestamp) {
        let Some(current) = self.current(kind, media) else { return };
        let playable_at = match &current.status {
            MediaStatus::Processing { playable } => playable.as_ref().map_or(encoded.playable_at, |it| it.at),
            MediaStatus::Pending | MediaStatus::Error { .. } => encoded.playable_at,
            // Prefixes end in the id of the job, and ids rise with time: a later job replaces an earlier one.
            MediaStatus::Completed(known) if known.path < encoded.path => known.playable_at,
            MediaStatus::Completed(_) => return,
        };
        let duration_ms = encoded.duration_ms;
        current.status = MediaStatus::Completed(Encoded { playable_at, ..encoded });
        let media = current.clone();
        if kind == MediaKind::Video {
            self.state.details.duration.get_or_insert(Minutes::of_millis(duration_ms));
        }
        if let Some(former) = self.state.slot_mut(kind).serving.take() {
            self.supersede(kind, former);
        }
        self.events.push(VideoEvent::MediaEncoded(kind, media));
        self.touch(now);
        self.settle(now);
    }

    /// Lets the original of an encoded version go.
    pub fn drop_original(&mut self, kind: MediaKind, media: MediaId) {
        let completed = self.current(kind, media).filter(|current| current.is_completed());
        if let Some(key) = completed.map(|current| current.raw_location.clone()) {
            self.orphans.push(key);
        }
    }

    /// The encoder gave up. What was published early on the strength of it is withdrawn; an older version in service
    /// stays there.
    pub fn encoding_failed(&mut self, kind: MediaKind, media: MediaId, code: String, text: String, now: Timestamp) {
        let Some(current) = self.current(kind, media) else { return };
        if !matches!(current.status, MediaStatus::Pending | MediaStatus::Processing { .. }) {
            return;
        }
        current.status = MediaStatus::Error { code, text };
        let media = current.clone();
        let was_watched = kind == MediaKind::Video && self.is_watched(&media);
        self.events.push(VideoEvent::MediaFailed(kind, media));
        self.touch(now);
        if was_watched {
            self.withdraw(Withdrawal::EncodingFailed, now);
        }
    }

    /// Has the newest version encoded again.
    pub fn retry_encoding(&mut self, kind: MediaKind, now: Timestamp) -> Result<(), NotRetryable> {
        let current = self.state.slot_mut(kind).current.as_mut().ok_or(NotRetryable)?;
        if !matches!(current.status, MediaStatus::Error { .. }) {
            return Err(NotRetryable);
        }
        current.status = MediaStatus::Pending;
        let media = current.clone();
        self.tell_attached(kind, media);
        self.touch(now);
        Ok(())
    }

    /// Takes film or trailer away, or only the newest version if an older one is in service. A published video keeps
    /// a film: [`StillNeeded`].
    pub fn remove_media(&mut self, kind: MediaKind, now: Timestamp) -> Result<(), StillNeeded> {
        let slot = self.state.slot(kind);
        let is_last = slot.serving.is_none();
        if kind == MediaKind::Video && is_last && self.state.status == Status::Published {
            return Err(StillNeeded);
        }
        let slot = self.state.slot_mut(kind);
        let Some(removed) = slot.current.take() else { return Ok(()) };
        slot.current = slot.serving.take();
        self.orphan_source(&removed);
        self.events.push(VideoEvent::MediaRemoved(kind, removed));
        self.touch(now);
        self.settle(now);
        Ok(())
    }

    fn current(&mut self, kind: MediaKind, media: MediaId) -> Option<&mut Media> {
        self.state.slot_mut(kind).current.as_mut().filter(|current| current.id == media)
    }

    fn supersede(&mut self, kind: MediaKind, former: Media) {
        self.orphan_source(&former);
        self.events.push(VideoEvent::MediaSuperseded(kind, former));
    }
}
