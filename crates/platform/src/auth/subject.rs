//! The person or program behind a verified access token.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use kernel::Timestamp;
use uuid::Uuid;

/// What a verified access token says about its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `sub`: the user, the same for ever.
    pub user_id: Uuid,
    /// `account_id`, for those who have one.
    pub account_id: Option<Uuid>,
    /// `email`; empty if the token carries none.
    pub email: String,
    /// `name`; empty if the token carries none.
    pub name: String,
    /// `realm_access.roles`.
    pub roles: BTreeSet<String>,
    /// `sid`: the login session the token belongs to.
    pub session_id: Option<String>,
    /// `exp`.
    pub expires_at: Timestamp,
}

impl Subject {
    /// Whether the subject holds this role.
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.contains(role)
    }

    /// Whether the subject holds at least one of these roles.
    pub fn has_any_role(&self, roles: &[&str]) -> bool {
        roles.iter().any(|role| self.has_role(role))
    }
}

/// Why a token was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours, or tampered with; the reason is for the log only.
    #[error("the token is invalid: {0}")]
    Invalid(&'static str),
    /// Expired, or not valid yet.
    #[error("the token is expired or not valid yet")]
    Time,
    /// The keys to check it with cannot be had at present.
    #[error("the keys of the issuer are unavailable")]
    Unavailable,
}

/// Checks access tokens.
#[async_trait]
pub trait TokenVerifier: Send + Sync + 'static {
    /// The subject of a valid token.
    async fn verify(&self, token: &str) -> Result<Arc<Subject>, TokenError>;
}
