//! For whom a text track is.

use serde::{Deserialize, Serialize};

/// For whom a text track is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// For those who do not understand the language.
    Subtitles,
    /// For those who do not hear: noises and speakers too.
    Captions,
    /// For those who do not see: what happens, to be read aloud.
    Descriptions,
    /// Only what nobody is expected to understand: a foreign sentence, a sign.
    Forced,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Subtitles, Self::Captions, Self::Descriptions, Self::Forced];

    /// As APIs and events spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subtitles => "subtitles",
            Self::Captions => "captions",
            Self::Descriptions => "descriptions",
            Self::Forced => "forced",
        }
    }

    /// The kind of that spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}
