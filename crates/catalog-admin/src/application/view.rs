//! Genres and videos with the names of what they are connected with.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Error,
    ports::{EncodeProgress, Ports},
};
use crate::domain::{
    CastMemberId, CastRole, CategoryId, Genre, GenreId, MediaId,
    video::{MediaKind, Video},
};

/// Something that is referred to, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<I> {
    /// Its id.
    pub id: I,
    /// Its name.
    pub name: String,
}

/// A genre with its categories.
pub struct GenreView {
    /// The genre.
    pub genre: Genre,
    /// By name.
    pub categories: Vec<Named<CategoryId>>,
}

/// A video with everything that belongs to it.
pub struct VideoView {
    /// The video.
    pub video: Video,
    /// By name.
    pub categories: Vec<Named<CategoryId>>,
    /// By name.
    pub genres: Vec<Named<GenreId>>,
    /// By name, with what they do.
    pub cast_members: Vec<(Named<CastMemberId>, CastRole)>,
    /// How far its encodes are.
    pub progress: Vec<EncodeProgress>,
}

/// Adds the names.
pub async fn view_genres(ports: &Ports, genres: Vec<Genre>) -> Result<Vec<GenreView>, Error> {
    let wanted = genres.iter().flat_map(|genre| genre.state().categories.iter().copied());
    let names = category_names(ports, wanted.collect()).await?;
    let views = genres.into_iter().map(|genre| {
        let categories = named(&genre.state().categories, &names);
        GenreView { genre, categories }
    });
    Ok(views.collect())
}

/// Adds names and progress.
pub async fn view_videos(ports: &Ports, videos: Vec<Video>) -> Result<Vec<VideoView>, Error> {
    let relations = || videos.iter().map(|video| &video.state().relations);
    let categories = relations().flat_map(|it| it.categories.iter().copied()).collect();
    let categories = category_names(ports, categories).await?;
    let genres = relations().flat_map(|it| it.genres.iter().copied()).collect();
    let genres = genre_names(ports, genres).await?;
    let cast = relations().flat_map(|it| it.cast_members.iter().copied()).collect();
    let cast = cast_names(ports, cast).await?;
    let unfinished: Vec<MediaId> = videos.iter().flat_map(unfinished_media).collect();
    let progress = if unfinished.is_empty() { Vec::new() } else { ports.progress.of(&unfinished).await? };
    let views = videos.into_iter().map(|video| {
        let relations = &video.state().relations;
        VideoView {
            categories: named(&relations.categories, &categories),
            genres: named(&relations.genres, &genres),
            cast_members: named_cast(&relations.cast_members, &cast),
            progress: progress.iter().filter(|it| unfinished_media(&video).any(|id| id == it.media)).cloned().collect(),
            video,
        }
    });
    Ok(views.collect())
}

fn unfinished_media(video: &Video) -> impl Iterator<Item = MediaId> {
    let newest = [MediaKind::Video, MediaKind::Trailer].map(|kind| video.state().slot(kind).current.as_ref());
    newest.into_iter().flatten().filter(|media| !media.is_completed()).map(|media| media.id)
}

async fn category_names(ports: &Ports, ids: BTreeSet<CategoryId>) -> Result<BTreeMap<CategoryId, String>, Error> {
    let ids: Vec<_> = ids.into_iter().collect();
    let found = ports.catalogue.categories(&ids).await?;
    Ok(found.iter().map(|it| (it.id(), it.state().name.as_str().to_owned())).collect())
}

async fn genre_names(ports: &Ports, ids: BTreeSet<GenreId>) -> Result<BTreeMap<GenreId, String>, Error> {
    let ids: Vec<_> = ids.into_iter().collect();
    let found = ports.catalogue.genres(&ids).await?;
    Ok(found.iter().map(|it| (it.id(), it.state().name.as_str().to_owned())).collect())
}

type CastNames = BTreeMap<CastMemberId, (String, CastRole)>;

async fn cast_names(ports: &Ports, ids: BTreeSet<CastMemberId>) -> Result<CastNames, Error> {
    let ids: Vec<_> = ids.into_iter().collect();
    let found = ports.catalogue.cast_members(&ids).await?;
    Ok(found.iter().map(|it| (it.id(), (it.state().name.as_str().to_owned(), it.state().role))).collect())
}

fn named<I: Copy + Ord>(ids: &BTreeSet<I>, names: &BTreeMap<I, String>) -> Vec<Named<I>> {
    let mut found: Vec<_> = ids.iter().filter_map(|id| Some(Named { id: *id, name: names.get(id)?.clone() })).collect();
    found.sort_by_cached_key(|it| kernel::text::fold(&it.name));
    found
}

fn named_cast(ids: &BTreeSet<CastMemberId>, names: &CastNames) -> Vec<(Named<CastMemberId>, CastRole)> {
    let found = ids.iter().filter_map(|id| names.get(id).map(|(name, role)| (id, name, *role)));
    let mut cast: Vec<_> = found.map(|(id, name, role)| (Named { id: *id, name: name.clone() }, role)).collect();
    cast.sort_by_cached_key(|(it, _)| kernel::text::fold(&it.name));
    cast
}
