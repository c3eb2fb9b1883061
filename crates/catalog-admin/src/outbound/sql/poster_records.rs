//! Pictures of films as the JSON they are stored as.

use serde::{Deserialize, Serialize};

use crate::domain::video::{Poster, ThumbnailSource};

#[derive(Deserialize, Serialize)]
pub(super) struct PosterRecord {
    at_ms: i64,
    path: String,
}

/// Where a thumbnail comes from.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SourceRecord {
    Automatic,
    Chosen { at_ms: i64 },
    Uploaded,
}

impl From<&Poster> for PosterRecord {
    fn from(it: &Poster) -> Self {
        Self { at_ms: it.at_ms, path: it.path.clone() }
    }
}

impl From<PosterRecord> for Poster {
    fn from(it: PosterRecord) -> Self {
        Self { at_ms: it.at_ms, path: it.path }
    }
}

impl From<ThumbnailSource> for SourceRecord {
    fn from(source: ThumbnailSource) -> Self {
        match source {
            ThumbnailSource::Automatic => Self::Automatic,
            ThumbnailSource::Chosen { at_ms } => Self::Chosen { at_ms },
            ThumbnailSource::Uploaded => Self::Uploaded,
        }
    }
}

impl From<SourceRecord> for ThumbnailSource {
    fn from(record: SourceRecord) -> Self {
        match record {
            SourceRecord::Automatic => Self::Automatic,
            SourceRecord::Chosen { at_ms } => Self::Chosen { at_ms },
            SourceRecord::Uploaded => Self::Uploaded,
        }
    }
}
