//! A film or trailer that is worked on while it arrives: its video has it from its first bytes on, and has it whole, or
//! not at all, in the end.

use kernel::Cause;

use super::{
    Error,
    attach_media::{attach_media, medium},
    loading::{retrying, video},
    ports::{Attachment, Changes, Ports},
    tell::{tell_media, tell_video},
};
use crate::domain::{
    UploadId, VideoId,
    media_file::{Container, HEAD},
    upload::Upload,
    video::Attached,
};

/// Makes an upload the newest version of the video it is meant for, if it can be read before its end has come; returns
/// that video. What does not look like a film yet is judged at the end.
pub(super) async fn announce(ports: &Ports, upload: &Upload) -> Result<Option<VideoId>, Error> {
    let Some(intended) = upload.intended else { return Ok(None) };
    let Some(head) = ports.objects.start(&upload.key(), HEAD).await? else { return Ok(None) };
    let Ok(container) = Container::detect(&head) else { return Ok(None) };
    if !container.opens_from_start(&head) {
        return Ok(None);
    }
    let kind = upload.purpose;
    retrying(|| async {
        let mut found = match video(ports, intended).await {
            Err(Error::NotFound) => return Ok(None),
            found => found?,
        };
        // What is not encoded yet gives way only to a whole film: nothing would be left if this one never is.
        if found.state().slot(kind).current.as_ref().is_some_and(|current| !current.is_completed()) {
            return Ok(None);
        }
        if found.attach(kind, medium(upload, container, None), ports.clock.now()) == Attached::Already {
            return Ok(None);
        }
        let announcements = vec![Attachment { upload: upload.id, video: intended }];
        let changes = Changes { videos: vec![found.clone()], announcements, ..Changes::default() };
        let _ = ports.catalogue.commit(changes, &cause(upload.id)).await?;
        tell_video(ports, &found);
        tell_media(ports, &found, kind, None);
        Ok(Some(intended))
    })
    .await
}

/// Attaches an upload that has all its bytes to the video that was told of it, unless somebody took it away there.
/// Whoever uploads attaches it, too; if neither succeeds, the next sweep does.
pub(super) async fn make_whole(ports: &Ports, upload: &Upload) {
    if let Err(error) = attach_announced(ports, upload).await {
        tracing::warn!(%error, upload = %upload.id, "an upload could not be attached; it is tried again later");
    }
}

async fn attach_announced(ports: &Ports, upload: &Upload) -> Result<(), Error> {
    let Some(target) = upload.announced else { return Ok(()) };
    let Some(found) = ports.catalogue.videos(&[target]).await?.pop() else { return Ok(()) };
    let current = found.state().slot(upload.purpose).current.as_ref();
    if current.is_some_and(|current| current.id == upload.media_id() && current.is_arriving()) {
        attach_media(ports, (target, upload.purpose), upload.id, upload.owner, &cause(upload.id)).await?;
    }
    Ok(())
}

/// Takes an upload whose rest never comes away from the video that was told of it.
pub(super) async fn abandon(ports: &Ports, upload: &Upload) -> Result<(), Error> {
    let Some(target) = upload.announced else { return Ok(()) };
    retrying(|| async {
        let Some(mut found) = ports.catalogue.videos(&[target]).await?.pop() else { return Ok(()) };
        found.abandon(upload.purpose, upload.media_id(), ports.clock.now());
        if found.is_changed() {
            let changes = Changes { videos: vec![found.clone()], ..Changes::default() };
            let _ = ports.catalogue.commit(changes, &cause(upload.id)).await?;
            tell_video(ports, &found);
        }
        Ok(())
    })
    .await
}

fn cause(upload: UploadId) -> Cause {
    Cause::worker(upload.uuid())
}
