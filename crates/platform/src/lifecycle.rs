//! Background tasks that start in order, are watched, and stop together.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Everything that runs in the background of one process.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    stop: CancellationToken,
    tasks: TaskTracker,
    failed: Arc<AtomicBool>,
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
        let (stop, failed) = (self.stop.clone(), self.failed.clone());
        let task = tokio::spawn(task);
        self.tasks.spawn(async move {
            if let Err(error) = task.await {
                tracing::error!(task = name, %error, "a background task failed; stopping the process");
                failed.store(true, Ordering::Release);
                stop.cancel();
            }
        });
    }

    /// Whether the process stops because a task failed: whoever watches over it should start it again.
    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    /// Tells every task to stop and waits up to `patience`; `false` if some did not.
    pub async fn stop(&self, patience: Duration) -> bool {
        self.stop.cancel();
        self.tasks.close();
        tokio::time::timeout(patience, self.tasks.wait()).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_stops_the_others_and_the_process_has_failed() {
        let lifecycle = Lifecycle::new();
        let stopping = lifecycle.stopping();
        lifecycle.spawn("watcher", async move { stopping.cancelled().await });
        assert!(!lifecycle.has_failed());
        lifecycle.spawn("broken", async { panic!("told to") });
        lifecycle.stopping().cancelled().await;
        assert!(lifecycle.has_failed());
        assert!(lifecycle.stop(Duration::from_secs(5)).await);
    }

    #[tokio::test]
    async fn a_process_that_is_told_to_stop_has_not_failed() {
        let lifecycle = Lifecycle::new();
        let stopping = lifecycle.stopping();
        lifecycle.spawn("watcher", async move { stopping.cancelled().await });
        assert!(lifecycle.stop(Duration::from_secs(5)).await);
        assert!(!lifecycle.has_failed());
    }
}
