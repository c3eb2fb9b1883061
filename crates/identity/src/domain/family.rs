//! A chain of refresh tokens: only the newest counts, and each is spent by its use.

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Timestamp, uuid::Uuid};
use sha2::{Digest, Sha256};

use super::{FamilyId, Lifetimes, Scopes, Secret, SecretHash, Session, SessionId, UserId};

/// What a client holds: its family and 256 random bits, opaque to it. The family stands in it so that a spent token
/// can be told from an invented one.
#[derive(Clone, Copy)]
pub struct RefreshToken {
    family_id: FamilyId,
    secret: Secret,
}

impl RefreshToken {
    /// A token of a family.
    pub const fn new(family_id: FamilyId, secret: Secret) -> Self {
        Self { family_id, secret }
    }

    /// Reads what [`RefreshToken::reveal`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (family, secret) = bytes.split_at_checked(16)?;
        let family_id = FamilyId::from_uuid(Uuid::from_slice(family).ok()?);
        Some(Self { family_id, secret: Secret::from_random(secret.try_into().ok()?) })
    }

    /// The text that the client gets.
    pub fn reveal(&self) -> String {
        let mut bytes = self.family_id.uuid().as_bytes().to_vec();
        bytes.extend_from_slice(self.secret.bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Its family.
    pub const fn family_id(&self) -> FamilyId {
        self.family_id
    }

    /// What is stored.
    pub fn hash(&self) -> SecretHash {
        let mut hash = Sha256::new();
        hash.update(self.family_id.uuid().as_bytes());
        hash.update(self.secret.bytes());
        SecretHash::from_stored(hash.finalize().to_vec())
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").field("family_id", &self.family_id).finish_non_exhaustive()
    }
}

/// What a client was granted under a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: FamilyId,
    /// The login it ends with.
    pub session_id: SessionId,
    /// For whom tokens are made.
    pub user_id: UserId,
    /// Who may renew them.
    pub client_id: String,
    /// What was granted.
    pub scopes: Scopes,
    /// `auth_time` of every ID token.
    pub authenticated_at: Timestamp,
    /// Over then unless renewed before.
    pub idle_expires_at: Timestamp,
    /// Over then in any case: with its login.
    pub expires_at: Timestamp,
}

impl Family {
    /// For this long the token before the newest one is still taken: its answer may have been lost on the way.
    pub const GRACE: Duration = Duration::from_secs(10);

    /// The first token of a client under a login.
    pub fn open(session: &Session, client_id: &str, scopes: Scopes, lifetimes: Lifetimes, now: Timestamp) -> Self {
        Self {
            id: FamilyId::generate(now),
            session_id: session.id,
            user_id: session.user_id,
            client_id: client_id.to_owned(),
            scopes,
            authenticated_at: session.authenticated_at,
            idle_expires_at: lifetimes.idle_until(now),
            expires_at: session.expires_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_token_names_its_family_and_is_read_back() {
        let family_id = FamilyId::generate(Timestamp::from_millis(1_700_000_000_000));
        let token = RefreshToken::new(family_id, Secret::from_random([9; 32]));
        let again = RefreshToken::parse(&token.reveal()).unwrap();
        assert_eq!((again.family_id(), again.hash()), (family_id, token.hash()));
        assert!(RefreshToken::parse("").is_none() && RefreshToken::parse(&token.reveal()[2..]).is_none());
    }
}
