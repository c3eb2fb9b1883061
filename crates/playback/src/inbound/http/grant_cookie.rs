//! The cookies that carry a grant: one for the bytes, one for the heartbeats. Each is sent to its own path only.

use http::{HeaderMap, HeaderValue, header};

use crate::{application::Grant, domain::GRANT_LIFE};

const NAME: &str = "codeflix_grant";

/// Both cookies of a grant.
pub fn cookies(grant: &Grant, text: &str, secure: bool) -> [HeaderValue; 2] {
    let secure = if secure { "; Secure" } else { "" };
    let life = GRANT_LIFE.as_secs();
    let paths = [format!("/v/{}/", grant.asset), format!("/api/v1/playback/streams/{}/", grant.stream)];
    paths.map(|path| {
        let cookie = format!("{NAME}={text}; Path={path}; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
        // Base64 and ids are valid header text.
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
    })
}

/// The grant a request shows.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).map(|(_, value)| value)
}
