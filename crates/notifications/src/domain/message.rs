//! What there is to tell. The words are found when it is sent, in the recipient's language.

use serde::{Deserialize, Serialize};

use super::{ConversionId, VideoId};

/// What somebody is told.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Message {
    /// The medium is encoded, and only a person's "publish" is missing.
    MediaReady(Media),
    /// The encoder gave the medium up.
    MediaFailed {
        /// Which.
        #[serde(flatten)]
        media: Media,
        /// Why: a stable code.
        error_code: String,
    },
    /// The sound of a film can be fetched.
    ConversionReady(Conversion),
    /// Nothing could be made of the film.
    ConversionFailed {
        /// Of which.
        #[serde(flatten)]
        conversion: Conversion,
        /// Why: a stable code.
        error_code: String,
    },
}

/// An audio conversion.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Conversion {
    /// Which.
    pub conversion_id: ConversionId,
    /// The source's name: somebody's text, in one line.
    pub file_name: String,
}

/// A film or trailer, and the video it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Media {
    /// The video.
    pub video_id: VideoId,
    /// The video's title at that time: somebody's text, in one line.
    pub title: String,
    /// Which of its media.
    pub part: Part,
}

/// What a medium is to its video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The film itself.
    Film,
    /// Its trailer.
    Trailer,
}

/// The sorts of messages, for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Message::MediaReady`]
    MediaReady,
    /// [`Message::MediaFailed`]
    MediaFailed,
    /// [`Message::ConversionReady`]
    ConversionReady,
    /// [`Message::ConversionFailed`]
    ConversionFailed,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::MediaReady, Self::MediaFailed, Self::ConversionReady, Self::ConversionFailed];

    /// As stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MediaReady => "media-ready",
            Self::MediaFailed => "media-failed",
            Self::ConversionReady => "conversion-ready",
            Self::ConversionFailed => "conversion-failed",
        }
    }
}

impl Message {
    /// Its sort.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::MediaReady(_) => Kind::MediaReady,
            Self::MediaFailed { .. } => Kind::MediaFailed,
            Self::ConversionReady(_) => Kind::ConversionReady,
            Self::ConversionFailed { .. } => Kind::ConversionFailed,
        }
    }
}
