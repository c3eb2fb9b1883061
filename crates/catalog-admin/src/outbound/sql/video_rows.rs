//! A video as a row, and back.

use kernel::{Timestamp, text::fold};
use platform::{
    db::{Error, Tx},
    on,
};
use uuid::Uuid;

use super::{
    exactly_one, life,
    records::{AllMedia, Pictures, from_json, to_json},
};
use crate::domain::{
    Synopsis, Title, UserId, VideoId,
    video::{
        Details, Image, Markers, Minutes, Rating, Relations, Slot, Status, TextTrack, ThumbnailSource, Video,
        VideoState, Year,
    },
};

pub(super) const COLUMNS: &str = "id, version, title, description, year_launched, duration_hundredths, rating, opened,
    intro_start_ms, intro_end_ms, credits_start_ms, publish_when_ready, status, published_at, pictures, media,
    created_by, created_at, updated_at";

platform::row! {
    /// The columns of [`COLUMNS`].
    pub(super) struct Row {
        pub(super) id: Uuid,
        version: i64,
        title: String,
        description: String,
        year_launched: i64,
        duration_hundredths: Option<i64>,
        rating: String,
        opened: bool,
        intro_start_ms: Option<i64>,
        intro_end_ms: Option<i64>,
        credits_start_ms: Option<i64>,
        publish_when_ready: bool,
        status: String,
        published_at: Option<i64>,
        pictures: String,
        media: String,
        created_by: Uuid,
        created_at: i64,
        updated_at: i64,
    }
}

impl Row {
    /// The video, with the relations read beside.
    pub(super) fn into_video(self, relations: Relations) -> Result<Video, Error> {
        let details = self.details()?;
        let pictures: Pictures = from_json(&self.pictures)?;
        let media: AllMedia = from_json(&self.media)?;
        let thumbnail_source = source(&pictures);
        let state = VideoState {
            details,
            relations,
            status: status(&self.status)?,
            published_at: self.published_at.map(Timestamp::from_millis),
            banner: pictures.banner.map(Image::from),
            thumbnail_source,
            thumbnail_poster: pictures.thumbnail_poster,
            thumbnail: pictures.thumbnail.map(Image::from),
            thumbnail_half: pictures.thumbnail_half.map(Image::from),
            film: Slot::from(media.film),
            trailer: Slot::from(media.trailer),
            text_tracks: media.text_tracks.into_iter().map(TextTrack::from).collect(),
            created_by: UserId::from_uuid(self.created_by),
        };
        let life = life(self.version, self.created_at, self.updated_at);
        Ok(Video::restore(VideoId::from_uuid(self.id), state, life))
    }

    fn details(&self) -> Result<Details, Error> {
        let duration = self.duration_hundredths.map(u32::try_from).transpose().map_err(Error::corrupt)?;
        Ok(Details {
            title: Title::restore(self.title.clone()),
            description: Synopsis::restore(self.description.clone()),
            year: Year::restore(u16::try_from(self.year_launched).map_err(Error::corrupt)?),
            duration: duration.map(Minutes::restore),
            rating: Rating::parse("rating", &self.rating)
                .map_err(|_| Error::Corrupt(format!("rating {}", self.rating)))?,
            opened: self.opened,
            markers: Markers {
                intro_start_ms: self.intro_start_ms,
                intro_end_ms: self.intro_end_ms,
                credits_start_ms: self.credits_start_ms,
            },
            publish_when_ready: self.publish_when_ready,
        })
    }
}

/// Rows that do not say are older than the choice: what they have is kept.
fn source(pictures: &Pictures) -> ThumbnailSource {
    match (pictures.thumbnail_source, &pictures.thumbnail) {
        (Some(source), _) => source.into(),
        (None, Some(_)) => ThumbnailSource::Uploaded,
        (None, None) => ThumbnailSource::Automatic,
    }
}

fn status(text: &str) -> Result<Status, Error> {
    let found = Status::SHOWN.into_iter().find(|status| status.as_str() == text);
    found.ok_or_else(|| Error::Corrupt(format!("status {text}")))
}

const INSERT: &str = "INSERT INTO videos (id, version, title, description, year_launched, duration_hundredths,
    rating, opened, intro_start_ms, intro_end_ms, credits_start_ms, publish_when_ready, status, published_at,
    pictures, media, created_by, search_text, sort_title, created_at, updated_at, deleted_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $20, $21)";
const UPDATE: &str = "UPDATE videos SET version = $2, title = $3, description = $4, year_launched = $5,
    duration_hundredths = $6, rating = $7, opened = $8, intro_start_ms = $9, intro_end_ms = $10,
    credits_start_ms = $11, publish_when_ready = $12, status = $13, published_at = $14, pictures = $15,
    media = $16, created_by = $17, search_text = $18, sort_title = $18, created_at = $19, updated_at = $20,
    deleted_at = $21 WHERE id = $1 AND version = $22 AND deleted_at IS NULL";

/// Inserts or updates the row itself.
pub(super) async fn write(tx: &mut Tx, video: &Video) -> Result<(), Error> {
    let (state, life) = (video.state(), video.life());
    let details = &state.details;
    let (pictures, media) = (pictures(state)?, media(state)?);
    let is_new = video.stored_version() == 0;
    let rows = on!(tx, conn => {
        let query = sqlx::query(if is_new { INSERT } else { UPDATE })
            .bind(video.id().uuid())
            .bind(life.version)
            .bind(details.title.as_str())
            .bind(details.description.as_str())
            .bind(i64::from(details.year.value()))
            .bind(details.duration.map(|minutes| i64::from(minutes.hundredths())))
            .bind(details.rating.as_str())
            .bind(details.opened)
            .bind(details.markers.intro_start_ms)
            .bind(details.markers.intro_end_ms)
            .bind(details.markers.credits_start_ms)
            .bind(details.publish_when_ready)
            .bind(state.status.as_str())
            .bind(state.published_at.map(Timestamp::millis))
            .bind(&pictures)
            .bind(&media)
            .bind(state.created_by.uuid())
            .bind(fold(details.title.as_str()))
            .bind(life.created_at.millis())
            .bind(life.updated_at.millis())
            .bind(life.deleted_at.map(Timestamp::millis));
        let query = if is_new { query } else { query.bind(video.stored_version()) };
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    exactly_one(rows)
}

fn pictures(state: &VideoState) -> Result<String, Error> {
    to_json(&Pictures {
        banner: state.banner.as_ref().map(Into::into),
        thumbnail: state.thumbnail.as_ref().map(Into::into),
        thumbnail_half: state.thumbnail_half.as_ref().map(Into::into),
        thumbnail_source: Some(state.thumbnail_source.into()),
        thumbnail_poster: state.thumbnail_poster.clone(),
    })
}

fn media(state: &VideoState) -> Result<String, Error> {
    to_json(&AllMedia {
        film: (&state.film).into(),
        trailer: (&state.trailer).into(),
        text_tracks: state.text_tracks.iter().map(Into::into).collect(),
    })
}
