//! A job as a row.

use kernel::Timestamp;
use uuid::Uuid;

use super::queue::from_json;
use crate::{
    application::StoreError,
    domain::{
        Job, JobId, JobKind, JobStatus, Objects, Order, Preset, Refusal, RefusalCode, Source, Stage, Stored, Title,
    },
};

platform::row! {
    /// The columns of `encode_jobs`.
    #[derive(Debug)]
    pub struct Row {
        id: Uuid,
        version: i64,
        resource_id: String,
        label: String,
        file_path: String,
        source: String,
        source_bytes: i64,
        kind: String,
        priority: i64,
        preset: Option<String>,
        former: Option<Uuid>,
        status: String,
        stage: String,
        progress: i64,
        speed: Option<f64>,
        remaining_s: Option<i64>,
        attempt: i64,
        error_code: Option<String>,
        facts: Option<String>,
        plan: Option<String>,
        offered: String,
        rungs: String,
        created_at: i64,
        started_at: Option<i64>,
        updated_at: i64,
        doomed_at: Option<i64>,
        swept_at: Option<i64>,
    }
}

impl TryFrom<Row> for Job {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let unknown = |what: &str| StoreError(format!("a stored value is invalid: {what}"));
        let kind = [JobKind::Video, JobKind::Trailer].into_iter().find(|kind| kind.as_str() == row.kind);
        let status = JobStatus::ALL.into_iter().find(|status| status.as_str() == row.status);
        let source = Source::ALL.into_iter().find(|source| source.as_str() == row.source);
        let stage = Stage::ALL.into_iter().find(|stage| stage.as_str() == row.stage);
        let title = match (&row.facts, &row.plan) {
            (Some(facts), Some(plan)) => Some(Title { facts: from_json(facts)?, plan: from_json(plan)? }),
            _ => None,
        };
        Ok(Self::stored(Stored {
            id: JobId::from_uuid(row.id),
            version: row.version,
            order: Order {
                resource_id: row.resource_id,
                label: row.label,
                file_path: row.file_path,
                source: source.ok_or_else(|| unknown(&row.source))?,
                source_bytes: u64::try_from(row.source_bytes).unwrap_or(0),
                kind: kind.ok_or_else(|| unknown(&row.kind))?,
                priority: u8::try_from(row.priority).unwrap_or(9),
                preset: row.preset.as_deref().map(|name| preset(name).ok_or_else(|| unknown(name))).transpose()?,
                former: row.former.map(JobId::from_uuid),
            },
            status: status.ok_or_else(|| unknown(&row.status))?,
            stage: stage.ok_or_else(|| unknown(&row.stage))?,
            percent: u8::try_from(row.progress).unwrap_or(100),
            speed: row.speed,
            remaining_seconds: row.remaining_s.and_then(|seconds| u64::try_from(seconds).ok()),
            attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
            refusal: row.error_code.map(|code| Refusal::from(RefusalCode::parse(&code))),
            title,
            offered: from_json(&row.offered)?,
            rungs: from_json(&row.rungs)?,
            created_at: Timestamp::from_millis(row.created_at),
            started_at: row.started_at.map(Timestamp::from_millis),
            updated_at: Timestamp::from_millis(row.updated_at),
            objects: match (row.swept_at, row.doomed_at) {
                (Some(_), _) => Objects::Swept,
                (None, Some(at)) => Objects::Doomed(Timestamp::from_millis(at)),
                (None, None) => Objects::Kept,
            },
        }))
    }
}

fn preset(name: &str) -> Option<Preset> {
    Preset::ALL.into_iter().find(|preset| preset.as_str() == name)
}
