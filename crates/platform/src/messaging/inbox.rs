//! Which events a consumer has had: written in the transaction of the effect, so that a repeat changes nothing.

use kernel::{Cause, Saved, Timestamp, Trigger};
use uuid::Uuid;

use crate::{
    db::{Db, Error, Tx},
    on,
};

/// Notes the message that caused this transaction as done. [`Saved::AlreadyHandled`] means: roll back.
/// Other causes need no note.
pub async fn record(tx: &mut Tx, cause: &Cause, now: Timestamp) -> Result<Saved, Error> {
    const SQL: &str = "INSERT INTO inbox (consumer, event_id, state, processed_at) VALUES ($1, $2, 'done', $3)
        ON CONFLICT (consumer, event_id) DO UPDATE
        SET state = 'done', processed_at = excluded.processed_at, event = NULL, last_error = NULL
        WHERE inbox.state <> 'done'";
    let Trigger::Message { consumer, event_id } = cause.trigger else { return Ok(Saved::Done) };
    let written = on!(tx, conn => sqlx::query(SQL)
        .bind(consumer).bind(event_id).bind(now.millis())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(if written == 0 { Saved::AlreadyHandled } else { Saved::Done })
}

crate::row! {
    /// Where an event stands with a consumer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(super) struct Standing {
        pub state: String,
        pub attempts: i64,
    }
}

pub(super) async fn standing(db: &Db, consumer: &str, event_id: Uuid) -> Result<Option<Standing>, Error> {
    const SQL: &str = "SELECT state, attempts FROM inbox WHERE consumer = $1 AND event_id = $2";
    let mut tx = db.read().await?;
    on!(&mut tx, conn => sqlx::query_as::<_, Standing>(SQL).bind(consumer).bind(event_id).fetch_optional(conn).await)
}

/// Counts an attempt before the handler runs, so that an event that kills the process is counted too.
pub(super) async fn count_attempt(db: &Db, consumer: &str, event_id: Uuid, event: &str) -> Result<u32, Error> {
    const SQL: &str = "INSERT INTO inbox (consumer, event_id, state, attempts, event) VALUES ($1, $2, 'running', 1, $3)
        ON CONFLICT (consumer, event_id) DO UPDATE SET attempts = inbox.attempts + 1
        RETURNING attempts";
    let mut tx = db.begin().await?;
    let attempts: i64 = on!(&mut tx, conn => sqlx::query_scalar(SQL)
        .bind(consumer).bind(event_id).bind(event).fetch_one(conn).await)?;
    tx.commit().await?;
    Ok(u32::try_from(attempts).unwrap_or(u32::MAX))
}

/// Keeps a failed event for the retry timer.
pub(super) async fn park(db: &Db, parked: &Parked<'_>) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO inbox (consumer, event_id, state, attempts, next_at, event, last_error)
        VALUES ($1, $2, 'retry', $3, $4, $5, $6)
        ON CONFLICT (consumer, event_id) DO UPDATE
        SET state = 'retry', attempts = excluded.attempts, next_at = excluded.next_at, event = excluded.event,
            last_error = excluded.last_error
        WHERE inbox.state <> 'done'";
    let mut tx = db.begin().await?;
    on!(&mut tx, conn => sqlx::query(SQL)
        .bind(parked.consumer)
        .bind(parked.event_id)
        .bind(i64::from(parked.attempts))
        .bind(parked.next_at.millis())
        .bind(parked.event)
        .bind(parked.error)
        .execute(conn)
        .await
        .map(|_| ()))?;
    tx.commit().await
}

/// A failed event and when to try it again.
pub(super) struct Parked<'a> {
    pub consumer: &'a str,
    pub event_id: Uuid,
    pub event: &'a str,
    pub attempts: u32,
    pub next_at: Timestamp,
    pub error: &'a str,
}

crate::row! {
    /// Parked events of one consumer whose time has come.
    #[derive(Clone, Debug)]
    pub(super) struct Due {
        pub event_id: Uuid,
        pub event: String,
    }
}

pub(super) async fn due(db: &Db, consumer: &str, now: Timestamp) -> Result<Vec<Due>, Error> {
    const SQL: &str = "SELECT event_id, event FROM inbox
        WHERE consumer = $1 AND state = 'retry' AND next_at <= $2 AND event IS NOT NULL ORDER BY next_at LIMIT 32";
    let mut tx = db.read().await?;
    on!(&mut tx, conn => sqlx::query_as::<_, Due>(SQL).bind(consumer).bind(now.millis()).fetch_all(conn).await)
}
