//! What there is to tell. The words are found when it is sent, in the recipient's language.

use serde::{Deserialize, Serialize};

use super::VideoId;

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
}

impl Kind {
    /// As stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MediaReady => "media-ready",
            Self::MediaFailed => "media-failed",
        }
    }
}

impl Message {
    /// Its sort.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::MediaReady(_) => Kind::MediaReady,
            Self::MediaFailed { .. } => Kind::MediaFailed,
        }
    }
}
