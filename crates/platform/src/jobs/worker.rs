//! Workers: lease, run under a heartbeat, and settle the outcome.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures::FutureExt;
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Failed, HEARTBEAT, Jobs, LOOK, Lease};
use crate::messaging::Backoff;

/// The safety net below the wake-up by commits.
const POLL: Duration = Duration::from_secs(1);

/// Why a job did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// The same may succeed later; counts as a try.
    #[error("{code}: {reason}")]
    Transient {
        /// Stable code.
        code: String,
        /// For people.
        reason: String,
    },
    /// Something it needs is missing for now; does not count as a try.
    #[error("waiting: {code}")]
    Waiting {
        /// Stable code.
        code: String,
    },
    /// Trying again is pointless.
    #[error("{code}: {reason}")]
    Permanent {
        /// Stable code.
        code: String,
        /// For people.
        reason: String,
    },
    /// The lease is gone or the process stops; somebody else goes on.
    #[error("the lease was lost")]
    LeaseLost,
}

impl JobError {
    /// A failure that may pass.
    #[expect(clippy::needless_pass_by_value, reason = "an error is handed over, with no closure around it")]
    pub fn transient(code: impl Into<String>, reason: impl ToString) -> Self {
        Self::Transient { code: code.into(), reason: reason.to_string() }
    }
}

impl Lease {
    /// What the worker needs to know. A job that cannot be read is given up: it will not change.
    pub fn input<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        serde_json::from_str(&self.input)
            .map_err(|error| JobError::Permanent { code: "INTERNAL".into(), reason: error.to_string() })
    }
}

impl From<crate::db::Error> for JobError {
    fn from(error: crate::db::Error) -> Self {
        Self::transient("UNAVAILABLE", error)
    }
}

/// Does the work of some kinds of jobs. It finishes the job itself, in the transaction of the effect
/// ([`Jobs::finish`]), and only reports here.
#[async_trait]
pub trait JobHandler: Send + Sync + 'static {
    /// Runs one job. `progress` reaches the row with each heartbeat; `lost` is cancelled when the lease is gone.
    async fn run(&self, lease: &Lease, progress: &watch::Sender<i64>, lost: CancellationToken) -> Result<(), JobError>;

    /// Records that the job is given up for good, in a transaction of its own with [`Jobs::fail`].
    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), crate::db::Error>;
}

/// Workers of one kind of work.
pub struct WorkerPool {
    jobs: Jobs,
    kinds: &'static [&'static str],
    handler: Arc<dyn JobHandler>,
    owner: String,
}

impl WorkerPool {
    /// Workers that lease `kinds`; `owner` names this process.
    pub fn new(jobs: Jobs, kinds: &'static [&'static str], handler: Arc<dyn JobHandler>, owner: String) -> Self {
        Self { jobs, kinds, handler, owner }
    }

    /// Takes up what a killed process held and runs `slots` workers until told to stop. What runs then is handed back.
    /// No other pool of this process may have the same kinds.
    pub async fn run(self, slots: usize, stop: CancellationToken) {
        if let Err(error) = self.jobs.recover(self.kinds).await {
            tracing::warn!(%error, kinds = ?self.kinds, "old leases could not be freed; they run out by themselves");
        }
        let this = Arc::new(self);
        let workers = (0..slots.max(1)).map(|_| this.clone().work(stop.clone()));
        futures::future::join_all(workers).await;
    }

    async fn work(self: Arc<Self>, stop: CancellationToken) {
        let mut commits = self.jobs.database().commits();
        while !stop.is_cancelled() {
            commits.mark_unchanged();
            match self.jobs.lease(self.kinds, &self.owner).await {
                Ok(Some(lease)) => {
                    self.run_one(&lease, &stop).await;
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, kinds = ?self.kinds, "no job could be leased; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                _ = commits.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Leases and runs one job, if there is one: for tests that count.
    pub async fn step(&self) -> Result<bool, crate::db::Error> {
        let Some(lease) = self.jobs.lease(self.kinds, &self.owner).await? else { return Ok(false) };
        self.run_one(&lease, &CancellationToken::new()).await;
        Ok(true)
    }

    async fn run_one(&self, lease: &Lease, stop: &CancellationToken) {
        let lost = stop.child_token();
        let progress = watch::Sender::new(0);
        let outcome = {
            let run = AssertUnwindSafe(self.handler.run(lease, &progress, lost.clone())).catch_unwind();
            tokio::pin!(run);
            let heartbeats = self.keep_lease(lease, &progress, &lost);
            tokio::pin!(heartbeats);
            tokio::select! {
                outcome = &mut run => outcome,
                () = &mut heartbeats => {
                    lost.cancel();
                    run.await
                }
            }
        };
        let outcome = outcome.unwrap_or_else(|_| Err(JobError::transient("INTERNAL", "the job panicked")));
        if let Err(error) = outcome {
            self.settle(lease, error, stop).await;
        }
    }

    /// Ends when the lease is lost, or could not be renewed twice.
    async fn keep_lease(&self, lease: &Lease, progress: &watch::Sender<i64>, lost: &CancellationToken) {
        let (mut missed, mut renewed) = (0, Instant::now());
        loop {
            tokio::select! {
                () = lost.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            if renewed.elapsed() < HEARTBEAT {
                // A look that fails tells nothing.
                if self.jobs.is_held(lease).await.unwrap_or(true) {
                    continue;
                }
                return;
            }
            renewed = Instant::now();
            let now = *progress.borrow();
            match self.jobs.heartbeat(lease, now).await {
                Ok(true) => missed = 0,
                Ok(false) => return,
                Err(error) => {
                    missed += 1;
                    tracing::warn!(%error, job = %lease.id, missed, "a heartbeat was missed");
                    if missed >= 2 {
                        return;
                    }
                }
            }
        }
    }

    async fn settle(&self, lease: &Lease, error: JobError, stop: &CancellationToken) {
        let settled = match error {
            JobError::LeaseLost if stop.is_cancelled() => self.jobs.put_back(lease, Duration::ZERO, None).await,
            JobError::LeaseLost => Ok(()),
            JobError::Waiting { code } => {
                tracing::warn!(job = %lease.id, kind = lease.kind, code, "a job waits");
                self.jobs.put_back(lease, Duration::from_secs(10), None).await
            }
            JobError::Transient { code, reason } if !lease.is_last_try() => {
                tracing::warn!(job = %lease.id, kind = lease.kind, code, reason, "a job failed and is tried again");
                let attempt = u32::try_from(lease.attempts + 1).unwrap_or(u32::MAX);
                let failed = Failed { code: &code, reason: &reason };
                self.jobs.put_back(lease, Backoff::MESSAGE.wait(attempt), Some(failed)).await
            }
            JobError::Transient { code, reason } | JobError::Permanent { code, reason } => {
                tracing::warn!(job = %lease.id, kind = lease.kind, code, reason, "a job is given up");
                self.handler.give_up(lease, &code, &reason).await
            }
        };
        if let Err(error) = settled {
            tracing::warn!(%error, job = %lease.id, "the outcome could not be noted; the lease will run out");
        }
    }
}
