//! The userinfo endpoint (OpenID Connect Core §5.3).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use platform::http::Problem;

use super::{Web, cors::ANY_SITE};

/// Who the bearer of an access token is.
pub(super) async fn userinfo(State(web): State<Web>, headers: HeaderMap) -> Result<Response, Problem> {
    let token = bearer(&headers).ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "TOKEN_MISSING"))?;
    let info = web.identity.userinfo(token).await?;
    let info = info.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "TOKEN_INVALID"))?;
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(([no_store, ANY_SITE], Json(info)).into_response())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
