//! `POST /login`: tokens for programs that hold somebody's e-mail and password.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use platform::http::{Network, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::Web;
use crate::{
    application::{Attempt, TOKEN_LIFE},
    domain::Password,
};

/// Tokens. The refresh token is renewed at the token endpoint as client `codeflix-login`.
#[derive(Serialize, ToSchema)]
pub(super) struct LoginAnswer {
    /// For the API.
    access_token: String,
    /// For the next pair.
    refresh_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// Seconds.
    expires_in: u64,
}

/// Signs in with e-mail and password in `Authorization: Basic`.
#[utoipa::path(post, path = "/login", tag = "identity", responses((status = 200, body = LoginAnswer)))]
pub(super) async fn login(
    State(web): State<Web>,
    Network(network): Network,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (email, password) =
        read(&headers).ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "CREDENTIALS_INVALID"))?;
    let attempt = Attempt { email, password: Password::shown(&password), network };
    let tokens = web.identity.log_in(&attempt).await?;
    let answer = LoginAnswer {
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        token_type: "Bearer".to_owned(),
        expires_in: TOKEN_LIFE.as_secs(),
    };
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(answer)).into_response())
}

/// RFC 7617: UTF-8, split at the first colon.
fn read(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let joined = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (email, password) = joined.split_once(':')?;
    Some((email.to_owned(), password.to_owned()))
}
