//! From draft to published and back.

use kernel::Timestamp;

use super::{Media, Video, VideoEvent, Withdrawal};

/// Whether viewers may see a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Something is missing.
    Draft,
    /// Only a person's "publish" is missing.
    Ready,
    /// Viewers see it.
    Published,
    /// Viewers saw it once.
    Unpublished,
    /// Gone for good.
    Deleted,
}

impl Status {
    /// Those that are ever shown.
    pub const SHOWN: [Self; 4] = [Self::Draft, Self::Ready, Self::Published, Self::Unpublished];

    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Published => "published",
            Self::Unpublished => "unpublished",
            Self::Deleted => "deleted",
        }
    }
}

/// What a video lacks to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A film that is encoded, or playable where that is enough.
    Film,
    /// At least one category.
    Categories,
    /// At least one genre.
    Genres,
    /// A picture for its card.
    Thumbnail,
}

impl Missing {
    /// The field it is about.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Film => "video",
            Self::Categories => "categories",
            Self::Genres => "genres",
            Self::Thumbnail => "thumbnail",
        }
    }
}

/// How far the film must be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// To the end.
    Completed,
    /// Enough to begin watching.
    Playable,
}

/// Why a video was not published or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    /// Something is missing.
    #[error("the video is not ready")]
    Missing(Vec<Missing>),
    /// It was never published.
    #[error("the video is not published")]
    NeverPublished,
}

impl Video {
    /// What it lacks.
    pub fn missing(&self, readiness: Readiness) -> Vec<Missing> {
        let state = &self.state;
        let film = state.film.in_service().is_some_and(|film| match readiness {
            Readiness::Completed => film.is_completed(),
            Readiness::Playable => film.is_playable(),
        });
        let conditions = [
            (film, Missing::Film),
            (!state.relations.categories.is_empty(), Missing::Categories),
            (!state.relations.genres.is_empty(), Missing::Genres),
            (state.thumbnail.is_some(), Missing::Thumbnail),
        ];
        conditions.into_iter().filter(|(holds, _)| !holds).map(|(_, missing)| missing).collect()
    }

    /// Whether only a person's "publish" is missing. A missing thumbnail is made of the encoded film in a moment.
    pub fn awaits_publication(&self) -> bool {
        let publishes_itself = self.state.details.publish_when_ready && self.state.status != Status::Unpublished;
        let is_complete = self.missing(Readiness::Completed).iter().all(|missing| *missing == Missing::Thumbnail);
        is_complete && self.state.status != Status::Published && !publishes_itself
    }

    /// Lets viewers see it. A published one stays as it is.
    pub fn publish(&mut self, readiness: Readiness, now: Timestamp) -> Result<(), NotPublishable> {
        if self.state.status == Status::Published {
            return Ok(());
        }
        let missing = self.missing(readiness);
        if !missing.is_empty() {
            return Err(NotPublishable::Missing(missing));
        }
        self.make_public(now);
        Ok(())
    }

    /// Hides it from viewers. An unpublished one stays as it is.
    pub fn unpublish(&mut self, now: Timestamp) -> Result<(), NotPublishable> {
        match self.state.status {
            Status::Unpublished => Ok(()),
            Status::Published => {
                self.withdraw(Withdrawal::Requested, now);
                Ok(())
            }
            Status::Draft | Status::Ready | Status::Deleted => Err(NotPublishable::NeverPublished),
        }
    }

    pub(super) fn withdraw(&mut self, reason: Withdrawal, now: Timestamp) {
        self.state.status = Status::Unpublished;
        self.events.push(VideoEvent::Unpublished { reason });
        self.touch(now);
    }

    /// Follows from what just changed: a draft becomes ready or the other way round, and what should publish itself
    /// does. A video that was withdrawn waits for a person.
    pub(super) fn settle(&mut self, now: Timestamp) {
        if !matches!(self.state.status, Status::Draft | Status::Ready) {
            return;
        }
        let is_ready = self.missing(Readiness::Completed).is_empty();
        self.state.status = if is_ready { Status::Ready } else { Status::Draft };
        if is_ready && self.state.details.publish_when_ready {
            self.make_public(now);
        }
    }

    fn make_public(&mut self, now: Timestamp) {
        let first = self.state.published_at.is_none();
        self.state.status = Status::Published;
        self.state.published_at.get_or_insert(now);
        self.events.push(VideoEvent::Published { first });
        self.touch(now);
    }

    /// Whether viewers watch this very version now.
    pub(super) fn is_watched(&self, film: &Media) -> bool {
        self.state.status == Status::Published && self.state.film.in_service().is_some_and(|it| it.id == film.id)
    }
}
