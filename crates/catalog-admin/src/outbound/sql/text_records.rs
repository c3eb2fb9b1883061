//! Text tracks as the JSON they are stored as.

use captions::{Kind, Language};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    TextFileId, TextTrackId,
    video::{SourceText, TextTrack},
};

/// One that was added.
#[derive(Deserialize, Serialize)]
pub(super) struct TextTrackRecord {
    id: Uuid,
    file: Uuid,
    language: Language,
    kind: Kind,
    label: String,
    checksum: String,
    name: String,
    size_bytes: u64,
}

/// One that came with a film.
#[derive(Deserialize, Serialize)]
pub(super) struct SourceTextRecord {
    language: String,
    kind: String,
    label: String,
    path: String,
}

impl From<&TextTrack> for TextTrackRecord {
    fn from(track: &TextTrack) -> Self {
        Self {
            id: track.id.uuid(),
            file: track.file.uuid(),
            language: track.language.clone(),
            kind: track.kind,
            label: track.label.clone(),
            checksum: track.checksum.clone(),
            name: track.name.clone(),
            size_bytes: track.size_bytes,
        }
    }
}

impl From<TextTrackRecord> for TextTrack {
    fn from(record: TextTrackRecord) -> Self {
        Self {
            id: TextTrackId::from_uuid(record.id),
            file: TextFileId::from_uuid(record.file),
            language: record.language,
            kind: record.kind,
            label: record.label,
            checksum: record.checksum,
            name: record.name,
            size_bytes: record.size_bytes,
        }
    }
}

impl From<&SourceText> for SourceTextRecord {
    fn from(text: &SourceText) -> Self {
        Self {
            language: text.language.clone(),
            kind: text.kind.clone(),
            label: text.label.clone(),
            path: text.path.clone(),
        }
    }
}

impl From<SourceTextRecord> for SourceText {
    fn from(record: SourceTextRecord) -> Self {
        Self { language: record.language, kind: record.kind, label: record.label, path: record.path }
    }
}
