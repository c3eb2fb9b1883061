//! Copies of videos and entitlements: the newest version wins, whatever the order of events.

use kernel::{Cause, Saved, Timestamp};
use platform::{db::Tx, messaging::inbox, on};
use uuid::Uuid;

use super::SqlStore;
use crate::{
    application::{EntitlementCopy, PictureCopy, StoreError, VideoCopy},
    domain::{Asset, AssetId, Entitlement, PictureId, UserId, Video, VideoId},
};

platform::row! {
    struct VideoRow {
        id: Uuid,
        published: bool,
        opened: bool,
        rating: String,
        credits_at: Option<i64>,
        markers: Option<String>,
        video_id: Option<Uuid>,
        trailer_id: Option<Uuid>,
    }
}

platform::row! {
    struct AssetRow {
        id: Uuid,
        path: Option<String>,
        growing: bool,
        duration_ms: Option<i64>,
        texts: Option<String>,
    }
}

impl SqlStore {
    pub(super) async fn save_video(&self, copy: &VideoCopy, cause: &Cause) -> Result<Saved, StoreError> {
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(Saved::AlreadyHandled);
        }
        if upsert_video(&mut tx, copy).await? {
            for asset in &copy.assets {
                upsert_asset(&mut tx, copy.video.id, asset).await?;
            }
            replace_pictures(&mut tx, copy.video.id, &copy.pictures).await?;
        }
        tx.commit().await?;
        Ok(Saved::Done)
    }

    pub(super) async fn save_entitlement(&self, copy: &EntitlementCopy, cause: &Cause) -> Result<Saved, StoreError> {
        const SQL: &str = "INSERT INTO entitlements
            (subscription_id, version, owner, valid_until, max_streams, max_height) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (subscription_id) DO UPDATE
            SET version = excluded.version, owner = excluded.owner, valid_until = excluded.valid_until,
                max_streams = excluded.max_streams, max_height = excluded.max_height
            WHERE excluded.version > entitlements.version";
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(Saved::AlreadyHandled);
        }
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(copy.subscription_id)
            .bind(copy.version)
            .bind(copy.owner.uuid())
            .bind(copy.valid_until.millis())
            .bind(i64::from(copy.max_streams))
            .bind(i64::from(copy.max_height))
            .execute(conn)
            .await
            .map(|_| ()))?;
        tx.commit().await?;
        Ok(Saved::Done)
    }

    pub(super) async fn find_video(&self, id: VideoId) -> Result<Option<Video>, StoreError> {
        const SQL: &str = "SELECT id, published, opened, rating, credits_at, markers, video_id, trailer_id
            FROM videos WHERE id = $1";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, VideoRow>(SQL)
            .bind(id.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(|row| Video {
            id: VideoId::from_uuid(row.id),
            published: row.published,
            opened: row.opened,
            rating: row.rating,
            credits_at_ms: row.credits_at,
            markers: row.markers,
            film: row.video_id.map(AssetId::from_uuid),
            trailer: row.trailer_id.map(AssetId::from_uuid),
        }))
    }

    pub(super) async fn find_asset(&self, id: AssetId) -> Result<Option<Asset>, StoreError> {
        const SQL: &str = "SELECT id, path, growing, duration_ms, texts FROM assets WHERE id = $1";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, AssetRow>(SQL)
            .bind(id.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(|row| Asset {
            id: AssetId::from_uuid(row.id),
            path: row.path,
            growing: row.growing,
            duration_ms: row.duration_ms,
            texts: row.texts,
        }))
    }

    pub(super) async fn find_picture(&self, id: PictureId, size: &str) -> Result<Option<String>, StoreError> {
        const SQL: &str = "SELECT CASE $2 WHEN 'small' THEN p.small WHEN 'medium' THEN p.medium
                WHEN 'large' THEN p.large END
            FROM pictures p JOIN videos v ON v.id = p.video_id WHERE p.id = $1 AND v.published";
        let mut tx = self.db.read().await?;
        let key: Option<Option<String>> = on!(&mut tx, conn => sqlx::query_scalar(SQL)
            .bind(id.uuid()).bind(size).fetch_optional(conn).await)?;
        Ok(key.flatten())
    }

    pub(super) async fn best_entitlement(
        &self,
        owner: UserId,
        now: Timestamp,
    ) -> Result<Option<Entitlement>, StoreError> {
        const SQL: &str = "SELECT valid_until, max_streams, max_height FROM entitlements
            WHERE owner = $1 AND valid_until > $2 ORDER BY max_height DESC, max_streams DESC LIMIT 1";
        let mut tx = self.db.read().await?;
        let row: Option<(i64, i64, i64)> = on!(&mut tx, conn => sqlx::query_as(SQL)
            .bind(owner.uuid()).bind(now.millis()).fetch_optional(conn).await)?;
        Ok(row.map(|(valid_until, max_streams, max_height)| Entitlement {
            valid_until: Timestamp::from_millis(valid_until),
            max_streams: u32::try_from(max_streams).unwrap_or_default(),
            max_height: u32::try_from(max_height).unwrap_or_default(),
        }))
    }
}

/// `false` when a newer state is there already.
async fn upsert_video(tx: &mut Tx, copy: &VideoCopy) -> Result<bool, platform::db::Error> {
    const SQL: &str = "INSERT INTO videos
        (id, version, published, opened, rating, credits_at, markers, video_id, trailer_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE
        SET version = excluded.version, published = excluded.published, opened = excluded.opened,
            rating = excluded.rating, credits_at = excluded.credits_at, markers = excluded.markers,
            video_id = excluded.video_id, trailer_id = excluded.trailer_id
        WHERE excluded.version >= videos.version";
    let video = &copy.video;
    on!(tx, conn => sqlx::query(SQL)
        .bind(video.id.uuid())
        .bind(copy.version)
        .bind(video.published)
        .bind(video.opened)
        .bind(&video.rating)
        .bind(video.credits_at_ms)
        .bind(&video.markers)
        .bind(video.film.map(AssetId::uuid))
        .bind(video.trailer.map(AssetId::uuid))
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))
}

/// A replaced asset stays: whoever watches it may finish.
async fn upsert_asset(tx: &mut Tx, video: VideoId, asset: &Asset) -> Result<(), platform::db::Error> {
    const SQL: &str = "INSERT INTO assets (id, video_id, path, growing, duration_ms, texts)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE
        SET path = excluded.path, growing = excluded.growing, duration_ms = excluded.duration_ms,
            texts = excluded.texts";
    on!(tx, conn => sqlx::query(SQL)
        .bind(asset.id.uuid())
        .bind(video.uuid())
        .bind(&asset.path)
        .bind(asset.growing)
        .bind(asset.duration_ms)
        .bind(&asset.texts)
        .execute(conn)
        .await
        .map(|_| ()))
}

async fn replace_pictures(tx: &mut Tx, video: VideoId, pictures: &[PictureCopy]) -> Result<(), platform::db::Error> {
    const SQL: &str = "INSERT INTO pictures (id, video_id, small, medium, large) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET video_id = excluded.video_id";
    on!(&mut *tx, conn => sqlx::query("DELETE FROM pictures WHERE video_id = $1")
        .bind(video.uuid()).execute(conn).await.map(|_| ()))?;
    for picture in pictures {
        on!(&mut *tx, conn => sqlx::query(SQL)
            .bind(picture.id.uuid())
            .bind(video.uuid())
            .bind(&picture.small)
            .bind(&picture.medium)
            .bind(&picture.large)
            .execute(conn)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
