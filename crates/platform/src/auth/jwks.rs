//! Verifies access tokens with the issuer's published keys (RFC 7517), fetched rarely and kept through outages.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::{Router, body::Body};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, DecodingKey, crypto,
    jwk::{AlgorithmParameters, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse},
};
use kernel::{Clock, Timestamp};
use moka::future::Cache;
use tokio::sync::{Mutex, RwLock};
use tower::ServiceExt;

use super::{
    Subject, TokenError, TokenVerifier,
    claims::{self, Expectations},
};

/// Keys younger than this are not fetched again for a token they can check.
const FRESH: Duration = Duration::from_mins(5);
/// Least time between two fetches, however many unknown keys are named.
const PAUSE: Duration = Duration::from_secs(30);
/// The same after a failed fetch.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// Keys are used this long when the issuer is away.
const STALE_IF_ERROR: Duration = Duration::from_hours(24);
/// One fetch may take this long.
const FETCH_TIMEOUT: Duration = Duration::from_secs(2);
/// Verified tokens kept at most.
const CACHED_TOKENS: u64 = 10_000;
/// Largest key set read, in bytes.
const MAX_KEY_SET: usize = 256 * 1024;
/// Shortest RSA modulus, in bytes (2048 bits; RFC 7518 §3.3).
const MIN_MODULUS: usize = 256;

/// The key set could not be had.
#[derive(Debug, thiserror::Error)]
#[error("the key set could not be fetched: {0}")]
pub struct KeySourceError(pub String);

/// Where the issuer publishes its keys.
#[async_trait]
pub trait KeySource: Send + Sync + 'static {
    /// The key set as it is now.
    async fn fetch(&self) -> Result<JwkSet, KeySourceError>;
}

/// Reads the key set from a router of this process, without a socket.
#[derive(Clone)]
pub struct RouterKeySource {
    router: Router,
    path: String,
}

impl RouterKeySource {
    /// `path` is where `router` serves the key set.
    pub fn new(router: Router, path: impl Into<String>) -> Self {
        Self { router, path: path.into() }
    }
}

#[async_trait]
impl KeySource for RouterKeySource {
    async fn fetch(&self) -> Result<JwkSet, KeySourceError> {
        let failed = |error: &dyn std::fmt::Display| KeySourceError(error.to_string());
        let request = http::Request::get(&self.path).body(Body::empty()).map_err(|error| failed(&error))?;
        let response = self.router.clone().oneshot(request).await.map_err(|error| failed(&error))?;
        if !response.status().is_success() {
            return Err(failed(&response.status()));
        }
        let body = axum::body::to_bytes(response.into_body(), MAX_KEY_SET).await.map_err(|error| failed(&error))?;
        serde_json::from_slice(&body).map_err(|error| failed(&error))
    }
}

/// A [`TokenVerifier`] over a [`KeySource`].
pub struct JwksVerifier {
    source: Arc<dyn KeySource>,
    expected: Expectations,
    clock: Arc<dyn Clock>,
    ring: RwLock<Arc<KeyRing>>,
    /// Held while fetching, so that there is one fetch at a time.
    fetching: Mutex<LastFetch>,
    verified: Cache<[u8; 32], Verified>,
}

#[derive(Default)]
struct KeyRing {
    keys: HashMap<String, Arc<PublicKey>>,
    fetched_at: Option<Timestamp>,
    /// Rises when the keys change; tokens verified by older rings are verified again.
    generation: u64,
}

struct PublicKey {
    jwk: Jwk,
    key: DecodingKey,
}

#[derive(Default)]
struct LastFetch {
    next_at: Option<Timestamp>,
}

#[derive(Clone)]
struct Verified {
    subject: Arc<Subject>,
    generation: u64,
}

impl JwksVerifier {
    /// Fetches nothing until the first token comes.
    pub fn new(source: Arc<dyn KeySource>, expected: Expectations, clock: Arc<dyn Clock>) -> Self {
        Self {
            source,
            expected,
            clock,
            ring: RwLock::default(),
            fetching: Mutex::default(),
            verified: Cache::new(CACHED_TOKENS),
        }
    }

    /// A ring that holds `kid`, after a fetch if one is needed and allowed.
    async fn ring_with(&self, kid: &str, now: Timestamp) -> Result<Arc<KeyRing>, TokenError> {
        let mut ring = self.ring().await;
        if !ring.keys.contains_key(kid) || !ring.is_younger_than(FRESH, now) {
            ring = self.refresh(now).await;
        }
        if !ring.is_younger_than(STALE_IF_ERROR, now) {
            return Err(TokenError::Unavailable);
        }
        if !ring.keys.contains_key(kid) {
            return Err(TokenError::Invalid("unknown key"));
        }
        Ok(ring)
    }

