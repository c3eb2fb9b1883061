//! The jobs table. Leasing is one conditional update; PostgreSQL reads its own clock, SQLite takes the process's.

use std::{sync::Arc, time::Duration};

use kernel::{Clock, Timestamp};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Failed, JobError, JobRow, LEASE, LONGEST_REASON, Lease, NewJob};
use crate::{
    db::{Db, Error, Tx},
    on,
};

/// The jobs of one service.
#[derive(Clone)]
pub struct Jobs {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl Jobs {
    /// Those in `db`.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    /// The database, to wait for commits.
    pub(super) const fn database(&self) -> &Db {
        &self.db
    }

    /// Queues work in the caller's transaction; the same work (kind and hash) is not queued twice.
    pub async fn enqueue(tx: &mut Tx, job: &NewJob) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO jobs (id, parent_id, seq, kind, input_hash, input, priority, state, next_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', $8)
            ON CONFLICT (kind, input_hash) DO NOTHING";
        on!(tx, conn => sqlx::query(SQL)
            .bind(job.id)
            .bind(job.parent_id)
            .bind(job.seq)
            .bind(job.kind)
            .bind(&job.input_hash)
            .bind(&job.input)
            .bind(job.priority)
            .bind(job.not_before.millis())
            .execute(conn)
            .await
            .map(|_| ()))
    }

