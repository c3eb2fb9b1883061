//! Conversions in SQL: a row each, and a row of the job queue with the same id.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{Cause, Clock, Page, PageRequest, Timestamp};
use platform::{
    db::{Db, Tx},
    jobs::{Failed, Jobs, LEASE, Lease},
    messaging::outbox,
    on,
};
use uuid::Uuid;

use super::{
    conversion_row::Row,
    queue::{self, clearing, converting},
};
use crate::{
    application::{ConversionStore, StoreError},
    domain::{Conversion, ConversionId, ConversionState, ConversionStatus, MOST_UNFINISHED, OwnerId},
    outbound::publisher::publish_conversion,
};

/// How long a source may take to arrive, and what nothing came of may stay.
const ARRIVAL: Duration = Duration::from_hours(24);
/// A worker that has lost its lease may still store something for so long.
const STRAGGLERS: Duration = LEASE.saturating_mul(2);
/// Clocks of several machines differ: nothing goes before everybody agrees that it is over.
const CLOCKS: Duration = Duration::from_mins(1);

/// Conversions in the service's own database.
pub struct SqlConversionStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlConversionStore {
    /// Over an open database.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl ConversionStore for SqlConversionStore {
    async fn expect(&self, id: ConversionId) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        Jobs::enqueue(&mut tx, &clearing(id, "arrival", self.clock.now().plus(ARRIVAL))?).await?;
        Ok(tx.commit().await?)
    }

    async fn unfinished(&self, owner: OwnerId) -> Result<u32, StoreError> {
        let mut tx = self.db.read().await?;
        unfinished(&mut tx, owner).await
    }

    async fn accept(&self, conversion: &Conversion, cause: &Cause) -> Result<bool, StoreError> {
        let state = conversion.state();
        let mut tx = self.db.begin().await?;
        lock(&mut tx, state.wish.owner, state.created_at).await?;
        if unfinished(&mut tx, state.wish.owner).await? >= MOST_UNFINISHED {
            return Ok(false);
        }
        insert(&mut tx, state).await?;
        Jobs::enqueue(&mut tx, &converting(state)).await?;
        tell(&mut tx, conversion, cause, state.created_at).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn find(&self, id: ConversionId) -> Result<Option<Conversion>, StoreError> {
        const SQL: &str = "SELECT * FROM conversions WHERE id = $1";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, Row>(SQL).bind(id.uuid()).fetch_optional(conn).await)?;
        row.map(Conversion::try_from).transpose()
    }

    async fn list(&self, owner: OwnerId, page: PageRequest) -> Result<Page<Conversion>, StoreError> {
        const TOTAL: &str =
            "SELECT COUNT(*) FROM conversions WHERE owner = $1 AND (expires_at IS NULL OR expires_at > $2)";
        const ITEMS: &str = "SELECT * FROM conversions WHERE owner = $1 AND (expires_at IS NULL OR expires_at > $2)
            ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4";
        let (owner, now) = (owner.uuid(), self.clock.now().millis());
        let mut tx = self.db.read().await?;
        let total: i64 = on!(&mut tx, conn => sqlx::query_scalar(TOTAL).bind(owner).bind(now).fetch_one(conn).await)?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, Row>(ITEMS)
            .bind(owner).bind(now).bind(page.limit()).bind(page.offset()).fetch_all(conn).await)?;
        let items = rows.into_iter().map(Conversion::try_from).collect::<Result<_, _>>()?;
        Ok(Page { items, total: u64::try_from(total).unwrap_or_default(), request: page })
    }

    async fn remove(&self, conversion: &Conversion) -> Result<(), StoreError> {
        let (id, now) = (conversion.id(), self.clock.now());
        let at = if matches!(conversion.state().status, ConversionStatus::Running { .. }) {
            now.plus(STRAGGLERS)
        } else {
            now
        };
        let mut tx = self.db.begin().await?;
        delete(&mut tx, id).await?;
        Jobs::cancel_tree(&mut tx, id.uuid()).await?;
        Jobs::enqueue(&mut tx, &clearing(id, "removal", at)?).await?;
        Ok(tx.commit().await?)
    }

    async fn begin(&self, conversion: &Conversion) -> Result<bool, StoreError> {
        let mut tx = self.db.begin().await?;
        let is_ours = update(&mut tx, conversion.state()).await?;
        tx.commit().await?;
        Ok(is_ours)
    }

    async fn note_progress(&self, id: ConversionId, percent: u8) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE conversions SET progress = $2 WHERE id = $1 AND status = 'running'";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(i64::from(percent))
            .execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn end(&self, conversion: &Conversion, lease: &Lease, reason: &str) -> Result<bool, StoreError> {
        let (state, now) = (conversion.state(), self.clock.now());
        let mut tx = self.db.begin().await?;
        let is_ours = update(&mut tx, state).await?
            && match &state.status {
                ConversionStatus::Failed { code, .. } => {
                    Jobs::fail(&mut tx, lease, Failed { code: code.as_str(), reason }).await?
                }
                _ => Jobs::finish(&mut tx, lease, None).await?,
            };
        if !is_ours {
            return Ok(false);
        }
        Jobs::note_end(&mut tx, lease, now).await?;
        tell(&mut tx, conversion, &Cause::worker(Uuid::nil()), now).await?;
        if matches!(state.status, ConversionStatus::Completed { .. }) {
            Jobs::enqueue(&mut tx, &queue::sweep(state.id.source(), now)?).await?;
        }
        if let Some(expires_at) = state.status.expires_at() {
            Jobs::enqueue(&mut tx, &clearing(state.id, "expiry", expires_at.plus(CLOCKS))?).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn forget(&self, id: ConversionId, lease: &Lease) -> Result<bool, StoreError> {
        let mut tx = self.db.begin().await?;
        delete(&mut tx, id).await?;
        let is_ours = Jobs::finish(&mut tx, lease, None).await?;
        if is_ours {
            tx.commit().await?;
        }
        Ok(is_ours)
    }
}

/// Whoever asks for a conversion comes after those of the same owner who asked at the same moment.
async fn lock(tx: &mut Tx, owner: OwnerId, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO conversion_owners (owner, latest_at) VALUES ($1, $2)
        ON CONFLICT (owner) DO UPDATE SET latest_at = excluded.latest_at";
    Ok(on!(tx, conn => sqlx::query(SQL).bind(owner.uuid()).bind(now.millis()).execute(conn).await.map(|_| ()))?)
}

async fn unfinished(tx: &mut Tx, owner: OwnerId) -> Result<u32, StoreError> {
    const SQL: &str = "SELECT COUNT(*) FROM conversions WHERE owner = $1 AND status IN ('queued', 'running')";
    let count: i64 = on!(tx, conn => sqlx::query_scalar(SQL).bind(owner.uuid()).fetch_one(conn).await)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

async fn insert(tx: &mut Tx, state: &ConversionState) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO conversions (id, version, owner, file_name, size_bytes, format, bitrate_kbps, status,
            progress, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)";
    let wish = &state.wish;
    Ok(on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(wish.owner.uuid())
        .bind(&wish.file_name)
        .bind(i64::try_from(wish.size_bytes).unwrap_or(i64::MAX))
        .bind(wish.target.format.as_str())
        .bind(i64::from(wish.target.bit_rate.kbps()))
        .bind(state.status.as_str())
        .bind(state.created_at.millis())
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))?)
}

