//! What operators look at: jobs, their tasks, and who is doing what.

use async_trait::async_trait;
use kernel::{Direction, Page, PageRequest, Timestamp};

use super::StoreError;
use crate::domain::{Advance, Job, JobId, JobKind, JobStatus, Plan, TaskNumber, Work};

/// What a list of jobs is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOrder {
    /// When they were accepted.
    Created,
    /// When they last changed.
    Updated,
    /// How urgent they are.
    Priority,
    /// How far they are.
    Progress,
}

/// Which jobs a list shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobQuery {
    /// Only these; all if empty.
    pub status: Vec<JobStatus>,
    /// Only these.
    pub kind: Option<JobKind>,
    /// Only this one's.
    pub resource_id: Option<String>,
    /// Part of what people call it, or of its resource.
    pub search: Option<String>,
    /// Sorted by this.
    pub order: JobOrder,
    /// In this direction.
    pub direction: Direction,
    /// Which part of the list.
    pub page: PageRequest,
}

/// How many jobs are in each state.
pub type Counts = Vec<(JobStatus, u64)>;

/// What one row of the queue is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Looking at the source and planning.
    Planning,
    /// A task of the plan.
    Task(TaskNumber),
    /// Checking the whole and writing the playlists.
    Finishing,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It waits, perhaps to be tried again.
    Queued,
    /// Somebody is at it.
    Running,
    /// It is done.
    Done,
    /// It is given up.
    Failed,
    /// Nobody wants it any more.
    Cancelled,
}

/// One step of a job, as operators see it.
#[derive(Debug, Clone, PartialEq)]
pub struct StepRow {
    /// Whose.
    pub job: JobId,
    /// Which.
    pub step: Step,
    /// Where it stands.
    pub state: StepState,
    /// Who is at it.
    pub worker: Option<String>,
    /// Failed tries.
    pub attempts: i64,
    /// Of the latest lease.
    pub fence: i64,
    /// When it was last taken up.
    pub started_at: Option<Timestamp>,
    /// When that try ended.
    pub ended_at: Option<Timestamp>,
    /// Of the latest failure.
    pub error_code: Option<String>,
    /// What that failure said.
    pub error: Option<String>,
}

/// Reads what operators look at.
#[async_trait]
pub trait JobBook: Send + Sync {
    /// One job.
    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError>;
    /// A page of jobs, without their titles.
    async fn list(&self, query: &JobQuery) -> Result<Page<Job>, StoreError>;
    /// How many there are of each state, zeros included.
    async fn counts(&self) -> Result<Counts, StoreError>;
    /// The steps of a job in their order.
    async fn steps(&self, id: JobId) -> Result<Vec<StepRow>, StoreError>;
    /// What is being done at the moment.
    async fn running(&self) -> Result<Vec<StepRow>, StoreError>;
}

/// Percent of a running chunk, as far as it was reported in this process.
pub fn percent(plan: &Plan, advances: &[Advance], task: TaskNumber) -> Option<u8> {
    let frames = advances.iter().find(|advance| advance.task == task)?.frames;
    let Work::Chunk(work) = &plan.task(task)?.work else { return None };
    let all = plan.grid.frames(&work.segments).max(1);
    u8::try_from((frames * 100 / all).min(100)).ok()
}
