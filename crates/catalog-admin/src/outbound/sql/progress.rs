//! How far encodes are: one row a medium, the newest report wins.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{db::Error, on};
use uuid::Uuid;

use super::{
    SqlStore,
    select::{Select, Value},
};
use crate::{
    application::ports::{EncodeProgress, ProgressLog, RungProgress, StoreError},
    domain::MediaId,
};

platform::row! {
    struct Row {
        media_id: Uuid,
        job_version: i64,
        stage: String,
        progress: i64,
        remaining_s: Option<i64>,
        speed: Option<f64>,
        rungs: String,
        updated_at: i64,
    }
}

impl TryFrom<Row> for EncodeProgress {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let rungs: Vec<(u32, u8)> = serde_json::from_str(&row.rungs).map_err(Error::corrupt)?;
        Ok(Self {
            media: MediaId::from_uuid(row.media_id),
            job_version: row.job_version,
            stage: row.stage,
            progress: u8::try_from(row.progress).map_err(Error::corrupt)?,
            remaining_s: row.remaining_s.map(u32::try_from).transpose().map_err(Error::corrupt)?,
            speed: row.speed,
            rungs: rungs.into_iter().map(|(height, progress)| RungProgress { height, progress }).collect(),
            at: Timestamp::from_millis(row.updated_at),
        })
    }
}

#[async_trait]
impl ProgressLog for SqlStore {
    async fn note(&self, progress: &EncodeProgress) -> Result<bool, StoreError> {
        const SQL: &str = "INSERT INTO media_progress
            (media_id, job_version, stage, progress, remaining_s, speed, rungs, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (media_id) DO UPDATE SET job_version = excluded.job_version, stage = excluded.stage,
                progress = excluded.progress, remaining_s = excluded.remaining_s, speed = excluded.speed,
                rungs = excluded.rungs, updated_at = excluded.updated_at
            WHERE excluded.job_version > media_progress.job_version";
        let rungs: Vec<_> = progress.rungs.iter().map(|rung| (rung.height, rung.progress)).collect();
        let rungs = serde_json::to_string(&rungs).map_err(Error::corrupt)?;
        let mut tx = self.db.begin().await?;
        let rows = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(progress.media.uuid())
            .bind(progress.job_version)
            .bind(&progress.stage)
            .bind(i64::from(progress.progress))
            .bind(progress.remaining_s.map(i64::from))
            .bind(progress.speed)
            .bind(&rungs)
            .bind(progress.at.millis())
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(rows == 1)
    }

    async fn of(&self, media: &[MediaId]) -> Result<Vec<EncodeProgress>, StoreError> {
        let select = Select::new(
            "SELECT media_id, job_version, stage, progress, remaining_s, speed, rungs, updated_at
            FROM media_progress WHERE media_id IN ",
        );
        let select = select.bind_list(media.iter().map(|id| Value::Id(id.uuid())));
        let rows: Vec<Row> = select.fetch(&mut self.db.read().await?).await?;
        Ok(rows.into_iter().map(EncodeProgress::try_from).collect::<Result<_, _>>()?)
    }

    async fn forget(&self, media: MediaId) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM media_progress WHERE media_id = $1";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL).bind(media.uuid()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }
}
