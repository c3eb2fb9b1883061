//! A login: an address, a password, and what it may do.

use std::collections::BTreeSet;

use kernel::{Code, Timestamp, Violation, Violations, text};

use super::{AccountId, Email, Password, PasswordHash, Role, UserId};

const MAX_NAME: usize = 200;
/// Tags are short; longer ones are private extensions nobody needs here.
const MAX_LOCALE: usize = 35;

/// What is stored of a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserState {
    /// The `sub` of tokens.
    pub id: UserId,
    /// Rises with each change.
    pub version: i64,
    /// What people sign in with.
    pub email: Email,
    /// Whether its owner answered a mail.
    pub email_verified: bool,
    /// What the person is called.
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// Never the password.
    pub password_hash: PasswordHash,
    /// What it may do.
    pub roles: BTreeSet<Role>,
    /// The paying customer behind it.
    pub account_id: Option<AccountId>,
    /// May not sign in.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
}

/// What others are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserEvent {
    /// A login was made.
    Created,
    /// It was changed.
    Updated,
    /// It is gone.
    Deleted,
}

/// The input for a login, checked.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// What people sign in with.
    pub email: Email,
    /// What the person is called.
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// As chosen.
    pub password: Password,
}

impl NewUser {
    /// Checks what somebody typed; every wrong field is named.
    pub fn parse(email: &str, name: &str, password: &str, locale: &str) -> Result<Self, Violations> {
        let mut violations = Violations::new();
        let email = violations.take(Email::parse("/email", email));
        let name = violations.take(text::parse("/name", name, text::Lines::One, 1, MAX_NAME));
        let password = violations.take(Password::choose("/password", password, email.as_ref()));
        let locale = violations.take(parse_locale(locale));
        match (email, name, password, locale) {
            (Some(email), Some(name), Some(password), Some(locale)) => Ok(Self { email, name, locale, password }),
            _ => Err(violations),
        }
    }
}

/// A well-formed tag, or English for none at all.
fn parse_locale(tag: &str) -> Result<String, Violation> {
    let tag = if tag.is_empty() { "en" } else { tag };
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = tag.len() <= MAX_LOCALE && tag.split('-').all(is_part);
    if is_tag { Ok(tag.to_owned()) } else { Err(Violation::new("/locale", Code::Format)) }
}

/// A login and what has happened to it since it was read.
#[derive(Clone, Debug)]
pub struct User {
    state: UserState,
    events: Vec<UserEvent>,
}

impl User {
    /// A new login.
    pub fn create(new: NewUser, hash: PasswordHash, now: Timestamp) -> Self {
        let state = UserState {
            id: UserId::generate(now),
            version: 1,
            email: new.email,
            email_verified: false,
            name: new.name,
            locale: new.locale,
            password_hash: hash,
            roles: BTreeSet::new(),
            account_id: None,
            disabled: false,
            created_at: now,
            updated_at: now,
        };
        Self { state, events: vec![UserEvent::Created] }
    }

    /// The same with a paying customer behind it.
    #[must_use]
    pub fn of_account(mut self, account_id: AccountId) -> Self {
        self.state.account_id = Some(account_id);
        self
    }

    /// The same with these roles.
    #[must_use]
    pub fn with_roles(mut self, roles: impl IntoIterator<Item = Role>) -> Self {
        self.state.roles = roles.into_iter().collect();
        self
    }

    /// As it was stored.
    pub const fn from_stored(state: UserState) -> Self {
        Self { state, events: Vec::new() }
    }

    /// What it is now.
    pub const fn state(&self) -> &UserState {
        &self.state
    }

    /// Gives a role; having it already changes nothing.
    pub fn grant(&mut self, role: Role, now: Timestamp) {
        if self.state.roles.insert(role) {
            self.changed(now);
        }
    }

    /// Takes a role away; not having it changes nothing.
    pub fn revoke(&mut self, role: Role, now: Timestamp) {
        if self.state.roles.remove(&role) {
            self.changed(now);
        }
    }

    /// May not sign in any more.
    pub fn disable(&mut self, now: Timestamp) {
        if !std::mem::replace(&mut self.state.disabled, true) {
            self.changed(now);
        }
    }

    /// May sign in again.
    pub fn enable(&mut self, now: Timestamp) {
        if std::mem::replace(&mut self.state.disabled, false) {
            self.changed(now);
        }
    }

    /// The last thing that happens to it.
    pub fn delete(&mut self, now: Timestamp) {
        self.touch(now);
        self.events = vec![UserEvent::Deleted];
    }

    /// Whether there is anything to be stored.
    pub const fn is_changed(&self) -> bool {
        !self.events.is_empty()
    }

    /// What has happened since it was read.
    pub fn take_events(&mut self) -> Vec<UserEvent> {
        std::mem::take(&mut self.events)
    }

    /// Several changes are saved together, and told once.
    fn changed(&mut self, now: Timestamp) {
        if self.events.is_empty() {
            self.touch(now);
            self.events.push(UserEvent::Updated);
        }
    }

    fn touch(&mut self, now: Timestamp) {
        self.state.version += 1;
        self.state.updated_at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> User {
        let new = NewUser::parse("Ana@Example.com", " Ana ", "tractor lemon", "").unwrap();
        let mut user = User::create(new, PasswordHash::new("$".into()), Timestamp::from_millis(1));
        assert_eq!(user.take_events(), [UserEvent::Created]);
        user
    }

    #[test]
    fn every_wrong_field_is_named() {
        let violations = NewUser::parse("nobody", "", "short", "x y").unwrap_err();
        let fields: Vec<&str> = violations.iter().map(|violation| violation.field.as_str()).collect();
        assert_eq!(fields, ["/email", "/name", "/password", "/locale"]);
    }

    #[test]
    fn changes_made_together_are_one_version_and_one_event() {
        let mut user = user();
        let now = Timestamp::from_millis(5);
        user.grant(Role::Operator, now);
        user.grant(Role::CatalogAdmin, now);
        assert_eq!((user.state().version, user.state().updated_at), (2, now));
        assert_eq!(user.take_events(), [UserEvent::Updated]);
    }

    #[test]
    fn a_change_that_changes_nothing_is_none() {
        let mut user = user();
        let now = Timestamp::from_millis(5);
        user.revoke(Role::Operator, now);
        user.enable(now);
        assert!(!user.is_changed());
        user.grant(Role::Subscriber, now);
        let _ = user.take_events();
        user.grant(Role::Subscriber, now);
        assert!(!user.is_changed());
        assert_eq!(user.state().version, 2);
    }
}
