//! Extractors for who calls and why.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRequestParts;
use http::request::Parts;
use kernel::Cause;

use crate::auth::{Credentials, Subject};

use super::{Problem, RequestId, policy};

/// The caller; 401 if there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller(pub Arc<Subject>);

impl Deref for Caller {
    type Target = Subject;

    fn deref(&self) -> &Subject {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        policy::subject(&parts.extensions).map(Self)
    }
}

/// The caller, if one signed in. A token that is not accepted is still 401, so that the client renews it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaybeCaller(pub Option<Arc<Subject>>);

impl<S: Sync> FromRequestParts<S> for MaybeCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match parts.extensions.get::<Credentials>() {
            None | Some(Credentials::Absent) => Ok(Self(None)),
            Some(_) => policy::subject(&parts.extensions).map(|subject| Self(Some(subject))),
        }
    }
}

/// Why a command is being run: the caller's command, under the request's id and trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandCause(pub Cause);

impl<S: Sync> FromRequestParts<S> for CommandCause {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let request_id = RequestId::from_request_parts(parts, state).await?;
        let actor = match parts.extensions.get::<Credentials>() {
            Some(Credentials::Verified(subject)) => Some(subject.user_id),
            _ => None,
        };
        let traceparent = parts.headers.get("traceparent").and_then(|value| value.to_str().ok());
        let traceparent = traceparent.filter(|value| is_traceparent(value)).map(str::to_owned);
        Ok(Self(Cause { traceparent, ..Cause::command(request_id.correlation_id(), actor) }))
    }
}

/// `version-traceid-parentid-flags` in lower-case hex (W3C Trace Context §3.2).
fn is_traceparent(value: &str) -> bool {
    let lengths = value.split('-').map(str::len);
    let is_hex = |c: char| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c);
    lengths.eq([2, 32, 16, 2]) && value.chars().all(is_hex)
}
