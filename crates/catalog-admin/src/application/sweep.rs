//! Removing what has had its time: orphaned objects, tombstones, unfinished uploads.

use super::{Error, announce_upload::make_whole, discard::discard, drop_upload::expire_uploads, ports::Ports};

/// One round. Everything in it may be repeated and interrupted.
pub async fn sweep(ports: &Ports) -> Result<(), Error> {
    let expired = expire_uploads(ports).await?;
    for upload in ports.uploads.arrived().await? {
        make_whole(ports, &upload).await;
    }
    let orphans = ports.catalogue.due_orphans().await?;
    for key in &orphans {
        discard(ports, key).await;
    }
    let purged = ports.catalogue.purge_tombstones().await?;
    if expired + orphans.len() > 0 || purged > 0 {
        tracing::info!(expired, orphans = orphans.len(), purged, "swept uploads, objects and tombstones");
    }
    Ok(())
}
