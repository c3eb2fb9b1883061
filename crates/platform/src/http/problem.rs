//! Refusals as RFC 9457 problem details, with a stable code and every wrong field.

use std::{borrow::Cow, collections::BTreeMap, fmt::Display, time::Duration};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Violation, Violations};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::db;

use super::render;

/// A refusal. As a response it carries itself in the extensions, and the outermost layer writes it in the
/// caller's language.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Problem {
    #[serde(with = "status_number")]
    pub(super) status: StatusCode,
    pub(super) code: Cow<'static, str>,
    pub(super) detail: Option<String>,
    pub(super) retryable: bool,
    pub(super) errors: Vec<FieldError>,
    pub(super) retry_after: Option<Duration>,
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// JSON pointer (RFC 6901), or the bare name of a query parameter or file part.
    pub field: String,
    /// Stable code.
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    /// For people, in their language; filled in when the problem is written.
    #[serde(default)]
    pub message: String,
    /// Values of the message, and whatever else a program needs.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub params: BTreeMap<String, Value>,
}

impl FieldError {
    /// An error without parameters.
    pub fn new(field: impl Into<String>, code: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), code: code.into(), message: String::new(), params: BTreeMap::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

impl From<&Violation> for FieldError {
    fn from(violation: &Violation) -> Self {
        let params = violation.params.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
        Self { params: params.collect(), ..Self::new(violation.field.clone(), violation.code.as_str()) }
    }
}

impl Problem {
    /// A problem of this status and stable code. It counts as retryable if the status says that the cause may pass.
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        let retryable = matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504 | 507);
        Self { status, code: code.into(), detail: None, retryable, errors: Vec::new(), retry_after: None }
    }

    /// What happened this time, in English; the title that people read is translated by the code.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The wrong fields.
    #[must_use]
    pub fn errors(mut self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.errors.extend(errors);
        self
    }

    /// When to try again (`Retry-After`, whole seconds, at least one).
    #[must_use]
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self.retryable = true;
        self
    }

    /// Overrides whether the same request may succeed later.
    #[must_use]
    pub const fn retryable(mut self, retryable: bool) -> Self {
        self.retryable = retryable;
        self
    }

    /// 422 `VALIDATION` with every broken rule.
    #[expect(clippy::needless_pass_by_value, reason = "the caller is done with them")]
    pub fn validation(violations: Violations) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "VALIDATION").errors(violations.iter().map(FieldError::from))
    }

    /// 422 `QUERY_INVALID` with every wrong parameter.
    pub fn query_invalid(errors: impl IntoIterator<Item = FieldError>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "QUERY_INVALID").errors(errors)
    }

    /// 404 `NOT_FOUND`.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND")
    }

    /// 400 `MALFORMED`.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "MALFORMED").detail(detail)
    }

    /// 403 `FORBIDDEN`.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN")
    }

    /// 409 with a code of the caller's.
    pub fn conflict(code: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 412 `VERSION_CONFLICT`.
    pub fn version_conflict() -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "VERSION_CONFLICT")
    }

    /// 429 `RATE_LIMITED`, until `wait` is over.
    pub fn rate_limited(wait: Duration) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED").retry_after(wait)
    }

    /// 503 `UNAVAILABLE`, to be tried again in a second.
    pub fn unavailable(cause: impl Display) -> Self {
        tracing::warn!(%cause, "a dependency is unavailable");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE").retry_after(Duration::from_secs(1))
    }

    /// 500 `INTERNAL`; the cause is logged and never sent.
    pub fn internal(cause: impl Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL")
    }

    /// The status it is answered with.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl From<Violations> for Problem {
    fn from(violations: Violations) -> Self {
        Self::validation(violations)
    }
}

impl From<db::Error> for Problem {
    /// A taken unique value that nobody mapped to a code of its own is a conflict of two writers.
    fn from(error: db::Error) -> Self {
        match &error {
            db::Error::Unavailable(cause) => Self::unavailable(format_args!("{error}: {cause}")),
            db::Error::Conflict => Self::version_conflict(),
            db::Error::Other(cause) | db::Error::Unique(cause) => Self::internal(format_args!("{error}: {cause}")),
            _ => Self::internal(&error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        render::untranslated(self)
    }
}

mod status_number {
    //! A status as its number.

    use http::StatusCode;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
    pub fn serialize<S: Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(status.as_u16())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StatusCode, D::Error> {
        StatusCode::from_u16(u16::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
