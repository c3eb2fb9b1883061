//! One id for a request, from the first proxy to the last log line.

use std::fmt;

use axum::extract::FromRequestParts;
use http::{HeaderMap, HeaderName, HeaderValue, request::Parts};
use kernel::{Clock, SystemClock};
use uuid::Uuid;

/// Carries the id in requests and answers.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id taken over from a caller.
const MAX_LENGTH: usize = 64;

/// The id of a request; taken over from the caller if it is harmless, else made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

impl RequestId {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(&HEADER).filter(|value| is_harmless(value.as_bytes()));
        Self(given.cloned().unwrap_or_else(fresh))
    }

    pub(super) fn header_value(&self) -> HeaderValue {
        self.0.clone()
    }

    /// The id as a correlation id; a new one if the caller's is no UUID.
    pub fn correlation_id(&self) -> Uuid {
        Uuid::try_parse_ascii(self.0.as_bytes()).unwrap_or_else(|_| new_uuid())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::of(&parts.headers)))
    }
}

/// Letters, digits and `-_.`: nothing that could forge a log line or a header.
fn is_harmless(id: &[u8]) -> bool {
    (1..=MAX_LENGTH).contains(&id.len())
        && id.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn fresh() -> HeaderValue {
    HeaderValue::from_str(&new_uuid().to_string()).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

/// Ids of requests name real moments, so they take the machine's clock.
fn new_uuid() -> Uuid {
    kernel::id::v7(SystemClock.now())
}
