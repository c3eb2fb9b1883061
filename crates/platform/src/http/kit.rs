//! The layers around every router: request id, log, metrics, problems, panics, deadline and body limit.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use tokio::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument;

use super::{Problem, RequestId, conditional, deadline, render, request_id};
use crate::telemetry;

/// Limits of one listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpSettings {
    /// Until an answer begins; handlers that take [`super::NoDeadline`] are exempt.
    pub deadline: Duration,
    /// Largest body in bytes, unless a route has a `DefaultBodyLimit` of its own.
    pub body_limit: usize,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self { deadline: Duration::from_secs(15), body_limit: 1024 * 1024 }
    }
}

/// Puts the layers around a router. Bare refusals of the router (404, 405) become problems too.
pub fn kit(router: Router, settings: HttpSettings) -> Router {
    router
        .layer(DefaultBodyLimit::max(settings.body_limit))
        .layer(from_fn(move |request: Request, next: Next| deadline::layer(settings.deadline, request, next)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(conditional::layer))
        .layer(from_fn(render::layer))
        .layer(from_fn(observe))
        .layer(from_fn(identify))
}

#[expect(clippy::needless_pass_by_value, reason = "the signature of the layer")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Problem::internal(format_args!("panic: {}", text.unwrap_or("of unknown kind"))).into_response()
}

async fn identify(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    request.headers_mut().insert(request_id::HEADER, id.header_value());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(request_id::HEADER, id.header_value());
    response
}

/// Logs and counts by route template: a real path may hold what must not be logged.
async fn observe(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let span = tracing::info_span!("request", %method, route, request_id);
    async move {
        let response = next.run(request).await;
        let (status, took) = (response.status(), begun.elapsed());
        telemetry::count_request(&method, &route, status, took);
        tracing::debug!(status = status.as_u16(), took_ms = took.as_secs_f64() * 1_000.0, "answered");
        response
    }
    .instrument(span)
    .await
}
