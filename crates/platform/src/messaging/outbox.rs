//! Events are written in the transaction of the change they tell of; a relay hands them on afterwards.

use contracts::{Envelope, Fact, InvalidEvent};
use kernel::{Cause, Timestamp};
use uuid::Uuid;

use crate::{
    db::{Db, Error, Tx},
    on,
};

/// Writes `facts` into the outbox of the transaction.
pub async fn append<F: Fact>(tx: &mut Tx, facts: &[F], cause: &Cause, now: Timestamp) -> Result<(), Error> {
    for fact in facts {
        let event = Envelope::wrap(fact, cause, now).map_err(refused)?;
        insert(tx, &event, now).await?;
    }
    Ok(())
}

/// A fact that cannot be put into an event is a defect of the publisher, found by its tests.
fn refused(error: InvalidEvent) -> Error {
    Error::corrupt(error)
}

async fn insert(tx: &mut Tx, event: &Envelope, now: Timestamp) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, created_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    let payload = event.to_json().map_err(refused)?;
    on!(tx, conn => sqlx::query(SQL)
        .bind(event.id)
        .bind(event.aggregate_kind())
        .bind(&event.subject)
        .bind(event.aggregateversion)
        .bind(&event.event_type)
        .bind(&payload)
        .bind(now.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

crate::row! {
    /// A row on its way out.
    #[derive(Clone, Debug)]
    pub(super) struct Row {
        pub id: Uuid,
        pub aggregateid: String,
        pub event_type: String,
        pub created_at: i64,
        pub payload: String,
        pub attempts: i64,
    }
}

/// What waits to be handed on, oldest first.
pub(super) async fn waiting(db: &Db, now: Timestamp, limit: i64) -> Result<Vec<Row>, Error> {
    const SQL: &str = "SELECT id, aggregateid, type AS event_type, created_at, payload, attempts FROM outbox
        WHERE published_at IS NULL AND next_at <= $1 ORDER BY created_at, id LIMIT $2";
    let mut tx = db.read().await?;
    on!(&mut tx, conn => sqlx::query_as::<_, Row>(SQL).bind(now.millis()).bind(limit).fetch_all(conn).await)
}

/// Notes that every consumer holds these.
pub(super) async fn mark_published(db: &Db, ids: &[Uuid], now: Timestamp) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    for id in ids {
        on!(&mut tx, conn => sqlx::query("UPDATE outbox SET published_at = $2, last_error = NULL WHERE id = $1")
            .bind(id).bind(now.millis()).execute(conn).await.map(|_| ()))?;
    }
    tx.commit().await
}

/// Puts a row off after a transport error.
pub(super) async fn put_off(db: &Db, id: Uuid, next_at: Timestamp, error: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE outbox SET attempts = attempts + 1, next_at = $2, last_error = $3 WHERE id = $1";
    let mut tx = db.begin().await?;
    on!(&mut tx, conn => sqlx::query(SQL).bind(id).bind(next_at.millis()).bind(error).execute(conn).await.map(|_| ()))?;
    tx.commit().await
}

/// How many events wait, and how old the oldest is in milliseconds: the relay's backlog.
pub async fn backlog(db: &Db, now: Timestamp) -> Result<(i64, i64), Error> {
    const SQL: &str = "SELECT COUNT(*), COALESCE(MIN(created_at), $1) FROM outbox WHERE published_at IS NULL";
    let mut tx = db.read().await?;
    let (count, oldest): (i64, i64) =
        on!(&mut tx, conn => sqlx::query_as(SQL).bind(now.millis()).fetch_one(conn).await)?;
    Ok((count, (now.millis() - oldest).max(0)))
}
