//! How refusals of watching look over HTTP.

use http::StatusCode;
use platform::http::{FieldError, Problem};

use super::body::DeviceBody;
use crate::{
    application::{BeatError, ShelfError, StartError, StoreError},
    domain::{Denial, Stream},
};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::unavailable(error)
    }
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::not_found(),
            Denial::SignInRequired => Self::new(StatusCode::UNAUTHORIZED, "TOKEN_MISSING"),
            Denial::SubscriptionRequired => Self::new(StatusCode::FORBIDDEN, "SUBSCRIPTION_REQUIRED"),
        }
    }
}

impl From<StartError> for Problem {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Denied(denial) => denial.into(),
            StartError::LimitReached(running) => limit_reached(&running),
            StartError::Store(error) => error.into(),
        }
    }
}

impl From<BeatError> for Problem {
    fn from(error: BeatError) -> Self {
        match error {
            BeatError::Ended => grant_expired(),
            BeatError::Denied(denial) => grant_expired().detail(denial.to_string()),
            BeatError::Store(error) => error.into(),
        }
    }
}

impl From<ShelfError> for Problem {
    fn from(error: ShelfError) -> Self {
        match error {
            ShelfError::NotFound | ShelfError::TooLarge => Self::not_found(),
            ShelfError::Unavailable(error) => Self::unavailable(error),
        }
    }
}

/// The grant opens nothing any more: the player asks for another.
pub fn grant_expired() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "GRANT_EXPIRED")
}

/// Names the devices, so that the viewer can stop one of them.
fn limit_reached(running: &[Stream]) -> Problem {
    let devices = running.iter().map(|stream| {
        let device = serde_json::to_value(DeviceBody::from(stream)).unwrap_or_default();
        FieldError::new("/device_id", "STREAM_LIMIT").with("device", device)
    });
    Problem::conflict("STREAM_LIMIT").errors(devices)
}