/// Only the version that follows the stored one is written.
async fn update(tx: &mut Tx, state: &ConversionState) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE conversions SET version = $2, status = $3, progress = $4, error_code = $5,
            duration_ms = $6, result_path = $7, result_bytes = $8, updated_at = $9, expires_at = $10
        WHERE id = $1 AND version = $2 - 1";
    let (percent, code, extract) = match &state.status {
        ConversionStatus::Queued => (0, None, None),
        ConversionStatus::Running { percent } => (*percent, None, None),
        ConversionStatus::Completed { extract, .. } => (100, None, Some(extract)),
        ConversionStatus::Failed { code, .. } => (0, Some(code.as_str()), None),
    };
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.status.as_str())
        .bind(i64::from(percent))
        .bind(code)
        .bind(extract.map(|extract| whole(extract.duration_ms)))
        .bind(extract.map(|extract| extract.path.as_str()))
        .bind(extract.map(|extract| whole(extract.bytes)))
        .bind(state.updated_at.millis())
        .bind(state.status.expires_at().map(Timestamp::millis))
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
}

async fn delete(tx: &mut Tx, id: ConversionId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM conversions WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query(SQL).bind(id.uuid()).execute(conn).await.map(|_| ()))?)
}

async fn tell(tx: &mut Tx, conversion: &Conversion, cause: &Cause, now: Timestamp) -> Result<(), StoreError> {
    let facts: Vec<_> = publish_conversion(conversion).into_iter().collect();
    Ok(outbox::append(tx, &facts, cause, now).await?)
}
