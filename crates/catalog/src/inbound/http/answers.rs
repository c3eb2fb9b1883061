//! Answers that may be kept, as long as they are asked for again.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use platform::http::Problem;
use serde::Serialize;

/// Something that is the same for everybody. Any cache may store it, and asks whether it still holds.
pub fn shared(body: &impl Serialize) -> Result<Response, Problem> {
    validated(body, HeaderValue::from_static("public, no-cache"))
}

/// Something of the caller's alone.
pub fn own(body: &impl Serialize) -> Result<Response, Problem> {
    validated(body, HeaderValue::from_static("private, no-cache"))
}

/// The tag is weak, because the answer may be compressed on its way (RFC 9110 §8.8.1).
fn validated(body: &impl Serialize, caching: HeaderValue) -> Result<Response, Problem> {
    let body = serde_json::to_vec(body).map_err(Problem::internal)?;
    let tag = format!("W/\"{}\"", blake3::hash(&body).to_hex().as_str().get(..32).unwrap_or_default());
    let tag = HeaderValue::try_from(tag).map_err(Problem::internal)?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching), (header::ETAG, tag)], body).into_response())
}
