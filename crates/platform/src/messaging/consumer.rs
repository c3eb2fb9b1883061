//! A consumer takes an event in once: done, parked for a retry, or dead. What it returns is only about the hand-over.

use std::{panic::AssertUnwindSafe, sync::Arc};

use async_trait::async_trait;
use contracts::Envelope;
use futures::FutureExt;
use kernel::{Cause, Clock, Timestamp, Trigger};
use uuid::Uuid;

use super::{
    backoff::Backoff,
    deadletters::{Burial, DeadLetters},
    inbox::{self, Parked},
};
use crate::db::{self, Db};

/// Tries before an event is set aside.
const MAX_ATTEMPTS: u32 = 8;

/// Why a handler did not take an event.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// The same may succeed later.
    #[error("{0}")]
    Transient(String),
    /// Trying again is pointless.
    #[error("{0}")]
    Permanent(String),
}

impl From<db::Error> for HandlerError {
    fn from(error: db::Error) -> Self {
        let text = error.to_string();
        if matches!(error, db::Error::Corrupt(_)) { Self::Permanent(text) } else { Self::Transient(text) }
    }
}

impl From<contracts::InvalidEvent> for HandlerError {
    fn from(error: contracts::InvalidEvent) -> Self {
        Self::Permanent(error.to_string())
    }
}

/// What a service does with an event. It saves under `cause`, so that a repeat has no effect.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Takes the event in; an event that says nothing new is a success.
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError>;
}

/// A named handler of some event types.
#[derive(Clone)]
pub struct Consumer {
    /// `<service>.<purpose>`: the queue, the group and the inbox key.
    pub name: &'static str,
    /// The types it wants.
    pub types: Vec<&'static str>,
    /// What it does with them.
    pub handler: Arc<dyn Handler>,
}

/// A consumer with the database its inbox lies in.
#[derive(Clone)]
pub struct Inlet {
    consumer: Consumer,
    db: Db,
    clock: Arc<dyn Clock>,
}

impl Inlet {
    /// Connects a consumer to its service's database.
    pub fn new(consumer: Consumer, db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { consumer, db, clock }
    }

    /// Whether it wants events of this type.
    pub fn wants(&self, event_type: &str) -> bool {
        self.consumer.types.contains(&event_type)
    }

    /// Takes one delivery. `Ok` means that the inbox (or the dead letters) hold it, and the sender may forget it;
    /// `redelivered` that an earlier delivery may have ended the process.
    pub async fn deliver(&self, text: &str, redelivered: bool) -> Result<(), db::Error> {
        let event = match Envelope::from_json(text) {
            Ok(event) if contracts::is_catalogued(&event.event_type) => event,
            Ok(event) => return self.bury(Some(event.id), text, "UNKNOWN_TYPE", 1).await,
            Err(error) => return self.bury(None, text, &format!("MALFORMED: {error}"), 1).await,
        };
        if !self.wants(&event.event_type) {
            return Ok(());
        }
        let standing = inbox::standing(&self.db, self.consumer.name, event.id).await?;
        let mut attempts = 1;
        match standing.as_ref().map(|standing| standing.state.as_str()) {
            Some("done" | "retry" | "dead") => return Ok(()),
            _ if redelivered => {
                attempts = inbox::count_attempt(&self.db, self.consumer.name, event.id, text).await?;
            }
            _ => {}
        }
        if attempts > MAX_ATTEMPTS {
            return self.bury(Some(event.id), text, "KILLED_THE_PROCESS", attempts).await;
        }
        self.run(&event, text, attempts).await
    }

    /// Tries parked events whose time has come; returns how many there were.
    pub(super) async fn retry_due(&self) -> Result<usize, db::Error> {
        let due = inbox::due(&self.db, self.consumer.name, self.clock.now()).await?;
        for parked in &due {
            let attempts = inbox::count_attempt(&self.db, self.consumer.name, parked.event_id, &parked.event).await?;
            match Envelope::from_json(&parked.event) {
                Ok(event) => self.run(&event, &parked.event, attempts).await?,
                Err(error) => self.bury(Some(parked.event_id), &parked.event, &error.to_string(), attempts).await?,
            }
        }
        Ok(due.len())
    }

    async fn run(&self, event: &Envelope, text: &str, attempts: u32) -> Result<(), db::Error> {
        let cause = Cause {
            trigger: Trigger::Message { consumer: self.consumer.name, event_id: event.id },
            correlation_id: event.correlationid,
            traceparent: event.traceparent.clone(),
            actor: None,
        };
        let outcome = AssertUnwindSafe(self.consumer.handler.handle(event, &cause)).catch_unwind().await;
        match outcome {
            Ok(Ok(())) => self.mark_done(&cause).await,
            Ok(Err(HandlerError::Permanent(reason))) => self.bury(Some(event.id), text, &reason, attempts).await,
            Ok(Err(HandlerError::Transient(reason))) => self.fail(event, text, &reason, attempts).await,
            Err(_) => self.fail(event, text, "PANIC", attempts).await,
        }
    }

    /// Most handlers wrote the row with their effect; this covers events that changed nothing.
    async fn mark_done(&self, cause: &Cause) -> Result<(), db::Error> {
        let event_id = cause.event_id().unwrap_or_default();
        let standing = inbox::standing(&self.db, self.consumer.name, event_id).await?;
        if standing.is_some_and(|standing| standing.state == "done") {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        let _ = inbox::record(&mut tx, cause, self.clock.now()).await?;
        tx.commit().await
    }

    async fn fail(&self, event: &Envelope, text: &str, reason: &str, attempts: u32) -> Result<(), db::Error> {
        if attempts >= MAX_ATTEMPTS {
            return self.bury(Some(event.id), text, reason, attempts).await;
        }
        let consumer = self.consumer.name;
        tracing::warn!(consumer, event_id = %event.id, attempts, reason, "an event failed and is parked");
        let next_at = self.clock.now().plus(Backoff::MESSAGE.wait(attempts));
        let parked = Parked { consumer, event_id: event.id, event: text, attempts, next_at, error: reason };
        inbox::park(&self.db, &parked).await
    }

    async fn bury(&self, event_id: Option<Uuid>, text: &str, reason: &str, attempts: u32) -> Result<(), db::Error> {
        let consumer = self.consumer.name;
        tracing::error!(consumer, ?event_id, attempts, reason, "an event is set aside as a dead letter");
        let now: Timestamp = self.clock.now();
        let letter = Burial { consumer, event_id, event: text, reason, attempts, now };
        DeadLetters::new(self.db.clone()).bury(letter).await
    }
}
