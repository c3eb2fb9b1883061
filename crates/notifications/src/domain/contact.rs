//! A copy of what is needed to write to somebody, from two sources that each count their own versions.

use super::UserId;

/// How a login stands, as far as mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was heard of it yet: mail waits.
    Awaited,
    /// May be written to.
    Active,
    /// May not sign in, so no mail calls it in.
    Disabled,
    /// Deleted; nothing personal is kept.
    Gone,
}

impl Standing {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Awaited => "awaited",
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Gone => "gone",
        }
    }

    /// The one of this name.
    pub fn from_stored(text: &str) -> Option<Self> {
        [Self::Awaited, Self::Active, Self::Disabled, Self::Gone].into_iter().find(|it| it.as_str() == text)
    }
}

/// What is stored of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactState {
    /// Whose.
    pub user_id: UserId,
    /// How the login stands.
    pub standing: Standing,
    /// Of the login; 0 before it was heard of.
    pub login_version: i64,
    /// Of the customer's account; 0 for those without one.
    pub account_version: i64,
    /// Where to.
    pub email: String,
    /// What the person is called: somebody's text, in one line.
    pub name: String,
    /// BCP 47.
    pub locale: String,
}

/// What identity tells of a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginChange {
    /// Its version.
    pub version: i64,
    /// How it stands now.
    pub standing: Standing,
    /// Where to.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// BCP 47.
    pub locale: String,
}

/// What subscriptions tells of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChange {
    /// The account's version.
    pub version: i64,
    /// What the person is called.
    pub name: String,
    /// BCP 47.
    pub locale: String,
}

/// Somebody who may be written to.
#[derive(Clone, Debug)]
pub struct Contact {
    state: ContactState,
}

impl Contact {
    /// As it was stored.
    pub const fn from_stored(state: ContactState) -> Self {
        Self { state }
    }

    /// What it is now.
    pub const fn state(&self) -> &ContactState {
        &self.state
    }

    /// The login says where to write, and whether; it also says the name, unless there is an account. `false` for old
    /// news.
    pub fn take_login(&mut self, change: LoginChange) -> bool {
        let state = &mut self.state;
        if change.version <= state.login_version {
            return false;
        }
        state.login_version = change.version;
        state.standing = change.standing;
        if change.standing == Standing::Gone {
            (state.email, state.name, state.locale) = <_>::default();
            return true;
        }
        state.email = change.email;
        if state.account_version == 0 {
            (state.name, state.locale) = (change.name, change.locale);
        }
        true
    }

    /// A customer's name and language are changed in the account, and the login does not hear of it. `false` for old
    /// news, and for any about somebody who is gone.
    pub fn take_account(&mut self, change: AccountChange) -> bool {
        let state = &mut self.state;
        if change.version <= state.account_version || state.standing == Standing::Gone {
            return false;
        }
        state.account_version = change.version;
        (state.name, state.locale) = (change.name, change.locale);
        true
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn login(version: i64, standing: Standing) -> LoginChange {
        let (email, name, locale) = ("ana@tv.example".to_owned(), "Ana".to_owned(), "en".to_owned());
        LoginChange { version, standing, email, name, locale }
    }

    fn account(version: i64) -> AccountChange {
        AccountChange { version, name: "Ana Maria".into(), locale: "pt-BR".into() }
    }

    fn contact() -> Contact {
        Contact::from_stored(ContactState {
            user_id: UserId::from_uuid(Uuid::from_u128(1)),
            standing: Standing::Awaited,
            login_version: 0,
            account_version: 0,
            email: String::new(),
            name: String::new(),
            locale: String::new(),
        })
    }

    fn said(contact: &Contact) -> (&str, &str, &str) {
        (&contact.state.email, &contact.state.name, &contact.state.locale)
    }

    #[test]
    fn the_account_has_the_last_word_on_name_and_language_in_any_order() {
        let (mut early, mut late) = (contact(), contact());
        assert!(early.take_account(account(1)) && early.take_login(login(1, Standing::Active)));
        assert!(late.take_login(login(1, Standing::Active)) && late.take_account(account(1)));
        for contact in [early, late] {
            assert_eq!(said(&contact), ("ana@tv.example", "Ana Maria", "pt-BR"));
            assert_eq!(contact.state.standing, Standing::Active);
        }
    }

    #[test]
    fn an_account_alone_is_nobody_to_write_to() {
        let mut contact = contact();
        contact.take_account(account(3));
        assert_eq!(contact.state.standing, Standing::Awaited);
    }

    #[test]
    fn old_news_changes_nothing() {
        let mut contact = contact();
        contact.take_login(login(5, Standing::Disabled));
        contact.take_account(account(2));
        let before = contact.state.clone();
        assert!(!contact.take_login(login(4, Standing::Active)) && !contact.take_account(account(2)));
        assert_eq!(contact.state, before);
    }

    #[test]
    fn of_somebody_who_is_gone_nothing_stays_and_nothing_comes_back() {
        let mut contact = contact();
        contact.take_login(login(1, Standing::Active));
        contact.take_login(login(2, Standing::Gone));
        assert!(!contact.take_account(account(9)));
        assert_eq!(said(&contact), ("", "", ""));
    }
}
