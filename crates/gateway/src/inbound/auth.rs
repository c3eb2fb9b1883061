//! The three sign-in routes of a browser.

use axum::{
    extract::{Query, State as Extract},
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use platform::http::Problem;
use serde::Deserialize;

use super::{State, session};
use crate::application::{SessionError, SignInError};

pub const LOGIN_PATH: &str = "/auth/login";
/// Where the provider sends the browser back to; registered with it, character for character.
pub const CALLBACK_PATH: &str = "/auth/callback";
pub const LOGOUT_PATH: &str = "/auth/logout";

/// What the web app may say about a login.
#[derive(Deserialize)]
pub struct LoginQuery {
    #[serde(default)]
    return_to: String,
    ticket: Option<String>,
    ui_locales: Option<String>,
}

/// What the provider answers (RFC 6749 §4.1.2).
#[derive(Deserialize)]
pub struct CallbackQuery {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Sends the browser to the provider's login page. Only our own pages may sign it in without: a ticket in a link on
/// another site would be that site's, and sign the visitor in as somebody else.
pub async fn login(
    Extract(state): Extract<State>,
    Query(query): Query<LoginQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ticket = query.ticket.filter(|_| session::is_from_here(&headers));
    let extra = [("ticket", ticket), ("ui_locales", query.ui_locales)];
    let extra: Vec<_> = extra.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let started = state.sign_in.start(&query.return_to, &extra).await.map_err(problem)?;
    let cookie = session::login_cookie(&state.config, &started.state);
    Ok(([(header::SET_COOKIE, cookie)], see_other(&started.location)).into_response())
}

/// Takes the provider's answer and opens a session. Only the browser that began the login may end it.
pub async fn callback(
    Extract(state): Extract<State>,
    Query(query): Query<CallbackQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(error) = query.error {
        tracing::info!(error, "a login was not completed");
        return Ok(see_other("/").into_response());
    }
    let (Some(given), Some(code)) = (query.state, query.code) else {
        return Err(Problem::malformed("the answer has no state or no code"));
    };
    if session::login_state(&state.config, &headers).as_deref() != Some(given.as_str()) {
        // A stale tab or somebody else's link: beginning anew is always safe.
        return Ok(see_other(LOGIN_PATH).into_response());
    }
    let (session, return_to) = match state.sign_in.finish(&given, &code).await {
        Ok(done) => done,
        Err(SignInError::UnknownState) => return Ok(see_other(LOGIN_PATH).into_response()),
        Err(error) => return Err(problem(error)),
    };
    let mut response = see_other(&return_to).into_response();
    for cookie in [session::cookie(&state.config, &session), session::forget_login(&state.config)] {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Ends the session here and at the provider.
#[utoipa::path(post, path = LOGOUT_PATH, tag = "session",
    responses((status = 204), (status = 403, description = "from another site")))]
pub async fn logout(Extract(state): Extract<State>, method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    session::refuse_foreign_write(&method, &headers)?;
    if let Some(id) = session::id_of(&state.config, &headers) {
        state.sessions.close(&id).await.map_err(|error| session_problem(&error))?;
    }
    let forget = [(header::SET_COOKIE, session::forget(&state.config)), (CLEAR_SITE_DATA, CLEAR_CACHE)];
    Ok((StatusCode::NO_CONTENT, forget).into_response())
}

/// What the browser kept of private answers goes too (W3C Clear Site Data).
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
const CLEAR_CACHE: HeaderValue = HeaderValue::from_static("\"cache\"");

fn see_other(location: &str) -> impl IntoResponse + use<> {
    ([(header::CACHE_CONTROL, "no-store")], Redirect::to(location))
}

fn problem(error: SignInError) -> Problem {
    match error {
        SignInError::UnknownState => Problem::malformed("the login is unknown or too old"),
        SignInError::Provider(error) => Problem::unavailable(error),
        SignInError::Store(error) => error.into(),
    }
}

/// What a request whose session gives no token is told.
pub(super) fn session_problem(error: &SessionError) -> Problem {
    Problem::unavailable(error)
}
