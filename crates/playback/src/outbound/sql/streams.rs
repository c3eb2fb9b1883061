//! Streams. How many run is decided under a lock of the viewer's row.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{
    db::{self, Tx},
    on,
};
use uuid::Uuid;

use super::SqlStore;
use crate::{
    application::{Opened, StoreError, Streams},
    domain::{AssetId, Kind, LIVE_FOR, ProfileId, Progress, Stream, StreamId, UserId, VideoId},
};

platform::row! {
    struct Row {
        id: Uuid,
        owner: Uuid,
        profile_id: Uuid,
        video_id: Uuid,
        asset_id: Uuid,
        kind: String,
        device_id: String,
        device_name: String,
        started_at: i64,
        last_beat_at: i64,
        seq: i64,
        watched_ms: i64,
        ended_at: Option<i64>,
    }
}

impl TryFrom<Row> for Stream {
    type Error = db::Error;

    fn try_from(row: Row) -> Result<Self, db::Error> {
        Ok(Self {
            id: StreamId::from_uuid(row.id),
            owner: UserId::from_uuid(row.owner),
            profile: ProfileId::from_uuid(row.profile_id),
            video: VideoId::from_uuid(row.video_id),
            asset: AssetId::from_uuid(row.asset_id),
            kind: Kind::parse(&row.kind).ok_or_else(|| db::Error::corrupt(row.kind))?,
            device_id: row.device_id,
            device_name: row.device_name,
            started_at: Timestamp::from_millis(row.started_at),
            last_beat_at: Timestamp::from_millis(row.last_beat_at),
            seq: row.seq,
            watched_ms: row.watched_ms,
            ended_at: row.ended_at.map(Timestamp::from_millis),
        })
    }
}

#[async_trait]
impl Streams for SqlStore {
    async fn open_stream(&self, stream: &Stream, limit: Option<u32>) -> Result<Opened, StoreError> {
        let now = stream.started_at;
        let mut tx = self.db.begin().await?;
        lock_viewer(&mut tx, stream.owner, now).await?;
        if exists(&mut tx, stream.id).await? {
            return Ok(Opened::Yes);
        }
        end_on_device(&mut tx, stream).await?;
        let running = live(&mut tx, stream.owner, now).await?;
        if limit.is_some_and(|limit| counted(&running) >= limit as usize) {
            return Ok(Opened::LimitReached(running));
        }
        insert(&mut tx, stream).await?;
        tx.commit().await?;
        Ok(Opened::Yes)
    }

    async fn stream(&self, id: StreamId) -> Result<Option<Stream>, StoreError> {
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, Row>("SELECT * FROM streams WHERE id = $1")
            .bind(id.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(Stream::try_from).transpose()?)
    }

    async fn save_beat(
        &self,
        stream: &Stream,
        limit: Option<u32>,
        progress: Option<&Progress>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.begin().await?;
        if let Some(limit) = limit {
            lock_viewer(&mut tx, stream.owner, stream.last_beat_at).await?;
            let running = live(&mut tx, stream.owner, stream.last_beat_at).await?;
            if counted(running.iter().filter(|other| other.id != stream.id)) >= limit as usize {
                return Ok(false);
            }
        }
        if !update(&mut tx, stream).await? {
            // A later report that was faster says all this one could.
            return Ok(!is_ended(&mut tx, stream.id).await?);
        }
        if let Some(progress) = progress {
            upsert_progress(&mut tx, progress, stream.watched_ms).await?;
        }
        tx.commit().await?;
        Ok(stream.ended_at.is_none())
    }

    async fn live_streams(&self, owner: UserId, now: Timestamp) -> Result<Vec<Stream>, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(live(&mut tx, owner, now).await?)
    }

    async fn end_stream(&self, owner: UserId, id: StreamId, now: Timestamp) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE streams SET ended_at = COALESCE(ended_at, $3) WHERE id = $1 AND owner = $2";
        let mut tx = self.db.begin().await?;
        let changed = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id.uuid()).bind(owner.uuid()).bind(now.millis())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(changed == 1)
    }

    async fn delete_streams(&self, before: Timestamp, most: u32) -> Result<u64, StoreError> {
        const SQL: &str = "DELETE FROM streams WHERE id IN (SELECT id FROM streams WHERE last_beat_at <= $1 LIMIT $2)";
        let mut tx = self.db.begin().await?;
        let gone = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(before.millis()).bind(i64::from(most))
            .execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(gone)
    }
}

