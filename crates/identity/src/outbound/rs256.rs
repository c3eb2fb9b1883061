//! Signing keys in memory: RS256 (RFC 7518 §3.3) by aws-lc-rs, which also makes the keys.

use std::sync::{PoisonError, RwLock};

use async_trait::async_trait;
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize, PublicKeyComponents},
    signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use crate::application::{BoxError, KeyRow, KeyState, Keys, PublishedKey, StoreError};

/// Our keys.
#[derive(Default)]
pub struct Rs256(RwLock<Vec<LoadedKey>>);

struct LoadedKey {
    public: PublishedKey,
    pair: KeyPair,
}

/// The protected header of a JWT.
#[derive(Deserialize, Serialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

#[async_trait]
impl Keys for Rs256 {
    /// 2048 bits: what RS256 is deployed with everywhere, and replaced every ninety days.
    async fn generate(&self, state: KeyState, now: Timestamp) -> Result<KeyRow, StoreError> {
        let pair = spawn_blocking(|| KeyPair::generate(KeySize::Rsa2048)).await.map_err(failed)?.map_err(failed)?;
        let private: Pkcs8V1Der<'static> = pair.as_der().map_err(failed)?;
        let kid = thumbprint(&encoded(&pair));
        Ok(KeyRow { kid, state, private_key: private.as_ref().to_vec(), changed_at: now })
    }

    fn load(&self, rows: &[KeyRow]) -> Result<(), StoreError> {
        let keys: Result<Vec<LoadedKey>, StoreError> = rows.iter().map(LoadedKey::parse).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys?;
        Ok(())
    }

    fn sign(&self, typ: &str, claims: &str) -> Result<String, StoreError> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.iter().find(|key| key.public.state == KeyState::Active);
        let key = key.ok_or_else(|| failed("no signing key is loaded"))?;
        let header = Header { alg: "RS256".into(), typ: typ.into(), kid: key.public.kid.clone() };
        let header = serde_json::to_string(&header).map_err(failed)?;
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let mut signature = vec![0; key.pair.public_modulus_len()];
        let random = SystemRandom::new();
        key.pair.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).map_err(failed)?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn open(&self, typ: &str, token: &str) -> Option<String> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        if header.alg != "RS256" || header.typ != typ {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.iter().find(|key| key.public.kid == header.kid)?;
        key.components().verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature).ok()?;
        String::from_utf8(URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    fn public(&self) -> Vec<PublishedKey> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().map(|key| key.public.clone()).collect()
    }
}

impl LoadedKey {
    fn parse(row: &KeyRow) -> Result<Self, StoreError> {
        let pair = KeyPair::from_pkcs8(&row.private_key).map_err(failed)?;
        let (n, e) = encoded(&pair);
        let public = PublishedKey { kid: row.kid.clone(), state: row.state, changed_at: row.changed_at, n, e };
        Ok(Self { public, pair })
    }

    fn components(&self) -> PublicKeyComponents<Vec<u8>> {
        PublicKeyComponents::from(self.pair.public_key())
    }
}

/// Modulus and exponent as a JWK holds them.
fn encoded(pair: &KeyPair) -> (String, String) {
    let public = PublicKeyComponents::<Vec<u8>>::from(pair.public_key());
    (URL_SAFE_NO_PAD.encode(public.n), URL_SAFE_NO_PAD.encode(public.e))
}

/// The key's name is its own hash (RFC 7638).
fn thumbprint((n, e): &(String, String)) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)))
}

fn failed(error: impl Into<BoxError>) -> StoreError {
    StoreError::Failed(error.into())
}
