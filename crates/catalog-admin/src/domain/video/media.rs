//! One uploaded version of a film or trailer, and where its encoding stands.

use std::{fmt, str::FromStr};

use kernel::Timestamp;

use super::{Poster, Preset, SourceText};
use crate::domain::{MediaId, UserId, VideoId};

/// Film or trailer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// The film itself.
    Video,
    /// What advertises it.
    Trailer,
}

impl MediaKind {
    /// As in paths, events and storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Trailer => "trailer",
        }
    }
}

impl FromStr for MediaKind {
    type Err = UnknownMediaKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "video" => Ok(Self::Video),
            "trailer" => Ok(Self::Trailer),
            _ => Err(UnknownMediaKind),
        }
    }
}

/// Neither film nor trailer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither video nor trailer")]
pub struct UnknownMediaKind;

/// What the encoder is given to name a medium by: `<video id>.<media type>.<media id>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceId {
    /// The video.
    pub video: VideoId,
    /// Film or trailer.
    pub kind: MediaKind,
    /// Which version.
    pub media: MediaId,
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.video, self.kind.as_str(), self.media)
    }
}

impl FromStr for ResourceId {
    type Err = NotOurs;

    fn from_str(text: &str) -> Result<Self, NotOurs> {
        let mut parts = text.split('.');
        let (Some(video), Some(kind), Some(media), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotOurs);
        };
        Ok(Self {
            video: video.parse().map_err(|_| NotOurs)?,
            kind: kind.parse().map_err(|_| NotOurs)?,
            media: media.parse().map_err(|_| NotOurs)?,
        })
    }
}

/// A resource that some other service named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a resource of this service")]
pub struct NotOurs;

/// One uploaded version of a film or trailer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its id.
    pub id: MediaId,
    /// SHA-256 of the source, hexadecimal; unknown while its bytes arrive.
    pub checksum: Option<String>,
    /// The file's name as it was uploaded; only ever shown.
    pub name: String,
    /// The source's object.
    pub raw_location: String,
    /// As detected from its content.
    pub content_type: String,
    /// Bytes of the source.
    pub size_bytes: u64,
    /// Who uploaded it.
    pub uploaded_by: UserId,
    /// How much work its pictures are worth, if not what the installation takes for usual.
    pub preset: Option<Preset>,
    /// Where its encoding stands.
    pub status: MediaStatus,
}

/// Where the encoding of a medium stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaStatus {
    /// Stored, waiting for the encoder.
    Pending,
    /// The encoder is at it.
    Processing {
        /// Set once the first seconds can be watched.
        playable: Option<Playable>,
    },
    /// Encoded.
    Completed(Encoded),
    /// Given up for good.
    Error {
        /// Stable code.
        code: String,
        /// For people.
        text: String,
    },
}

impl MediaStatus {
    /// As shown.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing { .. } => "processing",
            Self::Completed(_) => "completed",
            Self::Error { .. } => "error",
        }
    }
}

/// Something to watch while the rest is being encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playable {
    /// Prefix of the encoded objects.
    pub path: String,
    /// Measured at the probe.
    pub duration_ms: i64,
    /// Since when.
    pub at: Timestamp,
}

/// A finished encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Prefix of the encoded objects.
    pub path: String,
    /// Measured.
    pub duration_ms: i64,
    /// Since when it could be watched.
    pub playable_at: Timestamp,
    /// Spoken languages, BCP 47.
    pub audio_languages: Vec<String>,
    /// Text that came with it.
    pub text_tracks: Vec<SourceText>,
    /// Key of its chapters, if it has any.
    pub chapters_path: Option<String>,
    /// Pictures of it that would do as its thumbnail, the best first.
    pub posters: Vec<Poster>,
    /// What was made.
    pub renditions: Vec<Rendition>,
    /// What was noticed but did no harm: stable codes.
    pub warnings: Vec<String>,
}

/// One rung of the ladder, or the sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// Pixels; 0 for sound.
    pub width: u32,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// `h264`, `aac`.
    pub codec: String,
    /// Bit/s.
    pub bitrate: u64,
}

impl Media {
    /// Whether bytes of it are missing.
    pub const fn is_arriving(&self) -> bool {
        self.checksum.is_none()
    }

    /// Whether it is encoded to the end.
    pub const fn is_completed(&self) -> bool {
        matches!(self.status, MediaStatus::Completed(_))
    }

    /// Whether there is something to watch.
    pub const fn is_playable(&self) -> bool {
        matches!(self.status, MediaStatus::Completed(_) | MediaStatus::Processing { playable: Some(_) })
    }

    /// Prefix of the encoded objects, once something can be watched.
    pub fn path(&self) -> Option<&str> {
        match &self.status {
            MediaStatus::Completed(encoded) => Some(&encoded.path),
            MediaStatus::Processing { playable } => playable.as_ref().map(|playable| playable.path.as_str()),
            MediaStatus::Pending | MediaStatus::Error { .. } => None,
        }
    }

    /// As measured, once it was.
    pub const fn duration_ms(&self) -> Option<i64> {
        match &self.status {
            MediaStatus::Completed(encoded) => Some(encoded.duration_ms),
            MediaStatus::Processing { playable: Some(playable) } => Some(playable.duration_ms),
            _ => None,
        }
    }
}

/// The place of a film or trailer in a video: the newest version, and an older one that stays in service until the
/// newest is encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The newest version.
    pub current: Option<Media>,
    /// A completed older version that viewers go on watching.
    pub serving: Option<Media>,
}

impl Slot {
    /// What viewers get: the older version while there is one.
    pub const fn in_service(&self) -> Option<&Media> {
        match &self.serving {
            Some(media) => Some(media),
            None => self.current.as_ref(),
        }
    }

    /// Both versions.
    pub fn all(&self) -> impl Iterator<Item = &Media> {
        self.current.iter().chain(&self.serving)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_id_survives_the_way_to_the_encoder_and_back() {
        let resource = ResourceId {
            video: VideoId::generate(Timestamp::from_millis(1)),
            kind: MediaKind::Trailer,
            media: MediaId::generate(Timestamp::from_millis(2)),
        };
        assert_eq!(resource.to_string().parse(), Ok(resource));
    }

    #[test]
    fn resources_of_others_are_not_taken_for_ours() {
        let id = "0191e3a0-0000-7000-8000-000000000000";
        for text in
            ["", "x", "a.b.c", &format!("{id}.audio.{id}"), &format!("{id}.video.{id}.x"), &format!("{id}.video")]
        {
            assert_eq!(text.parse::<ResourceId>(), Err(NotOurs), "{text}");
        }
    }
}
