//! The account of a customer: `registering` until its login exists, then `active`, or `failed`.

use kernel::{Code, Timestamp, Violation, text};

use super::{AccountId, UserId};

/// A mail address in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// 3–254 characters with something on both sides of one `@`. Whether mail arrives is another matter.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        let email = text::parse(field, text, text::Lines::One, 3, 254)?.to_lowercase();
        let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')' | '\\');
        match email.split_once('@') {
            Some((local, domain))
                if !local.is_empty()
                    && !domain.is_empty()
                    && !domain.contains('@')
                    && !domain.starts_with('.')
                    && !domain.ends_with('.')
                    && email.chars().all(is_plain) =>
            {
                Ok(Self(email))
            }
            _ => Err(Violation::new(field, Code::Format)),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a customer is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// 1–200 characters.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        text::parse(field, text, text::Lines::One, 1, 200).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A language (BCP 47).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale(String);

impl Locale {
    /// 2–35 characters: subtags of letters and digits between hyphens, the first one of letters.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        let tag = text.trim();
        let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|c| c.is_ascii_alphanumeric());
        let language = tag.split('-').next().unwrap_or_default();
        let is_language = language.len() >= 2 && language.bytes().all(|c| c.is_ascii_alphabetic());
        if is_language && tag.len() <= 35 && tag.split('-').all(is_subtag) {
            return Ok(Self(tag.to_owned()));
        }
        Err(Violation::new(field, Code::Format))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStatus {
    /// Its login is being made.
    Registering,
    /// In use.
    Active,
    /// Its login could not be made; the address is free again.
    Failed,
    /// Barred by staff.
    Suspended,
    /// Being removed.
    Closing,
    /// Removed.
    Closed,
}

impl AccountStatus {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Registering, Self::Active, Self::Failed, Self::Suspended, Self::Closing, Self::Closed];

    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registering => "registering",
            Self::Active => "active",
            Self::Failed => "failed",
            Self::Suspended => "suspended",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }

    /// As stored.
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Everything an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountState {
    /// Its id.
    pub id: AccountId,
    /// 0 before it is saved, then rising.
    pub version: i64,
    /// The login, once there is one.
    pub user_id: Option<UserId>,
    /// The login's name.
    pub email: Email,
    /// Of the customer.
    pub name: PersonName,
    /// Of the customer.
    pub locale: Locale,
    /// Where it stands.
    pub status: AccountStatus,
    /// When its one trial began.
    pub trial_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountEvent {
    /// It can be used.
    Registered,
    /// Its data changed.
    Updated,
}

/// A customer's account.
#[derive(Clone, Debug)]
pub struct Account {
    state: AccountState,
    events: Vec<AccountEvent>,
}

impl Account {
    /// An account whose login is still to be made.
    pub fn register(id: AccountId, email: Email, name: PersonName, locale: Locale, now: Timestamp) -> Self {
        let state = AccountState {
            id,
            version: 0,
            user_id: None,
            email,
            name,
            locale,
            status: AccountStatus::Registering,
            trial_used_at: None,
            created_at: now,
            updated_at: now,
        };
        Self { state, events: Vec::new() }
    }

    /// As stored.
    pub const fn restore(state: AccountState) -> Self {
        Self { state, events: Vec::new() }
    }

    /// What it is.
    pub const fn state(&self) -> &AccountState {
        &self.state
    }

    /// The login exists. `false` if the account is not waiting for one.
    #[must_use]
    pub fn activate(&mut self, user_id: UserId, now: Timestamp) -> bool {
        if self.state.status != AccountStatus::Registering {
            return false;
        }
        self.state.status = AccountStatus::Active;
        self.state.user_id = Some(user_id);
        self.note(AccountEvent::Registered, now);
        true
    }

    /// The login cannot be made. `false` if the account is not waiting for one.
    #[must_use]
    pub fn fail(&mut self, now: Timestamp) -> bool {
        if self.state.status != AccountStatus::Registering {
            return false;
        }
        self.state.status = AccountStatus::Failed;
        self.state.updated_at = now;
        true
    }

    /// Changes what the customer may change.
    pub fn update(&mut self, name: Option<PersonName>, locale: Option<Locale>, now: Timestamp) {
        let name = name.unwrap_or_else(|| self.state.name.clone());
        let locale = locale.unwrap_or_else(|| self.state.locale.clone());
        if name != self.state.name || locale != self.state.locale {
            self.state.name = name;
            self.state.locale = locale;
            self.note(AccountEvent::Updated, now);
        }
    }

    /// Raises the version for a save, and hands over what happened.
    pub fn drain(&mut self) -> Vec<AccountEvent> {
        self.state.version += 1;
        std::mem::take(&mut self.events)
    }

    fn note(&mut self, event: AccountEvent, now: Timestamp) {
        self.state.updated_at = now;
        self.events.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_lower_case_and_has_two_sides() {
        assert_eq!(Email::parse("/email", " Ana@Example.COM ").unwrap().as_str(), "ana@example.com");
        for wrong in ["ana", "@b.c", "ana@", "a@b@c", "a b@c.d", "a@.c", "<a@b.c>"] {
            assert!(Email::parse("/email", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_locale_is_a_language_tag() {
        for right in ["en", "pt-BR", "zh-Hant-TW"] {
            assert!(Locale::parse("/locale", right).is_ok(), "{right}");
        }
        for wrong in ["", "e", "en_US", "12", "en--US", "<script>"] {
            assert!(Locale::parse("/locale", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_account_becomes_active_or_fails_once() {
        let now = Timestamp::from_millis(0);
        let user = UserId::generate(now);
        for fails in [true, false] {
            let mut account = Account::register(
                AccountId::generate(now),
                Email::parse("/email", "a@b.c").unwrap(),
                PersonName::parse("/name", "A").unwrap(),
                Locale::parse("/locale", "en").unwrap(),
                now,
            );
            assert!(if fails { account.fail(now) } else { account.activate(user, now) });
            assert!(!account.fail(now));
            assert!(!account.activate(user, now));
            assert_eq!(account.state().status == AccountStatus::Active, !fails);
        }
    }
}
