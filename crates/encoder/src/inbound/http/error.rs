//! What refusals look like.

use std::time::Duration;

use http::StatusCode;
use platform::{http::Problem, objects::ObjectError};

use crate::application::{BodyError, ConversionError, Refused, StoreError};

/// When somebody with many conversions under way should ask again.
const ASK_AGAIN: Duration = Duration::from_secs(30);

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
            Refused::NothingMissing => Self::conflict("NOTHING_MISSING"),
            Refused::OriginalGone => Self::conflict("ORIGINAL_GONE"),
            Refused::Store(error) => error.into(),
        }
    }
}

impl From<ConversionError> for Problem {
    fn from(error: ConversionError) -> Self {
        match error {
            ConversionError::NotFound => Self::not_found(),
            ConversionError::NotReady => Self::conflict("CONVERSION_NOT_READY"),
            ConversionError::TooMany => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_QUEUED").retry_after(ASK_AGAIN)
            }
            ConversionError::TooLarge | ConversionError::Body(BodyError::TooLarge) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE")
            }
            ConversionError::Empty => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "FILE_EMPTY"),
            ConversionError::Body(BodyError::Broken(why)) => Self::malformed(why),
            ConversionError::Body(BodyError::Stalled) => {
                Self::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT").retryable(true)
            }
            ConversionError::Storage(ObjectError::Full) => Self::new(StatusCode::INSUFFICIENT_STORAGE, "STORAGE_FULL"),
            ConversionError::Storage(ObjectError::Busy) => Self::new(StatusCode::SERVICE_UNAVAILABLE, "STORAGE_BUSY"),
            ConversionError::Storage(error) => Self::internal(error),
            ConversionError::Store(error) => error.into(),
        }
    }
}

/// The stable code of a refusal in a list of them.
pub fn code(refused: &Refused) -> &'static str {
    match refused {
        Refused::NotFound => "NOT_FOUND",
        Refused::NotNow => "INVALID_TRANSITION",
        Refused::NothingMissing => "NOTHING_MISSING",
        Refused::OriginalGone => "ORIGINAL_GONE",
        Refused::Store(_) => "UNAVAILABLE",
    }
}
