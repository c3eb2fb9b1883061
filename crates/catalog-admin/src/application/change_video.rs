//! Making and changing what is said about a video. Media and publication are not touched here.

use kernel::{Cause, Violations};

use super::{
    Error, Expected,
    loading::{retrying, video},
    ports::{Changes, Ports, StoreError},
    tell::tell_video,
};
use crate::domain::{
    CastMember, Category, UserId, VideoId,
    video::{DetailsChange, Known, Relations, RelationsChange, Video},
};

/// What an editor sent, with the violations found while reading it.
#[derive(Clone, Debug, Default)]
pub struct VideoChange {
    /// About the video.
    pub details: DetailsChange,
    /// What it is connected with.
    pub relations: RelationsChange,
    /// What was wrong so far.
    pub violations: Violations,
}

/// Makes a draft. The same command again gives the same video.
pub async fn create_video(
    ports: &Ports,
    id: VideoId,
    created_by: UserId,
    change: VideoChange,
    cause: &Cause,
) -> Result<Video, Error> {
    retrying(|| async {
        let VideoChange { details, relations, mut violations } = change.clone();
        let relations = relations.apply(&Relations::default());
        check_relations(ports, &relations, &mut violations).await?;
        violations.into_result()?;
        let made = Video::create(id, details.complete()?, relations, created_by, ports.clock.now())?;
        let changes = Changes { videos: vec![made.clone()], ..Changes::default() };
        match ports.catalogue.commit(changes, cause).await {
            Ok(_) => {
                tell_video(ports, &made);
                Ok(made)
            }
            Err(StoreError::Exists) => video(ports, id).await,
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Changes what is said about a video.
pub async fn change_video(
    ports: &Ports,
    id: VideoId,
    change: VideoChange,
    expected: Expected,
    cause: &Cause,
) -> Result<Video, Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        let VideoChange { details, relations, mut violations } = change.clone();
        let relations = relations.apply(&found.state().relations);
        check_relations(ports, &relations, &mut violations).await?;
        let details = details.apply(&found.state().details);
        // The rules across fields are told together with those of the fields.
        if let Err(more) = found.describe(details, relations, ports.clock.now()) {
            violations.extend(more);
        }
        violations.into_result()?;
        if !found.is_changed() {
            return Ok(found);
        }
        let changes = Changes { videos: vec![found.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        tell_video(ports, &found);
        Ok(found)
    })
    .await
}

async fn check_relations(ports: &Ports, relations: &Relations, violations: &mut Violations) -> Result<(), Error> {
    let catalogue = &ports.catalogue;
    let categories: Vec<_> = relations.categories.iter().copied().collect();
    let genres: Vec<_> = relations.genres.iter().copied().collect();
    let cast_members: Vec<_> = relations.cast_members.iter().copied().collect();
    let known = Known {
        categories: catalogue.categories(&categories).await?.iter().map(Category::id).collect(),
        genres: catalogue
            .genres(&genres)
            .await?
            .into_iter()
            .map(|genre| (genre.id(), genre.state().categories.clone()))
            .collect(),
        cast_members: catalogue.cast_members(&cast_members).await?.iter().map(CastMember::id).collect(),
    };
    relations.check(&known, violations);
    Ok(())
}
