//! Beginning an upload: everything that can be refused is refused before bytes flow.

use super::{
    Error,
    digest::RunningDigest,
    discard::discard,
    finish_upload::finish_upload,
    loading::find_upload,
    ports::{BodyError, Incoming, NewUpload, Ports, StoreError, UploadLimits},
    receive_bytes::receive_as_writer,
    writers::WritePermit,
};
use crate::domain::{
    upload::{Outcome, Progress, Refusal, Upload},
    video::MediaKind,
};

/// Limits of uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadRules {
    /// Bytes of a film at most.
    pub max_video: u64,
    /// Bytes of a trailer at most.
    pub max_trailer: u64,
    /// How many may be under way.
    pub limits: UploadLimits,
}

impl UploadRules {
    /// Bytes of one kind at most.
    pub const fn max_bytes(&self, kind: MediaKind) -> u64 {
        match kind {
            MediaKind::Video => self.max_video,
            MediaKind::Trailer => self.max_trailer,
        }
    }
}

/// Notes the upload and makes room for its bytes.
pub async fn begin_upload(ports: &Ports, rules: &UploadRules, new: NewUpload) -> Result<Upload, Error> {
    let room = new.size;
    begin(ports, rules, new, room).await
}

async fn begin(ports: &Ports, rules: &UploadRules, new: NewUpload, room: u64) -> Result<Upload, Error> {
    if new.size == 0 {
        return Err(Refusal::Empty.into());
    }
    let limit = rules.max_bytes(new.purpose);
    if new.size > limit {
        return Err(Error::TooLarge { limit });
    }
    ports.objects.ensure_room(room).await?;
    let upload = Upload {
        id: new.id,
        owner: new.owner,
        name: new.name,
        purpose: new.purpose,
        size: new.size,
        metadata: new.metadata,
        expected: new.expected,
        intended: new.intended,
        preset: new.preset,
        announced: None,
        progress: Progress { offset: 0, digest: RunningDigest::new().save(), last_byte_at: ports.clock.now() },
        outcome: Outcome::Open,
    };
    match ports.uploads.begin(&upload, rules.limits).await {
        Ok(true) => {}
        Ok(false) => return Err(Error::Quota),
        // The same command again: it goes on where it was.
        Err(StoreError::Exists) => return find_upload(ports, new.id, new.owner).await,
        Err(error) => return Err(error.into()),
    }
    ports.objects.begin(&upload.key()).await?;
    Ok(upload)
}

/// Takes a file in one go whose size is known only at its end; `new.size` is the most it can be, `room` what must be
/// free before it begins.
pub async fn receive_whole(
    ports: &Ports,
    rules: &UploadRules,
    new: NewUpload,
    room: u64,
    body: Incoming<'_>,
) -> Result<Upload, Error> {
    let limit = rules.max_bytes(new.purpose);
    let new = NewUpload { size: new.size.min(limit), ..new };
    // The same command may still run: its bytes are not ours to remove.
    let permit = ports.writers.claim(new.id)?;
    let mut upload = begin(ports, rules, new.clone(), room).await?;
    match upload.outcome {
        Outcome::Open if upload.progress.offset > 0 => {
            // What an interrupted run of the same command left is of no use: this one sends the file from its start.
            remove(ports, &upload).await?;
            upload = begin(ports, rules, new, room).await?;
        }
        Outcome::Open => {}
        Outcome::Stored(_) | Outcome::Attached(..) | Outcome::Refused(_) => return Ok(upload),
    }
    match receive_to_the_end(ports, &permit, body).await {
        Ok(upload) => Ok(upload),
        Err(error) => {
            remove(ports, &upload).await?;
            match error {
                Error::Body(BodyError::TooLarge) => Err(Error::TooLarge { limit }),
                error => Err(error),
            }
        }
    }
}

async fn remove(ports: &Ports, upload: &Upload) -> Result<(), Error> {
    if ports.uploads.remove(upload.id).await? {
        discard(ports, &upload.key()).await;
    }
    Ok(())
}

async fn receive_to_the_end(ports: &Ports, permit: &WritePermit, body: Incoming<'_>) -> Result<Upload, Error> {
    let received = receive_as_writer(ports, permit, 0, body, None).await?;
    if received.progress.offset == 0 {
        return Err(Refusal::Empty.into());
    }
    if received.is_complete() {
        return Ok(received);
    }
    let size = received.progress.offset;
    ports.uploads.settle_size(received.id, size).await?;
    finish_upload(ports, Upload { size, ..received }).await
}
