//! Uploads as rows. Every change is one statement guarded by what must still hold.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{
    db::{Error, Tx},
    on,
};
use uuid::Uuid;

use super::{SqlStore, exactly_one, orphans};
use crate::{
    application::ports::{StoreError, UploadLimits, Uploads},
    domain::{
        UploadId, UserId, VideoId,
        upload::{Checksum, Outcome, Progress, Refusal, Upload},
        video::Preset,
    },
};

/// Uploads looked at in one round of expiry.
const BATCH: i64 = 100;
const SELECT: &str =
    "SELECT id, owner, name, purpose, size_bytes, metadata, expected, byte_offset, digest, last_byte_at, state,
    checksum, refusal, video_id, intended_for, preset FROM uploads";

platform::row! {
    struct Row {
        id: Uuid,
        owner: Uuid,
        name: String,
        purpose: String,
        size_bytes: i64,
        metadata: String,
        expected: Option<String>,
        byte_offset: i64,
        digest: Vec<u8>,
        last_byte_at: i64,
        state: String,
        checksum: Option<String>,
        refusal: Option<String>,
        video_id: Option<Uuid>,
        intended_for: Option<Uuid>,
        preset: Option<String>,
    }
}

impl TryFrom<Row> for Upload {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let outcome = outcome(&row)?;
        Ok(Self {
            id: UploadId::from_uuid(row.id),
            owner: UserId::from_uuid(row.owner),
            name: row.name,
            purpose: row.purpose.parse().map_err(Error::corrupt)?,
            size: u64::try_from(row.size_bytes).map_err(Error::corrupt)?,
            metadata: row.metadata,
            expected: row.expected.map(Checksum::restore),
            intended: row.intended_for.map(VideoId::from_uuid),
            preset: row.preset.map(|preset| preset.parse().map_err(Error::corrupt)).transpose()?,
            announced: row.video_id.map(VideoId::from_uuid),
            progress: Progress {
                offset: u64::try_from(row.byte_offset).map_err(Error::corrupt)?,
                digest: row.digest,
                last_byte_at: Timestamp::from_millis(row.last_byte_at),
            },
            outcome,
        })
    }
}

fn outcome(row: &Row) -> Result<Outcome, Error> {
    let checksum = row.checksum.clone().map(Checksum::restore);
    let refusal = row.refusal.as_deref().and_then(Refusal::from_code);
    match (row.state.as_str(), checksum, row.video_id, refusal) {
        ("open", ..) => Ok(Outcome::Open),
        ("stored", Some(checksum), ..) => Ok(Outcome::Stored(checksum)),
        ("attached", Some(checksum), Some(video), _) => Ok(Outcome::Attached(checksum, VideoId::from_uuid(video))),
        ("refused", _, _, Some(refusal)) => Ok(Outcome::Refused(refusal)),
        _ => Err(Error::Corrupt(format!("state of upload {}", row.id))),
    }
}

fn key_of(id: UploadId) -> [String; 1] {
    [format!("src/{id}")]
}

fn signed(bytes: u64) -> Result<i64, Error> {
    i64::try_from(bytes).map_err(Error::corrupt)
}

#[async_trait]
impl Uploads for SqlStore {
    async fn begin(&self, upload: &Upload, limits: UploadLimits) -> Result<bool, StoreError> {
        const SQL: &str = "INSERT INTO uploads
            (id, owner, name, purpose, size_bytes, metadata, expected, byte_offset, digest, last_byte_at, state,
                intended_for, preset)
            SELECT $1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 'open', $12, $13
            WHERE (SELECT COUNT(*) FROM uploads WHERE state = 'open' AND owner = $2) < $10
              AND (SELECT COUNT(*) FROM uploads WHERE state = 'open') < $11";
        let size = signed(upload.size)?;
        let mut tx = self.db.begin().await?;
        lock_owner(&mut tx, upload.owner).await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(upload.id.uuid())
            .bind(upload.owner.uuid())
            .bind(&upload.name)
            .bind(upload.purpose.as_str())
            .bind(size)
            .bind(&upload.metadata)
            .bind(upload.expected.as_ref().map(Checksum::as_str))
            .bind(&upload.progress.digest)
            .bind(upload.progress.last_byte_at.millis())
            .bind(i64::from(limits.per_owner))
            .bind(i64::from(limits.in_all))
            .bind(upload.intended.map(VideoId::uuid))
            .bind(upload.preset.map(Preset::as_str))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(rows == 1)
    }

