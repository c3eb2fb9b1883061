//! How long a request may take until its answer begins.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, request::Parts};

use super::Problem;

/// Lets a handler take as long as its client goes on sending: an argument of handlers that read a large body.
#[derive(Clone, Debug)]
pub struct NoDeadline(Arc<AtomicBool>);

impl<S: Sync> FromRequestParts<S> for NoDeadline {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let marker = parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self(Arc::default()));
        marker.0.store(true, Ordering::Relaxed);
        Ok(marker)
    }
}

/// Answers 504 `TIMEOUT` when the time is over, and drops the work. A caller with less time says so in
/// `X-Deadline-Ms`.
pub(super) async fn layer(limit: Duration, mut request: Request, next: Next) -> Response {
    let marker = NoDeadline(Arc::default());
    request.extensions_mut().insert(marker.clone());
    let limit = callers_limit(request.headers()).map_or(limit, |callers| callers.min(limit));
    let mut answer = std::pin::pin!(next.run(request));
    tokio::select! {
        biased;
        response = &mut answer => return response,
        () = tokio::time::sleep(limit) => {}
    }
    if marker.0.load(Ordering::Relaxed) {
        return answer.await;
    }
    Problem::new(StatusCode::GATEWAY_TIMEOUT, "TIMEOUT").into_response()
}

fn callers_limit(headers: &HeaderMap) -> Option<Duration> {
    headers.get("x-deadline-ms")?.to_str().ok()?.parse().ok().map(Duration::from_millis)
}
