//! A customer's own account.

use std::sync::Arc;

use kernel::{Cause, Clock};

use super::ports::{AccountStore, StoreError};
use crate::domain::{Account, AccountId, AccountStatus, Locale, PersonName};

/// Why an account cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The login has none.
    #[error("there is no account")]
    Required,
    /// It was changed since it was read.
    #[error("the account has another version")]
    Version,
    /// The store is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads and changes accounts.
pub struct Accounts {
    store: Arc<dyn AccountStore>,
    clock: Arc<dyn Clock>,
}

impl Accounts {
    /// Those in `store`.
    pub fn new(store: Arc<dyn AccountStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// The account of a login.
    pub async fn get(&self, id: Option<AccountId>) -> Result<Account, AccountError> {
        let Some(id) = id else { return Err(AccountError::Required) };
        let account = self.store.find(id).await?.ok_or(AccountError::Required)?;
        match account.state().status {
            AccountStatus::Registering | AccountStatus::Failed | AccountStatus::Closed => Err(AccountError::Required),
            AccountStatus::Active | AccountStatus::Suspended | AccountStatus::Closing => Ok(account),
        }
    }

    /// Changes what is given, if the account still has the version that was read.
    pub async fn update(
        &self,
        id: Option<AccountId>,
        version: Option<i64>,
        (name, locale): (Option<PersonName>, Option<Locale>),
        cause: &Cause,
    ) -> Result<Account, AccountError> {
        let mut account = self.get(id).await?;
        if version.is_some_and(|version| version != account.state().version) {
            return Err(AccountError::Version);
        }
        let before = account.state().clone();
        account.update(name, locale, self.clock.now());
        if *account.state() != before {
            self.store.save(&mut account, None, cause).await?;
        }
        Ok(account)
    }
}
