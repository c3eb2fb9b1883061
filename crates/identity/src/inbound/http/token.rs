//! The token and revocation endpoints (RFC 6749 §3.2, RFC 7009).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::{
    Web,
    cors::ANY_SITE,
    form::{self, Form, Pairs},
};
use crate::{
    application::{GrantError, StoreError, TOKEN_LIFE, TokenSet},
    domain::{Client, Clients},
};

/// Tokens for a code or a refresh token.
pub(super) async fn token(State(web): State<Web>, headers: HeaderMap, Form(fields): Form) -> Response {
    no_store(grant(&web, &headers, &fields).await.map(|tokens| Json(TokenAnswer::from(tokens)).into_response()))
}

async fn grant(web: &Web, headers: &HeaderMap, fields: &Pairs) -> Result<TokenSet, TokenError> {
    let client = authenticate(&web.identity.settings().clients, headers, fields)?;
    let get = |name: &'static str| form::first(fields, name).ok_or(TokenError::Request("a parameter is missing"));
    match get("grant_type")? {
        "authorization_code" => {
            let (code, redirect_uri, verifier) = (get("code")?, get("redirect_uri")?, get("code_verifier")?);
            Ok(web.identity.exchange_code(client, code, redirect_uri, verifier).await?)
        }
        "refresh_token" => {
            let scope = form::first(fields, "scope");
            Ok(web.identity.refresh(client, get("refresh_token")?, scope).await?)
        }
        _ => Err(TokenError::GrantType),
    }
}

/// Gives up a token.
pub(super) async fn revoke(State(web): State<Web>, headers: HeaderMap, Form(fields): Form) -> Response {
    no_store(give_up(&web, &headers, &fields).await.map(|()| StatusCode::OK.into_response()))
}

async fn give_up(web: &Web, headers: &HeaderMap, fields: &Pairs) -> Result<(), TokenError> {
    let client = authenticate(&web.identity.settings().clients, headers, fields)?;
    let token = form::first(fields, "token").ok_or(TokenError::Request("token is missing"))?;
    Ok(web.identity.revoke_token(client, token).await?)
}

/// Which client asks: by `Authorization: Basic`, or by parameters (RFC 6749 §2.3.1).
fn authenticate<'a>(clients: &'a Clients, headers: &HeaderMap, fields: &Pairs) -> Result<&'a Client, TokenError> {
    if form::is_repeated(fields) {
        return Err(TokenError::Request("a parameter stands twice"));
    }
    let in_body = (form::first(fields, "client_id"), form::first(fields, "client_secret"));
    let (id, secret) = match (headers.get(header::AUTHORIZATION), in_body) {
        (None, (Some(id), secret)) => (id.to_owned(), secret.map(str::to_owned)),
        (None, (None, _)) => return Err(TokenError::Client),
        (Some(_), (_, Some(_))) => return Err(TokenError::Request("the client authenticates twice")),
        (Some(value), (named, None)) => {
            let (id, secret) = value.to_str().ok().and_then(read_basic).ok_or(TokenError::Client)?;
            if named.is_some_and(|named| named != id) {
                return Err(TokenError::Request("two clients are named"));
            }
            (id, Some(secret))
        }
    };
    clients.find(&id).filter(|client| client.admits(secret.as_deref())).ok_or(TokenError::Client)
}

/// Both halves are form-encoded before they are joined.
fn read_basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let joined = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = joined.split_once(':')?;
    Some((unescape(id), unescape(secret)))
}

fn unescape(text: &str) -> String {
    form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// RFC 6749 §5.1.
#[derive(Serialize)]
struct TokenAnswer {
    access_token: String,
    token_type: &'static str,
    expires_in: u64,
    refresh_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    scope: String,
}

impl From<TokenSet> for TokenAnswer {
    fn from(tokens: TokenSet) -> Self {
        Self {
            access_token: tokens.access_token,
            token_type: "Bearer",
            expires_in: TOKEN_LIFE.as_secs(),
            refresh_token: tokens.refresh_token,
            id_token: tokens.id_token,
            scope: tokens.scopes.to_string(),
        }
    }
}

/// Why there are no tokens, as RFC 6749 §5.2 names it.
#[derive(Debug, thiserror::Error)]
enum TokenError {
    #[error("invalid_request")]
    Request(&'static str),
    #[error("invalid_client")]
    Client,
    #[error("invalid_grant")]
    Grant,
    #[error("invalid_scope")]
    Scope,
    #[error("unsupported_grant_type")]
    GrantType,
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl From<GrantError> for TokenError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::Invalid(reason) => {
                tracing::info!(reason, "a grant is refused");
                Self::Grant
            }
            GrantError::Scope => Self::Scope,
            GrantError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Serialize)]
struct ErrorAnswer {
    error: String,
    error_description: &'static str,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let error_description = match &self {
            Self::Store(_) => "",
            Self::Request(what) => what,
            Self::Client => "the client is unknown or did not authenticate",
            Self::Grant => "the code or token is unknown, used, expired or not yours",
            Self::Scope => "more is asked for than was granted",
            Self::GrantType => "only authorization_code and refresh_token are supported",
        };
        let answer = Json(ErrorAnswer { error: self.to_string(), error_description });
        match self {
            Self::Store(error) => platform::http::Problem::from(error).into_response(),
            Self::Client => {
                let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"codeflix\""))];
                (StatusCode::UNAUTHORIZED, challenge, answer).into_response()
            }
            _ => (StatusCode::BAD_REQUEST, answer).into_response(),
        }
    }
}

/// Tokens are never cached (RFC 6749 §5.1).
fn no_store(outcome: Result<Response, TokenError>) -> Response {
    let mut response = outcome.unwrap_or_else(IntoResponse::into_response);
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
        ANY_SITE,
    ];
    response.headers_mut().extend(headers);
    response
}
