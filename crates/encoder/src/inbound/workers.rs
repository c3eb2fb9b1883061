//! Work from the queue, by kind.

use async_trait::async_trait;
use platform::{
    db,
    jobs::{JobError, JobHandler, Lease},
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    application::{FINISH, PLAN, SWEEP, SweepInput, TASK, TaskInput, Workshop},
    domain::JobId,
};

/// What one slot plans, so that a new title never waits for a chunk of another.
pub const PLANNING: &[&str] = &[PLAN, FINISH, SWEEP];
/// What the other slots encode.
pub const ENCODING: &[&str] = &[TASK];

/// Does all kinds of work.
pub struct Work {
    /// Where it is done.
    pub workshop: Workshop,
}

#[async_trait]
impl JobHandler for Work {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, lost: CancellationToken) -> Result<(), JobError> {
        match lease.kind.as_str() {
            PLAN => self.workshop.plan(lease, lost).await,
            TASK => {
                let input: TaskInput = lease.input()?;
                self.workshop.task(input.job, input.task, lease, lost).await
            }
            FINISH => {
                let input: TaskInput = lease.input()?;
                self.workshop.finish(input.job, lease).await
            }
            SWEEP => {
                let input: SweepInput = lease.input()?;
                self.workshop.sweep(&input.prefix, lease).await
            }
            other => Err(JobError::Permanent { code: "INTERNAL".into(), reason: format!("unknown kind {other}") }),
        }
    }

    async fn give_up(&self, lease: &Lease, code: &str, _: &str) -> Result<(), db::Error> {
        let job = lease.parent_id.unwrap_or(lease.id);
        self.workshop.give_up(JobId::from_uuid(job), lease, code).await.map_err(db::Error::corrupt)
    }
}
