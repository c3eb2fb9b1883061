//! Taking a film, a trailer or a picture away from a video.

use kernel::Cause;

use super::{
    Error, Expected,
    loading::{retrying, video},
    ports::{Changes, Ports},
    tell::tell_video,
};
use crate::domain::{
    VideoId,
    video::{ImageKind, MediaKind, Video},
};

/// Takes a film or trailer away. One that is not there is gone already.
pub async fn remove_media(
    ports: &Ports,
    id: VideoId,
    kind: MediaKind,
    expected: Expected,
    cause: &Cause,
) -> Result<(), Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.remove_media(kind, ports.clock.now())?;
        save(ports, found, cause).await
    })
    .await
}

/// Takes a picture away. One that is not there is gone already.
pub async fn remove_image(
    ports: &Ports,
    id: VideoId,
    kind: ImageKind,
    expected: Expected,
    cause: &Cause,
) -> Result<(), Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.remove_image(kind, ports.clock.now())?;
        save(ports, found, cause).await
    })
    .await
}

async fn save(ports: &Ports, video: Video, cause: &Cause) -> Result<(), Error> {
    if video.is_changed() {
        let changes = Changes { videos: vec![video.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        tell_video(ports, &video);
    }
    Ok(())
}
