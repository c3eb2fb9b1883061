//! The video: what it is about, its media, and whether viewers may see it.

mod details;
mod encoding;
mod event;
mod image;
mod media;
mod poster;
mod preset;
mod publication;
mod rating;
mod relations;
#[cfg(test)]
mod tests;
mod text_track;

pub use details::{Details, DetailsChange, Markers, Minutes, Year};
pub use encoding::{Attached, NotRetryable};
pub use event::{VideoEvent, Withdrawal};
pub use image::{Image, ImageKind, ImageSize};
pub use media::{Encoded, Media, MediaKind, MediaStatus, Playable, Rendition, ResourceId, Slot};
pub use poster::{Poster, ThumbnailSource};
pub use preset::Preset;
pub use publication::{Missing, NotPublishable, Readiness, Status};
pub use rating::Rating;
pub use relations::{Known, MAX_CAST_MEMBERS, MAX_CATEGORIES, MAX_GENRES, Relations, RelationsChange};
pub use text_track::{SourceText, TextTrack};

use kernel::{Code, Timestamp, Violation, Violations};

use super::{Life, UserId, VideoId};

/// A video with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Video {
    id: VideoId,
    state: VideoState,
    life: Life,
    stored_version: i64,
    events: Vec<VideoEvent>,
    /// Objects that nothing refers to any more.
    orphans: Vec<String>,
}

/// What a video is at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoState {
    /// What an editor says about it.
    pub details: Details,
    /// What it is connected with.
    pub relations: Relations,
    /// Whether viewers may see it.
    pub status: Status,
    /// When they first could.
    pub published_at: Option<Timestamp>,
    /// Wide, behind the title.
    pub banner: Option<Image>,
    /// On cards.
    pub thumbnail: Option<Image>,
    /// Where it comes from, or will.
    pub thumbnail_source: ThumbnailSource,
    /// Key of the film's picture that it was made of.
    pub thumbnail_poster: Option<String>,
    /// On narrow cards.
    pub thumbnail_half: Option<Image>,
    /// The film.
    pub film: Slot,
    /// The trailer.
    pub trailer: Slot,
    /// Text that was added to the film.
    pub text_tracks: Vec<TextTrack>,
    /// Who made the entry.
    pub created_by: UserId,
}

impl VideoState {
    /// A picture.
    pub const fn image(&self, kind: ImageKind) -> Option<&Image> {
        match kind {
            ImageKind::Banner => self.banner.as_ref(),
            ImageKind::Thumbnail => self.thumbnail.as_ref(),
            ImageKind::ThumbnailHalf => self.thumbnail_half.as_ref(),
        }
    }

    /// Film or trailer.
    pub const fn slot(&self, kind: MediaKind) -> &Slot {
        match kind {
            MediaKind::Video => &self.film,
            MediaKind::Trailer => &self.trailer,
        }
    }

    /// As measured by the encoder.
    pub fn duration_ms(&self) -> Option<i64> {
        self.film.in_service().and_then(Media::duration_ms)
    }

    fn image_mut(&mut self, kind: ImageKind) -> &mut Option<Image> {
        match kind {
            ImageKind::Banner => &mut self.banner,
            ImageKind::Thumbnail => &mut self.thumbnail,
            ImageKind::ThumbnailHalf => &mut self.thumbnail_half,
        }
    }

    const fn slot_mut(&mut self, kind: MediaKind) -> &mut Slot {
        match kind {
            MediaKind::Video => &mut self.film,
            MediaKind::Trailer => &mut self.trailer,
        }
    }

    /// Checks what no field can be checked for alone.
    fn check(&self, violations: &mut Violations) {
        let said = self.details.duration.map(Minutes::millis);
        self.details.markers.check(self.duration_ms().or(said), violations);
        if self.status == Status::Published {
            let relations = [
                ("/categories_id", self.relations.categories.is_empty(), MAX_CATEGORIES),
                ("/genres_id", self.relations.genres.is_empty(), MAX_GENRES),
            ];
            for (field, _, max) in relations.into_iter().filter(|(_, is_empty, _)| *is_empty) {
                violations.add(Violation::new(field, Code::Length).with("min", 1).with("max", max));
            }
        }
    }
}

impl Video {
    /// A draft without media. `violations` are those already found in the input; all are returned together.
    pub fn create(
        id: VideoId,
        details: Details,
        relations: Relations,
        created_by: UserId,
        now: Timestamp,
    ) -> Result<Self, Violations> {
        let state = VideoState {
            details,
            relations,
            status: Status::Draft,
            published_at: None,
            banner: None,
            thumbnail: None,
            thumbnail_source: ThumbnailSource::default(),
            thumbnail_poster: None,
            thumbnail_half: None,
            film: Slot::default(),
            trailer: Slot::default(),
            text_tracks: Vec::new(),
            created_by,
        };
        let mut violations = Violations::new();
        state.check(&mut violations);
        violations.into_result()?;
        let life = Life::begun(now);
        Ok(Self { id, state, life, stored_version: 0, events: Vec::new(), orphans: Vec::new() })
    }

