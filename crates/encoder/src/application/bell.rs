//! Rings when a conversion of this process is over, so that whoever waits for one need not ask the database.

use std::sync::Arc;

use tokio::sync::watch;

/// Copies ring the same bell.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<watch::Sender<u64>>);

/// Somebody who listens.
#[derive(Debug)]
pub struct Rings(watch::Receiver<u64>);

impl Bell {
    /// Something is over.
    pub fn ring(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Hears what rings from now on.
    pub fn listen(&self) -> Rings {
        Rings(self.0.subscribe())
    }
}

impl Rings {
    /// Waits until it rings; for ever if nobody is left to ring it.
    pub async fn heard(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
