//! Background tasks that start in order, are watched, and stop together.

use std::{future::Future, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Everything that runs in the background of one process.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Lifecycle {
    /// Nothing runs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancelled when the process should stop.
    pub fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Runs a task until it ends by itself; it should watch [`Lifecycle::stopping`]. A panic stops the process:
    /// a half-running service must not look healthy.
    #[allow(clippy::disallowed_methods, reason = "the one place where tasks are spawned")]
    pub fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        let task = tokio::spawn(task);
        self.tasks.spawn(async move {
            if let Err(error) = task.await {
                tracing::error!(task = name, %error, "a background task failed; stopping the process");
                stop.cancel();
            }
        });
    }

    /// Tells every task to stop and waits up to `patience`; `false` if some did not.
    pub async fn stop(&self, patience: Duration) -> bool {
        self.stop.cancel();
        self.tasks.close();
        tokio::time::timeout(patience, self.tasks.wait()).await.is_ok()
    }
}
