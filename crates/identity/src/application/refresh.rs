//! New tokens for a refresh token, which is spent by it (RFC 6749 §6, RFC 9700 §4.14).

use super::{Identity, Rotated, Rotation, StoreError, TokenSet, fresh_secret, tokens::Issue};
use crate::domain::{Client, Family, Lifetimes, RefreshToken, Scopes, User};

/// Why a grant gives no tokens.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// `invalid_grant`; the reason is for the log.
    #[error("the grant is invalid: {0}")]
    Invalid(&'static str),
    /// `invalid_scope`: more than was granted.
    #[error("the scope exceeds what was granted")]
    Scope,
    /// A store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// Spends a refresh token. `scope` may ask for less than was granted, for this access token only.
    pub async fn refresh(&self, client: &Client, token: &str, scope: Option<&str>) -> Result<TokenSet, GrantError> {
        let shown = RefreshToken::parse(token).ok_or(GrantError::Invalid("not a refresh token"))?;
        let family = self.grants.find_family(shown.family_id(), self.now()).await?;
        let family = family.filter(|family| family.client_id == client.id);
        let family = family.ok_or(GrantError::Invalid("unknown, revoked or expired"))?;
        let scopes = scope.map_or_else(|| family.scopes.clone(), Scopes::parse);
        if !scopes.is_within(&family.scopes) {
            return Err(GrantError::Scope);
        }
        let user = self.owner(&family).await?;
        let refresh_token = self.rotate(&family, &shown, &user).await?;
        Ok(self.issue(Issue { user: &user, family: &family, refresh_token: &refresh_token, scopes, nonce: None })?)
    }

    /// Whoever is gone or disabled gets no more tokens.
    async fn owner(&self, family: &Family) -> Result<User, GrantError> {
        let user = self.users.find(family.user_id).await?.filter(|user| !user.state().disabled);
        if user.is_none() {
            self.grants.revoke(family.id, self.now()).await?;
        }
        user.ok_or(GrantError::Invalid("the user may not sign in"))
    }

    async fn rotate(&self, family: &Family, shown: &RefreshToken, user: &User) -> Result<RefreshToken, GrantError> {
        let now = self.now();
        let successor = RefreshToken::new(family.id, fresh_secret());
        let rotation = Rotation {
            family_id: family.id,
            session_id: family.session_id,
            shown: shown.hash(),
            successor: successor.hash(),
            idle_until: Lifetimes::of(&user.state().roles).idle_until(now),
            now,
        };
        match self.grants.rotate(&rotation).await? {
            Rotated::Done => Ok(successor),
            Rotated::Over => Err(GrantError::Invalid("revoked or expired")),
            Rotated::Reused => {
                tracing::warn!(client = family.client_id, user = %family.user_id, "a spent refresh token was shown");
                Err(GrantError::Invalid("the refresh token was used before"))
            }
        }
    }
}
