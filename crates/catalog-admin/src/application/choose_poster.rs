//! Pictures of a film as its thumbnail: choosing one, looking at them.

use kernel::Cause;

use super::{
    Error, Expected,
    loading::{retrying, video},
    ports::{Changes, Errand, ObjectBytes, Ports, StorageError},
    tell::tell_video,
};
use crate::domain::{
    VideoId,
    video::{Poster, Video},
};

/// Makes a picture of the film the thumbnail, or leaves it to the encoder if none is named: a worker does so at once.
pub async fn choose_poster(
    ports: &Ports,
    id: VideoId,
    at_ms: Option<i64>,
    expected: Expected,
    cause: &Cause,
) -> Result<Video, Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.choose_poster(at_ms, ports.clock.now())?;
        let errand = adoption(&found);
        // A thumbnail that was taken away is made again by the same choice.
        if found.is_changed() || errand.is_some() {
            let errands = errand.into_iter().collect();
            let changes = Changes { videos: vec![found.clone()], errands, ..Changes::default() };
            let _ = ports.catalogue.commit(changes, cause).await?;
            tell_video(ports, &found);
        }
        Ok(found)
    })
    .await
}

/// What is to be done for a video's thumbnail to be the picture that it should be.
pub(super) fn adoption(video: &Video) -> Option<Errand> {
    let poster = video.wanted_poster()?.to_owned();
    Some(Errand::AdoptPoster { video: video.id(), poster })
}

/// One of the pictures a thumbnail can be made of.
pub async fn read_poster(ports: &Ports, id: VideoId, at_ms: i64) -> Result<(Poster, ObjectBytes), Error> {
    let found = video(ports, id).await?;
    let poster = found.state().posters().iter().find(|poster| poster.at_ms == at_ms).ok_or(Error::NotFound)?;
    match ports.objects.get(&poster.path, None).await {
        Err(StorageError::NotFound) => Err(Error::NotFound),
        read => Ok((poster.clone(), read?)),
    }
}
