//! Writes problems as `application/problem+json` in the caller's language.

use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, StatusCode, Uri, header};
use serde::Serialize;

use super::{
    FieldError, Language, Problem, RequestId,
    language::{field_message, message},
};

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The document of RFC 9457 with our members.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub(super) struct Document {
    /// Where the code is explained.
    r#type: String,
    /// What the code means, in the caller's language.
    title: String,
    /// HTTP status.
    status: u16,
    /// What happened this time.
    detail: String,
    /// The path asked for.
    instance: String,
    /// Stable code for programs.
    code: String,
    /// As in `X-Request-Id`.
    request_id: String,
    /// Whether the same request may succeed later.
    retryable: bool,
    /// Every wrong field.
    errors: Vec<FieldError>,
}

/// What the document says about the request.
#[derive(Default)]
struct Occurrence {
    language: Language,
    instance: String,
    request_id: String,
}

/// The response of a problem before the outermost layer has seen it: complete, in English.
pub(super) fn untranslated(problem: Problem) -> Response {
    let mut response = write(&problem, &Occurrence::default());
    response.extensions_mut().insert(problem);
    response
}

/// The outermost layer: every problem on its way out is written for this caller, and a bare refusal of the router
/// (no such path, wrong method, an extractor's plain text) becomes a problem.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    let occurrence = Occurrence {
        language: Language::of(request.headers()),
        instance: instance(request.uri()),
        request_id: request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default(),
    };
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return rewrite(&response, &problem, &occurrence);
    }
    if is_bare_refusal(&response) {
        let problem = of_status(response.status());
        return rewrite(&response, &problem, &occurrence);
    }
    response
}

/// Never the query: it may hold what must not be repeated.
fn instance(uri: &Uri) -> String {
    uri.path().to_owned()
}

fn rewrite(response: &Response, problem: &Problem, occurrence: &Occurrence) -> Response {
    let mut written = write(problem, occurrence);
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH | header::TRANSFER_ENCODING)
            && !written.headers().contains_key(name)
        {
            written.headers_mut().append(name, value.clone());
        }
    }
    *written.extensions_mut() = response.extensions().clone();
    written
}

fn write(problem: &Problem, occurrence: &Occurrence) -> Response {
    let body = serde_json::to_vec(&document(problem, occurrence)).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = problem.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(language) = HeaderValue::from_str(occurrence.language.tag()) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    if let Some(wait) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, whole_seconds(wait));
    }
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, challenge(problem));
    }
    response
}

fn document(problem: &Problem, occurrence: &Occurrence) -> Document {
    let language = occurrence.language;
    let fallback = || problem.detail.clone().unwrap_or_else(|| reason(problem.status));
    let title = message(language, &problem.code).map_or_else(fallback, str::to_owned);
    Document {
        r#type: format!("/api/docs#{}", problem.code),
        detail: problem.detail.clone().unwrap_or_else(|| title.clone()),
        title,
        status: problem.status.as_u16(),
        instance: occurrence.instance.clone(),
        code: problem.code.to_string(),
        request_id: occurrence.request_id.clone(),
        retryable: problem.retryable,
        errors: problem.errors.iter().map(|error| translated(error, language)).collect(),
    }
}

fn translated(error: &FieldError, language: Language) -> FieldError {
    let message = field_message(language, &error.code, &error.params);
    FieldError { message: message.unwrap_or_else(|| error.code.to_string()), ..error.clone() }
}

fn reason(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or("refused").to_owned()
}

/// RFC 6750 §3: which error it is stands there only if a token was sent.
fn challenge(problem: &Problem) -> HeaderValue {
    match problem.code() {
        "TOKEN_INVALID" | "TOKEN_TIME" => HeaderValue::from_static("Bearer error=\"invalid_token\""),
        _ => HeaderValue::from_static("Bearer"),
    }
}

fn is_bare_refusal(response: &Response) -> bool {
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return false;
    }
    match response.headers().get(header::CONTENT_TYPE) {
        None => response.body().size_hint().exact() == Some(0),
        Some(kind) => kind.as_bytes().starts_with(b"text/plain"),
    }
}

fn of_status(status: StatusCode) -> Problem {
    let code = match status.as_u16() {
        401 => "TOKEN_INVALID",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        409 => "IN_PROGRESS",
        412 => "VERSION_CONFLICT",
        413 => "TOO_LARGE",
        415 => "CONTENT_TYPE",
        429 => "RATE_LIMITED",
        503 => "UNAVAILABLE",
        504 => "TIMEOUT",
        400..500 => "MALFORMED",
        _ => "INTERNAL",
    };
    Problem::new(status, code)
}

/// Rounded up, because a caller that comes early is refused again.
fn whole_seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from((wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1))
}
