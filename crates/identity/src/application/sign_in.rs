//! Signing in with e-mail and password, slowly enough that guessing is pointless.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Admission, Identity, Login, StoreError, Verification};
use crate::domain::{Email, Password, Session, User};

/// What somebody typed, and from where.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: Password,
    /// IPv4 /24 or IPv6 /64.
    pub network: String,
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Unknown, wrong or disabled: the answer never tells which.
    #[error("the credentials are wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries; the next one in {0:?}")]
    Slowed(Duration),
    /// A store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// Begins a login for whoever knows the password.
    pub async fn sign_in(&self, attempt: &Attempt, previous: Option<&Session>) -> Result<Login, SignInError> {
        let user = self.authenticate(attempt).await?;
        Ok(self.begin(&user, previous).await?)
    }

    /// Whose password it is. Known and unknown addresses cost the same work and give the same answer.
    pub(super) async fn authenticate(&self, attempt: &Attempt) -> Result<User, SignInError> {
        self.admit(attempt).await?;
        if attempt.password.is_absurd() {
            return Err(SignInError::Wrong);
        }
        let user = match Email::parse("/email", &attempt.email) {
            Ok(email) => self.users.find_by_email(&email).await?,
            Err(_) => None,
        };
        let hash = user.as_ref().map(|user| user.state().password_hash.clone());
        let verification = self.hasher.verify(&attempt.password, hash.as_ref()).await?;
        let user = user.filter(|user| !user.state().disabled);
        match (verification, user, hash) {
            (Verification::Right, Some(user), _) => Ok(user),
            (Verification::RightButWeak(stronger), Some(user), Some(weak)) => {
                self.users.rehash(user.state().id, &weak, &stronger).await?;
                Ok(user)
            }
            _ => Err(SignInError::Wrong),
        }
    }

    /// Counts the try. The network goes first: whoever is over its limit cannot use up an account's tries.
    async fn admit(&self, attempt: &Attempt) -> Result<(), SignInError> {
        if let Admission::After(wait) = self.admit_network(&attempt.network).await? {
            return Err(SignInError::Slowed(wait));
        }
        let account = account_bucket(&attempt.email);
        match self.limits.take(&account, self.settings.account_limit, self.now()).await? {
            Admission::After(wait) => Err(SignInError::Slowed(wait)),
            Admission::Granted => Ok(()),
        }
    }

    /// Counts a try to sign in or up from an IPv4 /24 or IPv6 /64.
    pub(super) async fn admit_network(&self, network: &str) -> Result<Admission, StoreError> {
        self.limits.take(&format!("network:{network}"), self.settings.network_limit, self.now()).await
    }
}

/// By a hash, since what people type there may be anything, a password included.
fn account_bucket(typed: &str) -> String {
    let hash = Sha256::digest(typed.trim().to_lowercase());
    format!("account:{}", URL_SAFE_NO_PAD.encode(hash))
}
