//! What clients and services must know about the provider: discovery and keys.

use axum::{Json, extract::State, response::IntoResponse};
use http::{HeaderValue, header};
use serde_json::{Value, json};

use super::{Web, cors::ANY_SITE};
use crate::{application::PublishedKey, domain::Scopes};

/// Keys are published long before they sign, so caches may keep them this long.
const CACHE: (http::HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));

/// OpenID Connect Discovery §3.
pub(super) async fn discovery(State(web): State<Web>) -> impl IntoResponse {
    let site = &web.site;
    let endpoint = |name| site.endpoint(name);
    let client_auth = ["client_secret_basic", "client_secret_post", "none"];
    let document = json!({
        "issuer": site.issuer(),
        "authorization_endpoint": endpoint("auth"),
        "token_endpoint": endpoint("token"),
        "userinfo_endpoint": endpoint("userinfo"),
        "jwks_uri": endpoint("certs"),
        "end_session_endpoint": endpoint("logout"),
        "revocation_endpoint": endpoint("revoke"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "token_endpoint_auth_methods_supported": client_auth,
        "revocation_endpoint_auth_methods_supported": client_auth,
        "scopes_supported": Scopes::known(),
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "sid", "name", "preferred_username", "locale",
            "updated_at", "email", "email_verified",
        ],
        "prompt_values_supported": ["none", "login", "select_account"],
        "ui_locales_supported": ["en", "pt-BR", "ru"],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    });
    ([CACHE, ANY_SITE], Json(document))
}

/// The key set (RFC 7517 §5).
pub(super) async fn certs(State(web): State<Web>) -> impl IntoResponse {
    let keys: Vec<Value> = web.identity.published_keys().iter().map(jwk).collect();
    ([CACHE, ANY_SITE], Json(json!({ "keys": keys })))
}

fn jwk(key: &PublishedKey) -> Value {
    json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.kid, "n": key.n, "e": key.e })
}
