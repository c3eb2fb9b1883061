//! What the encoder publishes about audio conversions: films of which somebody wants the sound.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Aggregate, Fact};

/// Every type.
pub const TYPES: &[&str] = &[REQUESTED, COMPLETED, FAILED];
/// The file is stored, and its conversion queued.
pub const REQUESTED: &str = "codeflix.conversion.requested.v1";
/// The result can be fetched.
pub const COMPLETED: &str = "codeflix.conversion.completed.v1";
/// Given up for good.
pub const FAILED: &str = "codeflix.conversion.failed.v1";

/// Everything that is said about conversions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
#[allow(missing_docs, reason = "each variant is the constant of the same name above")]
pub enum ConversionEvent {
    #[serde(rename = "codeflix.conversion.requested.v1")]
    Requested(ConversionRequested),
    #[serde(rename = "codeflix.conversion.completed.v1")]
    Completed(ConversionCompleted),
    #[serde(rename = "codeflix.conversion.failed.v1")]
    Failed(ConversionFailed),
}

/// `conversion.requested`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversionRequested {
    /// The conversion.
    pub conversion_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// The user whose it is.
    pub owner: Uuid,
    /// Key of the source object.
    pub file_path: String,
    /// As its owner calls it; anything a stranger may write, in one line.
    pub file_name: String,
    /// `mp3`, `m4a`, `opus`.
    pub format: String,
    /// 128, 192, 256, 320.
    pub bitrate_kbps: u32,
}

/// `conversion.completed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversionCompleted {
    /// The conversion.
    pub conversion_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// The user whose it is.
    pub owner: Uuid,
    /// As its owner calls the source; anything a stranger may write, in one line.
    pub file_name: String,
    /// `mp3`, `m4a`, `opus`.
    pub format: String,
    /// Of the result.
    pub bytes: u64,
    /// Measured, in milliseconds.
    pub duration_ms: u64,
    /// When the result goes, RFC 3339.
    pub expires_at: String,
}

/// `conversion.failed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversionFailed {
    /// The conversion.
    pub conversion_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// The user whose it is.
    pub owner: Uuid,
    /// As its owner calls the source; anything a stranger may write, in one line.
    pub file_name: String,
    /// Stable code.
    pub error_code: String,
    /// For people.
    pub error: String,
}

impl Fact for ConversionEvent {
    const SERVICE: &'static str = "encoder";

    fn aggregate(&self) -> Aggregate {
        let (id, version) = match self {
            Self::Requested(event) => (event.conversion_id, event.version),
            Self::Completed(event) => (event.conversion_id, event.version),
            Self::Failed(event) => (event.conversion_id, event.version),
        };
        Aggregate { kind: "conversion", id, version }
    }
}
