//! What refusals look like.

use platform::http::Problem;

use crate::application::{Refused, StoreError};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::unavailable(error)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => Self::not_found(),
            Refused::NotNow => Self::conflict("INVALID_TRANSITION"),
            Refused::OriginalGone => Self::conflict("ORIGINAL_GONE"),
            Refused::Store(error) => error.into(),
        }
    }
}

/// The stable code of a refusal in a list of them.
pub fn code(refused: &Refused) -> &'static str {
    match refused {
        Refused::NotFound => "NOT_FOUND",
        Refused::NotNow => "INVALID_TRANSITION",
        Refused::OriginalGone => "ORIGINAL_GONE",
        Refused::Store(_) => "UNAVAILABLE",
    }
}
