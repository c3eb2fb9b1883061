//! An issuer of tokens, honest or not, and the key set it publishes.

use std::sync::{
    Arc, LazyLock, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{
    Algorithm, EncodingKey, crypto,
    jwk::{Jwk, JwkSet},
};
use kernel::Clock;
use platform::auth::{Expectations, JwksVerifier, KeySource, KeySourceError};
use serde_json::{Value, json};
use testkit::FakeClock;

pub const ISSUER: &str = "https://id.example.org/realms/codeflix";
pub const AUDIENCE: &str = "codeflix-api";
pub const USER: &str = "01900000-0000-7000-8000-000000000001";

/// A pair of keys. Made once a test run: making one takes a while.
pub struct Key(EncodingKey);

pub static OURS: LazyLock<Key> = LazyLock::new(Key::generate);
pub static NEXT: LazyLock<Key> = LazyLock::new(Key::generate);
pub static FOREIGN: LazyLock<Key> = LazyLock::new(Key::generate);

impl Key {
    fn generate() -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der = pair.as_der().unwrap();
        let pem =
            format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()));
        Self(EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap())
    }

    /// As it is published.
    pub fn public(&self, kid: &str) -> Jwk {
        let mut jwk = Jwk::from_encoding_key(&self.0, Algorithm::RS256).unwrap();
        jwk.common.key_id = Some(kid.to_owned());
        jwk
    }

    pub fn sign(&self, algorithm: Algorithm, header: &Value, claims: &Value) -> String {
        self.sign_text(algorithm, &header.to_string(), &claims.to_string())
    }

    pub fn sign_text(&self, algorithm: Algorithm, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = crypto::sign(message.as_bytes(), &self.0, algorithm).unwrap();
        format!("{message}.{signature}")
    }
}

pub fn header() -> Value {
    json!({"alg": "RS256", "typ": "at+jwt", "kid": "k1"})
}

pub fn claims(clock: &FakeClock) -> Value {
    let now = clock.now().seconds();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": USER, "iat": now, "exp": now + 300, "sid": "session-1",
        "email": "ana@example.org", "name": "Ana", "realm_access": {"roles": ["editor", "viewer"]},
        "account_id": "01900000-0000-7000-8000-000000000002",
    })
}

/// A valid token of one of our keys.
pub fn token(clock: &FakeClock, key: &Key, kid: &str) -> String {
    let mut header = header();
    header["kid"] = kid.into();
    key.sign(Algorithm::RS256, &header, &claims(clock))
}

/// Publishes keys, counts who asks, and fails or hangs on demand.
#[derive(Clone, Default)]
pub struct Publisher {
    keys: Arc<Mutex<Vec<Jwk>>>,
    pub fetches: Arc<AtomicUsize>,
    pub is_away: Arc<AtomicBool>,
    pub hangs: Arc<AtomicBool>,
}

impl Publisher {
    pub fn of(keys: Vec<Jwk>) -> Self {
        Self { keys: Arc::new(Mutex::new(keys)), ..Self::default() }
    }

    pub fn publish(&self, keys: Vec<Jwk>) {
        *self.keys.lock().unwrap() = keys;
    }

    pub fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    pub fn verifier(&self, clock: &FakeClock) -> Arc<JwksVerifier> {
        let expected = Expectations { issuer: ISSUER.to_owned(), audience: AUDIENCE.to_owned() };
        Arc::new(JwksVerifier::new(Arc::new(self.clone()), expected, Arc::new(clock.clone())))
    }
}

#[async_trait]
impl KeySource for Publisher {
    async fn fetch(&self) -> Result<JwkSet, KeySourceError> {
        self.fetches.fetch_add(1, Ordering::SeqCst);
        // Lets others arrive while this fetch is under way.
        tokio::task::yield_now().await;
        if self.hangs.load(Ordering::SeqCst) {
            return std::future::pending().await;
        }
        if self.is_away.load(Ordering::SeqCst) {
            return Err(KeySourceError("away".to_owned()));
        }
        Ok(JwkSet { keys: self.keys.lock().unwrap().clone() })
    }
}
