//! The numbered changes that search indexes follow.

use async_trait::async_trait;
use platform::on;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{
    SqlStore,
    rows::{LabelsByVideo, VIDEO_COLUMNS, VideoRow},
};
use crate::{
    application::ports::{ChangeLog, Depth, IndexEntry, Mark, PortError},
    domain::VideoId,
};

#[async_trait]
impl ChangeLog for SqlStore {
    async fn newest(&self) -> Result<(Uuid, i64), PortError> {
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, (Uuid, i64)>(
            "SELECT edition, change FROM index_clock WHERE id = 1").fetch_one(conn).await)?;
        Ok(row)
    }

    async fn since(&self, mark: Mark, limit: i64) -> Result<Vec<(Mark, IndexEntry)>, PortError> {
        let sql =
            format!("SELECT {VIDEO_COLUMNS} FROM videos WHERE (change, id) > ($1, $2) ORDER BY change, id LIMIT $3");
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, VideoRow>(AssertSqlSafe(sql))
            .bind(mark.change).bind(mark.video.uuid()).bind(limit).fetch_all(conn).await)?;
        let published: Vec<Uuid> = rows.iter().filter(|row| row.published).map(|row| row.id).collect();
        let labels = LabelsByVideo::load(&mut tx, &published, Depth::Full).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let mark = Mark { change: row.change, video: VideoId::from_uuid(row.id) };
            let entry = if row.published {
                IndexEntry::Put(Box::new(row.into_shelved(&labels)?))
            } else {
                IndexEntry::Remove(mark.video)
            };
            entries.push((mark, entry));
        }
        Ok(entries)
    }

    async fn want_edition(&self, edition: Uuid) -> Result<(), PortError> {
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query("UPDATE index_clock SET edition = $1 WHERE id = 1")
            .bind(edition).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }
}
