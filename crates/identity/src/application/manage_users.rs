//! Making, changing and removing logins, for operators and for the sign-up of viewers.

use std::{collections::BTreeSet, time::Duration};

use kernel::{Cause, Page};

use super::{Admission, Identity, StoreError, UserQuery, fresh_secret};
use crate::domain::{AccountId, NewUser, Role, Secret, User, UserId};

/// How long a ticket opens.
const TICKET_LIFE: Duration = Duration::from_mins(1);
/// How often a change is tried while others change the same login.
const TRIES: u32 = 5;

/// Why there is no new login.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Somebody has this address.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// Too many tries from one network.
    #[error("too many tries; the next one in {0:?}")]
    Slowed(Duration),
    /// A store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an operator changes; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct UserChanges {
    /// May not sign in.
    pub disabled: Option<bool>,
    /// Roles to be given.
    pub grant: BTreeSet<Role>,
    /// Roles to be taken away.
    pub revoke: BTreeSet<Role>,
}

impl Identity {
    /// A login for somebody who works here.
    pub async fn create_staff(&self, new: NewUser, roles: BTreeSet<Role>, cause: &Cause) -> Result<User, CreateError> {
        let hash = self.hasher.hash(&new.password).await?;
        let mut user = User::create(new, hash, self.now()).with_roles(roles);
        match self.users.save(&mut user, cause).await {
            Err(StoreError::Taken) => Err(CreateError::EmailTaken),
            saved => Ok(saved.map(|()| user)?),
        }
    }

    /// The login of a paying customer who signs up from `network`. Repeating it changes nothing and gives the same
    /// login.
    pub async fn create_viewer(
        &self,
        account_id: AccountId,
        new: NewUser,
        network: &str,
        cause: &Cause,
    ) -> Result<UserId, CreateError> {
        if let Some(user) = self.users.find_by_account(account_id).await? {
            return Ok(user.state().id);
        }
        if let Admission::After(wait) = self.admit_network(network).await? {
            return Err(CreateError::Slowed(wait));
        }
        let hash = self.hasher.hash(&new.password).await?;
        let mut user = User::create(new, hash, self.now()).of_account(account_id);
        match self.users.save(&mut user, cause).await {
            Ok(()) => Ok(user.state().id),
            // Either the same command ran beside this one, or the address is somebody else's.
            Err(StoreError::Taken) => match self.users.find_by_account(account_id).await? {
                Some(user) => Ok(user.state().id),
                None => Err(CreateError::EmailTaken),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the login of a customer; there being none is a success.
    pub async fn delete_viewer(&self, account_id: AccountId, cause: &Cause) -> Result<(), StoreError> {
        match self.users.find_by_account(account_id).await? {
            Some(user) => self.delete(user, cause).await,
            None => Ok(()),
        }
    }

    /// Removes a login; `false` if there was none.
    pub async fn delete_user(&self, id: UserId, cause: &Cause) -> Result<bool, StoreError> {
        match self.users.find(id).await? {
            Some(user) => self.delete(user, cause).await.map(|()| true),
            None => Ok(false),
        }
    }

    async fn delete(&self, mut user: User, cause: &Cause) -> Result<(), StoreError> {
        user.delete(self.now());
        self.users.delete(user, cause).await
    }

    /// Changes a login; `None` if there is none. Somebody who may not sign in any more is signed out everywhere.
    /// Two changes at once are both made: they say what to give or take, not what should stand there.
    pub async fn change_user(
        &self,
        id: UserId,
        changes: &UserChanges,
        cause: &Cause,
    ) -> Result<Option<User>, StoreError> {
        for _ in 1..TRIES {
            match self.try_change(id, changes, cause).await {
                Err(StoreError::Conflict) => {}
                outcome => return outcome,
            }
        }
        self.try_change(id, changes, cause).await
    }

    async fn try_change(&self, id: UserId, changes: &UserChanges, cause: &Cause) -> Result<Option<User>, StoreError> {
        let Some(mut user) = self.users.find(id).await? else { return Ok(None) };
        let now = self.now();
        changes.grant.iter().for_each(|role| user.grant(*role, now));
        changes.revoke.iter().for_each(|role| user.revoke(*role, now));
        match changes.disabled {
            Some(true) => user.disable(now),
            Some(false) => user.enable(now),
            None => {}
        }
        if user.is_changed() {
            self.users.save(&mut user, cause).await?;
        }
        if user.state().disabled {
            self.sessions.end_all(id, now).await?;
        }
        Ok(Some(user))
    }

    /// By id.
    pub async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.users.find(id).await
    }

    /// One page of logins.
    pub async fn list_users(&self, query: &UserQuery) -> Result<Page<User>, StoreError> {
        self.users.list(query).await
    }

    /// A ticket that signs a browser in without the password, within a minute and once.
    pub async fn issue_ticket(&self, id: UserId) -> Result<Option<Secret>, StoreError> {
        if self.users.find(id).await?.is_none() {
            return Ok(None);
        }
        let (ticket, until) = (fresh_secret(), self.now().plus(TICKET_LIFE));
        self.passes.issue_ticket(&ticket.hash(), id, until).await?;
        Ok(Some(ticket))
    }
}
