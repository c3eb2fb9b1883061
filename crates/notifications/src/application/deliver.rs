//! Hands one notification over: the leased job behind each of them.

use std::{sync::Arc, time::Duration};

use kernel::Clock;
use platform::jobs::Lease;

use super::ports::{Addressed, Letters, Mail, MailError, Mailer, Store, StoreError};
use crate::domain::{Contact, Notification, NotificationId, Refusal, Standing, Status};

/// The kind of the job. Its id is the notification's.
pub const DELIVERY: &str = "notifications.delivery";

/// The recipient was deleted or locked out.
const RECIPIENT_GONE: &str = "RECIPIENT_GONE";

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The delivery and its job are over, for good or ill.
    Over,
    /// The job is to be put back.
    PutOff {
        /// For so long.
        wait: Duration,
    },
}

/// Sends mail.
pub struct Deliver {
    store: Arc<dyn Store>,
    letters: Arc<dyn Letters>,
    mailer: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
}

impl Deliver {
    /// Over these.
    pub fn new(
        store: Arc<dyn Store>,
        letters: Arc<dyn Letters>,
        mailer: Arc<dyn Mailer>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { store, letters, mailer, clock }
    }

    /// Tries the notification of a job once. `rest` says how long it waits after so many tries that failed.
    pub async fn run(&self, lease: &Lease, rest: fn(u32) -> Duration) -> Result<Delivered, StoreError> {
        let Addressed { mut notification, contact } = self.find(lease).await?;
        if !notification.begin(self.clock.now()) {
            // Whoever ended it has the job.
            return Err(StoreError::Conflict);
        }
        // Seen by operators, and a fence: whoever saves next must have read this.
        self.store.save(&notification).await?;
        self.attempt(&mut notification, &contact, rest).await;
        if let Status::RetryWait { next_at } = notification.state().status {
            self.store.save(&notification).await?;
            return Ok(Delivered::PutOff { wait: next_at.since(self.clock.now()) });
        }
        self.store.settle(&notification, lease).await?;
        Ok(Delivered::Over)
    }

    /// Gives a notification up whose job cannot be run.
    pub async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), StoreError> {
        let Addressed { mut notification, .. } = self.find(lease).await?;
        notification.give_up(Refusal::new(code, reason));
        self.store.settle(&notification, lease).await
    }

    async fn find(&self, lease: &Lease) -> Result<Addressed, StoreError> {
        let found = self.store.find(NotificationId::from_uuid(lease.id)).await?;
        found.ok_or_else(|| StoreError::Failed("a job without its notification".into()))
    }

    async fn attempt(&self, notification: &mut Notification, contact: &Contact, rest: fn(u32) -> Duration) {
        if contact.state().standing != Standing::Active {
            return notification.give_up(Refusal::new(RECIPIENT_GONE, ""));
        }
        let mail = self.mail(notification, contact);
        let sent = self.mailer.send(&mail).await;
        let now = self.clock.now();
        match sent {
            Ok(()) => notification.deliver(self.mailer.route(), mail.letter.language, now),
            Err(MailError::Refused { code, reason }) => notification.give_up(Refusal::new(code, &reason)),
            Err(MailError::Later { code, reason }) => {
                let wait = rest(notification.state().attempts);
                notification.put_off(Refusal::new(code, &reason), wait, now);
            }
        }
    }

    fn mail(&self, notification: &Notification, contact: &Contact) -> Mail {
        let (told, to) = (notification.state(), contact.state());
        Mail {
            id: told.id,
            email: to.email.clone(),
            name: to.name.clone(),
            letter: self.letters.write(&told.message, &to.name, &to.locale),
            written_at: told.created_at,
        }
    }
}
