//! Giving uploads up: because somebody says so, or because nothing came for a day.

use super::{Error, announce_upload::abandon, discard::discard, loading::find_upload, ports::Ports};
use crate::domain::{
    UploadId, UserId,
    upload::{EXPIRY, Outcome, Upload},
};

/// Ends an upload and frees its space. What became a medium is no longer an upload.
pub async fn drop_upload(ports: &Ports, id: UploadId, owner: UserId) -> Result<(), Error> {
    let _permit = ports.writers.claim(id)?;
    let upload = find_upload(ports, id, owner).await?;
    if !matches!(upload.outcome, Outcome::Attached(..)) {
        abandon(ports, &upload).await?;
    }
    if matches!(upload.outcome, Outcome::Attached(..)) || !ports.uploads.remove(id).await? {
        return Err(Error::InUse { needed: Vec::new() });
    }
    discard(ports, &upload.key()).await;
    Ok(())
}

/// Removes unfinished uploads whose last byte is a day old; returns how many. Finished ones never expire.
pub async fn expire_uploads(ports: &Ports) -> Result<usize, Error> {
    let before = ports.clock.now().minus(EXPIRY);
    let mut expired = 0;
    for upload in ports.uploads.stale(before).await? {
        expired += usize::from(expire(ports, &upload).await?);
    }
    Ok(expired)
}

async fn expire(ports: &Ports, upload: &Upload) -> Result<bool, Error> {
    let Ok(_permit) = ports.writers.claim(upload.id) else { return Ok(false) };
    let before = ports.clock.now().minus(EXPIRY);
    // Before the upload is gone: afterwards nobody would know of it.
    abandon(ports, upload).await?;
    let is_expired = ports.uploads.expire(upload.id, before).await?;
    if is_expired {
        discard(ports, &upload.key()).await;
    }
    Ok(is_expired)
}
