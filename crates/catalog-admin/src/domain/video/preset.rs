//! How much work each picture of a film is worth, where whoever uploads it says so.

use std::str::FromStr;

/// How much work each picture of a film is worth to the encoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Least work; more bytes for the same picture.
    Fast,
    /// What suits most.
    Balanced,
    /// Most work; the best picture for each byte.
    Best,
}

impl Preset {
    /// The least work first.
    pub const ALL: [Self; 3] = [Self::Fast, Self::Balanced, Self::Best];

    /// As in events, storage and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Balanced => "balanced",
            Self::Best => "best",
        }
    }
}

impl FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(text: &str) -> Result<Self, UnknownPreset> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == text).ok_or(UnknownPreset)
    }
}

/// None of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither fast, balanced nor best")]
pub struct UnknownPreset;
