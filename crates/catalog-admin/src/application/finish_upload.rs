//! Closing an upload whose bytes are all there. May be repeated, after a crash in the middle too.

use super::{Error, announce_upload::abandon, digest::RunningDigest, discard::discard, ports::Ports};
use crate::domain::upload::{Outcome, Refusal, Upload};

/// Makes the object immutable and notes its checksum.
pub async fn finish_upload(ports: &Ports, upload: Upload) -> Result<Upload, Error> {
    let checksum = RunningDigest::resume(&upload.progress.digest)?.finish();
    if upload.expected.as_ref().is_some_and(|expected| *expected != checksum) {
        refuse(ports, &upload, Refusal::Checksum).await?;
        return Err(Refusal::Checksum.into());
    }
    ports.objects.finish(&upload.key(), upload.size).await?;
    ports.uploads.store(upload.id, &checksum).await?;
    Ok(Upload { outcome: Outcome::Stored(checksum), ..upload })
}

/// Gives up an upload whose content is not acceptable. Asking again gives the same answer.
pub(super) async fn refuse(ports: &Ports, upload: &Upload, refusal: Refusal) -> Result<(), Error> {
    abandon(ports, upload).await?;
    ports.uploads.refuse(upload.id, refusal).await?;
    discard(ports, &upload.key()).await;
    Ok(())
}
