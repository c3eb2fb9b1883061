//! The name of an object: made by us, never by a user, and safe as a path on any store.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Bytes at most; S3 allows 1,024.
const MAX_LENGTH: usize = 512;

/// Segments of `[a-z0-9._-]` joined by `/`, each beginning with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ObjectKey(String);

/// A text that cannot be the name of an object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an object key: {0:?}")]
pub struct InvalidKey(String);

impl ObjectKey {
    /// Takes `text` if it has the form of a key.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidKey> {
        let text = text.into();
        if text.len() <= MAX_LENGTH && text.split('/').all(is_segment) {
            return Ok(Self(text));
        }
        Err(InvalidKey(text))
    }

    /// The key `rest` below this one.
    pub fn join(&self, rest: impl fmt::Display) -> Result<Self, InvalidKey> {
        Self::parse(format!("{}/{rest}", self.0))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A leading letter or digit rules out `.`, `..`, hidden files and options of command-line tools.
fn is_segment(segment: &str) -> bool {
    let mut bytes = segment.bytes();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    bytes.next().is_some_and(is_plain) && bytes.all(|byte| is_plain(byte) || b"._-".contains(&byte))
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ObjectKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = InvalidKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl From<ObjectKey> for String {
    fn from(key: ObjectKey) -> Self {
        key.0
    }
}
