//! What stands in the tokens.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Timestamp, id};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{AUDIENCE, Identity, StoreError, TOKEN_LIFE};
use crate::domain::{Family, RefreshToken, Scopes, User};

/// `typ` of access tokens (RFC 9068 §2.1).
pub(super) const ACCESS: &str = "at+jwt";
/// `typ` of ID tokens.
pub(super) const ID: &str = "JWT";

/// An access token's claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// Issuer.
    pub iss: String,
    /// The user.
    pub sub: String,
    /// [`AUDIENCE`].
    pub aud: String,
    /// The client.
    pub azp: String,
    /// Over then; seconds.
    pub exp: i64,
    /// Made then; seconds.
    pub iat: i64,
    /// Unique.
    pub jti: String,
    /// The login.
    pub sid: String,
    /// Granted.
    pub scope: String,
    /// The address.
    pub preferred_username: String,
    /// The address.
    pub email: String,
    /// Whether its owner answered a mail.
    pub email_verified: bool,
    /// What the person is called.
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// The paying customer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account_id: Option<String>,
    /// As Keycloak nests them.
    pub realm_access: RealmAccess,
}

/// The roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealmAccess {
    /// Their names.
    pub roles: Vec<String>,
}

/// An ID token's claims (OpenID Connect Core §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdClaims {
    /// Issuer.
    pub iss: String,
    /// The user.
    pub sub: String,
    /// The client.
    pub aud: String,
    /// The client.
    pub azp: String,
    /// Over then; seconds.
    pub exp: i64,
    /// Made then; seconds.
    pub iat: i64,
    /// The password was shown then; seconds.
    pub auth_time: i64,
    /// Of the request; only in the first ID token of a login.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
    /// The login.
    pub sid: String,
    /// Left half of the access token's SHA-256 (§3.1.3.6).
    pub at_hash: String,
    /// What the scopes allow to know.
    #[serde(flatten)]
    pub person: PersonClaims,
}

/// What a client may know about a person, by scope (OpenID Connect Core §5.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonClaims {
    /// `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    /// `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// `profile`; seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    /// `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
}

impl PersonClaims {
    /// What these scopes open.
    pub(super) fn of(user: &User, scopes: &Scopes) -> Self {
        let state = user.state();
        let mut claims = Self::default();
        if scopes.has("profile") {
            claims.name = Some(state.name.clone());
            claims.preferred_username = Some(state.email.to_string());
            claims.locale = Some(state.locale.clone());
            claims.updated_at = Some(state.updated_at.seconds());
        }
        if scopes.has("email") {
            claims.email = Some(state.email.to_string());
            claims.email_verified = Some(state.email_verified);
        }
        claims
    }
}

/// What a client gets.
#[derive(Clone, Debug)]
pub struct TokenSet {
    /// For the API.
    pub access_token: String,
    /// For the next set.
    pub refresh_token: String,
    /// For the client, if it asked by `openid`.
    pub id_token: Option<String>,
    /// What the access token is good for.
    pub scopes: Scopes,
}

/// What a set of tokens is made for.
pub(super) struct Issue<'a> {
    pub user: &'a User,
    pub family: &'a Family,
    pub refresh_token: &'a RefreshToken,
    pub scopes: Scopes,
    pub nonce: Option<String>,
}

impl Identity {
    pub(super) fn issue(&self, issue: Issue<'_>) -> Result<TokenSet, StoreError> {
        let now = self.now();
        let access_token = self.signed(ACCESS, &self.access_claims(&issue, now))?;
        let id_token = if issue.scopes.has("openid") {
            Some(self.signed(ID, &self.id_claims(&issue, &access_token, now))?)
        } else {
            None
        };
        Ok(TokenSet { access_token, refresh_token: issue.refresh_token.reveal(), id_token, scopes: issue.scopes })
    }

    fn signed(&self, typ: &str, claims: &impl Serialize) -> Result<String, StoreError> {
        let claims = serde_json::to_string(claims).map_err(|error| StoreError::Failed(error.into()))?;
        self.keys.sign(typ, &claims)
    }

    fn access_claims(&self, issue: &Issue<'_>, now: Timestamp) -> AccessClaims {
        let state = issue.user.state();
        AccessClaims {
            iss: self.settings.issuer.clone(),
            sub: state.id.to_string(),
            aud: AUDIENCE.to_owned(),
            azp: issue.family.client_id.clone(),
            exp: now.plus(TOKEN_LIFE).seconds(),
            iat: now.seconds(),
            jti: id::v7(now).to_string(),
            sid: issue.family.session_id.to_string(),
            scope: issue.scopes.to_string(),
            preferred_username: state.email.to_string(),
            email: state.email.to_string(),
            email_verified: state.email_verified,
            name: state.name.clone(),
            locale: state.locale.clone(),
            account_id: state.account_id.map(|id| id.to_string()),
            realm_access: RealmAccess { roles: state.roles.iter().map(ToString::to_string).collect() },
        }
    }

    fn id_claims(&self, issue: &Issue<'_>, access_token: &str, now: Timestamp) -> IdClaims {
        IdClaims {
            iss: self.settings.issuer.clone(),
            sub: issue.user.state().id.to_string(),
            aud: issue.family.client_id.clone(),
            azp: issue.family.client_id.clone(),
            exp: now.plus(TOKEN_LIFE).seconds(),
            iat: now.seconds(),
            auth_time: issue.family.authenticated_at.seconds(),
            nonce: issue.nonce.clone(),
            sid: issue.family.session_id.to_string(),
            at_hash: half_hash(access_token),
            person: PersonClaims::of(issue.user, &issue.scopes),
        }
    }
}

/// The left half of the SHA-256, as `at_hash` wants it.
fn half_hash(token: &str) -> String {
    let hash = Sha256::digest(token);
    let (half, _) = hash.split_at(hash.len() / 2);
    URL_SAFE_NO_PAD.encode(half)
}
