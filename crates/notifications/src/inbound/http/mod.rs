//! REST: parse, use case, present.

mod error;
mod outgoing;

use std::sync::Arc;

use axum::Router;
use platform::http::{Api, Idempotency, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::Outgoing;

/// Who sees other people's mail.
const OPERATORS: &[&str] = &["operator"];

/// All routes with their document.
pub fn router(outgoing: Outgoing, idempotency: Idempotency) -> (Router, OpenApi) {
    Api::new("notifications")
        .idempotent(idempotency)
        .routes(Policy::AnyRole(OPERATORS), routes!(outgoing::list))
        .routes(Policy::AnyRole(OPERATORS), routes!(outgoing::read))
        .routes(Policy::AnyRole(OPERATORS), routes!(outgoing::resend))
        .with_state(Arc::new(outgoing))
}