    async fn ring(&self) -> Arc<KeyRing> {
        Arc::clone(&*self.ring.read().await)
    }

    /// Fetches the keys unless somebody just did.
    async fn refresh(&self, now: Timestamp) -> Arc<KeyRing> {
        let mut last = self.fetching.lock().await;
        let ring = self.ring().await;
        if last.next_at.is_some_and(|next| now < next) {
            return ring;
        }
        match tokio::time::timeout(FETCH_TIMEOUT, self.source.fetch()).await {
            Ok(Ok(set)) => {
                last.next_at = Some(now.plus(PAUSE));
                self.replace(&ring, &set, now).await
            }
            Ok(Err(error)) => self.keep(ring, &mut last, now, &error),
            Err(_) => self.keep(ring, &mut last, now, &KeySourceError("timeout".into())),
        }
    }

    async fn replace(&self, old: &KeyRing, set: &JwkSet, now: Timestamp) -> Arc<KeyRing> {
        let keys: HashMap<_, _> = set.keys.iter().filter_map(usable).collect();
        let generation = if old.has_keys_of(&keys) { old.generation } else { old.generation + 1 };
        let ring = Arc::new(KeyRing { keys, fetched_at: Some(now), generation });
        *self.ring.write().await = Arc::clone(&ring);
        ring
    }

    #[expect(clippy::unused_self, reason = "reads as the counterpart of replace")]
    fn keep(&self, ring: Arc<KeyRing>, last: &mut LastFetch, now: Timestamp, error: &KeySourceError) -> Arc<KeyRing> {
        tracing::warn!(%error, known_keys = ring.keys.len(), "the issuer's keys could not be refreshed");
        last.next_at = Some(now.plus(PAUSE_AFTER_FAILURE));
        ring
    }

    async fn remembered(
        &self,
        id: &[u8; 32],
        ring: &KeyRing,
        now: Timestamp,
    ) -> Option<Result<Arc<Subject>, TokenError>> {
        let verified = self.verified.get(id).await.filter(|verified| verified.generation == ring.generation)?;
        if claims::is_expired(verified.subject.expires_at, now) {
            return Some(Err(TokenError::Time));
        }
        Some(Ok(verified.subject))
    }
}

#[async_trait]
impl TokenVerifier for JwksVerifier {
    async fn verify(&self, token: &str) -> Result<Arc<Subject>, TokenError> {
        let now = self.clock.now();
        let parts = claims::split(token)?;
        let ring = self.ring_with(&parts.kid, now).await?;
        let id = *blake3::hash(token.as_bytes()).as_bytes();
        if let Some(remembered) = self.remembered(&id, &ring, now).await {
            return remembered;
        }
        let key = ring.keys.get(&parts.kid).ok_or(TokenError::Invalid("unknown key"))?;
        let is_signed = crypto::verify(parts.signature, parts.message.as_bytes(), &key.key, Algorithm::RS256);
        if !is_signed.unwrap_or(false) {
            return Err(TokenError::Invalid("signature"));
        }
        let subject = Arc::new(claims::subject(&parts, &self.expected, now)?);
        let verified = Verified { subject: Arc::clone(&subject), generation: ring.generation };
        self.verified.insert(id, verified).await;
        Ok(subject)
    }
}

impl KeyRing {
    fn is_younger_than(&self, age: Duration, now: Timestamp) -> bool {
        self.fetched_at.is_some_and(|fetched_at| now.since(fetched_at) < age)
    }

    fn has_keys_of(&self, others: &HashMap<String, Arc<PublicKey>>) -> bool {
        self.keys.len() == others.len()
            && others.iter().all(|(kid, other)| self.keys.get(kid).is_some_and(|key| key.jwk == other.jwk))
    }
}

/// A key that may sign with RS256: RSA, long enough, named, and not meant for anything else.
fn usable(jwk: &Jwk) -> Option<(String, Arc<PublicKey>)> {
    let AlgorithmParameters::RSA(rsa) = &jwk.algorithm else {
        return None;
    };
    let is_for_us = jwk.common.public_key_use.as_ref().is_none_or(|usage| *usage == PublicKeyUse::Signature)
        && jwk.common.key_algorithm.is_none_or(|algorithm| algorithm == KeyAlgorithm::RS256);
    let is_long_enough = URL_SAFE_NO_PAD.decode(&rsa.n).is_ok_and(|modulus| modulus.len() >= MIN_MODULUS);
    let key = DecodingKey::from_jwk(jwk).ok()?;
    let kid = jwk.common.key_id.clone()?;
    (is_for_us && is_long_enough).then(|| (kid, Arc::new(PublicKey { jwk: jwk.clone(), key })))
}
