//! Having a failed film or trailer encoded again.

use kernel::Cause;

use super::{
    Error,
    loading::{retrying, video},
    ports::{Changes, Ports},
    tell::{tell_media, tell_video},
};
use crate::domain::{VideoId, video::MediaKind};

/// Announces the newest version to the encoder once more.
pub async fn retry_encoding(ports: &Ports, id: VideoId, kind: MediaKind, cause: &Cause) -> Result<(), Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        found.retry_encoding(kind, ports.clock.now())?;
        let changes = Changes { videos: vec![found.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        tell_video(ports, &found);
        tell_media(ports, &found, kind, None);
        Ok(())
    })
    .await
}
