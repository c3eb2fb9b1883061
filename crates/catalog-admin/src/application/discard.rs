//! Removing objects that nothing refers to. The store has noted them, so what fails here is done by the sweep.

use super::ports::{Ports, StorageError};

/// Removes an object, finished or not, and its note.
pub(super) async fn discard(ports: &Ports, key: &str) {
    if let Err(error) = remove(ports, key).await {
        tracing::warn!(%error, key, "an object could not be removed; it is tried again later");
        return;
    }
    if let Err(error) = ports.catalogue.forget_orphans(&[key.to_owned()]).await {
        tracing::warn!(%error, key, "a removed object could not be forgotten; it is tried again later");
    }
}

async fn remove(ports: &Ports, key: &str) -> Result<(), StorageError> {
    ports.objects.abort(key).await?;
    ports.objects.delete(key).await
}
