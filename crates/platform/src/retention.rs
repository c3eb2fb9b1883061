//! How long the platform's tables remember: rows past their time are removed, so that a database stops growing.

use std::{sync::Arc, time::Duration};

use kernel::{Clock, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::{
    db::{Db, Error},
    on,
};

/// How long an event can be sent again after it was published.
pub const OUTBOX: Duration = Duration::from_hours(7 * 24);
/// How long a consumer knows an event again: longer than any event can come back.
pub const INBOX: Duration = Duration::from_hours(30 * 24);
/// How often old rows are looked for.
const EVERY: Duration = Duration::from_hours(1);
/// Rows removed in one transaction, so that nobody waits long for it.
const BATCH: i64 = 1_000;

/// What goes, and how long after the time in its column: `$1` is that moment, `$2` the most rows.
const RULES: [(&str, Duration); 3] = [
    (
        "DELETE FROM outbox WHERE id IN
            (SELECT id FROM outbox WHERE published_at IS NOT NULL AND published_at <= $1 LIMIT $2)",
        OUTBOX,
    ),
    (
        "DELETE FROM inbox WHERE (consumer, event_id) IN
            (SELECT consumer, event_id FROM inbox WHERE state = 'done' AND processed_at <= $1 LIMIT $2)",
        INBOX,
    ),
    (
        "DELETE FROM idempotency WHERE (tenant, route, key) IN
            (SELECT tenant, route, key FROM idempotency WHERE expires_at <= $1 LIMIT $2)",
        Duration::ZERO,
    ),
];

/// Removes old rows of one service's database.
pub struct Retention {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl Retention {
    /// For this database.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    /// Until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            if let Err(error) = self.pass().await {
                tracing::warn!(%error, "old rows could not be removed; trying again");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Removes what is past its time now; returns how many rows.
    pub async fn pass(&self) -> Result<u64, Error> {
        let mut gone = 0;
        for (sql, age) in RULES {
            let before = self.clock.now().minus(age);
            loop {
                let removed = self.remove(sql, before).await?;
                gone += removed;
                if removed < BATCH.unsigned_abs() {
                    break;
                }
            }
        }
        Ok(gone)
    }

    async fn remove(&self, sql: &'static str, before: Timestamp) -> Result<u64, Error> {
        let mut tx = self.db.begin().await?;
        let removed = on!(&mut tx, conn => sqlx::query(sql)
            .bind(before.millis()).bind(BATCH).execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(removed)
    }
}