    async fn find(&self, id: UploadId) -> Result<Option<Upload>, StoreError> {
        let sql = format!("{SELECT} WHERE id = $1");
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql.clone()))
            .bind(id.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(Upload::try_from).transpose()?)
    }

    async fn advance(&self, id: UploadId, from: u64, to: &Progress) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE uploads SET byte_offset = $3, digest = $4, last_byte_at = $5
            WHERE id = $1 AND byte_offset = $2 AND state = 'open'";
        let (from, offset) = (signed(from)?, signed(to.offset)?);
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id.uuid()).bind(from).bind(offset).bind(&to.digest).bind(to.last_byte_at.millis())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        exactly_one(rows)?;
        Ok(tx.commit().await?)
    }

    async fn settle_size(&self, id: UploadId, size: u64) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE uploads SET size_bytes = $2 WHERE id = $1 AND byte_offset = $2 AND state = 'open'";
        let size = signed(size)?;
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(size)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        exactly_one(rows)?;
        Ok(tx.commit().await?)
    }

    async fn store(&self, id: UploadId, checksum: &Checksum) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE uploads SET state = 'stored', checksum = $2
            WHERE id = $1 AND byte_offset = size_bytes AND state IN ('open', 'stored')";
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(checksum.as_str())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        exactly_one(rows)?;
        Ok(tx.commit().await?)
    }

    async fn refuse(&self, id: UploadId, refusal: Refusal) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE uploads SET state = 'refused', refusal = $2
            WHERE id = $1 AND state IN ('open', 'stored')";
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(refusal.code())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        exactly_one(rows)?;
        orphans::note(&mut tx, &key_of(id), self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn remove(&self, id: UploadId) -> Result<bool, StoreError> {
        const SQL: &str = "DELETE FROM uploads WHERE id = $1 AND state <> 'attached'";
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        self.removed(tx, id, rows).await
    }

    async fn arrived(&self) -> Result<Vec<Upload>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE state IN ('open', 'stored') AND video_id IS NOT NULL AND byte_offset = size_bytes
             ORDER BY id LIMIT $1"
        );
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql.clone()))
            .bind(BATCH).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Upload::try_from).collect::<Result<_, _>>()?)
    }

    async fn stale(&self, before: Timestamp) -> Result<Vec<Upload>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE state = 'open' AND byte_offset < size_bytes AND last_byte_at < $1
             ORDER BY last_byte_at, id LIMIT $2"
        );
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql.clone()))
            .bind(before.millis()).bind(BATCH).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Upload::try_from).collect::<Result<_, _>>()?)
    }

    async fn expire(&self, id: UploadId, before: Timestamp) -> Result<bool, StoreError> {
        const SQL: &str = "DELETE FROM uploads
            WHERE id = $1 AND state = 'open' AND byte_offset < size_bytes AND last_byte_at < $2";
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(before.millis())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        self.removed(tx, id, rows).await
    }
}

impl SqlStore {
    /// The object of a removed upload is noted in the same transaction, so that no crash can leave it behind.
    async fn removed(&self, mut tx: Tx, id: UploadId, rows: u64) -> Result<bool, StoreError> {
        if rows == 0 {
            return Ok(false);
        }
        orphans::note(&mut tx, &key_of(id), self.clock.now()).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// One owner's uploads begin one after another, or two of them would both count four and make six.
async fn lock_owner(tx: &mut Tx, owner: UserId) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO upload_owners (owner) VALUES ($1)
        ON CONFLICT (owner) DO UPDATE SET owner = excluded.owner";
    on!(tx, conn => sqlx::query(SQL).bind(owner.uuid()).execute(conn).await.map(|_| ()))
}
