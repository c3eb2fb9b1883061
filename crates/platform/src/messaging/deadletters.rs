//! Events that could not be handled, with their cause; an operator sends them again or drops them.

use kernel::{Timestamp, id};
use uuid::Uuid;

use crate::{
    db::{Db, Error},
    on,
};

crate::row! {
    /// An event set aside.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DeadLetter {
        /// Of the dead letter, not of the event.
        pub id: Uuid,
        /// Who could not handle it.
        pub consumer: String,
        /// Its bytes.
        pub event: String,
        /// A stable code and what was said.
        pub reason: String,
        /// Epoch milliseconds.
        pub first_seen: i64,
        /// Tries it had.
        pub attempts: i64,
        /// `waiting`, `redriven`, `dropped`.
        pub status: String,
    }
}

/// The dead letters of one service.
#[derive(Clone, Debug)]
pub struct DeadLetters {
    db: Db,
}

impl DeadLetters {
    /// Those in `db`.
    pub const fn new(db: Db) -> Self {
        Self { db }
    }

    /// Sets an event aside for good, unless it had its effect meanwhile. `event_id` is absent when it could not be
    /// read.
    pub(super) async fn bury(&self, letter: Burial<'_>) -> Result<(), Error> {
        const INBOX: &str = "INSERT INTO inbox (consumer, event_id, state, attempts, last_error)
            VALUES ($1, $2, 'dead', $3, $4)
            ON CONFLICT (consumer, event_id) DO UPDATE
            SET state = 'dead', attempts = excluded.attempts, last_error = excluded.last_error, event = NULL
            WHERE inbox.state NOT IN ('done', 'dead')";
        const LETTER: &str = "INSERT INTO deadletters
            (id, source_queue, consumer, event, reason, first_seen, attempts, status)
            VALUES ($1, $2, $2, $3, $4, $5, $6, 'waiting')";
        let attempts = i64::from(letter.attempts);
        let mut tx = self.db.begin().await?;
        if let Some(event_id) = letter.event_id {
            let changed = on!(&mut tx, conn => sqlx::query(INBOX)
                .bind(letter.consumer).bind(event_id).bind(attempts).bind(letter.reason)
                .execute(conn).await.map(|done| done.rows_affected()))?;
            if changed == 0 {
                return Ok(());
            }
        }
        on!(&mut tx, conn => sqlx::query(LETTER)
            .bind(id::v7(letter.now))
            .bind(letter.consumer)
            .bind(letter.event)
            .bind(letter.reason)
            .bind(letter.now.millis())
            .bind(attempts)
            .execute(conn)
            .await
            .map(|_| ()))?;
        tx.commit().await
    }

    /// Those nobody has dealt with, oldest first.
    pub async fn waiting(&self) -> Result<Vec<DeadLetter>, Error> {
        const SQL: &str = "SELECT id, consumer, event, reason, first_seen, attempts, status FROM deadletters
            WHERE status = 'waiting' ORDER BY first_seen, id LIMIT 1000";
        let mut tx = self.db.read().await?;
        on!(&mut tx, conn => sqlx::query_as::<_, DeadLetter>(SQL).fetch_all(conn).await)
    }

    /// Hands one to its consumer again, under the same event id. `false` if it is not waiting.
    pub async fn redrive(&self, id: Uuid, by: &str, now: Timestamp) -> Result<bool, Error> {
        const LETTER: &str = "UPDATE deadletters SET status = 'redriven', redriven_at = $2, redriven_by = $3
            WHERE id = $1 AND status = 'waiting' RETURNING consumer, event";
        const INBOX: &str = "UPDATE inbox SET state = 'retry', attempts = 0, next_at = 0, event = $3
            WHERE consumer = $1 AND event_id = $2 AND state = 'dead'";
        let mut tx = self.db.begin().await?;
        let letter: Option<(String, String)> = on!(&mut tx, conn => sqlx::query_as(LETTER)
            .bind(id).bind(now.millis()).bind(by).fetch_optional(conn).await)?;
        let Some((consumer, event)) = letter else { return Ok(false) };
        let Ok(envelope) = contracts::Envelope::from_json(&event) else { return Ok(false) };
        on!(&mut tx, conn => sqlx::query(INBOX)
            .bind(&consumer).bind(envelope.id).bind(&event).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(true)
    }
}

/// What is set aside.
pub(super) struct Burial<'a> {
    pub consumer: &'a str,
    pub event_id: Option<Uuid>,
    pub event: &'a str,
    pub reason: &'a str,
    pub attempts: u32,
    pub now: Timestamp,
}
