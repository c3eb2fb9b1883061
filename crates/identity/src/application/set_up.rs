//! The first operator of an installation, made through a link that opens once.

use kernel::{Cause, Violations};

use super::{Identity, Login, StoreError, fresh_secret};
use crate::domain::{NewUser, Role, Secret, User};

/// Why there is no first operator.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The link was used or replaced, or somebody is operator already.
    #[error("the link does not open")]
    Closed,
    /// What was typed is not right.
    #[error(transparent)]
    Invalid(#[from] Violations),
    /// The address belongs to a viewer.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// A store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SetUpError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::EmailTaken,
            other => Self::Store(other),
        }
    }
}

impl Identity {
    /// A new link if nobody is operator; links of earlier starts do not open any more.
    pub async fn setup_token(&self) -> Result<Option<Secret>, StoreError> {
        if self.users.has_operator().await? {
            return Ok(None);
        }
        let token = fresh_secret();
        self.passes.replace_setup_link(&token.hash(), self.now()).await?;
        Ok(Some(token))
    }

    /// Whether the link would open.
    pub async fn setup_opens(&self, token: &str) -> Result<bool, StoreError> {
        match Secret::parse(token) {
            Some(token) => self.passes.setup_link_opens(&token.hash()).await,
            None => Ok(false),
        }
    }

    /// Makes the first operator and signs the browser in. The link is spent only if that works.
    pub async fn set_up(
        &self,
        token: &str,
        new: Result<NewUser, Violations>,
        cause: &Cause,
    ) -> Result<Login, SetUpError> {
        if !self.setup_opens(token).await? {
            return Err(SetUpError::Closed);
        }
        let token = Secret::parse(token).ok_or(SetUpError::Closed)?;
        let new = new?;
        let hash = self.hasher.hash(&new.password).await?;
        let mut operator = User::create(new, hash, self.now()).with_roles(Role::FOUNDER);
        if !self.passes.found(&token.hash(), &mut operator, cause).await? {
            return Err(SetUpError::Closed);
        }
        Ok(self.begin(&operator, None).await?)
    }
}
