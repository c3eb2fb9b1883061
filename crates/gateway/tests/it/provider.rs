//! An OpenID Connect provider whose key and pace the test decides, and that takes each refresh token once.

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::StatusCode;
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{MutexGuard, Notify};

const ISSUER: &str = "http://localhost:8080/realms/codeflix";
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7).
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

#[derive(Clone, Default)]
pub struct Provider(Arc<Inner>);

#[derive(Default)]
struct Inner {
    key: Mutex<u8>,
    refresh_token: Mutex<u32>,
    renewal: Notify,
    answers: tokio::sync::Mutex<()>,
}

impl Provider {
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/certs", get(certs))
            .route("/token", post(token));
        Router::new().nest("/realms/codeflix", routes).with_state(self.clone())
    }

    /// Another key signs from now on; the one before is not published any more.
    pub fn replace_key(&self) {
        *self.0.key.lock().unwrap() += 1;
    }

    /// No renewal is answered until the guard is gone.
    pub async fn hold_answers(&self) -> MutexGuard<'_, ()> {
        self.0.answers.lock().await
    }

    /// Waits until a refresh token was spent.
    pub async fn renewal_begun(&self) {
        self.0.renewal.notified().await;
    }

    fn key(&self) -> CoreEdDsaPrivateSigningKey {
        let number = *self.0.key.lock().unwrap();
        let der = [PKCS8.as_slice(), &[number; 32]].concat();
        let pem = format!("-----BEGIN {0}-----\n{1}\n-----END {0}-----\n", "PRIVATE KEY", STANDARD.encode(der));
        CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(number.to_string()))).unwrap()
    }

    fn tokens(&self, nonce: Option<&str>) -> Response {
        let claims = json!({ "iss": ISSUER, "aud": [gateway::CLIENT_ID], "sub": "7", "nonce": nonce,
            "iat": 1_800_000_000, "exp": 4_000_000_000_u32 });
        let claims = serde_json::from_value(claims).unwrap();
        let id_token = CoreIdToken::new(claims, &self.key(), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        let refresh_token = self.0.refresh_token.lock().unwrap().to_string();
        let tokens = json!({ "access_token": "good", "token_type": "Bearer", "expires_in": 300,
            "refresh_token": refresh_token, "id_token": id_token.to_string() });
        Json(tokens).into_response()
    }

    fn spend(&self, refresh_token: &str) -> bool {
        let mut valid = self.0.refresh_token.lock().unwrap();
        let is_valid = refresh_token == valid.to_string();
        *valid += u32::from(is_valid);
        is_valid
    }
}

async fn discovery() -> Json<Value> {
    Json(json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/auth"),
        "token_endpoint": format!("{ISSUER}/token"),
        "jwks_uri": format!("{ISSUER}/certs"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn certs(State(provider): State<Provider>) -> Json<Value> {
    Json(json!({ "keys": [provider.key().as_verification_key()] }))
}

/// The code is the login's nonce.
#[derive(Deserialize)]
struct Grant {
    code: Option<String>,
    refresh_token: Option<String>,
}

async fn token(State(provider): State<Provider>, Form(grant): Form<Grant>) -> Response {
    let Some(refresh_token) = grant.refresh_token else { return provider.tokens(grant.code.as_deref()) };
    if !provider.spend(&refresh_token) {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    }
    provider.0.renewal.notify_one();
    let _answers = provider.0.answers.lock().await;
    provider.tokens(None)
}
