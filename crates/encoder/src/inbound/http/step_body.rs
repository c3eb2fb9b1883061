//! What the steps of jobs look like.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    application::{Step, StepRow, StepState, percent},
    domain::{Advance, Job, Rung, Work},
};

/// A step of a job: looking at the source, a task of the plan, or finishing.
#[derive(Serialize, ToSchema)]
pub struct StepBody {
    /// Its number in the plan; null for the first and the last step.
    #[schema(required)]
    number: Option<u32>,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// Of a chunk.
    #[schema(required)]
    segments: Option<SegmentsBody>,
    /// Heights that are made or taken over, the highest first.
    rungs: Vec<u32>,
    #[schema(schema_with = states)]
    state: &'static str,
    /// Who is at it, or was last.
    #[schema(required)]
    worker: Option<String>,
    /// Failed tries.
    attempts: i64,
    /// Rises with each try.
    fence: i64,
    /// Of a chunk that is being encoded by the process that answers.
    #[schema(required)]
    progress: Option<u8>,
    #[schema(required)]
    started_at: Option<String>,
    #[schema(required)]
    ended_at: Option<String>,
    /// Of the latest failed try.
    #[schema(required)]
    error_code: Option<String>,
    /// The lines of the program's output that matter.
    #[schema(required)]
    error: Option<String>,
}

/// Some segments of a title.
#[derive(Serialize, ToSchema)]
struct SegmentsBody {
    /// From 0.
    first: u32,
    /// Included.
    last: u32,
}

fn kinds() -> utoipa::openapi::schema::Object {
    platform::http::one_of(["planning", "taken_over", "chunk", "sound", "text", "poster", "storyboard", "finishing"])
}

fn states() -> utoipa::openapi::schema::Object {
    platform::http::one_of(["queued", "running", "done", "failed", "cancelled"])
}

const fn state(state: StepState) -> &'static str {
    match state {
        StepState::Queued => "queued",
        StepState::Running => "running",
        StepState::Done => "done",
        StepState::Failed => "failed",
        StepState::Cancelled => "cancelled",
    }
}

impl StepBody {
    /// A step of `job`; `advances` are those of its running tasks.
    pub fn new(row: StepRow, job: &Job, advances: &[Advance]) -> Self {
        let plan = job.title.as_ref().map(|title| &title.plan);
        let (number, work) = match row.step {
            Step::Task(number) => (Some(number), plan.and_then(|plan| plan.task(number)).map(|task| &task.work)),
            Step::Planning | Step::Finishing => (None, None),
        };
        let is_running = row.state == StepState::Running;
        Self {
            number: number.map(|number| number.0),
            kind: kind(row.step, work),
            segments: work.and_then(segments),
            rungs: work.map(heights).unwrap_or_default(),
            state: state(row.state),
            worker: row.worker,
            attempts: row.attempts,
            fence: row.fence,
            progress: plan
                .zip(number)
                .filter(|_| is_running)
                .and_then(|(plan, number)| percent(plan, advances, number)),
            started_at: row.started_at.map(|time| time.to_string()),
            ended_at: row.ended_at.map(|time| time.to_string()),
            error_code: row.error_code,
            error: row.error,
        }
    }
}

const fn kind(step: Step, work: Option<&Work>) -> &'static str {
    match (step, work) {
        (Step::Planning, _) => "planning",
        (Step::Finishing, _) => "finishing",
        (Step::Task(_), Some(Work::TakeOver(_))) => "taken_over",
        (Step::Task(_), Some(Work::Audio(_))) => "sound",
        (Step::Task(_), Some(Work::Poster { .. })) => "poster",
        (Step::Task(_), Some(Work::Text(_))) => "text",
        (Step::Task(_), Some(Work::Storyboard { .. })) => "storyboard",
        (Step::Task(_), Some(Work::Chunk(_)) | None) => "chunk",
    }
}

fn segments(work: &Work) -> Option<SegmentsBody> {
    match work {
        Work::Chunk(chunk) => {
            Some(SegmentsBody { first: chunk.segments.start, last: chunk.segments.end.saturating_sub(1) })
        }
        _ => None,
    }
}

fn heights(work: &Work) -> Vec<u32> {
    match work {
        Work::Chunk(chunk) => chunk.rungs.iter().map(Rung::short_side).collect(),
        Work::TakeOver(work) => work.rungs.iter().map(Rung::short_side).collect(),
        _ => Vec::new(),
    }
}
