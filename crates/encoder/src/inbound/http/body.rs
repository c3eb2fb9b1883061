//! What jobs look like.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::step_body::StepBody;
use crate::domain::{Job, JobStatus, Preset, RefusalCode, Scope, SourceFacts, Stage};

/// A job.
#[derive(Serialize, ToSchema)]
pub struct JobBody {
    id: Uuid,
    version: i64,
    /// As the orderer named it.
    resource_id: String,
    /// What people call it; may be empty.
    label: String,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// 0–9, higher first.
    priority: u8,
    /// How much work its frames are worth; null where the installation's setting holds.
    #[schema(schema_with = preset, required)]
    preset: Option<&'static str>,
    /// What was asked for: everything, or only what the title lacked. Where that cannot stand beside what is there, all
    /// of it is made anew.
    #[schema(schema_with = scopes)]
    scope: &'static str,
    #[schema(schema_with = statuses)]
    status: &'static str,
    #[schema(schema_with = stages)]
    stage: &'static str,
    /// 0–100.
    progress: u8,
    /// Seconds of film encoded in a second; null while nothing is known.
    #[schema(required)]
    speed: Option<f64>,
    /// Seconds still needed; null while nothing is known.
    #[schema(required)]
    remaining_s: Option<u64>,
    /// From 1.
    attempt: u32,
    /// Why it was given up.
    #[schema(required)]
    error_code: Option<&'static str>,
    #[schema(required)]
    error: Option<&'static str>,
    /// The highest first.
    rungs: Vec<RungBody>,
    created_at: String,
    #[schema(required)]
    started_at: Option<String>,
    updated_at: String,
}

/// A job with its steps.
#[derive(Serialize, ToSchema)]
pub struct JobDetail {
    #[serde(flatten)]
    job: JobBody,
    /// Null before it was looked at.
    #[schema(required)]
    source: Option<SourceBody>,
    /// In their order.
    steps: Vec<StepBody>,
}

/// How far one rung is.
#[derive(Serialize, ToSchema)]
struct RungBody {
    height: u32,
    progress: u8,
}

/// What is encoded.
#[derive(Serialize, ToSchema)]
struct SourceBody {
    /// As ffmpeg names it.
    video_codec: String,
    width: u32,
    height: u32,
    frame_rate: f64,
    sound_tracks: usize,
    size_bytes: u64,
    duration_ms: u64,
}

fn kinds() -> utoipa::openapi::schema::Object {
    platform::http::one_of(["video", "trailer"])
}

fn preset() -> utoipa::openapi::schema::Object {
    platform::http::one_of_or_null(Preset::ALL.map(Preset::as_str))
}

pub(super) fn scopes() -> utoipa::openapi::schema::Object {
    platform::http::one_of(Scope::ALL.map(Scope::as_str))
}

fn statuses() -> utoipa::openapi::schema::Object {
    platform::http::one_of(JobStatus::ALL.map(JobStatus::as_str))
}

fn stages() -> utoipa::openapi::schema::Object {
    platform::http::one_of(Stage::ALL.map(Stage::as_str))
}

impl From<&Job> for JobBody {
    fn from(job: &Job) -> Self {
        let code = job.refusal.as_ref().map(|refusal| refusal.code);
        Self {
            id: job.id.uuid(),
            version: job.version,
            resource_id: job.resource_id.clone(),
            label: job.label.clone(),
            kind: job.kind.as_str(),
            priority: job.priority,
            preset: job.preset.map(Preset::as_str),
            scope: job.scope().as_str(),
            status: job.status.as_str(),
            stage: job.stage.as_str(),
            progress: job.percent,
            speed: job.speed,
            remaining_s: job.remaining_seconds,
            attempt: job.attempt,
            error_code: code.map(RefusalCode::as_str),
            error: code.map(RefusalCode::message),
            rungs: job.rungs.iter().map(|rung| RungBody { height: rung.height, progress: rung.percent }).collect(),
            created_at: job.created_at.to_string(),
            started_at: job.started_at.map(|time| time.to_string()),
            updated_at: job.updated_at.to_string(),
        }
    }
}

impl JobDetail {
    /// Of a job and its steps.
    pub fn new(job: &Job, steps: Vec<StepBody>) -> Self {
        let source = job.title.as_ref().map(|title| SourceBody::from(&title.facts));
        Self { job: job.into(), source, steps }
    }
}

impl From<&SourceFacts> for SourceBody {
    fn from(facts: &SourceFacts) -> Self {
        Self {
            video_codec: facts.video.codec.clone(),
            width: facts.video.width,
            height: facts.video.height,
            frame_rate: facts.video.frame_rate.value(),
            sound_tracks: facts.sounds.len(),
            size_bytes: facts.size_bytes,
            duration_ms: millis(facts.duration),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "durations are below 12 hours")]
fn millis(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}
