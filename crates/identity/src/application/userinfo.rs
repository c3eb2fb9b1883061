//! What a client may know about the person it signed in (OpenID Connect Core §5.3).

use serde::Serialize;

use super::{
    AUDIENCE, AccessClaims, Identity, StoreError,
    tokens::{ACCESS, PersonClaims},
};
use crate::domain::{Scopes, UserId};

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserInfo {
    /// The user.
    pub sub: String,
    /// What the scopes allow to know.
    #[serde(flatten)]
    pub person: PersonClaims,
}

impl Identity {
    /// `None` for a token that is not ours, over, without `openid`, or whose owner is gone.
    pub async fn userinfo(&self, access_token: &str) -> Result<Option<UserInfo>, StoreError> {
        let Some(claims) = self.read_access_token(access_token) else { return Ok(None) };
        let scopes = Scopes::parse(&claims.scope);
        let Ok(user_id) = claims.sub.parse::<UserId>() else { return Ok(None) };
        if !scopes.has("openid") {
            return Ok(None);
        }
        let user = self.users.find(user_id).await?.filter(|user| !user.state().disabled);
        Ok(user.map(|user| UserInfo { sub: claims.sub, person: PersonClaims::of(&user, &scopes) }))
    }

    /// The issuer's own clock made the token, so there is no leeway.
    fn read_access_token(&self, token: &str) -> Option<AccessClaims> {
        let claims: AccessClaims = serde_json::from_str(&self.keys.open(ACCESS, token)?).ok()?;
        let is_ours = claims.iss == self.settings.issuer && claims.aud == AUDIENCE;
        (is_ours && self.now().seconds() < claims.exp).then_some(claims)
    }
}
