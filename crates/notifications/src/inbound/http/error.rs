//! Every refusal of a use case as a problem.

use platform::http::Problem;

use crate::application::{OutgoingError, ports::StoreError};

impl From<OutgoingError> for Problem {
    fn from(error: OutgoingError) -> Self {
        match error {
            OutgoingError::NotFound => Self::not_found(),
            OutgoingError::NotFailed => Self::conflict("INVALID_TRANSITION"),
            OutgoingError::Store(error @ StoreError::Unavailable(_)) => Self::unavailable(&error),
            OutgoingError::Store(error) => Self::internal(&error),
        }
    }
}
