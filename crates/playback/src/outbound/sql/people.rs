//! Profiles, progress and history; and the store's trait, put together.

use async_trait::async_trait;
use kernel::{Cause, Saved, Timestamp};
use platform::on;
use uuid::Uuid;

use super::{ProgressRow, SqlStore};
use crate::{
    application::{EntitlementCopy, HistoryPage, Store, StoreError, VideoCopy},
    domain::{Asset, AssetId, Entitlement, PictureId, Profile, ProfileId, Progress, UserId, Video, VideoId},
};

/// Entries of "continue watching" at most.
const CONTINUE: i64 = 40;
/// Entries on a page of the history.
const HISTORY: usize = 50;

platform::row! {
    struct ProfileRow {
        id: Uuid,
        owner: Uuid,
        name: String,
        kids: bool,
        max_rating: String,
        created_at: i64,
    }
}

#[async_trait]
impl Store for SqlStore {
    async fn apply_video(&self, video: &VideoCopy, cause: &Cause) -> Result<Saved, StoreError> {
        self.save_video(video, cause).await
    }

    async fn apply_entitlement(&self, entitlement: &EntitlementCopy, cause: &Cause) -> Result<Saved, StoreError> {
        self.save_entitlement(entitlement, cause).await
    }

    async fn video(&self, id: VideoId) -> Result<Option<Video>, StoreError> {
        self.find_video(id).await
    }

    async fn asset(&self, id: AssetId) -> Result<Option<Asset>, StoreError> {
        self.find_asset(id).await
    }

    async fn picture(&self, id: PictureId, size: &str) -> Result<Option<String>, StoreError> {
        self.find_picture(id, size).await
    }

    async fn entitlement(&self, owner: UserId, now: Timestamp) -> Result<Option<Entitlement>, StoreError> {
        self.best_entitlement(owner, now).await
    }

    async fn profiles(&self, owner: UserId) -> Result<Vec<Profile>, StoreError> {
        const SQL: &str = "SELECT id, owner, name, kids, max_rating, created_at FROM profiles
            WHERE owner = $1 ORDER BY created_at, id";
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, ProfileRow>(SQL)
            .bind(owner.uuid()).fetch_all(conn).await)?;
        let profiles = rows.into_iter().map(|row| Profile {
            id: ProfileId::from_uuid(row.id),
            owner: UserId::from_uuid(row.owner),
            name: row.name,
            kids: row.kids,
            max_rating: row.max_rating,
            created_at: Timestamp::from_millis(row.created_at),
        });
        Ok(profiles.collect())
    }

    async fn insert_profile(&self, profile: &Profile) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO profiles (id, owner, name, kids, max_rating, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(profile.id.uuid())
            .bind(profile.owner.uuid())
            .bind(&profile.name)
            .bind(profile.kids)
            .bind(&profile.max_rating)
            .bind(profile.created_at.millis())
            .execute(conn)
            .await
            .map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }

    async fn progress(&self, profile: ProfileId, video: VideoId) -> Result<Option<Progress>, StoreError> {
        const SQL: &str = "SELECT profile_id, video_id, position_ms, duration_ms, completed, updated_at
            FROM progress WHERE profile_id = $1 AND video_id = $2";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, ProgressRow>(SQL)
            .bind(profile.uuid()).bind(video.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(Progress::from))
    }

    /// Only titles that can still be watched.
    async fn to_continue(&self, profile: ProfileId) -> Result<Vec<Progress>, StoreError> {
        const SQL: &str = "SELECT p.profile_id, p.video_id, p.position_ms, p.duration_ms, p.completed, p.updated_at
            FROM progress p JOIN videos v ON v.id = p.video_id
            WHERE p.profile_id = $1 AND p.in_continue AND v.published
            ORDER BY p.updated_at DESC, p.video_id LIMIT $2";
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, ProgressRow>(SQL)
            .bind(profile.uuid()).bind(CONTINUE).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Progress::from).collect())
    }

    async fn hide_from_continue(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE progress SET in_continue = $3 WHERE profile_id = $1 AND video_id = $2";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(profile.uuid()).bind(video.uuid()).bind(false).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }

    async fn history(&self, profile: ProfileId, after: Option<Progress>) -> Result<HistoryPage, StoreError> {
        const SQL: &str = "SELECT profile_id, video_id, position_ms, duration_ms, completed, updated_at
            FROM progress WHERE profile_id = $1 AND (updated_at < $2 OR (updated_at = $2 AND video_id > $3))
            ORDER BY updated_at DESC, video_id LIMIT $4";
        let (before, video) =
            after.map_or((i64::MAX, Uuid::nil()), |last| (last.updated_at.millis(), last.video.uuid()));
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, ProgressRow>(SQL)
            .bind(profile.uuid()).bind(before).bind(video).bind(i64::try_from(HISTORY + 1).unwrap_or(i64::MAX))
            .fetch_all(conn).await)?;
        let mut items: Vec<Progress> = rows.into_iter().map(Progress::from).collect();
        let more = items.len() > HISTORY;
        items.truncate(HISTORY);
        Ok(HistoryPage { items, more })
    }

    async fn delete_progress(&self, profile: ProfileId, video: VideoId) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query("DELETE FROM progress WHERE profile_id = $1 AND video_id = $2")
            .bind(profile.uuid()).bind(video.uuid()).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }
}
