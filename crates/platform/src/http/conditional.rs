//! Answers 304 to a reader who has the present version already (RFC 9110 §13.1.2).

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// For whatever a handler gave an `ETag`.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let known: Vec<_> = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let mut response = next.run(request).await;
    if is_read && is_found(response.status()) && has_current(&known, response.headers()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for of_the_body in [header::CONTENT_LENGTH, header::CONTENT_RANGE, header::CONTENT_TYPE] {
            response.headers_mut().remove(of_the_body);
        }
    }
    response
}

/// This condition goes before a range (§13.2.2).
fn is_found(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT)
}

/// Compared weakly: a copy that is as good will do.
fn has_current(known: &[HeaderValue], headers: &HeaderMap) -> bool {
    let Some(current) = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()) else {
        return false;
    };
    let current = current.trim_start_matches("W/");
    let mut tags = known.iter().filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
    tags.any(|tag| matches!(tag.trim(), "*") || tag.trim().trim_start_matches("W/") == current)
}
