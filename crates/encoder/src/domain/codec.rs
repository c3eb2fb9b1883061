//! With what pictures are encoded: the family everybody can play, one beside it, and how much work a frame is worth.

use serde::{Deserialize, Serialize};

/// A family of renditions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Codec {
    /// H.264: whatever plays video plays it.
    #[default]
    H264,
    /// HEVC: most televisions and phones.
    Hevc,
    /// AV1: current browsers and devices, at half the bytes of H.264.
    Av1,
}

impl Codec {
    /// As it is called in names and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::H264 => "h264",
            Self::Hevc => "hevc",
            Self::Av1 => "av1",
        }
    }

    /// Percent of the bit rate that H.264 may use.
    #[must_use]
    pub(super) const fn ceiling(self) -> u32 {
        match self {
            Self::H264 => 100,
            Self::Hevc => 75,
            Self::Av1 => 60,
        }
    }
}

/// How much work a frame is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Least work; more bytes for the same picture.
    Fast,
    /// What suits most.
    #[default]
    Balanced,
    /// Most work; the best picture for each byte.
    Best,
}

impl Preset {
    /// The least work first.
    pub const ALL: [Self; 3] = [Self::Fast, Self::Balanced, Self::Best];

    /// As it is called in settings and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Balanced => "balanced",
            Self::Best => "best",
        }
    }
}

/// The family beside H.264, if any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondCodec {
    /// None.
    #[default]
    None,
    /// AV1.
    Av1,
    /// HEVC.
    Hevc,
}

impl From<SecondCodec> for Option<Codec> {
    fn from(second: SecondCodec) -> Self {
        match second {
            SecondCodec::None => None,
            SecondCodec::Av1 => Some(Codec::Av1),
            SecondCodec::Hevc => Some(Codec::Hevc),
        }
    }
}

/// The largest rendition that is made of a source that is as large.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Largest {
    /// Full HD.
    #[default]
    #[serde(rename = "1080p")]
    FullHd,
    /// Ultra HD, "4K".
    #[serde(rename = "2160p")]
    UltraHd,
}

impl Largest {
    /// Of its shorter side, pixels.
    pub(super) const fn short_side(self) -> u32 {
        match self {
            Self::FullHd => 1080,
            Self::UltraHd => 2160,
        }
    }
}

/// How pictures are encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSettings {
    /// How much work a frame is worth.
    pub preset: Preset,
    /// The family beside H.264.
    pub second: SecondCodec,
    /// Whether the largest rung is the source's own picture where it suits.
    pub pass_through: bool,
    /// The largest rung.
    pub largest: Largest,
}

impl PictureSettings {
    /// The families that are made; H.264 comes last, because every playlist must have something that is quick.
    pub(super) fn codecs(self) -> impl Iterator<Item = Codec> {
        Option::from(self.second).into_iter().chain([Codec::H264])
    }
}
