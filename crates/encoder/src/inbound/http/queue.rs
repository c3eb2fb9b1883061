//! The queue at a glance: how many jobs there are, and who is doing what.

use std::collections::BTreeMap;

use axum::extract::State as Extract;
use platform::http::{Data, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{State, step_body::StepBody};
use crate::{
    application::{Counts, StepRow},
    domain::{Job, JobId, JobStatus},
};

/// The queue at a glance.
#[derive(Serialize, ToSchema)]
pub struct QueueBody {
    /// Jobs in each state.
    counts: CountsBody,
    /// Workers that are busy, with what they do.
    workers: Vec<WorkerBody>,
}

/// Jobs in each state.
#[derive(Serialize, ToSchema)]
struct CountsBody {
    queued: u64,
    running: u64,
    completed: u64,
    failed: u64,
    cancelled: u64,
}

/// A process that works.
#[derive(Serialize, ToSchema)]
struct WorkerBody {
    /// Another one at each start.
    name: String,
    tasks: Vec<RunningBody>,
}

/// What a worker is doing.
#[derive(Serialize, ToSchema)]
struct RunningBody {
    job_id: Uuid,
    /// What people call the title; may be empty.
    label: String,
    #[serde(flatten)]
    step: StepBody,
}

impl From<&Counts> for CountsBody {
    fn from(counts: &Counts) -> Self {
        let count =
            |status| counts.iter().find(|(each, _)| *each == status).map(|(_, count)| *count).unwrap_or_default();
        Self {
            queued: count(JobStatus::Queued),
            running: count(JobStatus::Running),
            completed: count(JobStatus::Completed),
            failed: count(JobStatus::Failed),
            cancelled: count(JobStatus::Cancelled),
        }
    }
}

/// How many jobs there are, and who is doing what.
#[utoipa::path(
    get, path = "/api/v1/encoder/queue", tag = "encoder", responses((status = 200, body = Data<QueueBody>))
)]
pub async fn read(Extract(state): Extract<State>) -> Result<Data<QueueBody>, Problem> {
    let counts = CountsBody::from(&state.book.counts().await?);
    let rows = state.book.running().await?;
    let jobs = jobs(&state, &rows).await?;
    let mut workers: BTreeMap<String, Vec<RunningBody>> = BTreeMap::new();
    for row in rows {
        let (Some(worker), Some(job)) = (row.worker.clone(), jobs.get(&row.job)) else { continue };
        let step = StepBody::new(row, job, &state.board.advances(job.id));
        let running = RunningBody { job_id: job.id.uuid(), label: job.label.clone(), step };
        workers.entry(worker).or_default().push(running);
    }
    let workers = workers.into_iter().map(|(name, tasks)| WorkerBody { name, tasks }).collect();
    Ok(Data::new(QueueBody { counts, workers }))
}

async fn jobs(state: &State, rows: &[StepRow]) -> Result<BTreeMap<JobId, Job>, Problem> {
    let mut jobs = BTreeMap::new();
    for row in rows {
        if !jobs.contains_key(&row.job)
            && let Some(job) = state.book.job(row.job).await?
        {
            jobs.insert(row.job, job);
        }
    }
    Ok(jobs)
}
