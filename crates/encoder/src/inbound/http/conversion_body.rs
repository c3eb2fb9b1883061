//! What conversions look like.

use platform::http::{Language, message};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{Conversion, ConversionStatus, RefusalCode, SoundFormat, result_name};

/// A conversion.
#[derive(Serialize, ToSchema)]
pub struct ConversionBody {
    id: Uuid,
    version: i64,
    /// As its owner called the source.
    file_name: String,
    /// Of the source.
    size_bytes: u64,
    #[schema(schema_with = formats)]
    format: &'static str,
    bitrate_kbps: u32,
    #[schema(schema_with = statuses)]
    status: &'static str,
    /// 0–100.
    progress: u8,
    /// Why it was given up.
    #[schema(required)]
    error_code: Option<&'static str>,
    /// The same in the caller's language.
    #[schema(required)]
    error: Option<&'static str>,
    /// What the result is called when it is fetched.
    result_name: String,
    #[schema(required)]
    result_bytes: Option<u64>,
    #[schema(required)]
    duration_ms: Option<u64>,
    created_at: String,
    updated_at: String,
    /// When it goes; null until it is over.
    #[schema(required)]
    expires_at: Option<String>,
}

fn formats() -> utoipa::openapi::schema::Object {
    platform::http::one_of(SoundFormat::ALL.map(SoundFormat::as_str))
}

fn statuses() -> utoipa::openapi::schema::Object {
    platform::http::one_of(["queued", "running", "completed", "failed"])
}

impl ConversionBody {
    /// Of a conversion, for somebody who reads this language.
    pub fn new(conversion: &Conversion, language: Language) -> Self {
        let state = conversion.state();
        let (progress, extract, code) = match &state.status {
            ConversionStatus::Queued => (0, None, None),
            ConversionStatus::Running { percent } => (*percent, None, None),
            ConversionStatus::Completed { extract, .. } => (100, Some(extract), None),
            ConversionStatus::Failed { code, .. } => (0, None, Some(*code)),
        };
        let (wish, target) = (&state.wish, state.wish.target);
        Self {
            id: state.id.uuid(),
            version: state.version,
            file_name: wish.file_name.clone(),
            size_bytes: wish.size_bytes,
            format: target.format.as_str(),
            bitrate_kbps: target.bit_rate.kbps(),
            status: state.status.as_str(),
            progress,
            error_code: code.map(RefusalCode::as_str),
            error: code.map(|code| message(language, code.as_str()).unwrap_or(code.message())),
            result_name: result_name(&wish.file_name, target.format),
            result_bytes: extract.map(|extract| extract.bytes),
            duration_ms: extract.map(|extract| extract.duration_ms),
            created_at: state.created_at.to_string(),
            updated_at: state.updated_at.to_string(),
            expires_at: state.status.expires_at().map(|time| time.to_string()),
        }
    }
}
