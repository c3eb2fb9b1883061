//! Work from the queue, by kind.

use async_trait::async_trait;
use platform::{
    db,
    jobs::{Failed, JobError, JobHandler, Lease},
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    application::{
        CLEAR, CONVERT, ClearInput, Converter, FINISH, FOLLOW, PLAN, SETTLE, SWEEP, SweepInput, TASK, TaskInput,
        Workshop,
    },
    domain::{JobId, relevant},
};

/// What one slot plans, so that a new title never waits for a chunk of another.
pub const PLANNING: &[&str] = &[PLAN, SETTLE, FINISH, SWEEP, CLEAR];
/// What the other slots encode.
pub const ENCODING: &[&str] = &[TASK, CONVERT];
/// What follows sources that still arrive. It waits for bytes most of the time, so that it takes no slot of the others.
pub const FOLLOWING: &[&str] = &[FOLLOW];

/// Sound tracks that follow sources at the same time; others are made when their source is whole.
pub const MOST_FOLLOWED: usize = 8;

/// Does all kinds of work.
pub struct Work {
    /// Where it is done.
    pub workshop: Workshop,
    /// Does conversions there.
    pub converter: Converter,
}

#[async_trait]
impl JobHandler for Work {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, lost: CancellationToken) -> Result<(), JobError> {
        self.work(lease, lost).await.map_err(readable)
    }

    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), db::Error> {
        let failed = Failed { code, reason };
        let given_up = if lease.kind == CONVERT {
            self.converter.give_up(lease, failed).await
        } else {
            let job = lease.parent_id.unwrap_or(lease.id);
            self.workshop.give_up(JobId::from_uuid(job), lease, failed).await
        };
        given_up.map_err(db::Error::corrupt)
    }
}

impl Work {
    async fn work(&self, lease: &Lease, lost: CancellationToken) -> Result<(), JobError> {
        match lease.kind.as_str() {
            PLAN => self.workshop.plan(lease, lost).await,
            TASK | FOLLOW => {
                let input: TaskInput = lease.input()?;
                self.workshop.task(input.job, input.task, lease, lost).await
            }
            SETTLE => {
                let input: TaskInput = lease.input()?;
                self.workshop.settle(input.job, lease, lost).await
            }
            FINISH => {
                let input: TaskInput = lease.input()?;
                self.workshop.finish(input.job, lease).await
            }
            SWEEP => {
                let input: SweepInput = lease.input()?;
                self.workshop.sweep(&input, lease).await
            }
            CONVERT => self.converter.convert(lease, lost).await,
            CLEAR => {
                let input: ClearInput = lease.input()?;
                self.converter.clear(input.conversion, lease).await
            }
            other => Err(JobError::Permanent { code: "INTERNAL".into(), reason: format!("unknown kind {other}") }),
        }
    }
}

/// What operators may read of a failure.
fn readable(error: JobError) -> JobError {
    match error {
        JobError::Transient { code, reason } => JobError::Transient { code, reason: relevant(&reason) },
        JobError::Permanent { code, reason } => JobError::Permanent { code, reason: relevant(&reason) },
        JobError::Waiting { .. } | JobError::LeaseLost => error,
    }
}
