//! Errors of the use cases as problems.

use http::StatusCode;
use platform::http::{FieldError, Problem};

use crate::application::{CreateError, SignInError, StoreError};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Conflict => Self::version_conflict(),
            StoreError::Unavailable(cause) => Self::unavailable(format_args!("{error}: {cause}")),
            StoreError::Failed(cause) => Self::internal(format_args!("{error}: {cause}")),
            StoreError::Taken => Self::internal(&error),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(StatusCode::UNAUTHORIZED, "CREDENTIALS_INVALID"),
            SignInError::Slowed(wait) => Self::rate_limited(wait),
            SignInError::Store(error) => error.into(),
        }
    }
}

impl From<CreateError> for Problem {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Slowed(wait) => Self::rate_limited(wait),
            CreateError::EmailTaken => Self::conflict("EMAIL_TAKEN").errors([FieldError::new("/email", "EMAIL_TAKEN")]),
            CreateError::Store(error) => error.into(),
        }
    }
}
