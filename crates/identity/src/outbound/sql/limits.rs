//! Tries, counted in the database so that a limit holds across instances.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::on;

use super::SqlStore;
use crate::{
    application::{Admission, Limits, StoreError},
    domain::Limit,
};

#[async_trait]
impl Limits for SqlStore {
    async fn take(&self, bucket: &str, limit: Limit, now: Timestamp) -> Result<Admission, StoreError> {
        const TAKE: &str = "INSERT INTO rate_limits (bucket, full_at) VALUES ($1, $2 + $3)
            ON CONFLICT (bucket) DO UPDATE SET
                full_at = CASE WHEN rate_limits.full_at > $2 THEN rate_limits.full_at ELSE $2 END + $3
            WHERE rate_limits.full_at <= $4";
        const FULL_AT: &str = "SELECT full_at FROM rate_limits WHERE bucket = $1";
        let each = i64::try_from(limit.each().as_millis()).unwrap_or(i64::MAX);
        let mut tx = self.db.begin().await?;
        let taken = on!(&mut tx, conn => sqlx::query(TAKE)
            .bind(bucket)
            .bind(now.millis())
            .bind(each)
            .bind(limit.latest_full_at(now).millis())
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if taken == 1 {
            tx.commit().await?;
            return Ok(Admission::Granted);
        }
        let full_at: i64 = on!(&mut tx, conn => sqlx::query_scalar(FULL_AT).bind(bucket).fetch_one(conn).await)?;
        Ok(Admission::After(limit.wait(Timestamp::from_millis(full_at), now)))
    }

    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.db.begin().await?;
        let gone = on!(&mut tx, conn => sqlx::query("DELETE FROM rate_limits WHERE full_at <= $1")
            .bind(now.millis()).execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(gone)
    }
}
