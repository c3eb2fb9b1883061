//! The cookie of a login: it signs a browser in at a second client without asking again.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{Site, Web};
use crate::{
    application::{Login, StoreError},
    domain::Session,
};

/// As long as a login lasts at most.
const MAX_AGE: Duration = Duration::from_hours(30 * 24);

/// `__Host-` binds it to this host and to TLS (RFC 6265bis §4.1.3.2), which plain HTTP cannot have.
fn name(site: &Site) -> &'static str {
    if site.is_secure() { "__Host-codeflix_sso" } else { "codeflix_sso" }
}

/// `Lax`, because clients send browsers here from other sites.
fn set(site: &Site, value: &str, max_age: u64) -> (HeaderName, HeaderValue) {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}", name(site));
    (header::SET_COOKIE, HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static("")))
}

/// Keeps a login in the browser.
pub(super) fn keep(site: &Site, login: &Login) -> (HeaderName, HeaderValue) {
    set(site, &login.secret.reveal(), MAX_AGE.as_secs())
}

/// Takes it away.
pub(super) fn forget(site: &Site) -> (HeaderName, HeaderValue) {
    set(site, "", 0)
}

/// The browser's live login.
pub(super) async fn session(web: &Web, headers: &HeaderMap) -> Result<Option<Session>, StoreError> {
    let name = name(&web.site);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find(|(key, _)| *key == name).map(|(_, value)| value);
    web.identity.session_of(value).await
}
