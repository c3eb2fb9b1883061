//! Signing a browser in, and keeping it signed in.

mod sessions;
mod sign_in;

pub use sessions::{SESSION_LIFE, SessionError, SessionId, Sessions};
pub use sign_in::{SignIn, SignInError};

/// A new unguessable value, 256 bits in base64url.
pub fn random_token() -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is stored in place of a secret value.
pub fn hash(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(secret.as_bytes()))
}
