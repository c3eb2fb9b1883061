//! How much work pictures are worth, as commands take it.

use clap::ValueEnum;
use serde::Serialize;

/// How much work a frame is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Least work; more bytes for the same picture.
    Fast,
    /// What suits most.
    Balanced,
    /// Most work; the best picture for each byte.
    Best,
}

impl Preset {
    /// As the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Balanced => "balanced",
            Self::Best => "best",
        }
    }
}
