//! What the encoder publishes about its jobs. `resource_id` is echoed, never understood.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Aggregate, Fact};

/// Every type.
pub const TYPES: &[&str] = &[STARTED, PROGRESSED, RENDITION_PUBLISHED, COMPLETED, FAILED];
/// A worker took the job up.
pub const STARTED: &str = "codeflix.encode-job.started.v1";
/// At most one in five seconds.
pub const PROGRESSED: &str = "codeflix.encode-job.progressed.v1";
/// The first seconds of a rung can be played.
pub const RENDITION_PUBLISHED: &str = "codeflix.encode-job.rendition-published.v1";
/// Everything is encoded and checked.
pub const COMPLETED: &str = "codeflix.encode-job.completed.v1";
/// Given up for good.
pub const FAILED: &str = "codeflix.encode-job.failed.v1";

/// Everything the encoder says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
#[allow(missing_docs, reason = "each variant is the constant of the same name above")]
pub enum EncoderEvent {
    #[serde(rename = "codeflix.encode-job.started.v1")]
    Started(JobProgress),
    #[serde(rename = "codeflix.encode-job.progressed.v1")]
    Progressed(JobProgress),
    #[serde(rename = "codeflix.encode-job.rendition-published.v1")]
    RenditionPublished(RenditionPublished),
    #[serde(rename = "codeflix.encode-job.completed.v1")]
    Completed(Box<JobCompleted>),
    #[serde(rename = "codeflix.encode-job.failed.v1")]
    Failed(JobFailed),
}

/// `encode-job.started`, `progressed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobProgress {
    /// The job.
    pub job_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// As given.
    pub resource_id: String,
    /// From 1.
    pub attempt: u32,
    /// `fetching`, `probing`, `encoding`, `packaging`, `publishing`, `verifying`.
    pub stage: String,
    /// Percent of the whole.
    pub progress: u8,
    /// Forecast, in seconds.
    pub remaining_s: Option<u32>,
    /// Seconds of film encoded in a second of time.
    pub speed: Option<f64>,
    /// Percent of each rung, the highest first.
    pub rungs: Vec<RungProgress>,
}

/// How far one rung is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RungProgress {
    /// Lines.
    pub height: u32,
    /// Percent.
    pub progress: u8,
}

/// `encode-job.rendition-published`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RenditionPublished {
    /// The job.
    pub job_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// As given.
    pub resource_id: String,
    /// Lines of the rung.
    pub height: u32,
    /// Prefix of the job's objects: `enc/<job>`.
    pub path: String,
    /// Whether its playlist still grows.
    pub growing: bool,
    /// Measured at the probe, in milliseconds.
    pub duration_ms: i64,
}

/// `encode-job.completed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobCompleted {
    /// The job.
    pub job_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// As given.
    pub resource_id: String,
    /// Always `completed`.
    pub status: String,
    /// Prefix of the job's objects: `enc/<job>`. Playlists are `<path>/final/*.m3u8`.
    pub path: String,
    /// Measured, in milliseconds.
    pub duration_ms: i64,
    /// What was made.
    pub renditions: Vec<Rendition>,
    /// Key of the best poster, a JPEG.
    pub poster_path: Option<String>,
    /// Pictures of the title that would do as its poster, the best first.
    #[serde(default)]
    pub posters: Vec<Poster>,
    /// Key of the thumbnails' WebVTT, if made.
    pub storyboard_path: Option<String>,
    /// Spoken languages, BCP 47; `und` when the source does not say.
    pub audio_languages: Vec<String>,
    /// Text tracks of the source that could be read.
    #[serde(default)]
    pub text_tracks: Vec<TextTrack>,
    /// Key of the chapters' WebVTT, if there is more than one.
    #[serde(default)]
    pub chapters_path: Option<String>,
    /// What was noticed but did no harm: stable codes.
    pub warnings: Vec<String>,
    /// From take-up to completion, in milliseconds.
    pub encode_ms: i64,
}

/// A picture of the title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Poster {
    /// When it is shown, in milliseconds from the title's first frame.
    pub at_ms: i64,
    /// Key of the picture, a JPEG.
    pub path: String,
}

/// A text track of the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextTrack {
    /// BCP 47; `und` when the source does not say.
    pub language: String,
    /// `subtitles`, `captions`, `descriptions`, `forced`.
    pub kind: String,
    /// For people; unique in its title.
    pub label: String,
    /// Key of its WebVTT.
    pub path: String,
}

/// One rung, or the sound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rendition {
    /// Pixels; 0 for sound.
    pub height: u32,
    /// Pixels; 0 for sound.
    pub width: u32,
    /// `h264`, `aac`.
    pub codec: String,
    /// Measured average, bit/s.
    pub bitrate: u64,
    /// Segments.
    pub segments: u32,
    /// Bytes.
    pub bytes: u64,
}

/// `encode-job.failed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobFailed {
    /// The job.
    pub job_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// As given.
    pub resource_id: String,
    /// Key of the source object.
    pub file_path: String,
    /// Always `error`.
    pub status: String,
    /// Stable code.
    pub error_code: String,
    /// For people.
    pub error: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Whether trying again is pointless.
    pub permanent: bool,
}

impl EncoderEvent {
    /// The resource every event names.
    pub fn resource_id(&self) -> &str {
        match self {
            Self::Started(event) | Self::Progressed(event) => &event.resource_id,
            Self::RenditionPublished(event) => &event.resource_id,
            Self::Completed(event) => &event.resource_id,
            Self::Failed(event) => &event.resource_id,
        }
    }
}

impl Fact for EncoderEvent {
    const SERVICE: &'static str = "encoder";

    fn aggregate(&self) -> Aggregate {
        let (id, version) = match self {
            Self::Started(event) | Self::Progressed(event) => (event.job_id, event.version),
            Self::RenditionPublished(event) => (event.job_id, event.version),
            Self::Completed(event) => (event.job_id, event.version),
            Self::Failed(event) => (event.job_id, event.version),
        };
        Aggregate { kind: "encode-job", id, version }
    }
}
