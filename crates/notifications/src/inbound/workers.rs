//! The jobs that send mail.

use async_trait::async_trait;
use platform::{
    db,
    jobs::{JobError, JobHandler, Jobs, Lease},
    messaging::Backoff,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::application::{Deliver, Delivered, ports::StoreError};

/// Runs deliveries.
pub struct Deliveries {
    deliver: Deliver,
    jobs: Jobs,
}

impl Deliveries {
    /// Their jobs are among these.
    pub const fn new(deliver: Deliver, jobs: Jobs) -> Self {
        Self { deliver, jobs }
    }
}

#[async_trait]
impl JobHandler for Deliveries {
    /// A mail server gets more time than a job has tries, so the job is put back here, and such a try does not count.
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, _: CancellationToken) -> Result<(), JobError> {
        match self.deliver.run(lease, |tries| Backoff::MESSAGE.wait(tries)).await.map_err(settle)? {
            Delivered::Over => Ok(()),
            Delivered::PutOff { wait } => Ok(self.jobs.put_back(lease, wait, None).await?),
        }
    }

    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), db::Error> {
        self.deliver.give_up(lease, code, reason).await.map_err(db::Error::corrupt)
    }
}

/// A database that is away is waited for: no mail may be given up for that.
fn settle(error: StoreError) -> JobError {
    match error {
        StoreError::Conflict => JobError::LeaseLost,
        StoreError::Unavailable(_) => JobError::Waiting { code: "UNAVAILABLE".into() },
        StoreError::Failed(reason) => JobError::transient("INTERNAL", reason),
    }
}