    /// Takes back what was stored.
    pub const fn restore(id: VideoId, state: VideoState, life: Life) -> Self {
        Self { id, state, stored_version: life.version, life, events: Vec::new(), orphans: Vec::new() }
    }

    /// Its id.
    pub const fn id(&self) -> VideoId {
        self.id
    }

    /// What it is.
    pub const fn state(&self) -> &VideoState {
        &self.state
    }

    /// Its version and times.
    pub const fn life(&self) -> Life {
        self.life
    }

    /// The version it was loaded with; 0 if it was never stored.
    pub const fn stored_version(&self) -> i64 {
        self.stored_version
    }

    /// Whether there is anything to store.
    pub const fn is_changed(&self) -> bool {
        self.life.version != self.stored_version
    }

    /// Changes what an editor says; the same again is no change.
    pub fn describe(&mut self, details: Details, relations: Relations, now: Timestamp) -> Result<(), Violations> {
        let after = VideoState { details, relations, ..self.state.clone() };
        let mut violations = Violations::new();
        after.check(&mut violations);
        violations.into_result()?;
        if after != self.state {
            self.state = after;
            self.touch(now);
            self.settle(now);
        }
        Ok(())
    }

    /// Whether viewers would be left with a video without category or genre.
    pub fn needs_any_of(&self, gone: &Relations) -> bool {
        let left = self.state.relations.without(gone);
        self.state.status == Status::Published && (left.categories.is_empty() || left.genres.is_empty())
    }

    /// Loses relations whose other end is being deleted.
    pub fn detach(&mut self, gone: &Relations, now: Timestamp) {
        let left = self.state.relations.without(gone);
        if left != self.state.relations {
            self.state.relations = left;
            self.touch(now);
            self.settle(now);
        }
    }

    /// Puts an uploaded picture in its place.
    pub fn set_image(&mut self, kind: ImageKind, image: Image, now: Timestamp) {
        if self.state.image(kind) == Some(&image) {
            return;
        }
        let former = self.state.image_mut(kind).replace(image);
        self.orphan_image(former);
        self.note_source(kind, ThumbnailSource::Uploaded);
        self.touch(now);
        self.settle(now);
    }

    /// Takes a picture away. A published video keeps its thumbnail: [`StillNeeded`].
    pub fn remove_image(&mut self, kind: ImageKind, now: Timestamp) -> Result<(), StillNeeded> {
        if kind == ImageKind::Thumbnail && self.state.status == Status::Published {
            return Err(StillNeeded);
        }
        let former = self.state.image_mut(kind).take();
        if former.is_some() {
            self.orphan_image(former);
            self.note_source(kind, ThumbnailSource::Automatic);
            self.touch(now);
            self.settle(now);
        }
        Ok(())
    }

    /// Leaves a tombstone; nothing follows after that.
    pub fn delete(&mut self, now: Timestamp) {
        self.touch(now);
        self.state.status = Status::Deleted;
        self.life.deleted_at = Some(now);
        for image in [self.state.banner.take(), self.state.thumbnail.take(), self.state.thumbnail_half.take()] {
            self.orphan_image(image);
        }
        self.orphans.extend(std::mem::take(&mut self.state.text_tracks).iter().map(TextTrack::key));
        let sources = self.state.film.all().chain(self.state.trailer.all()).filter(|media| !media.is_arriving());
        self.orphans.extend(sources.map(|media| media.raw_location.clone()));
        self.events = vec![VideoEvent::Deleted];
    }

    /// What happened since it was loaded, to be told with its present state.
    pub fn take_events(&mut self) -> Vec<VideoEvent> {
        let mut events = std::mem::take(&mut self.events);
        let told = events.iter().any(|event| matches!(event, VideoEvent::Published { .. } | VideoEvent::Updated));
        if self.is_changed() && self.state.status == Status::Published && !told {
            events.push(VideoEvent::Updated);
        }
        events
    }

    /// Keys of objects that nothing refers to any more, to be removed some time later.
    pub fn take_orphans(&mut self) -> Vec<String> {
        std::mem::take(&mut self.orphans)
    }

    /// Several changes between load and save are one version.
    const fn touch(&mut self, now: Timestamp) {
        self.life.version = self.stored_version + 1;
        self.life.updated_at = now;
    }

    fn note_source(&mut self, kind: ImageKind, source: ThumbnailSource) {
        if kind == ImageKind::Thumbnail {
            self.state.thumbnail_source = source;
            self.state.thumbnail_poster = None;
        }
    }

    /// What still arrives belongs to its upload.
    fn orphan_source(&mut self, media: &Media) {
        if !media.is_arriving() {
            self.orphans.push(media.raw_location.clone());
        }
    }

    fn orphan_image(&mut self, image: Option<Image>) {
        if let Some(image) = image {
            self.orphans.extend(ImageSize::ALL.map(|size| image.key(size)));
        }
    }
}

/// A published video cannot do without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a published video needs it")]
pub struct StillNeeded;
