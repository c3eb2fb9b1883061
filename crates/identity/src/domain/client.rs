//! The programs that may ask for tokens, as configured.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A program that signs people in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// `client_id`.
    pub id: String,
    /// Of a confidential client; only its hash is kept in memory.
    pub secret_hash: Option<[u8; 32]>,
    /// Where codes may be sent: compared character by character (RFC 9700 §2.1).
    pub redirect_uris: Vec<String>,
    /// Where browsers may be sent after a logout, likewise.
    pub post_logout_redirect_uris: Vec<String>,
}

impl Client {
    /// The hash of a client secret.
    pub fn hash_secret(secret: &str) -> [u8; 32] {
        Sha256::digest(secret).into()
    }

    /// Whether the secret shown is the right one. A public client shows none.
    pub fn admits(&self, secret: Option<&str>) -> bool {
        match (&self.secret_hash, secret) {
            (None, None) => true,
            (Some(expected), Some(shown)) => Self::hash_secret(shown).ct_eq(expected).into(),
            _ => false,
        }
    }

    /// Whether codes may be sent there.
    pub fn may_redirect_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|known| known == uri)
    }

    /// Whether a browser may be sent there after a logout.
    pub fn may_return_to(&self, uri: &str) -> bool {
        self.post_logout_redirect_uris.iter().any(|known| known == uri)
    }
}

/// All clients by id.
#[derive(Clone, Debug, Default)]
pub struct Clients(BTreeMap<String, Client>);

impl Clients {
    /// Later ones replace earlier ones of the same id.
    pub fn new(clients: impl IntoIterator<Item = Client>) -> Self {
        Self(clients.into_iter().map(|client| (client.id.clone(), client)).collect())
    }

    /// The client of this id.
    pub fn find(&self, id: &str) -> Option<&Client> {
        self.0.get(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_client_shows_no_secret_and_a_confidential_one_the_right_one() {
        let public = Client::default();
        let confidential = Client { secret_hash: Some(Client::hash_secret("s3cret")), ..Client::default() };
        assert!(public.admits(None) && !public.admits(Some("")));
        assert!(
            confidential.admits(Some("s3cret")) && !confidential.admits(Some("s3cre")) && !confidential.admits(None)
        );
    }

    #[test]
    fn a_redirect_is_compared_character_by_character() {
        let client = Client { redirect_uris: vec!["https://a.example/cb".into()], ..Client::default() };
        assert!(client.may_redirect_to("https://a.example/cb"));
        for near in
            ["https://a.example/cb/", "https://a.example/cb?x=1", "https://A.example/cb", "https://a.example/", ""]
        {
            assert!(!client.may_redirect_to(near), "{near}");
        }
    }
}
