//! Age ratings.

use kernel::{Code, Violation};

/// From what age a video is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// Recommended for children.
    Er,
    /// For everybody.
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
    /// All of them, the mildest first.
    pub const ALL: [Self; 7] =
        [Self::Er, Self::L, Self::Ten, Self::Twelve, Self::Fourteen, Self::Sixteen, Self::Eighteen];

    /// Reads a rating in any case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        let wanted = text.trim().to_ascii_lowercase();
        let found = Self::ALL.into_iter().find(|rating| rating.as_str() == wanted);
        found.ok_or_else(|| {
            let allowed = Self::ALL.map(Self::as_str).join(", ");
            Violation::new(field, Code::NotInSet).with("allowed", allowed)
        })
    }

    /// As stored and shown.
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
}
