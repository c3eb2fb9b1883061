//! Videos with their relations.

use std::collections::BTreeSet;

use platform::db::{Error, Tx};
use uuid::Uuid;

use super::{
    relations::{Link, read, referring, replace},
    select::{CHUNK, Paged, Select, Value, order},
    video_rows::{self, COLUMNS, Row},
};
use crate::{
    application::ports::{ListQuery, VideoFilter, VideoSort},
    domain::{
        CastMemberId, CategoryId, GenreId, VideoId,
        video::{ImageKind, ImageSize, Relations, TextTrack, Video},
    },
};

pub(super) async fn find(tx: &mut Tx, ids: &[VideoId]) -> Result<Vec<Video>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let select = Select::new("SELECT ").push(COLUMNS).push(" FROM videos WHERE deleted_at IS NULL AND id IN ");
        let rows = select.bind_list(ids.iter().map(|id| Value::Id(id.uuid()))).fetch(tx).await?;
        found.extend(complete(tx, rows).await?);
    }
    Ok(found)
}

/// Living videos with any of the relations.
pub(super) async fn connected(tx: &mut Tx, with: &Relations) -> Result<Vec<Video>, Error> {
    let categories: Vec<_> = with.categories.iter().map(|id| id.uuid()).collect();
    let genres: Vec<_> = with.genres.iter().map(|id| id.uuid()).collect();
    let cast_members: Vec<_> = with.cast_members.iter().map(|id| id.uuid()).collect();
    let mut ids = referring(tx, Link::VideoCategories, &categories).await?;
    ids.extend(referring(tx, Link::VideoGenres, &genres).await?);
    ids.extend(referring(tx, Link::VideoCastMembers, &cast_members).await?);
    find(tx, &ids.into_iter().map(VideoId::from_uuid).collect::<Vec<_>>()).await
}

pub(super) async fn list(tx: &mut Tx, query: &ListQuery<VideoSort, VideoFilter>) -> Result<(Vec<Video>, u64), Error> {
    let conditions =
        conditions(&query.filter, Select::new("FROM videos WHERE deleted_at IS NULL").search(query.search.as_deref()));
    let column = match query.sort {
        VideoSort::Title => "sort_title",
        VideoSort::YearLaunched => "year_launched",
        VideoSort::CreatedAt => "created_at",
    };
    let paged = Paged { conditions, columns: COLUMNS, order: order(column, query.direction), page: query.page };
    let (rows, total) = paged.fetch::<Row>(tx).await?;
    Ok((complete(tx, rows).await?, total))
}

fn conditions(filter: &VideoFilter, select: Select) -> Select {
    const CATEGORIES: &str =
        " AND EXISTS (SELECT 1 FROM video_categories r WHERE r.video_id = videos.id AND r.category_id IN ";
    const GENRES: &str = " AND EXISTS (SELECT 1 FROM video_genres r WHERE r.video_id = videos.id AND r.genre_id IN ";
    const CAST_MEMBERS: &str =
        " AND EXISTS (SELECT 1 FROM video_cast_members r WHERE r.video_id = videos.id AND r.cast_member_id IN ";
    select
        .flag(" AND opened = ", filter.opened)
        .any_of(" AND rating IN ", filter.ratings.iter().map(|it| it.as_str().into()).collect(), "")
        .any_of(" AND status IN ", filter.statuses.iter().map(|it| it.as_str().into()).collect(), "")
        .any_of(" AND year_launched IN ", filter.years.iter().map(|it| Value::Number(i64::from(*it))).collect(), "")
        .any_of(CATEGORIES, filter.categories.iter().map(|id| Value::Id(id.uuid())).collect(), ")")
        .any_of(GENRES, filter.genres.iter().map(|id| Value::Id(id.uuid())).collect(), ")")
        .any_of(CAST_MEMBERS, filter.cast_members.iter().map(|id| Value::Id(id.uuid())).collect(), ")")
}

async fn complete(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Video>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut categories = read(tx, Link::VideoCategories, &ids).await?;
    let mut genres = read(tx, Link::VideoGenres, &ids).await?;
    let mut cast_members = read(tx, Link::VideoCastMembers, &ids).await?;
    let videos = rows.into_iter().map(|row| {
        let relations = Relations {
            categories: typed(categories.remove(&row.id), CategoryId::from_uuid),
            genres: typed(genres.remove(&row.id), GenreId::from_uuid),
            cast_members: typed(cast_members.remove(&row.id), CastMemberId::from_uuid),
        };
        row.into_video(relations)
    });
    videos.collect()
}

fn typed<I: Ord>(ids: Option<BTreeSet<Uuid>>, wrap: impl Fn(Uuid) -> I) -> BTreeSet<I> {
    ids.unwrap_or_default().into_iter().map(wrap).collect()
}

/// Writes the row and its relations. A tombstone has none.
pub(super) async fn write(tx: &mut Tx, video: &Video) -> Result<(), Error> {
    video_rows::write(tx, video).await?;
    let none = Relations::default();
    let is_gone = video.life().deleted_at.is_some();
    let relations = if is_gone { &none } else { &video.state().relations };
    let id = video.id().uuid();
    let far = relations.genres.iter().map(|id| id.uuid()).collect();
    replace(tx, Link::VideoGenres, id, far).await?;
    let far = relations.cast_members.iter().map(|id| id.uuid()).collect();
    replace(tx, Link::VideoCastMembers, id, far).await?;
    let far = relations.categories.iter().map(|id| id.uuid()).collect();
    replace(tx, Link::VideoCategories, id, far).await
}

/// The objects a video's pictures and text tracks lie in.
pub(super) fn object_keys(video: &Video) -> Vec<String> {
    let kinds = [ImageKind::Banner, ImageKind::Thumbnail, ImageKind::ThumbnailHalf];
    let images = kinds.into_iter().filter_map(|kind| video.state().image(kind));
    let pictures = images.flat_map(|image| ImageSize::ALL.map(|size| image.key(size)));
    pictures.chain(video.state().text_tracks.iter().map(TextTrack::key)).collect()
}
