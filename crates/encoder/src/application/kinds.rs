//! The kinds of work in the queue, and what a row of each says.

use serde::{Deserialize, Serialize};

use crate::domain::{ConversionId, JobId, TaskNumber};

/// Looking at a source; the row has the job's own id.
pub const PLAN: &str = "encode.plan";
/// One task of a plan.
pub const TASK: &str = "encode.task";
/// A task that follows a source while it arrives: it mostly waits.
pub const FOLLOW: &str = "encode.follow";
/// Looking at a source again that was planned while it arrived.
pub const SETTLE: &str = "encode.settle";
/// The end of a job.
pub const FINISH: &str = "encode.finish";
/// Removing what nobody needs any more.
pub const SWEEP: &str = "encode.sweep";
/// An audio conversion; the row has its id.
pub const CONVERT: &str = "conversion.convert";
/// Removing what is left of a conversion that is gone.
pub const CLEAR: &str = "conversion.clear";

/// What a task row says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TaskInput {
    pub job: JobId,
    pub task: TaskNumber,
}

/// What a sweep row says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepInput {
    pub prefix: String,
    /// Whose objects are meant.
    #[serde(default)]
    pub job: Option<JobId>,
    /// Only what is no part of its result. Otherwise all of them, unless they are wanted again.
    #[serde(default)]
    pub is_rest: bool,
}

/// What a row says that clears up behind a conversion.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClearInput {
    pub conversion: ConversionId,
}
