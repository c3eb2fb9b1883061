//! Takes over what catalog-admin tells: only what is newer, with its inbox row, in one transaction.

use async_trait::async_trait;
use kernel::{Cause, Saved};
use platform::{
    db::{self, Tx},
    messaging::inbox,
    on,
};

use super::{SqlStore, next_change, rows::Details};
use crate::{
    application::ports::{PortError, Projection},
    domain::{Label, LabelKind, Video, VideoChange, VideoId, name_words},
};

#[async_trait]
impl Projection for SqlStore {
    async fn put_label(&self, label: &Label, cause: &Cause) -> Result<Saved, PortError> {
        let mut tx = self.db.begin().await?;
        let change = next_change(&mut tx).await?;
        if upsert_label(&mut tx, label).await? {
            replace_words(&mut tx, label).await?;
            mark_videos_of(&mut tx, label, change).await?;
        }
        self.settle(tx, cause).await
    }

    async fn put_video(&self, change: &VideoChange, cause: &Cause) -> Result<Saved, PortError> {
        let mut tx = self.db.begin().await?;
        let number = next_change(&mut tx).await?;
        let is_newer = match change {
            VideoChange::Shown(video) => show(&mut tx, video, number).await?,
            VideoChange::Withdrawn { id, version, .. } => withdraw(&mut tx, *id, *version, number).await?,
        };
        if is_newer {
            replace_labels(&mut tx, change).await?;
        }
        if is_newer && matches!(change, VideoChange::Withdrawn { for_good: true, .. }) {
            forget_in_lists(&mut tx, change.id()).await?;
        }
        self.settle(tx, cause).await
    }
}

impl SqlStore {
    /// A repeat is rolled back, so that it numbers no change.
    async fn settle(&self, mut tx: Tx, cause: &Cause) -> Result<Saved, PortError> {
        let saved = inbox::record(&mut tx, cause, self.clock.now()).await?;
        if saved == Saved::Done {
            tx.commit().await?;
        }
        Ok(saved)
    }
}

async fn upsert_label(tx: &mut Tx, label: &Label) -> Result<bool, db::Error> {
    const SQL: &str = "INSERT INTO labels (id, kind, version, name, search_text, description, role, is_active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
            search_text = excluded.search_text, description = excluded.description, role = excluded.role,
            is_active = excluded.is_active
        WHERE excluded.version > labels.version";
    on!(tx, conn => sqlx::query(SQL)
        .bind(label.id.uuid())
        .bind(label.kind.as_str())
        .bind(label.version)
        .bind(&label.name)
        .bind(kernel::text::fold(&label.name))
        .bind(&label.description)
        .bind(label.role.map(crate::domain::Role::as_str))
        .bind(label.is_active)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() > 0))
}

/// Categories are not suggested while typing, so their words are not needed.
async fn replace_words(tx: &mut Tx, label: &Label) -> Result<(), db::Error> {
    const INSERT: &str = "INSERT INTO label_words (kind, word, label_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    on!(tx, conn => sqlx::query("DELETE FROM label_words WHERE label_id = $1")
        .bind(label.id.uuid()).execute(conn).await.map(|_| ()))?;
    if label.kind == LabelKind::Category || !label.is_active {
        return Ok(());
    }
    for word in name_words(&label.name) {
        on!(tx, conn => sqlx::query(INSERT)
            .bind(label.kind.as_str()).bind(&word).bind(label.id.uuid()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// The index holds names of labels, so it must read these videos again.
async fn mark_videos_of(tx: &mut Tx, label: &Label, change: i64) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE videos SET change = $2
        WHERE id IN (SELECT video_id FROM video_labels WHERE label_id = $1)";
    on!(tx, conn => sqlx::query(SQL).bind(label.id.uuid()).bind(change).execute(conn).await.map(|_| ()))
}

async fn show(tx: &mut Tx, video: &Video, change: i64) -> Result<bool, db::Error> {
    const SQL: &str = "INSERT INTO videos (id, version, change, published, title, description, year_launched,
            duration_ms, rating, opened, published_at, has_banner, details)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, change = excluded.change,
            published = excluded.published, title = excluded.title, description = excluded.description,
            year_launched = excluded.year_launched, duration_ms = excluded.duration_ms, rating = excluded.rating,
            opened = excluded.opened, published_at = excluded.published_at, has_banner = excluded.has_banner,
            details = excluded.details
        WHERE excluded.version > videos.version";
    let details = serde_json::to_string(&Details::of(video)).map_err(db::Error::corrupt)?;
    on!(tx, conn => sqlx::query(SQL)
        .bind(video.id.uuid())
        .bind(video.version)
        .bind(change)
        .bind(true)
        .bind(&video.title)
        .bind(&video.description)
        .bind(i64::from(video.year_launched))
        .bind(video.duration_ms)
        .bind(video.rating.as_str())
        .bind(video.opened)
        .bind(video.published_at.millis())
        .bind(video.banner.is_some())
        .bind(&details)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() > 0))
}

/// Leaves nothing of the video but its version.
async fn withdraw(tx: &mut Tx, id: VideoId, version: i64, change: i64) -> Result<bool, db::Error> {
    const SQL: &str = "INSERT INTO videos (id, version, change, published, title, description, year_launched,
            duration_ms, rating, opened, published_at, has_banner, details)
        VALUES ($1, $2, $3, $4, '', '', 0, NULL, '', $4, 0, $4, '')
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, change = excluded.change,
            published = excluded.published, title = '', description = '', duration_ms = NULL, has_banner = $4,
            details = ''
        WHERE excluded.version > videos.version";
    on!(tx, conn => sqlx::query(SQL)
        .bind(id.uuid()).bind(version).bind(change).bind(false)
        .execute(conn).await.map(|done| done.rows_affected() > 0))
}

async fn replace_labels(tx: &mut Tx, change: &VideoChange) -> Result<(), db::Error> {
    const INSERT: &str = "INSERT INTO video_labels (video_id, label_id, kind, position) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    let id = change.id().uuid();
    on!(tx, conn => sqlx::query("DELETE FROM video_labels WHERE video_id = $1")
        .bind(id).execute(conn).await.map(|_| ()))?;
    let VideoChange::Shown(video) = change else { return Ok(()) };
    for (position, (kind, label)) in (0_i64..).zip(&video.labels) {
        on!(tx, conn => sqlx::query(INSERT)
            .bind(id).bind(label.uuid()).bind(kind.as_str()).bind(position).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

async fn forget_in_lists(tx: &mut Tx, id: VideoId) -> Result<(), db::Error> {
    on!(tx, conn => sqlx::query("DELETE FROM my_list WHERE video_id = $1")
        .bind(id.uuid()).execute(conn).await.map(|_| ()))
}
