//! Passwords: long enough, not one that everybody tries first, and never printed.

use std::fmt;

use kernel::{Code, Violation, text};

use super::{Email, common_passwords::is_guessable};

const MIN: usize = 8;
/// A limit only against hashing megabytes.
const MAX: usize = 128;

/// A password as typed. Nothing is trimmed and no kind of character is demanded.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// A new password. `email` is whose it is to be: a password made of it is refused.
    pub fn choose(field: &str, typed: &str, email: Option<&Email>) -> Result<Self, Violation> {
        let length = typed.chars().count();
        if length == 0 {
            return Err(Violation::new(field, Code::Required));
        }
        if !(MIN..=MAX).contains(&length) {
            return Err(Violation::new(field, Code::Length).with("min", MIN).with("max", MAX));
        }
        if is_guessable(&text::fold(typed), email.map(Email::local_part)) {
            return Err(Violation::new(field, Code::Guessable));
        }
        Ok(Self(typed.to_owned()))
    }

    /// A password that somebody signs in with; rules for new ones do not matter.
    pub fn shown(typed: &str) -> Self {
        Self(typed.to_owned())
    }

    /// Whether it is too long to be anybody's, and so not worth hashing in full.
    pub fn is_absurd(&self) -> bool {
        self.0.chars().count() > MAX
    }

    /// For the hash function only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// A hash with its salt and parameters, as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// What the hash function wrote.
    pub const fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(typed: &str) -> Option<Code> {
        let email = Email::parse("/email", "margarethe@example.com").unwrap();
        Password::choose("/password", typed, Some(&email)).err().map(|violation| violation.code)
    }

    #[test]
    fn only_the_length_counts_and_it_is_counted_in_characters() {
        assert_eq!(code_of(""), Some(Code::Required));
        assert_eq!(code_of("kurz und"), None);
        assert_eq!(code_of("7 chars"), Some(Code::Length));
        assert_eq!(code_of("ямбкоряв"), None);
        assert_eq!(code_of(&"correct horse ".repeat(9)), None);
        assert_eq!(code_of(&"x y".repeat(43)), Some(Code::Length));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for typed in [
            "password",
            "Password1!",
            "p@ssw0rd",
            "12345678",
            "987654321",
            "qwertyuiop",
            "aaaaaaaa",
            "abcabcabc",
            "iloveyou2",
            "Codeflix2026",
            "senha123",
            "minhasenha",
            "пароль123",
            "йцукенгш",
            "margarethe1",
            "1q2w3e4r",
            "welcome1",
            "admin123",
            "letmein!!",
            "asdfghjkl",
            "11111111",
            "football99",
            "01012000",
        ] {
            assert_eq!(code_of(typed), Some(Code::Guessable), "{typed}");
        }
    }

    #[test]
    fn a_common_word_in_a_long_phrase_is_fine() {
        for typed in ["my dragon eats passwords", "football is my second love", "tr4ctor-lemon-quiet"] {
            assert_eq!(code_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(format!("{:?}", Password::shown("hunter22")), "Password(..)");
    }
}
