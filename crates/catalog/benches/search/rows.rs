//! Writes a catalogue's rows directly.

use catalog::domain::{LabelName, Picture, Role, Shelved};
use platform::{db::Tx, on};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

/// Numbers the first change, which all videos are of.
pub async fn start_clock(tx: &mut Tx) {
    let started = on!(tx, conn => sqlx::query("UPDATE index_clock SET change = 1").execute(conn).await.map(|_| ()));
    started.expect("the clock can be set");
}

/// An active label.
pub async fn insert_label(tx: &mut Tx, label: &LabelName) {
    const SQL: &str = "INSERT INTO labels (id, kind, version, name, search_text, role, is_active)
        VALUES ($1, $2, 1, $3, $4, $5, $6)";
    let inserted = on!(tx, conn => sqlx::query(SQL)
        .bind(label.id.uuid())
        .bind(label.kind.as_str())
        .bind(&label.name)
        .bind(kernel::text::fold(&label.name))
        .bind(label.role.map(Role::as_str))
        .bind(true)
        .execute(conn)
        .await
        .map(|_| ()));
    inserted.expect("a label can be inserted");
}

/// A published video of the first change.
pub async fn insert_video(tx: &mut Tx, shelved: &Shelved) {
    const SQL: &str = "INSERT INTO videos (id, version, change, published, title, description, year_launched,
            duration_ms, rating, opened, published_at, has_banner, details)
        VALUES ($1, 1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $2, $10)";
    let video = &shelved.video;
    let inserted = on!(tx, conn => sqlx::query(SQL)
        .bind(video.id.uuid())
        .bind(true)
        .bind(&video.title)
        .bind(&video.description)
        .bind(i64::from(video.year_launched))
        .bind(video.duration_ms)
        .bind(video.rating.as_str())
        .bind(video.opened)
        .bind(video.published_at.millis())
        .bind(details(shelved).to_string())
        .execute(conn)
        .await
        .map(|_| ()));
    inserted.expect("a video can be inserted");
    insert_video_labels(tx, shelved).await;
}

async fn insert_video_labels(tx: &mut Tx, shelved: &Shelved) {
    let row = |index: usize| format!("($1, ${}, ${}, {index})", 2 * index + 2, 2 * index + 3);
    let rows: Vec<String> = (0..shelved.labels.len()).map(row).collect();
    let sql = format!("INSERT INTO video_labels (video_id, label_id, kind, position) VALUES {}", rows.join(", "));
    let inserted = on!(tx, conn => {
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(shelved.video.id.uuid());
        for label in &shelved.labels {
            query = query.bind(label.id.uuid()).bind(label.kind.as_str());
        }
        query.execute(conn).await.map(|_| ())
    });
    inserted.expect("labels of a video can be inserted");
}

fn details(shelved: &Shelved) -> Value {
    let picture = |picture: &Option<Picture>| {
        picture
            .as_ref()
            .map(|it| json!({ "id": it.id, "width": it.width, "height": it.height, "placeholder": it.placeholder }))
    };
    let video = &shelved.video;
    json!({
        "banner": picture(&video.banner),
        "thumbnail": picture(&video.thumbnail),
        "thumbnail_half": picture(&video.thumbnail_half),
        "has_trailer": video.has_trailer,
        "audio_languages": video.audio_languages,
    })
}
