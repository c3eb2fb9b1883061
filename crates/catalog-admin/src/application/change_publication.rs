//! Letting viewers see a video, and hiding it from them.

use kernel::Cause;

use super::{
    Error, Expected,
    loading::{retrying, video},
    ports::{Changes, Ports},
    tell::tell_video,
};
use crate::domain::{
    VideoId,
    video::{Readiness, Video},
};

/// Publishes a video. A published one stays as it is.
pub async fn publish_video(
    ports: &Ports,
    id: VideoId,
    readiness: Readiness,
    expected: Expected,
    cause: &Cause,
) -> Result<Video, Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.publish(readiness, ports.clock.now())?;
        save(ports, found, cause).await
    })
    .await
}

/// Withdraws a video. An unpublished one stays as it is.
pub async fn unpublish_video(ports: &Ports, id: VideoId, expected: Expected, cause: &Cause) -> Result<Video, Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.unpublish(ports.clock.now())?;
        save(ports, found, cause).await
    })
    .await
}

async fn save(ports: &Ports, video: Video, cause: &Cause) -> Result<Video, Error> {
    if video.is_changed() {
        let changes = Changes { videos: vec![video.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        tell_video(ports, &video);
    }
    Ok(video)
}
