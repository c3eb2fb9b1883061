//! Programs on the pages of other sites may read what needs no cookie.

use axum::response::IntoResponse;
use http::{HeaderName, HeaderValue, StatusCode, header};

/// Any site: nothing here is answered on the strength of a cookie.
pub(super) const ANY_SITE: (HeaderName, HeaderValue) =
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));

/// The answer to a preflight (Fetch §3.2.2).
pub(super) async fn preflight() -> impl IntoResponse {
    let headers = [
        ANY_SITE,
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST")),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Authorization, Content-Type")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, headers)
}
