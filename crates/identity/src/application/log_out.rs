//! Ending a login: by the person, by a client on the person's behalf, or by giving up a token.

use super::{IdClaims, Identity, StoreError, tokens::ID};
use crate::domain::{Client, RefreshToken, Session, SessionId};

/// An ID token that a client shows to end the login it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutHint {
    /// Who got it.
    pub client_id: String,
    /// The login.
    pub session_id: SessionId,
}

impl Identity {
    /// Reads an ID token of ours. It may be expired, as it is after a long film
    /// (OpenID Connect RP-Initiated Logout §2).
    pub fn read_hint(&self, id_token: &str) -> Option<LogoutHint> {
        let claims: IdClaims = serde_json::from_str(&self.keys.open(ID, id_token)?).ok()?;
        if claims.iss != self.settings.issuer {
            return None;
        }
        Some(LogoutHint { client_id: claims.aud, session_id: claims.sid.parse().ok()? })
    }

    /// Ends a login with all its refresh tokens. Access tokens live on for their five minutes.
    pub async fn end(&self, session_id: SessionId) -> Result<(), StoreError> {
        self.sessions.end(session_id, self.now()).await
    }

    /// Ends the login of a browser, if there is one.
    pub async fn log_out(&self, session: Option<&Session>) -> Result<(), StoreError> {
        match session {
            Some(session) => self.end(session.id).await,
            None => Ok(()),
        }
    }

    /// Gives up a refresh token (RFC 7009). Whatever else is shown is not ours to revoke, and that is a success (§2.2).
    /// A login whose last token is given up is over.
    pub async fn revoke_token(&self, client: &Client, token: &str) -> Result<(), StoreError> {
        let Some(token) = RefreshToken::parse(token) else { return Ok(()) };
        let now = self.now();
        let family = self.grants.find_family(token.family_id(), now).await?;
        match family.filter(|family| family.client_id == client.id) {
            Some(family) => self.grants.revoke(family.id, now).await,
            None => Ok(()),
        }
    }
}
