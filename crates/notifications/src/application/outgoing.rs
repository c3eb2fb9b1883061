//! What operators see of the mail, and what they can do about it.

use std::sync::Arc;

use kernel::Page;

use super::ports::{Addressed, Letter, Letters, OutgoingQuery, Store, StoreError};
use crate::domain::NotificationId;

/// Why an operator's wish was not fulfilled.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// There is no such notification.
    #[error("there is no such notification")]
    NotFound,
    /// Only what was given up is sent again.
    #[error("it was not given up")]
    NotFailed,
    /// The store is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A notification in words.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What and for whom.
    pub addressed: Addressed,
    /// As it was, or will be, sent.
    pub letter: Letter,
}

/// The mail that went out, or should have.
pub struct Outgoing {
    store: Arc<dyn Store>,
    letters: Arc<dyn Letters>,
}

impl Outgoing {
    /// Over these.
    pub fn new(store: Arc<dyn Store>, letters: Arc<dyn Letters>) -> Self {
        Self { store, letters }
    }

    /// A page of it.
    pub async fn list(&self, query: &OutgoingQuery) -> Result<Page<Shown>, OutgoingError> {
        Ok(self.store.list(query).await?.map(|addressed| self.shown(addressed)))
    }

    /// One of it.
    pub async fn read(&self, id: NotificationId) -> Result<Shown, OutgoingError> {
        self.find(id).await.map(|addressed| self.shown(addressed))
    }

    /// Tries once more what was given up.
    pub async fn resend(&self, id: NotificationId) -> Result<Shown, OutgoingError> {
        let mut addressed = self.find(id).await?;
        if !addressed.notification.resend() {
            return Err(OutgoingError::NotFailed);
        }
        match self.store.requeue(&addressed.notification).await {
            // Another operator was faster.
            Err(StoreError::Conflict) => Err(OutgoingError::NotFailed),
            requeued => Ok(requeued.map(|()| self.shown(addressed))?),
        }
    }

    async fn find(&self, id: NotificationId) -> Result<Addressed, OutgoingError> {
        self.store.find(id).await?.ok_or(OutgoingError::NotFound)
    }

    fn shown(&self, addressed: Addressed) -> Shown {
        let (told, to) = (addressed.notification.state(), addressed.contact.state());
        let locale = told.language.as_deref().unwrap_or(&to.locale);
        let letter = self.letters.write(&told.message, &to.name, locale);
        Shown { addressed, letter }
    }
}
