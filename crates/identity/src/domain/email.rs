//! An e-mail address: what people sign in with.

use std::fmt;

use kernel::{Code, Violation, text};

const MIN: usize = 3;
const MAX: usize = 254;
/// Longest part before the `@` (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL: usize = 64;

/// Lower case, so that it is unique as people understand it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Checks the form only: whether somebody reads it is shown by a mail that is answered.
    pub fn parse(field: &str, address: &str) -> Result<Self, Violation> {
        let address = text::parse(field, address, text::Lines::One, MIN, MAX)?.to_lowercase();
        if is_address(&address) { Ok(Self(address)) } else { Err(Violation::new(field, Code::Format)) }
    }

    /// Takes an address that was checked when it was stored.
    pub const fn from_stored(address: String) -> Self {
        Self(address)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_forbidden =
        |c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '"' | '\\');
    (1..=MAX_LOCAL).contains(&local.chars().count())
        && !local.contains(is_forbidden)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.split('.').all(is_label)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it_and_kept_in_lower_case() {
        assert_eq!(Email::parse("/email", "  Ana.Souza+tv@Example.COM ").unwrap().as_str(), "ana.souza+tv@example.com");
        assert_eq!(Email::parse("/email", "op@localhost").unwrap().local_part(), "op");
        assert!(Email::parse("/email", "анна@пример.рф").is_ok());
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for address in ["", "a@", "@b.c", "a b@c.d", "a@b..c", "a@-b.c", "a..b@c.d", "a@b@c.d", "a@b.c, d@e.f"] {
            assert!(Email::parse("/email", address).is_err(), "{address}");
        }
        assert!(Email::parse("/email", &format!("{}@b.c", "a".repeat(65))).is_err());
        assert!(Email::parse("/email", &format!("a@{}.c", "b".repeat(260))).is_err());
    }
}