async fn lock_viewer(tx: &mut Tx, owner: UserId, now: Timestamp) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO viewers (owner, counted_at) VALUES ($1, $2)
        ON CONFLICT (owner) DO UPDATE SET counted_at = excluded.counted_at";
    on!(tx, conn => sqlx::query(SQL).bind(owner.uuid()).bind(now.millis()).execute(conn).await.map(|_| ()))
}

async fn exists(tx: &mut Tx, id: StreamId) -> Result<bool, db::Error> {
    let count: i64 = on!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM streams WHERE id = $1")
        .bind(id.uuid()).fetch_one(conn).await)?;
    Ok(count > 0)
}

/// A device shows one film: its player was closed or has moved on.
async fn end_on_device(tx: &mut Tx, stream: &Stream) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE streams SET ended_at = $3 WHERE owner = $1 AND device_id = $2 AND ended_at IS NULL";
    on!(tx, conn => sqlx::query(SQL)
        .bind(stream.owner.uuid()).bind(&stream.device_id).bind(stream.started_at.millis())
        .execute(conn).await.map(|_| ()))
}

async fn live(tx: &mut Tx, owner: UserId, now: Timestamp) -> Result<Vec<Stream>, db::Error> {
    const SQL: &str = "SELECT * FROM streams WHERE owner = $1 AND ended_at IS NULL AND last_beat_at > $2
        ORDER BY started_at, id";
    let since = now.minus(LIVE_FOR).millis();
    let rows = on!(tx, conn => sqlx::query_as::<_, Row>(SQL).bind(owner.uuid()).bind(since).fetch_all(conn).await)?;
    rows.into_iter().map(Stream::try_from).collect()
}

/// Trailers and previews take no place.
fn counted<'a>(streams: impl IntoIterator<Item = &'a Stream>) -> usize {
    streams.into_iter().filter(|stream| stream.kind == Kind::Video).count()
}

/// `false` if the row has ended, or knows this report or a later one.
async fn update(tx: &mut Tx, stream: &Stream) -> Result<bool, db::Error> {
    const SQL: &str = "UPDATE streams SET last_beat_at = $2, seq = $3, watched_ms = $4, ended_at = $5
        WHERE id = $1 AND seq < $3 AND ended_at IS NULL";
    let changed = on!(tx, conn => sqlx::query(SQL)
        .bind(stream.id.uuid())
        .bind(stream.last_beat_at.millis())
        .bind(stream.seq)
        .bind(stream.watched_ms)
        .bind(stream.ended_at.map(Timestamp::millis))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

async fn is_ended(tx: &mut Tx, id: StreamId) -> Result<bool, db::Error> {
    let count: i64 = on!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM streams WHERE id = $1 AND ended_at IS NULL")
        .bind(id.uuid()).fetch_one(conn).await)?;
    Ok(count == 0)
}

async fn insert(tx: &mut Tx, stream: &Stream) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO streams (id, owner, profile_id, video_id, asset_id, kind, device_id, device_name,
            started_at, last_beat_at, seq, watched_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0, 0)";
    on!(tx, conn => sqlx::query(SQL)
        .bind(stream.id.uuid())
        .bind(stream.owner.uuid())
        .bind(stream.profile.uuid())
        .bind(stream.video.uuid())
        .bind(stream.asset.uuid())
        .bind(stream.kind.as_str())
        .bind(&stream.device_id)
        .bind(&stream.device_name)
        .bind(stream.started_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

async fn upsert_progress(tx: &mut Tx, progress: &Progress, watched_ms: i64) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO progress
        (profile_id, video_id, position_ms, watched_ms, duration_ms, completed, in_continue, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (profile_id, video_id) DO UPDATE
        SET position_ms = excluded.position_ms, watched_ms = excluded.watched_ms, duration_ms = excluded.duration_ms,
            completed = excluded.completed, in_continue = excluded.in_continue, updated_at = excluded.updated_at
        WHERE excluded.updated_at >= progress.updated_at";
    on!(tx, conn => sqlx::query(SQL)
        .bind(progress.profile.uuid())
        .bind(progress.video.uuid())
        .bind(progress.position_ms)
        .bind(watched_ms)
        .bind(progress.duration_ms)
        .bind(progress.completed)
        .bind(!progress.completed)
        .bind(progress.updated_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}
