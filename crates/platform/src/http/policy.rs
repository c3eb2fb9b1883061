//! Who may call a route. Every route has a policy; the API document lists them all.

use std::sync::Arc;

use axum::{extract::Request, middleware::Next, response::Response};
use http::{Extensions, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::openapi::OpenApi;

use crate::auth::{Credentials, Subject, TokenError};

use super::Problem;

/// The member of the API document that lists all routes with their policies.
pub(super) const RULES: &str = "x-routes";

/// Who may call a route. What a caller may do with one thing is decided by the use case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anybody, signed in or not.
    Public,
    /// Whoever has a valid access token.
    SignedIn,
    /// Whoever has at least one of these roles.
    AnyRole(&'static [&'static str]),
}

/// A route and its policy, as the API document lists it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RouteRule {
    /// Path template.
    pub path: String,
    /// Upper case.
    pub method: String,
    /// Whether a valid access token is needed.
    pub signed_in: bool,
    /// At least one of these, unless empty.
    pub roles: Vec<String>,
    /// Whether `Idempotency-Key` must be sent.
    pub key_required: bool,
}

impl RouteRule {
    pub(super) fn new(path: &str, method: &str, policy: Policy, key_required: bool) -> Self {
        let roles = match policy {
            Policy::AnyRole(roles) => roles,
            Policy::Public | Policy::SignedIn => &[],
        };
        Self {
            path: path.to_owned(),
            method: method.to_owned(),
            signed_in: policy != Policy::Public,
            roles: roles.iter().map(|&role| role.to_owned()).collect(),
            key_required,
        }
    }
}

/// Every route of an API, read from its document.
pub fn route_rules(document: &OpenApi) -> Vec<RouteRule> {
    let rules = document.extensions.as_ref().and_then(|extensions| extensions.get(RULES));
    rules.cloned().and_then(|rules| serde_json::from_value(rules).ok()).unwrap_or_default()
}

/// Refuses callers whom the policy does not admit.
pub(super) async fn enforce(policy: Policy, request: Request, next: Next) -> Result<Response, Problem> {
    match policy {
        Policy::Public => {}
        Policy::SignedIn => {
            subject(request.extensions())?;
        }
        Policy::AnyRole(roles) => {
            if !subject(request.extensions())?.has_any_role(roles) {
                return Err(Problem::forbidden());
            }
        }
    }
    Ok(next.run(request).await)
}

/// The verified caller, or why there is none.
pub(super) fn subject(extensions: &Extensions) -> Result<Arc<Subject>, Problem> {
    match extensions.get::<Credentials>() {
        Some(Credentials::Verified(subject)) => Ok(Arc::clone(subject)),
        Some(Credentials::Refused(TokenError::Invalid(_))) => Err(unauthorized("TOKEN_INVALID")),
        Some(Credentials::Refused(TokenError::Time)) => Err(unauthorized("TOKEN_TIME")),
        Some(Credentials::Refused(error @ TokenError::Unavailable)) => Err(Problem::unavailable(error)),
        Some(Credentials::Absent) | None => Err(unauthorized("TOKEN_MISSING")),
    }
}

fn unauthorized(code: &'static str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code)
}
