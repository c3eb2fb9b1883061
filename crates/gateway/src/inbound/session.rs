//! The session cookie becomes a Bearer token on every forwarded request.

use axum::{
    extract::{Request, State as Extract},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, header};
use platform::http::Problem;

use super::{State, auth::session_problem, limits::SHORT_FORMS};
use crate::{
    Config,
    application::{SESSION_LIFE, SessionError, SessionId},
};

/// Sent by the web app with every write: another site's form cannot (CSRF).
const CSRF_HEADER: &str = "x-codeflix-csrf";

/// `__Host-` binds a cookie to this host and to TLS (RFC 6265bis §4.1.3); plain HTTP has to do without.
fn cookie_name(config: &Config, name: &str) -> String {
    let prefix = if config.is_secure() { "__Host-" } else { "" };
    format!("{prefix}codeflix_{name}")
}

fn set_cookie(config: &Config, name: &str, value: &str, max_age: u64) -> HeaderValue {
    let secure = if config.is_secure() { "; Secure" } else { "" };
    let name = cookie_name(config, name);
    let text = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

fn read_cookie(config: &Config, headers: &HeaderMap, name: &str) -> Option<String> {
    let name = cookie_name(config, name);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// Keeps the session in the browser.
pub fn cookie(config: &Config, id: &SessionId) -> HeaderValue {
    set_cookie(config, "session", &id.0, SESSION_LIFE.as_secs())
}

/// Takes the session from the browser.
pub fn forget(config: &Config) -> HeaderValue {
    set_cookie(config, "session", "", 0)
}

/// Ties a login to the browser that began it.
pub fn login_cookie(config: &Config, state: &str) -> HeaderValue {
    set_cookie(config, "login", state, 900)
}

/// Takes the login's mark from the browser.
pub fn forget_login(config: &Config) -> HeaderValue {
    set_cookie(config, "login", "", 0)
}

/// The session a browser shows.
pub fn id_of(config: &Config, headers: &HeaderMap) -> Option<SessionId> {
    read_cookie(config, headers, "session").filter(|value| !value.is_empty()).map(SessionId)
}

/// The login a browser began.
pub fn login_state(config: &Config, headers: &HeaderMap) -> Option<String> {
    read_cookie(config, headers, "login")
}

/// Puts the session's token on the request. A client that sends a token of its own is left alone.
pub async fn attach(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::AUTHORIZATION) || !wants_token(request.uri().path()) {
        return next.run(request).await;
    }
    let Some(id) = id_of(&state.config, request.headers()) else { return next.run(request).await };
    if let Err(problem) = refuse_foreign_write(request.method(), request.headers()) {
        return problem.into_response();
    }
    match state.sessions.access_token(&id).await {
        Ok(token) => {
            if let Ok(value) = HeaderValue::from_str(&format!("Bearer {token}")) {
                request.headers_mut().insert(header::AUTHORIZATION, value);
            }
            next.run(request).await
        }
        Err(SessionError::Gone) => {
            let mut response = next.run(request).await;
            response.headers_mut().append(header::SET_COOKIE, forget(&state.config));
            response
        }
        Err(error) => session_problem(&error).into_response(),
    }
}

/// Media carries its own grant and the provider its own cookie: neither may depend on a token.
fn wants_token(path: &str) -> bool {
    path.starts_with("/api/") || SHORT_FORMS.contains(&path)
}

/// A write that rides on a cookie must come from our own pages (Fetch Metadata, or the header no form can send).
pub(super) fn refuse_foreign_write(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    if is_from_here(headers) && headers.contains_key(CSRF_HEADER) {
        return Ok(());
    }
    Err(Problem::forbidden().detail("a write from another site, or without the X-Codeflix-Csrf header"))
}

/// Whether one of our own pages led here, as far as the client tells (Fetch Metadata, `Sec-Fetch-Site`).
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin")
}
