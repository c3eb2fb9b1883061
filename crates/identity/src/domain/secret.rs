//! Secrets that are handed out once and stored only as a hash.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// 256 random bits that open something: a code, a ticket, a cookie. Never printed by accident.
#[derive(Clone, Copy)]
pub struct Secret([u8; 32]);

/// What is stored of a secret. A plain hash is enough: 256 random bits cannot be guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretHash(Vec<u8>);

impl Secret {
    /// From 32 bytes of a cryptographic generator.
    pub const fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads what [`Secret::reveal`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The text that its owner gets.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The bytes themselves, to be part of a longer token.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).to_vec())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl SecretHash {
    /// Takes a stored hash.
    pub const fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// For storage.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_from_its_text_and_nothing_else_is_a_secret() {
        let secret = Secret::from_random([7; 32]);
        assert_eq!(Secret::parse(&secret.reveal()).unwrap().hash(), secret.hash());
        for text in ["", "abc", &"A".repeat(44), &format!("{}=", secret.reveal()), &secret.reveal()[1..]] {
            assert!(Secret::parse(text).is_none(), "{text}");
        }
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }
}
