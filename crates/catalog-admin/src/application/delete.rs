//! Deleting, one or many: all of them or none. What is deleted is detached from its neighbours in the same step.

use std::collections::BTreeSet;

use kernel::{Cause, Timestamp};

use super::{
    Error, Expected, Needed,
    loading::retrying,
    ports::{Changes, Neighbours, Ports},
    tell::tell_video,
};
use crate::domain::{
    CastMemberId, CategoryId, Entry, GenreId, Kind, VideoId,
    video::{Relations, Video},
};

/// Deletes categories. Ids that name nothing are deleted already.
pub async fn delete_categories(
    ports: &Ports,
    ids: &[CategoryId],
    expected: Expected,
    cause: &Cause,
) -> Result<(), Error> {
    retrying(|| async {
        let now = ports.clock.now();
        let mut categories = ports.catalogue.categories(ids).await?;
        mark_deleted(&mut categories, expected, now)?;
        let gone = Relations { categories: ids.iter().copied().collect(), ..Relations::default() };
        let mut neighbours = ports.catalogue.neighbours(&gone).await?;
        detach(&mut neighbours, &gone, now)?;
        let Neighbours { genres, videos } = neighbours;
        commit(ports, Changes { categories, genres, videos, ..Changes::default() }, cause).await
    })
    .await
}

/// Deletes genres. Ids that name nothing are deleted already.
pub async fn delete_genres(ports: &Ports, ids: &[GenreId], expected: Expected, cause: &Cause) -> Result<(), Error> {
    retrying(|| async {
        let now = ports.clock.now();
        let mut genres = ports.catalogue.genres(ids).await?;
        mark_deleted(&mut genres, expected, now)?;
        let gone = Relations { genres: ids.iter().copied().collect(), ..Relations::default() };
        let mut neighbours = ports.catalogue.neighbours(&gone).await?;
        detach(&mut neighbours, &gone, now)?;
        commit(ports, Changes { genres, videos: neighbours.videos, ..Changes::default() }, cause).await
    })
    .await
}

/// Deletes cast members. Ids that name nothing are deleted already.
pub async fn delete_cast_members(
    ports: &Ports,
    ids: &[CastMemberId],
    expected: Expected,
    cause: &Cause,
) -> Result<(), Error> {
    retrying(|| async {
        let now = ports.clock.now();
        let mut cast_members = ports.catalogue.cast_members(ids).await?;
        mark_deleted(&mut cast_members, expected, now)?;
        let gone = Relations { cast_members: ids.iter().copied().collect(), ..Relations::default() };
        let mut neighbours = ports.catalogue.neighbours(&gone).await?;
        detach(&mut neighbours, &gone, now)?;
        commit(ports, Changes { cast_members, videos: neighbours.videos, ..Changes::default() }, cause).await
    })
    .await
}

/// Deletes videos. Ids that name nothing are deleted already.
pub async fn delete_videos(ports: &Ports, ids: &[VideoId], expected: Expected, cause: &Cause) -> Result<(), Error> {
    retrying(|| async {
        let mut videos = ports.catalogue.videos(ids).await?;
        for video in &mut videos {
            expected.check(video.life().version)?;
            video.delete(ports.clock.now());
        }
        commit(ports, Changes { videos, ..Changes::default() }, cause).await
    })
    .await
}

fn mark_deleted<S: Kind>(entries: &mut [Entry<S>], expected: Expected, now: Timestamp) -> Result<(), Error> {
    for entry in entries {
        expected.check(entry.life().version)?;
        entry.delete(now);
    }
    Ok(())
}

/// Takes `gone` away from everybody who refers to it, unless viewers would be left with a bare video.
fn detach(neighbours: &mut Neighbours, gone: &Relations, now: Timestamp) -> Result<(), Error> {
    let needed: Vec<_> = neighbours.videos.iter().filter_map(|video| needed_by(video, gone)).collect();
    if !needed.is_empty() {
        return Err(Error::InUse { needed });
    }
    for genre in &mut neighbours.genres {
        genre.replace(genre.without(&gone.categories), now);
    }
    for video in &mut neighbours.videos {
        video.detach(gone, now);
    }
    Ok(())
}

fn needed_by(video: &Video, gone: &Relations) -> Option<Needed> {
    if !video.needs_any_of(gone) {
        return None;
    }
    let has = &video.state().relations;
    let lost: BTreeSet<String> = (has.categories.intersection(&gone.categories).map(ToString::to_string))
        .chain(has.genres.intersection(&gone.genres).map(ToString::to_string))
        .collect();
    let id = lost.into_iter().collect::<Vec<_>>().join(", ");
    Some(Needed { id, video: video.state().details.title.as_str().to_owned() })
}

async fn commit(ports: &Ports, changes: Changes, cause: &Cause) -> Result<(), Error> {
    let videos = changes.videos.clone();
    let _ = ports.catalogue.commit(changes, cause).await?;
    for video in &videos {
        tell_video(ports, video);
    }
    Ok(())
}
