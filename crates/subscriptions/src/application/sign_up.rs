//! Signing up: an account here and a login at the identity provider, both or neither.
//!
//! The account waits as `registering` beside a saga row. Whatever keeps the login from being made, or this process
//! from finishing, ends with the login deleted, the account `failed` and the address free again.

use std::{sync::Arc, time::Duration};

use kernel::{Cause, Clock};
use secrecy::SecretString;

use super::ports::{AccountStore, NewUser, SagaStore, StoreError, UserAdmin, UserAdminError};
use crate::domain::{Account, AccountId, Email, Locale, PersonName, Saga, SagaState, SagaWork, UserId};

/// Who wants an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The login's name.
    pub email: Email,
    /// Of the person.
    pub name: PersonName,
    /// Of the person.
    pub locale: Locale,
    /// Passed on and forgotten.
    pub password: SecretString,
    /// Where the person is: tries are counted by it.
    pub network: String,
}

/// A new customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedUp {
    /// The account.
    pub account: AccountId,
    /// Its login.
    pub user: UserId,
    /// Signs the browser in once; `None` if it could not be had, then the password does it.
    pub ticket: Option<String>,
}

/// Why there is no new customer.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// Somebody has this address.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The identity provider takes no such address.
    #[error("the e-mail address is refused")]
    EmailRefused,
    /// The identity provider wants a better password.
    #[error("the password is refused")]
    PasswordRefused,
    /// Too many tries from one network.
    #[error("too many tries; the next one in {0:?}")]
    Slowed(Duration),
    /// The identity provider is away.
    #[error("the identity provider is unavailable: {0}")]
    Unavailable(UserAdminError),
    /// The store is.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<UserAdminError> for SignUpError {
    fn from(error: UserAdminError) -> Self {
        match error {
            UserAdminError::EmailTaken => Self::EmailTaken,
            UserAdminError::EmailRefused => Self::EmailRefused,
            UserAdminError::PasswordRefused => Self::PasswordRefused,
            UserAdminError::Slowed(wait) => Self::Slowed(wait),
            UserAdminError::UnknownUser | UserAdminError::Unavailable(_) => Self::Unavailable(error),
        }
    }
}

/// The sign-up saga.
pub struct SignUp {
    accounts: Arc<dyn AccountStore>,
    sagas: Arc<dyn SagaStore>,
    users: Arc<dyn UserAdmin>,
    clock: Arc<dyn Clock>,
}

impl SignUp {
    /// Over these.
    pub fn new(
        accounts: Arc<dyn AccountStore>,
        sagas: Arc<dyn SagaStore>,
        users: Arc<dyn UserAdmin>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { accounts, sagas, users, clock }
    }

    /// Makes the account and its login.
    pub async fn run(&self, new: NewAccount, cause: &Cause) -> Result<SignedUp, SignUpError> {
        self.clear_the_way(&new.email).await?;
        let now = self.clock.now();
        let id = AccountId::generate(now);
        let NewAccount { email, name, locale, password, network } = new;
        let mut account = Account::register(id, email.clone(), name.clone(), locale.clone(), now);
        let mut saga = Saga::begin(SagaWork::SignUp { account: id, email: email.clone() }, now);
        match self.accounts.save(&mut account, Some(&mut saga), cause).await {
            Err(StoreError::Taken) => return Err(SignUpError::EmailTaken),
            saved => saved?,
        }
        let user = NewUser { account: id, email, name, locale, password, network };
        match self.users.create_user(&user).await {
            Ok(user) => self.activate(account, saga, user, cause).await,
            Err(error) => {
                self.turn_back(account, saga, &error.to_string(), cause).await?;
                Err(error.into())
            }
        }
    }

    /// Goes on with a sign-up that nobody runs any more. Without the password there is only the way back.
    pub async fn resume(&self, saga: Saga) -> Result<(), StoreError> {
        let SagaWork::SignUp { account, .. } = saga.work else { return Ok(()) };
        if saga.state == SagaState::Compensating {
            return self.undo(saga, account).await;
        }
        let cause = Cause::worker(saga.id.uuid());
        match self.accounts.find(account).await? {
            Some(account) => self.turn_back(account, saga, "the sign-up was interrupted", &cause).await,
            None => Err(StoreError::Failed("a sign-up without its account".into())),
        }
    }

    /// A login left over from a failed try under this address would stand in the way of the next one.
    async fn clear_the_way(&self, email: &Email) -> Result<(), SignUpError> {
        for saga in self.accounts.sign_ups_to_undo(email).await? {
            let SagaWork::SignUp { account, .. } = saga.work else { continue };
            self.users.delete_user(account).await?;
        }
        Ok(())
    }

    async fn activate(
        &self,
        mut account: Account,
        mut saga: Saga,
        user: UserId,
        cause: &Cause,
    ) -> Result<SignedUp, SignUpError> {
        if !account.activate(user, self.clock.now()) {
            return Err(StoreError::Conflict.into());
        }
        saga.finish();
        self.accounts.save(&mut account, Some(&mut saga), cause).await.map_err(|error| match error {
            // Only the saga's worker writes the same row: it took too long and is being undone.
            StoreError::Conflict => StoreError::Unavailable("the sign-up took too long".into()),
            other => other,
        })?;
        let ticket = self.users.issue_ticket(user).await;
        let ticket = ticket.inspect_err(|error| tracing::warn!(%error, "a new customer gets no ticket")).ok();
        Ok(SignedUp { account: account.state().id, user, ticket })
    }

    /// Frees the address, then deletes the login. What cannot be done now is done by the worker.
    async fn turn_back(
        &self,
        mut account: Account,
        mut saga: Saga,
        error: &str,
        cause: &Cause,
    ) -> Result<(), StoreError> {
        let id = account.state().id;
        if !account.fail(self.clock.now()) {
            return Err(StoreError::Conflict);
        }
        saga.turn_back(error);
        self.accounts.save(&mut account, Some(&mut saga), cause).await?;
        self.undo(saga, id).await
    }

    async fn undo(&self, mut saga: Saga, account: AccountId) -> Result<(), StoreError> {
        match self.users.delete_user(account).await {
            Ok(()) => saga.undone(),
            Err(error) => saga.ask_again(&error.to_string(), self.clock.now()),
        }
        self.sagas.save(&mut saga).await
    }
}
