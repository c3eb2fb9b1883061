//! What runs beside: keys are tended, and what is past its time is deleted.

use std::{sync::Arc, time::Duration};

use platform::service::Worker;
use tokio_util::sync::CancellationToken;

use crate::application::Identity;

/// Every step is one guarded statement, so any number of instances may do it.
const PAUSE: Duration = Duration::from_mins(10);

/// Tends the keys at once and then every ten minutes.
pub fn housekeeping(identity: Arc<Identity>) -> Worker {
    Worker::new("identity housekeeping", move |stop: CancellationToken| async move {
        loop {
            if let Err(error) = identity.tend_keys().await {
                tracing::warn!(%error, "the signing keys could not be tended; trying again later");
            }
            if let Err(error) = identity.purge().await {
                tracing::warn!(%error, "expired rows could not be deleted; trying again later");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}
