//! Rows, and what they mean.

use std::collections::HashMap;

use kernel::Timestamp;
use platform::{
    db::{self, Tx},
    on,
};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::placeholders;
use crate::{
    application::ports::Depth,
    domain::{Label, LabelId, LabelKind, LabelName, Markers, Picture, Rating, Role, Shelved, Video, VideoId},
};

/// Most ids in one statement; SQLite takes 32,766 parameters.
const MAX_IDS: usize = 8_192;

/// What is only ever shown, never searched for.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Details {
    banner: Option<PictureRow>,
    thumbnail: Option<PictureRow>,
    thumbnail_half: Option<PictureRow>,
    markers: Option<[Option<i64>; 3]>,
    has_trailer: bool,
    audio_languages: Vec<String>,
    #[serde(default)]
    text_languages: Vec<String>,
}

#[derive(Debug, Deserialize, Serialize)]
struct PictureRow {
    id: Uuid,
    width: u32,
    height: u32,
    placeholder: String,
}

impl Details {
    pub(super) fn of(video: &Video) -> Self {
        let picture = |picture: &Option<Picture>| {
            picture.as_ref().map(|picture| PictureRow {
                id: picture.id,
                width: picture.width,
                height: picture.height,
                placeholder: picture.placeholder.clone(),
            })
        };
        Self {
            banner: picture(&video.banner),
            thumbnail: picture(&video.thumbnail),
            thumbnail_half: picture(&video.thumbnail_half),
            markers: video
                .markers
                .map(|markers| [markers.intro_start_ms, markers.intro_end_ms, markers.credits_start_ms]),
            has_trailer: video.has_trailer,
            audio_languages: video.audio_languages.clone(),
            text_languages: video.text_languages.clone(),
        }
    }
}

impl From<PictureRow> for Picture {
    fn from(row: PictureRow) -> Self {
        Self { id: row.id, width: row.width, height: row.height, placeholder: row.placeholder }
    }
}

platform::row! {
    #[derive(Debug)]
    pub(super) struct VideoRow {
        pub id: Uuid,
        pub change: i64,
        pub published: bool,
        version: i64,
        title: String,
        description: String,
        year_launched: i64,
        duration_ms: Option<i64>,
        rating: String,
        opened: bool,
        published_at: i64,
        details: String,
    }
}

/// The columns of a [`VideoRow`].
pub(super) const VIDEO_COLUMNS: &str = "id, change, published, version, title, description, year_launched, duration_ms,
    rating, opened, published_at, details";

impl VideoRow {
    fn into_video(self, labels: &[VideoLabelRow]) -> Result<Video, db::Error> {
        let details: Details = serde_json::from_str(&self.details).map_err(db::Error::corrupt)?;
        let mut filed = Vec::with_capacity(labels.len());
        for label in labels {
            filed.push((kind(&label.kind)?, LabelId::from_uuid(label.label_id)));
        }
        Ok(Video {
            id: VideoId::from_uuid(self.id),
            version: self.version,
            title: self.title,
            description: self.description,
            year_launched: u16::try_from(self.year_launched).map_err(db::Error::corrupt)?,
            duration_ms: self.duration_ms,
            rating: Rating::parse(&self.rating).ok_or_else(|| db::Error::corrupt("rating"))?,
            opened: self.opened,
            published_at: Timestamp::from_millis(self.published_at),
            markers: details.markers.map(|[intro_start_ms, intro_end_ms, credits_start_ms]| Markers {
                intro_start_ms,
                intro_end_ms,
                credits_start_ms,
            }),
            banner: details.banner.map(Picture::from),
            thumbnail: details.thumbnail.map(Picture::from),
            thumbnail_half: details.thumbnail_half.map(Picture::from),
            has_trailer: details.has_trailer,
            audio_languages: details.audio_languages,
            text_languages: details.text_languages,
            labels: filed,
        })
    }

    pub(super) fn into_shelved(self, labels: &LabelsByVideo) -> Result<Shelved, db::Error> {
        let labels = labels.0.get(&self.id).map(Vec::as_slice).unwrap_or_default();
        let mut names = Vec::new();
        for label in labels {
            if let Some(name) = &label.name {
                names.push(LabelName {
                    id: LabelId::from_uuid(label.label_id),
                    kind: kind(&label.kind)?,
                    name: name.clone(),
                    role: label.role.as_deref().and_then(Role::parse),
                });
            }
        }
        Ok(Shelved { video: self.into_video(labels)?, labels: names })
    }
}

platform::row! {
    /// A label on a video; without a name if it is not active, or not known yet.
    #[derive(Debug)]
    struct VideoLabelRow {
        video_id: Uuid,
        label_id: Uuid,
        kind: String,
        name: Option<String>,
        role: Option<String>,
    }
}

/// The labels of some videos, in their order.
#[derive(Default)]
pub(super) struct LabelsByVideo(HashMap<Uuid, Vec<VideoLabelRow>>);

impl LabelsByVideo {
    pub(super) async fn load(tx: &mut Tx, videos: &[Uuid], depth: Depth) -> Result<Self, db::Error> {
        let mut labels = Self::default();
        for videos in videos.chunks(MAX_IDS) {
            for row in load_labels(tx, videos, depth).await? {
                labels.0.entry(row.video_id).or_default().push(row);
            }
        }
        Ok(labels)
    }
}

async fn load_labels(tx: &mut Tx, videos: &[Uuid], depth: Depth) -> Result<Vec<VideoLabelRow>, db::Error> {
    let (list, padding) = placeholders(1, videos.len());
    let kinds = match depth {
        Depth::Card => "AND filed.kind = 'genre'",
        Depth::Full => "",
    };
    let sql = format!(
        "SELECT filed.video_id, filed.label_id, filed.kind, labels.name, labels.role
         FROM video_labels AS filed LEFT JOIN labels ON labels.id = filed.label_id AND labels.is_active
         WHERE filed.video_id IN ({list}) {kinds} ORDER BY filed.video_id, filed.position"
    );
    on!(tx, conn => {
        let mut query = sqlx::query_as::<_, VideoLabelRow>(AssertSqlSafe(sql));
        for video in videos.iter().copied().chain(std::iter::repeat_n(Uuid::nil(), padding)) {
            query = query.bind(video);
        }
        query.fetch_all(conn).await
    })
}

platform::row! {
    #[derive(Debug)]
    pub(super) struct LabelRow {
        id: Uuid,
        kind: String,
        version: i64,
        name: String,
        description: Option<String>,
        role: Option<String>,
        is_active: bool,
    }
}

/// The columns of a [`LabelRow`].
pub(super) const LABEL_COLUMNS: &str = "id, kind, version, name, description, role, is_active";

impl LabelRow {
    pub(super) fn into_label(self) -> Result<Label, db::Error> {
        Ok(Label {
            id: LabelId::from_uuid(self.id),
            kind: kind(&self.kind)?,
            version: self.version,
            name: self.name,
            description: self.description,
            role: self.role.as_deref().and_then(Role::parse),
            is_active: self.is_active,
        })
    }
}

fn kind(text: &str) -> Result<LabelKind, db::Error> {
    LabelKind::parse(text).ok_or_else(|| db::Error::corrupt("kind of label"))
}
