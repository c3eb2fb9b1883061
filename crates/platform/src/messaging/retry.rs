//! The timer that tries parked events again.

use std::{sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::Inlet;

/// How often parked events are looked at.
const TICK: Duration = Duration::from_secs(1);

/// Retries the parked events of some consumers.
pub struct RetryTimer {
    inlets: Arc<[Inlet]>,
}

impl RetryTimer {
    /// For these consumers.
    pub const fn new(inlets: Arc<[Inlet]>) -> Self {
        Self { inlets }
    }

    /// Until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            self.pass().await;
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// Tries everything that is due once; returns how many events that were.
    pub async fn pass(&self) -> usize {
        let mut count = 0;
        for inlet in self.inlets.iter() {
            match inlet.retry_due().await {
                Ok(tried) => count += tried,
                Err(error) => tracing::warn!(%error, "parked events could not be read; trying again"),
            }
        }
        count
    }
}
