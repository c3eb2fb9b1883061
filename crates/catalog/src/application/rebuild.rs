//! Building the search index anew, without a search that fails meanwhile.

use kernel::{Clock, id};

use super::ports::{ChangeLog, PortError};

/// Asks for a new edition. Each process that serves the catalogue, this one or another, notices, builds the new index
/// beside the old one, and swaps them when it has caught up.
pub async fn request_rebuild(log: &dyn ChangeLog, clock: &dyn Clock) -> Result<(), PortError> {
    log.want_edition(id::v7(clock.now())).await
}
