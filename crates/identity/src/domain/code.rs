//! An authorization code: 60 seconds, one use, bound to its client, its redirect and its PKCE challenge.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Timestamp;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{AuthorizationRequest, FamilyId, Scopes, SecretHash, Session, SessionId, UserId};

/// How long a code may be exchanged.
const LIFE: Duration = Duration::from_mins(1);

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationCode {
    /// Of the code itself.
    pub hash: SecretHash,
    /// The login it was given under.
    pub session_id: SessionId,
    /// Who signed in.
    pub user_id: UserId,
    /// Who may exchange it.
    pub client_id: String,
    /// Where it was sent.
    pub redirect_uri: String,
    /// What was granted.
    pub scopes: Scopes,
    /// Goes into the ID token.
    pub nonce: Option<String>,
    /// S256 of the verifier (RFC 7636 §4.2).
    pub code_challenge: String,
    /// Worthless after.
    pub expires_at: Timestamp,
    /// The tokens that it was exchanged for.
    pub family_id: Option<FamilyId>,
    /// Whether it was shown before, with or without success.
    pub is_used: bool,
}

/// Why a code is not exchanged; for the log only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Too late.
    #[error("the code is expired")]
    Expired,
    /// Another client got it.
    #[error("the code was given to another client")]
    Client,
    /// It was sent elsewhere.
    #[error("the redirect_uri is not that of the request")]
    RedirectUri,
    /// Whoever shows it did not ask for it.
    #[error("the code_verifier does not match")]
    Verifier,
}

impl AuthorizationCode {
    /// The answer to a request, under a login.
    pub fn issue(request: &AuthorizationRequest, session: &Session, hash: SecretHash, now: Timestamp) -> Self {
        Self {
            hash,
            session_id: session.id,
            user_id: session.user_id,
            client_id: request.client_id.clone(),
            redirect_uri: request.redirect_uri.clone(),
            scopes: request.scopes.clone(),
            nonce: request.nonce.clone(),
            code_challenge: request.code_challenge.clone(),
            expires_at: now.plus(LIFE),
            family_id: None,
            is_used: false,
        }
    }

    /// Whether whoever shows the code may have its tokens.
    pub fn check(&self, client_id: &str, redirect_uri: &str, verifier: &str, now: Timestamp) -> Result<(), Mismatch> {
        if self.client_id != client_id {
            return Err(Mismatch::Client);
        }
        if now >= self.expires_at {
            return Err(Mismatch::Expired);
        }
        if self.redirect_uri != redirect_uri {
            return Err(Mismatch::RedirectUri);
        }
        let is_ours = challenge_of(verifier).as_bytes().ct_eq(self.code_challenge.as_bytes());
        if is_ours.into() { Ok(()) } else { Err(Mismatch::Verifier) }
    }
}

/// `BASE64URL(SHA256(verifier))` (RFC 7636 §4.2).
fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_example_in_rfc_7636() {
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
