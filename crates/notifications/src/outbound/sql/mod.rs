//! The tables of this service.

mod contacts;
mod notifications;

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Cause, Clock, Page, Saved};
use platform::{
    db::{self, Db},
    jobs::{Failed, Jobs, Lease},
    messaging::inbox,
};

use crate::{
    application::ports::{Addressed, ContactChange, OutgoingQuery, Store, StoreError},
    domain::{Notification, NotificationId, Standing, Status, UserId},
};

/// Contacts and notifications, over one database.
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    /// In `db`.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Store for SqlStore {
    async fn keep_contact(&self, of: UserId, change: ContactChange, cause: &Cause) -> Result<Saved, StoreError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, now).await? == Saved::AlreadyHandled {
            return Ok(Saved::AlreadyHandled);
        }
        let mut contact = contacts::locked(&mut tx, of).await?;
        let was = contact.state().standing;
        let is_news = match change {
            ContactChange::Login(login) => contact.take_login(login),
            ContactChange::Account(account) => contact.take_account(account),
        };
        if is_news {
            contacts::write(&mut tx, contact.state()).await?;
        }
        if was == Standing::Awaited && contact.state().standing != was {
            notifications::queue_waiting(&mut tx, of, now).await?;
        }
        if contact.state().standing == Standing::Gone {
            notifications::forget_reasons(&mut tx, of).await?;
        }
        tx.commit().await?;
        Ok(Saved::Done)
    }

    async fn announce(&self, notification: &Notification, cause: &Cause) -> Result<Saved, StoreError> {
        let now = self.clock.now();
        let state = notification.state();
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, now).await? == Saved::AlreadyHandled {
            return Ok(Saved::AlreadyHandled);
        }
        // The lock keeps apart this and the news that the recipient is known: the later one queues the delivery.
        let contact = contacts::locked(&mut tx, state.recipient).await?;
        let is_new = notifications::insert(&mut tx, state).await?;
        if is_new && contact.state().standing != Standing::Awaited {
            notifications::queue(&mut tx, state.id, now).await?;
        }
        tx.commit().await?;
        Ok(if is_new { Saved::Done } else { Saved::AlreadyHandled })
    }

    async fn find(&self, id: NotificationId) -> Result<Option<Addressed>, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(notifications::find(&mut tx, id).await?)
    }

    async fn list(&self, query: &OutgoingQuery) -> Result<Page<Addressed>, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(notifications::list(&mut tx, query).await?)
    }

    async fn save(&self, notification: &Notification) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        notifications::update(&mut tx, notification.state()).await?;
        Ok(tx.commit().await?)
    }

    async fn settle(&self, notification: &Notification, lease: &Lease) -> Result<(), StoreError> {
        let state = notification.state();
        let mut tx = self.db.begin().await?;
        notifications::update(&mut tx, state).await?;
        let is_ours = match (&state.status, &state.refusal) {
            (Status::Failed, Some(refusal)) => {
                let failed = Failed { code: &refusal.code, reason: "" };
                Jobs::fail(&mut tx, lease, failed).await?
            }
            _ => Jobs::finish(&mut tx, lease, None).await?,
        };
        if !is_ours {
            return Err(StoreError::Conflict);
        }
        Ok(tx.commit().await?)
    }

    async fn requeue(&self, notification: &Notification) -> Result<(), StoreError> {
        let state = notification.state();
        let mut tx = self.db.begin().await?;
        notifications::update(&mut tx, state).await?;
        Jobs::reopen_tree(&mut tx, state.id.uuid(), self.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unavailable(_) => Self::Unavailable(error.into()),
            db::Error::Conflict => Self::Conflict,
            _ => Self::Failed(error.into()),
        }
    }
}
