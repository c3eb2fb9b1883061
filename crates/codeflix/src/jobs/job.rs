//! Jobs as the API tells of them, as far as a terminal shows them.

use kernel::uuid::Uuid;
use serde::{Deserialize, Serialize};

/// A job.
#[derive(Debug, Deserialize)]
pub struct Job {
    pub id: Uuid,
    pub label: String,
    pub kind: String,
    pub priority: u8,
    pub status: String,
    pub stage: String,
    pub progress: u8,
    pub speed: Option<f64>,
    pub remaining_s: Option<u64>,
    pub attempt: u32,
    pub error_code: Option<String>,
    pub error: Option<String>,
    pub rungs: Vec<Rung>,
    pub created_at: String,
    pub started_at: Option<String>,
    pub updated_at: String,
}

/// How far one rung is.
#[derive(Debug, Deserialize)]
pub struct Rung {
    pub height: u32,
    pub progress: u8,
}

/// A job with its steps.
#[derive(Debug, Deserialize)]
pub struct Detail {
    #[serde(flatten)]
    pub job: Job,
    pub source: Option<Source>,
    pub steps: Vec<Step>,
}

/// What is encoded.
#[derive(Debug, Deserialize)]
pub struct Source {
    pub video_codec: String,
    pub width: u32,
    pub height: u32,
    pub size_bytes: u64,
}

/// A step of a job.
#[derive(Debug, Deserialize)]
pub struct Step {
    pub number: Option<u32>,
    pub kind: String,
    pub segments: Option<Segments>,
    pub rungs: Vec<u32>,
    pub state: String,
    pub worker: Option<String>,
    pub attempts: i64,
    pub progress: Option<u8>,
    pub ended_at: Option<String>,
    pub error_code: Option<String>,
    pub error: Option<String>,
}

/// What waits, and what is being done.
#[derive(Debug, Deserialize)]
pub struct Queue {
    pub counts: Counts,
    pub workers: Vec<Worker>,
}

/// Jobs in each state.
#[derive(Debug, Deserialize)]
pub struct Counts {
    pub queued: u64,
    pub running: u64,
    pub completed: u64,
    pub failed: u64,
    pub cancelled: u64,
}

/// A process that encodes.
#[derive(Debug, Deserialize)]
pub struct Worker {
    pub name: String,
    pub tasks: Vec<Running>,
}

/// A step that a worker is at.
#[derive(Debug, Deserialize)]
pub struct Running {
    pub job_id: Uuid,
    pub label: String,
    #[serde(flatten)]
    pub step: Step,
}

/// Part of a film.
#[derive(Debug, Deserialize)]
pub struct Segments {
    pub first: u32,
    pub last: u32,
}

/// What became of one of several jobs.
#[derive(Debug, Deserialize, Serialize)]
pub struct Done {
    pub id: Uuid,
    pub code: Option<String>,
    pub job_id: Option<Uuid>,
}
