//! Published videos and active labels, for reading.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Direction, Page};
use platform::{
    db::{self, Tx},
    on,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{
    SqlStore, placeholders,
    rows::{LABEL_COLUMNS, LabelRow, LabelsByVideo, VIDEO_COLUMNS, VideoRow},
};
use crate::{
    application::ports::{Depth, LabelQuery, LabelSort, PortError, Shelves},
    domain::{Label, LabelId, LabelKind, Shelved, VideoId},
};

#[async_trait]
impl Shelves for SqlStore {
    async fn videos(&self, ids: &[VideoId], depth: Depth) -> Result<Vec<Shelved>, PortError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let mut tx = self.db.read().await?;
        let rows = published(&mut tx, &ids).await?;
        let labels = LabelsByVideo::load(&mut tx, &ids, depth).await?;
        let mut by_id: HashMap<Uuid, VideoRow> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut videos = Vec::with_capacity(ids.len());
        for row in ids.iter().filter_map(|id| by_id.remove(id)) {
            videos.push(row.into_shelved(&labels)?);
        }
        Ok(videos)
    }

    async fn hero(&self) -> Result<Option<VideoId>, PortError> {
        const SQL: &str = "SELECT id FROM videos WHERE published AND has_banner
            ORDER BY published_at DESC, id DESC LIMIT 1";
        let mut tx = self.db.read().await?;
        let id = on!(&mut tx, conn => sqlx::query_scalar::<_, Uuid>(SQL).fetch_optional(conn).await)?;
        Ok(id.map(VideoId::from_uuid))
    }

    async fn labels(&self, ids: &[LabelId]) -> Result<Vec<Label>, PortError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (list, padding) = placeholders(1, ids.len());
        let sql = format!("SELECT {LABEL_COLUMNS} FROM labels WHERE is_active AND id IN ({list})");
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => {
            let mut query = sqlx::query_as::<_, LabelRow>(AssertSqlSafe(sql));
            for id in ids.iter().map(|id| id.uuid()).chain(std::iter::repeat_n(Uuid::nil(), padding)) {
                query = query.bind(id);
            }
            query.fetch_all(conn).await
        })?;
        into_labels(rows)
    }

    async fn label_page(&self, query: &LabelQuery) -> Result<Page<Label>, PortError> {
        const MATCHING: &str = "FROM labels WHERE is_active AND kind = $1 AND search_text LIKE $2 ESCAPE '\\'";
        let escaped = query.contains.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let (pattern, order) = (format!("%{escaped}%"), order_by(query));
        let total = format!("SELECT COUNT(*) {MATCHING}");
        let entries = format!("SELECT {LABEL_COLUMNS} {MATCHING} ORDER BY {order} LIMIT $3 OFFSET $4");
        let mut tx = self.db.read().await?;
        let total: i64 = on!(&mut tx, conn => sqlx::query_scalar(AssertSqlSafe(total))
            .bind(query.kind.as_str()).bind(&pattern).fetch_one(conn).await)?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, LabelRow>(AssertSqlSafe(entries))
            .bind(query.kind.as_str()).bind(&pattern).bind(query.page.limit()).bind(query.page.offset())
            .fetch_all(conn).await)?;
        let total = u64::try_from(total).map_err(db::Error::corrupt)?;
        Ok(Page { items: into_labels(rows)?, total, request: query.page })
    }

    async fn labels_by_words(&self, kind: LabelKind, words: &[String], limit: i64) -> Result<Vec<Label>, PortError> {
        let Some((last, others)) = words.split_last() else { return Ok(Vec::new()) };
        let has_word = (5..5 + others.len()).fold(String::new(), |sql, number| {
            sql + &format!(
                " AND EXISTS (SELECT 1 FROM label_words AS w WHERE w.label_id = labels.id AND w.word = ${number})"
            )
        });
        let sql = format!(
            "SELECT {LABEL_COLUMNS} FROM labels WHERE id IN (
                SELECT label_id FROM label_words WHERE kind = $1 AND word >= $2 AND word < $3)
             AND EXISTS (SELECT 1 FROM video_labels WHERE video_labels.label_id = labels.id) {has_word}
             ORDER BY search_text, id LIMIT $4"
        );
        let end = format!("{last}\u{10ffff}");
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => {
            let query = sqlx::query_as::<_, LabelRow>(AssertSqlSafe(sql));
            let mut query = query.bind(kind.as_str()).bind(last).bind(&end).bind(limit);
            for word in others {
                query = query.bind(word);
            }
            query.fetch_all(conn).await
        })?;
        into_labels(rows)
    }
}

async fn published(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<VideoRow>, db::Error> {
    let (list, padding) = placeholders(1, ids.len());
    let sql = format!("SELECT {VIDEO_COLUMNS} FROM videos WHERE published AND id IN ({list})");
    on!(tx, conn => {
        let mut query = sqlx::query_as::<_, VideoRow>(AssertSqlSafe(sql));
        for id in ids.iter().copied().chain(std::iter::repeat_n(Uuid::nil(), padding)) {
            query = query.bind(id);
        }
        query.fetch_all(conn).await
    })
}

/// Ids are UUIDv7: they sort by when they were made.
const fn order_by(query: &LabelQuery) -> &'static str {
    match (query.sort, query.direction) {
        (LabelSort::Name, Direction::Ascending) => "search_text, id",
        (LabelSort::Name, Direction::Descending) => "search_text DESC, id",
        (LabelSort::CreatedAt, Direction::Ascending) => "id",
        (LabelSort::CreatedAt, Direction::Descending) => "id DESC",
    }
}

fn into_labels(rows: Vec<LabelRow>) -> Result<Vec<Label>, PortError> {
    let labels: Result<Vec<Label>, db::Error> = rows.into_iter().map(LabelRow::into_label).collect();
    Ok(labels?)
}
