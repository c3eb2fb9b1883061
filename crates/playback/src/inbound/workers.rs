//! What runs beside: streams of long ago are forgotten.

use std::time::Duration;

use platform::service::Worker;
use tokio_util::sync::CancellationToken;

use crate::application::Watching;

/// How often old streams are looked for.
const EVERY: Duration = Duration::from_hours(1);

/// Forgets old streams at once and then every hour; any number of instances may do it.
pub fn retention(watching: Watching) -> Worker {
    Worker::new("playback retention", move |stop: CancellationToken| async move {
        loop {
            if let Err(error) = watching.forget_old_streams().await {
                tracing::warn!(%error, "old streams could not be removed; trying again later");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    })
}
