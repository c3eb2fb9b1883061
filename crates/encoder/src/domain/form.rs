//! What an init section says of its track: what a decoder must be able to do, and what it will show.

use serde::{Deserialize, Serialize};

use super::{Rung, Track};

/// A track as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The codec with its profile and level, as RFC 6381 writes it: `avc1.640028`.
    pub codecs: String,
    /// `None` for sound.
    pub picture: Option<PictureForm>,
}

/// What a picture looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureForm {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How bright it can get.
    pub range: VideoRange,
}

/// The dynamic range, by the transfer characteristics of ISO/IEC 23091-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VideoRange {
    /// Standard.
    Sdr,
    /// High, by hybrid log-gamma (18).
    Hlg,
    /// High, by a perceptual quantizer (16).
    Pq,
}

impl VideoRange {
    /// Of these transfer characteristics.
    #[must_use]
    pub const fn of_transfer(characteristics: u16) -> Self {
        match characteristics {
            16 => Self::Pq,
            18 => Self::Hlg,
            _ => Self::Sdr,
        }
    }

    /// The `VIDEO-RANGE` of a playlist.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sdr => "SDR",
            Self::Hlg => "HLG",
            Self::Pq => "PQ",
        }
    }
}

/// Codec and picture of a rung as it was made; of one that nobody looked at, as it was asked for.
pub fn of_rung(rung: &Rung, track: &Track) -> (String, PictureForm) {
    let made = track.form.as_ref().and_then(|form| Some((form.codecs.clone(), form.picture?)));
    made.unwrap_or_else(|| {
        let picture = PictureForm { width: rung.width, height: rung.height, range: VideoRange::Sdr };
        (rung.level.codecs(), picture)
    })
}

/// The same of sound.
pub fn of_sound(track: &Track) -> String {
    track.form.as_ref().map_or_else(|| "mp4a.40.2".to_owned(), |form| form.codecs.clone())
}

/// Some bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByteRange {
    /// The first one.
    pub offset: u64,
    /// How many.
    pub length: u64,
}
