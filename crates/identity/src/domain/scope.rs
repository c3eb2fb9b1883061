//! What a client asks to know and do (RFC 6749 §3.3).

use std::{collections::BTreeSet, fmt};

/// The scopes we know; others are left out of what is granted.
const KNOWN: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// A set of known scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(BTreeSet<&'static str>);

impl Scopes {
    /// The known ones of a space separated list.
    pub fn parse(text: &str) -> Self {
        let asked: BTreeSet<&str> = text.split(' ').collect();
        Self(KNOWN.into_iter().filter(|known| asked.contains(known)).collect())
    }

    /// Every scope there is.
    pub const fn known() -> &'static [&'static str] {
        &KNOWN
    }

    /// Whether it is among them.
    pub fn has(&self, scope: &str) -> bool {
        self.0.contains(scope)
    }

    /// Whether nothing is asked for that `granted` lacks.
    pub fn is_within(&self, granted: &Self) -> bool {
        self.0.is_subset(&granted.0)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().copied().collect();
        f.write_str(&names.join(" "))
    }
}
