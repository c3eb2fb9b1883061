//! Making a stored upload the newest version of a film or trailer.

use futures::TryStreamExt;
use kernel::{Cause, Code, Violation, Violations};

use super::{
    Error,
    finish_upload::{finish_upload, refuse},
    loading::{find_upload, retrying, video},
    ports::{Attachment, Changes, Ports},
    tell::{tell_media, tell_video},
};
use crate::domain::{
    MediaId, UploadId, UserId, VideoId,
    media_file::{Container, HEAD},
    upload::{Checksum, Outcome, Refusal, Upload},
    video::{Attached, Media, MediaKind, MediaStatus},
};

/// Attaches an upload of `owner`. Attaching it again to the same place changes nothing.
pub async fn attach_media(
    ports: &Ports,
    (video_id, kind): (VideoId, MediaKind),
    upload: UploadId,
    owner: UserId,
    cause: &Cause,
) -> Result<MediaId, Error> {
    retrying(|| async {
        let upload = find_upload(ports, upload, owner).await.map_err(unknown)?;
        if upload.purpose != kind {
            return Err(wrong(Code::Mismatch));
        }
        let (upload, checksum) = match stored(ports, upload, video_id).await? {
            Standing::Stored(upload, checksum) => (*upload, checksum),
            Standing::Attached(media) => return Ok(media),
        };
        let mut found = video(ports, video_id).await?;
        let container = detect(ports, &upload).await?;
        let media = medium(&upload, container, Some(&checksum));
        let id = media.id;
        if found.attach(kind, media, ports.clock.now()) == Attached::New {
            let attachments = vec![Attachment { upload: upload.id, video: video_id }];
            let changes = Changes { videos: vec![found.clone()], attachments, ..Changes::default() };
            let _ = ports.catalogue.commit(changes, cause).await?;
            tell_video(ports, &found);
            tell_media(ports, &found, kind, None);
        }
        Ok(id)
    })
    .await
}

/// What an upload becomes; without a checksum, while it arrives.
pub(super) fn medium(upload: &Upload, container: Container, checksum: Option<&Checksum>) -> Media {
    Media {
        id: upload.media_id(),
        checksum: checksum.map(|checksum| checksum.as_str().to_owned()),
        raw_location: upload.key(),
        name: upload.name.clone(),
        content_type: container.content_type().to_owned(),
        size_bytes: upload.size,
        uploaded_by: upload.owner,
        preset: upload.preset,
        status: MediaStatus::Pending,
    }
}

enum Standing {
    Stored(Box<Upload>, Checksum),
    Attached(MediaId),
}

/// The upload with all its bytes, or what became of it before.
async fn stored(ports: &Ports, upload: Upload, target: VideoId) -> Result<Standing, Error> {
    let upload = match &upload.outcome {
        Outcome::Open if upload.is_complete() => {
            let _permit = ports.writers.claim(upload.id)?;
            finish_upload(ports, upload).await?
        }
        Outcome::Open => return Err(Refusal::Checksum.into()),
        _ => upload,
    };
    match &upload.outcome {
        Outcome::Stored(checksum) => {
            let checksum = checksum.clone();
            Ok(Standing::Stored(Box::new(upload), checksum))
        }
        Outcome::Attached(_, video) if *video == target => Ok(Standing::Attached(upload.media_id())),
        Outcome::Attached(..) => Err(wrong(Code::Duplicate)),
        Outcome::Refused(refusal) => Err((*refusal).into()),
        Outcome::Open => Err(Refusal::Checksum.into()),
    }
}

async fn detect(ports: &Ports, upload: &Upload) -> Result<Container, Error> {
    let head = ports.objects.get(&upload.key(), Some(0..HEAD.min(upload.size))).await?;
    let head: Vec<_> = head.body.try_collect().await?;
    match Container::detect(&head.concat()) {
        Ok(container) => Ok(container),
        Err(refusal) => {
            refuse(ports, upload, refusal).await?;
            Err(refusal.into())
        }
    }
}

fn unknown(error: Error) -> Error {
    match error {
        Error::NotFound => wrong(Code::NotFound),
        error => error,
    }
}

fn wrong(code: Code) -> Error {
    Violations::from(Violation::new("/upload_id", code)).into()
}