    /// Takes the most urgent free job of `kinds`, or one whose lease ran out: what that had so far is not counted.
    pub async fn lease(&self, kinds: &[&'static str], owner: &str) -> Result<Option<Lease>, Error> {
        let sql = self.lease_sql(kinds.len());
        let now = self.clock.now().millis();
        let mut tx = self.db.begin().await?;
        let lease = on!(&mut tx, conn => {
            let query = sqlx::query_as::<_, Lease>(AssertSqlSafe(sql.clone())).bind(owner).bind(now).bind(millis(LEASE));
            kinds.iter().fold(query, |query, kind| query.bind(*kind)).fetch_optional(conn).await
        })?;
        // A commit wakes every worker: one that found nothing must not, or they would wake each other for ever.
        if lease.is_some() {
            tx.commit().await?;
        }
        Ok(lease)
    }

    /// The condition stands inside and outside: under read committed, PostgreSQL would else grant a row twice.
    fn lease_sql(&self, kinds: usize) -> String {
        let (now, skip) = if self.db.is_postgres() {
            ("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", "FOR UPDATE SKIP LOCKED")
        } else {
            ("$2", "")
        };
        let kinds = (0..kinds).map(|n| format!("${}", n + 4)).collect::<Vec<_>>().join(", ");
        let free = format!(
            "((state = 'queued' AND next_at <= {now}) OR (state = 'running' AND lease_until < {now}))
             AND ($2 = $2) AND kind IN ({kinds})"
        );
        format!(
            "UPDATE jobs SET state = 'running', lease_owner = $1, lease_until = {now} + $3, fence = fence + 1,
                 result = NULL, started_at = $2, ended_at = NULL
             WHERE id = (SELECT id FROM jobs WHERE {free} ORDER BY priority DESC, seq, id LIMIT 1 {skip}) AND {free}
             RETURNING id, parent_id, seq, kind, input, fence, attempts, lease_owner"
        )
    }

    /// Prolongs a lease and notes progress; `false` when it was lost.
    pub async fn heartbeat(&self, lease: &Lease, progress: i64) -> Result<bool, Error> {
        let now = if self.db.is_postgres() {
            "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + 0 * CAST($3 AS BIGINT)"
        } else {
            "$3"
        };
        let sql = format!(
            "UPDATE jobs SET lease_until = {now} + $4, progress = $5 WHERE id = $1 AND fence = $2 AND state = 'running'"
        );
        let now = self.clock.now().millis();
        let mut tx = self.db.begin().await?;
        let changed = on!(&mut tx, conn => sqlx::query(AssertSqlSafe(sql.clone()))
            .bind(lease.id).bind(lease.fence).bind(now).bind(millis(LEASE)).bind(progress)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(changed == 1)
    }

    /// Whether nobody took the lease away; its time may be over.
    pub async fn is_held(&self, lease: &Lease) -> Result<bool, Error> {
        const SQL: &str = "SELECT COUNT(*) FROM jobs WHERE id = $1 AND fence = $2 AND state = 'running'";
        let mut tx = self.db.read().await?;
        let held: i64 = on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(lease.id).bind(lease.fence)
            .fetch_one(conn).await)?;
        Ok(held == 1)
    }

    /// Finishes a job in the caller's transaction; `false` when the lease was lost: roll back.
    pub async fn finish(tx: &mut Tx, lease: &Lease, result: Option<&str>) -> Result<bool, Error> {
        const SQL: &str = "UPDATE jobs SET state = 'done', progress = 100, result = $3, lease_owner = NULL,
            lease_until = 0 WHERE id = $1 AND fence = $2 AND state = 'running'";
        on!(tx, conn => sqlx::query(SQL).bind(lease.id).bind(lease.fence).bind(result)
            .execute(conn).await.map(|done| done.rows_affected() == 1))
    }

    /// Notes when the present try of a job ended, in the transaction that ends it.
    pub async fn note_end(tx: &mut Tx, lease: &Lease, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET ended_at = $3 WHERE id = $1 AND fence = $2";
        on!(tx, conn => sqlx::query(SQL).bind(lease.id).bind(lease.fence).bind(now.millis())
            .execute(conn).await.map(|_| ()))
    }

    /// Finishes a job in a transaction of its own: for work that changes nothing when it is repeated.
    pub async fn finish_apart(db: &Db, lease: &Lease) -> Result<(), JobError> {
        let mut tx = db.begin().await?;
        if !Self::finish(&mut tx, lease, None).await? {
            return Err(JobError::LeaseLost);
        }
        Ok(tx.commit().await?)
    }

    /// Gives up for good, in a transaction of its own: for work that nothing else depends on.
    pub async fn fail_apart(db: &Db, lease: &Lease, failed: Failed<'_>) -> Result<(), Error> {
        let mut tx = db.begin().await?;
        Self::fail(&mut tx, lease, failed).await?;
        tx.commit().await
    }

    /// Gives up for good, in the caller's transaction; `false` when the lease was lost.
    pub async fn fail(tx: &mut Tx, lease: &Lease, failed: Failed<'_>) -> Result<bool, Error> {
        const SQL: &str = "UPDATE jobs SET state = 'failed', attempts = attempts + 1, last_error_code = $3,
            last_error = $4, lease_owner = NULL, lease_until = 0
            WHERE id = $1 AND fence = $2 AND state = 'running'";
        on!(tx, conn => sqlx::query(SQL)
            .bind(lease.id).bind(lease.fence).bind(failed.code).bind(last_words(failed.reason))
            .execute(conn).await.map(|done| done.rows_affected() == 1))
    }

    /// Puts a job back to be tried again after `wait`; `counted` says whether this was a failed try.
    pub async fn put_back(&self, lease: &Lease, wait: Duration, failure: Option<Failed<'_>>) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET state = 'queued', next_at = $3, attempts = attempts + $4,
            last_error_code = COALESCE($5, last_error_code), last_error = COALESCE($6, last_error),
            ended_at = $7, lease_owner = NULL, lease_until = 0
            WHERE id = $1 AND fence = $2 AND state = 'running'";
        let now = self.clock.now();
        let (code, reason) = (failure.map(|failed| failed.code), failure.map(|failed| last_words(failed.reason)));
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(lease.id).bind(lease.fence).bind(now.plus(wait).millis())
            .bind(i64::from(failure.is_some())).bind(code).bind(reason).bind(now.millis())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Notes what a running job has so far, for its siblings to see; `false` when the lease was lost.
    pub async fn note_result(&self, lease: &Lease, result: &str) -> Result<bool, Error> {
        const SQL: &str = "UPDATE jobs SET result = $3 WHERE id = $1 AND fence = $2 AND state = 'running'";
        let mut tx = self.db.begin().await?;
        let changed = on!(&mut tx, conn => sqlx::query(SQL).bind(lease.id).bind(lease.fence).bind(result)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(changed == 1)
    }

    /// Frees what a dead process held, at the start of the only process there is: on SQLite one process owns the
    /// file, so every lease of `kinds` is from before as long as nobody here has begun with them. Elsewhere leases run
    /// out by themselves.
    pub(super) async fn recover(&self, kinds: &[&'static str]) -> Result<u64, Error> {
        if self.db.is_postgres() {
            return Ok(0);
        }
        let places = (1..=kinds.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = 0
             WHERE state = 'running' AND kind IN ({places})"
        );
        let mut tx = self.db.begin().await?;
        let freed = on!(&mut tx, conn => {
            let query = sqlx::query(AssertSqlSafe(sql.clone()));
            let query = kinds.iter().fold(query, |query, kind| query.bind(*kind));
            query.execute(conn).await.map(|done| done.rows_affected())
        })?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Cancels a job and everything under it, unless finished. Running workers notice within moments ([`super::LOOK`]).
    pub async fn cancel_tree(tx: &mut Tx, root: Uuid) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET state = 'cancelled', lease_owner = NULL, lease_until = 0, fence = fence + 1
            WHERE (id = $1 OR parent_id = $1) AND state IN ('queued', 'running')";
        on!(tx, conn => sqlx::query(SQL).bind(root).execute(conn).await.map(|_| ()))
    }

    /// Opens the failed and cancelled ones of a tree again; finished parts are kept.
    pub async fn reopen_tree(tx: &mut Tx, root: Uuid, now: Timestamp) -> Result<u64, Error> {
        const SQL: &str = "UPDATE jobs SET state = 'queued', attempts = 0, next_at = $2, last_error_code = NULL,
            last_error = NULL
            WHERE (id = $1 OR parent_id = $1) AND state IN ('failed', 'cancelled')";
        on!(tx, conn => sqlx::query(SQL).bind(root).bind(now.millis())
            .execute(conn).await.map(|done| done.rows_affected()))
    }

    /// Makes a job and everything under it more urgent by `steps`, or less, from now on.
    pub async fn hasten_tree(tx: &mut Tx, root: Uuid, steps: i64) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET priority = priority + $2 WHERE id = $1 OR parent_id = $1";
        on!(tx, conn => sqlx::query(SQL).bind(root).bind(steps).execute(conn).await.map(|_| ()))
    }

    /// Lets a queued part of a job be taken up now that was to wait; one that was taken up before stays as it is.
    pub async fn release(tx: &mut Tx, parent: Uuid, input: &str, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET next_at = $3
            WHERE parent_id = $1 AND input = $2 AND state = 'queued' AND next_at > $3";
        on!(tx, conn => sqlx::query(SQL).bind(parent).bind(input).bind(now.millis()).execute(conn).await.map(|_| ()))
    }

    /// Takes a part of a job away of which there is nothing yet; `false` otherwise. A worker that is at it notices
    /// within moments.
    pub async fn remove(tx: &mut Tx, parent: Uuid, input: &str) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM jobs WHERE parent_id = $1 AND input = $2 AND result IS NULL
            AND state <> 'done'";
        let removed = on!(tx, conn => sqlx::query(SQL).bind(parent).bind(input)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(removed > 0)
    }

    /// Makes a part of a job as urgent as that, unless it is more so.
    pub async fn hasten(tx: &mut Tx, parent: Uuid, input: &str, priority: i64) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET priority = $3 WHERE parent_id = $1 AND input = $2 AND priority < $3";
        on!(tx, conn => sqlx::query(SQL).bind(parent).bind(input).bind(priority).execute(conn).await.map(|_| ()))
    }

    /// Lets a job and all its parts be taken up now that were to wait; those of kind `from` are of kind `to` from now
    /// on.
    pub async fn release_tree(tx: &mut Tx, root: Uuid, (from, to): (&str, &str), now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET next_at = CASE WHEN next_at > $2 THEN $2 ELSE next_at END,
                kind = CASE WHEN kind = $3 THEN $4 ELSE kind END
            WHERE (id = $1 OR parent_id = $1) AND state = 'queued'";
        on!(tx, conn => sqlx::query(SQL).bind(root).bind(now.millis()).bind(from).bind(to)
            .execute(conn).await.map(|_| ()))
    }

    /// The parts of a job in the caller's transaction, in order.
    pub async fn children(tx: &mut Tx, parent: Uuid) -> Result<Vec<JobRow>, Error> {
        let sql = rows("parent_id = $1");
        on!(tx, conn => sqlx::query_as::<_, JobRow>(AssertSqlSafe(sql.clone())).bind(parent).fetch_all(conn).await)
    }

    /// A job and its parts, in order.
    pub async fn tree(tx: &mut Tx, root: Uuid) -> Result<Vec<JobRow>, Error> {
        let sql = rows("id = $1 OR parent_id = $1");
        on!(tx, conn => sqlx::query_as::<_, JobRow>(AssertSqlSafe(sql.clone())).bind(root).fetch_all(conn).await)
    }

    /// What is being done at the moment, in order.
    pub async fn running(tx: &mut Tx) -> Result<Vec<JobRow>, Error> {
        let sql = rows("state = 'running'");
        on!(tx, conn => sqlx::query_as::<_, JobRow>(AssertSqlSafe(sql.clone())).fetch_all(conn).await)
    }
}

/// The rows for which `condition` holds.
fn rows(condition: &str) -> String {
    format!(
        "SELECT id, parent_id, seq, kind, state, input, fence, attempts, progress, lease_owner, started_at, ended_at,
             last_error_code, last_error, result
         FROM jobs WHERE {condition} ORDER BY seq, id"
    )
}

/// The end of what was said: programs say last why they stopped.
fn last_words(reason: &str) -> &str {
    let start = reason.ceil_char_boundary(reason.len().saturating_sub(LONGEST_REASON));
    reason.get(start..).unwrap_or_default()
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
