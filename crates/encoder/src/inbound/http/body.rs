//! What answers look like.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::Job;

/// A job.
#[derive(Serialize, ToSchema)]
pub struct JobBody {
    id: Uuid,
    version: i64,
    resource_id: String,
    kind: &'static str,
    status: &'static str,
    stage: &'static str,
    /// 0–100.
    progress: u8,
    attempt: u32,
    error_code: Option<&'static str>,
    error: Option<&'static str>,
    rungs: Vec<RungBody>,
    created_at: String,
    started_at: Option<String>,
    updated_at: String,
}

/// How far one rung is.
#[derive(Serialize, ToSchema)]
struct RungBody {
    height: u32,
    progress: u8,
}

impl From<Job> for JobBody {
    fn from(job: Job) -> Self {
        let code = job.refusal.as_ref().map(|refusal| refusal.code);
        Self {
            id: job.id.uuid(),
            version: job.version,
            kind: job.kind.as_str(),
            status: job.status.as_str(),
            stage: job.stage.as_str(),
            progress: job.percent,
            attempt: job.attempt,
            error_code: code.map(crate::domain::RefusalCode::as_str),
            error: code.map(crate::domain::RefusalCode::message),
            rungs: job.rungs.iter().map(|rung| RungBody { height: rung.height, progress: rung.percent }).collect(),
            created_at: job.created_at.to_string(),
            started_at: job.started_at.map(|time| time.to_string()),
            updated_at: job.updated_at.to_string(),
            resource_id: job.resource_id,
        }
    }
}
