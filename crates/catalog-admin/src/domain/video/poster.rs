//! Which picture of its film a video shows as its thumbnail, unless somebody uploaded one.

use kernel::{Code, Timestamp, Violation, Violations};

use super::{Image, ImageKind, Media, MediaStatus, Video, VideoState};

/// A picture of a film that would do as its poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// When it is shown, in milliseconds.
    pub at_ms: i64,
    /// Key of the picture.
    pub path: String,
}

/// Where a thumbnail comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThumbnailSource {
    /// The best picture of the film.
    #[default]
    Automatic,
    /// The picture next to a moment of the film that somebody chose, in milliseconds: when the film is encoded again,
    /// other pictures may be taken.
    Chosen {
        /// When.
        at_ms: i64,
    },
    /// Somebody uploaded it.
    Uploaded,
}

impl ThumbnailSource {
    /// As shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Chosen { .. } => "chosen",
            Self::Uploaded => "uploaded",
        }
    }
}

impl VideoState {
    /// Pictures of the film that viewers get, the best first.
    pub fn posters(&self) -> &[Poster] {
        match self.film.in_service().map(|Media { status, .. }| status) {
            Some(MediaStatus::Completed(encoded)) => &encoded.posters,
            _ => &[],
        }
    }

    /// The one of them that the thumbnail is, or is about to be.
    pub fn poster(&self) -> Option<&Poster> {
        match self.thumbnail_source {
            ThumbnailSource::Automatic => self.posters().first(),
            ThumbnailSource::Chosen { at_ms } => self.posters().iter().min_by_key(|it| it.at_ms.abs_diff(at_ms)),
            ThumbnailSource::Uploaded => None,
        }
    }
}

impl Video {
    /// Makes a picture of the film the thumbnail, or leaves it to the encoder if none is named. It takes the place of
    /// an uploaded one, too. [`Self::wanted_poster`] tells what is to be done for it.
    pub fn choose_poster(&mut self, at_ms: Option<i64>, now: Timestamp) -> Result<(), Violations> {
        let source = at_ms.map_or(ThumbnailSource::Automatic, |at_ms| ThumbnailSource::Chosen { at_ms });
        if let Some(at_ms) = at_ms
            && !self.state.posters().iter().any(|poster| poster.at_ms == at_ms)
        {
            return Err(Violation::new("/at_ms", Code::NotFound).with("ids", at_ms).into());
        }
        if self.state.thumbnail_source != source {
            self.state.thumbnail_source = source;
            self.touch(now);
        }
        Ok(())
    }

    /// Key of the picture that the thumbnail is to be made of, if it is not made of it already.
    pub fn wanted_poster(&self) -> Option<&str> {
        let wanted = self.state.poster().map(|poster| poster.path.as_str());
        wanted.filter(|path| self.state.thumbnail_poster.as_deref() != Some(path))
    }

    /// Makes `image` the thumbnail, which was made of the film's picture `path`.
    pub fn adopt_poster(&mut self, path: &str, image: Image, now: Timestamp) {
        let source = self.state.thumbnail_source;
        self.set_image(ImageKind::Thumbnail, image, now);
        self.state.thumbnail_source = source;
        self.state.thumbnail_poster = Some(path.to_owned());
    }
}
