//! A published video, as far as viewers see it.

use kernel::Timestamp;
use uuid::Uuid;

use super::{LabelId, LabelKind};

kernel::id! {
    /// A video.
    VideoId
}

/// For whom a video is fit; the Brazilian scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Especially recommended.
    Er,
    /// Free for all ages.
    L,
    /// From 10 years.
    Ten,
    /// From 12 years.
    Twelve,
    /// From 14 years.
    Fourteen,
    /// From 16 years.
    Sixteen,
    /// From 18 years.
    Eighteen,
}

impl Rating {
    /// All of them, mildest first.
    pub const ALL: [Self; 7] =
        [Self::Er, Self::L, Self::Ten, Self::Twelve, Self::Fourteen, Self::Sixteen, Self::Eighteen];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Er => "er",
            Self::L => "l",
            Self::Ten => "10",
            Self::Twelve => "12",
            Self::Fourteen => "14",
            Self::Sixteen => "16",
            Self::Eighteen => "18",
        }
    }

    /// Reads [`Rating::as_str`] in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.as_str().eq_ignore_ascii_case(text))
    }
}

/// A picture in three sizes; where they lie follows from the id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its id.
    pub id: Uuid,
    /// Pixels of the large size.
    pub width: u32,
    /// Pixels of the large size.
    pub height: u32,
    /// A tiny blurred version as a data URI.
    pub placeholder: String,
}

/// Positions within a film, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Markers {
    /// Where the intro begins.
    pub intro_start_ms: Option<i64>,
    /// Where the intro ends.
    pub intro_end_ms: Option<i64>,
    /// Where the credits begin.
    pub credits_start_ms: Option<i64>,
}

/// A published video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    /// Its id.
    pub id: VideoId,
    /// Of its owner.
    pub version: i64,
    /// As people read it.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// When it came out.
    pub year_launched: u16,
    /// Milliseconds, once measured.
    pub duration_ms: Option<i64>,
    /// For whom it is fit.
    pub rating: Rating,
    /// Watchable without a subscription.
    pub opened: bool,
    /// First publication.
    pub published_at: Timestamp,
    /// Where intro and credits lie.
    pub markers: Option<Markers>,
    /// Wide.
    pub banner: Option<Picture>,
    /// On cards.
    pub thumbnail: Option<Picture>,
    /// On small cards.
    pub thumbnail_half: Option<Picture>,
    /// Whether a trailer can be played.
    pub has_trailer: bool,
    /// Spoken languages, BCP 47.
    pub audio_languages: Vec<String>,
    /// Languages there is text in, BCP 47.
    pub text_languages: Vec<String>,
    /// What it is filed under, in its owner's order; names are looked up when they are needed.
    pub labels: Vec<(LabelKind, LabelId)>,
}

/// What became of a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VideoChange {
    /// Viewers may see it like this.
    Shown(Box<Video>),
    /// Viewers must not see it any more, or not yet.
    Withdrawn {
        /// Which one.
        id: VideoId,
        /// Of its owner.
        version: i64,
        /// Whether it will never come back.
        for_good: bool,
    },
}

impl VideoChange {
    /// Which video it is about.
    pub const fn id(&self) -> VideoId {
        match self {
            Self::Shown(video) => video.id,
            Self::Withdrawn { id, .. } => *id,
        }
    }

    /// The owner's version; an older one is never applied over a newer.
    pub const fn version(&self) -> i64 {
        match self {
            Self::Shown(video) => video.version,
            Self::Withdrawn { version, .. } => *version,
        }
    }
}
