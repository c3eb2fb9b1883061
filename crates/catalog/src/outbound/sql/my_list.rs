//! Everybody's list of videos to watch. A withdrawn video is hidden there and comes back with its publication.

use async_trait::async_trait;
use kernel::{Page, PageRequest, Timestamp};
use platform::{db, on};
use uuid::Uuid;

use super::SqlStore;
use crate::{
    application::ports::{MyLists, PortError},
    domain::{ListEntry, ProfileId, VideoId},
};

fn entry((video, added_at): (Uuid, i64)) -> ListEntry {
    ListEntry { video: VideoId::from_uuid(video), added_at: Timestamp::from_millis(added_at) }
}

#[async_trait]
impl MyLists for SqlStore {
    async fn list(&self, profile: ProfileId, page: PageRequest) -> Result<Page<ListEntry>, PortError> {
        const TOTAL: &str = "SELECT COUNT(*) FROM my_list JOIN videos ON videos.id = my_list.video_id
            WHERE my_list.profile_id = $1 AND videos.published";
        const ENTRIES: &str = "SELECT my_list.video_id, my_list.added_at
            FROM my_list JOIN videos ON videos.id = my_list.video_id
            WHERE my_list.profile_id = $1 AND videos.published
            ORDER BY my_list.added_at DESC, my_list.video_id DESC LIMIT $2 OFFSET $3";
        let mut tx = self.db.read().await?;
        let total: i64 = on!(&mut tx, conn => sqlx::query_scalar(TOTAL).bind(profile.uuid()).fetch_one(conn).await)?;
        let entries = on!(&mut tx, conn => sqlx::query_as::<_, (Uuid, i64)>(ENTRIES)
            .bind(profile.uuid()).bind(page.limit()).bind(page.offset()).fetch_all(conn).await)?;
        let total = u64::try_from(total).map_err(db::Error::corrupt)?;
        Ok(Page { items: entries.into_iter().map(entry).collect(), total, request: page })
    }

    async fn entry(&self, profile: ProfileId, video: VideoId) -> Result<Option<ListEntry>, PortError> {
        const SQL: &str = "SELECT my_list.video_id, my_list.added_at
            FROM my_list JOIN videos ON videos.id = my_list.video_id
            WHERE my_list.profile_id = $1 AND my_list.video_id = $2 AND videos.published";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, (Uuid, i64)>(SQL)
            .bind(profile.uuid()).bind(video.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(entry))
    }

    async fn add(&self, profile: ProfileId, entry: ListEntry) -> Result<bool, PortError> {
        const SQL: &str = "INSERT INTO my_list (profile_id, video_id, added_at) VALUES ($1, $2, $3)
            ON CONFLICT (profile_id, video_id) DO NOTHING";
        let mut tx = self.db.begin().await?;
        let found = on!(&mut tx, conn => sqlx::query_scalar::<_, i64>(
            "SELECT version FROM videos WHERE id = $1 AND published")
            .bind(entry.video.uuid()).fetch_optional(conn).await)?;
        if found.is_none() {
            return Ok(false);
        }
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(profile.uuid()).bind(entry.video.uuid()).bind(entry.added_at.millis())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(true)
    }

    async fn remove(&self, profile: ProfileId, video: VideoId) -> Result<(), PortError> {
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query("DELETE FROM my_list WHERE profile_id = $1 AND video_id = $2")
            .bind(profile.uuid()).bind(video.uuid()).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }
}
