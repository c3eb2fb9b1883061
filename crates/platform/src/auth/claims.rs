//! The rules an access token must keep (RFC 9068, RFC 8725), checked on the decoded parts.

use std::{collections::BTreeSet, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Subject, TokenError};

/// How far the clocks of issuer and verifier may differ.
const LEEWAY: Duration = Duration::from_mins(1);
/// Longest token that is looked at, in bytes.
const MAX_TOKEN: usize = 8 * 1024;
/// Longest key id.
const MAX_KID: usize = 128;

/// What the verifier insists on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectations {
    /// Exactly this `iss`.
    pub issuer: String,
    /// Among the values of `aud`.
    pub audience: String,
}

/// A token taken apart; nothing in it is trusted yet.
pub(super) struct Parts<'a> {
    /// The key that is said to have signed it.
    pub kid: String,
    /// What was signed.
    pub message: &'a str,
    /// Base64 as sent.
    pub signature: &'a str,
    payload: &'a str,
}

/// `jku`, `x5u`, `jwk` and the like are ignored on purpose: keys come from the issuer's key set only.
#[derive(Deserialize)]
struct Header {
    alg: String,
    typ: Option<String>,
    kid: String,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: Uuid,
    aud: Audience,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    #[serde(default)]
    realm_access: RealmAccess,
    account_id: Option<Uuid>,
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    sid: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Default, Deserialize)]
struct RealmAccess {
    #[serde(default)]
    roles: BTreeSet<String>,
}

/// Takes a compact token apart and checks its header.
pub(super) fn split(token: &str) -> Result<Parts<'_>, TokenError> {
    if token.len() > MAX_TOKEN {
        return Err(TokenError::Invalid("longer than 8 KiB"));
    }
    let (message, signature) = token.rsplit_once('.').ok_or(TokenError::Invalid("not three parts"))?;
    let (header, payload) = message.split_once('.').ok_or(TokenError::Invalid("not three parts"))?;
    if payload.contains('.') || signature.is_empty() {
        return Err(TokenError::Invalid("not three parts"));
    }
    let kid = check_header(decode(header)?)?;
    Ok(Parts { kid, message, signature, payload })
}

fn check_header(header: Header) -> Result<String, TokenError> {
    if header.alg != "RS256" {
        return Err(TokenError::Invalid("algorithm"));
    }
    if header.crit.is_some() {
        return Err(TokenError::Invalid("critical extension"));
    }
    let typ = header.typ.unwrap_or_default().to_ascii_lowercase();
    if !matches!(typ.as_str(), "at+jwt" | "application/at+jwt" | "jwt") {
        return Err(TokenError::Invalid("type"));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if header.kid.is_empty() || header.kid.len() > MAX_KID || !header.kid.chars().all(is_plain) {
        return Err(TokenError::Invalid("key id"));
    }
    Ok(header.kid)
}

/// Checks the claims of a token whose signature is good.
pub(super) fn subject(parts: &Parts<'_>, expected: &Expectations, now: Timestamp) -> Result<Subject, TokenError> {
    let claims: Claims = decode(parts.payload)?;
    if claims.iss != expected.issuer {
        return Err(TokenError::Invalid("issuer"));
    }
    let for_us = match &claims.aud {
        Audience::One(audience) => *audience == expected.audience,
        Audience::Many(audiences) => audiences.contains(&expected.audience),
    };
    if !for_us {
        return Err(TokenError::Invalid("audience"));
    }
    let (expires_at, issued_at) = (numeric_date(claims.exp)?, numeric_date(claims.iat)?);
    let starts_at = claims.nbf.map(numeric_date).transpose()?.unwrap_or(issued_at);
    if is_expired(expires_at, now) || starts_at.max(issued_at) > now.plus(LEEWAY) {
        return Err(TokenError::Time);
    }
    Ok(Subject {
        user_id: claims.sub,
        account_id: claims.account_id,
        email: claims.email,
        name: claims.name,
        roles: claims.realm_access.roles,
        session_id: claims.sid,
        expires_at,
    })
}

/// Whether a token that ends at `expires_at` is over, leeway included.
pub(super) fn is_expired(expires_at: Timestamp, now: Timestamp) -> bool {
    now >= expires_at.plus(LEEWAY)
}

/// A `NumericDate` (RFC 7519 §2): seconds, fractions allowed.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
fn numeric_date(seconds: f64) -> Result<Timestamp, TokenError> {
    const YEAR_9999: f64 = 253_402_207_200.0;
    if !(0.0..YEAR_9999).contains(&seconds) {
        return Err(TokenError::Invalid("time claim"));
    }
    Ok(Timestamp::from_millis((seconds * 1_000.0) as i64))
}

/// Strict base64url JSON; a member that stands twice is an error of the parser.
fn decode<T: DeserializeOwned>(part: &str) -> Result<T, TokenError> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Invalid("base64"))?;
    serde_json::from_slice(&bytes).map_err(|_| TokenError::Invalid("claims"))
}
