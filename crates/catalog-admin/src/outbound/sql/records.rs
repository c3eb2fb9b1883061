//! Pictures and media as the JSON they are stored as. New fields need a default: old rows do not have them.

use kernel::Timestamp;
use platform::db::Error;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::poster_records::{PosterRecord, SourceRecord};
use super::text_records::{SourceTextRecord, TextTrackRecord};
use crate::domain::{
    ImageId, MediaId, UserId,
    video::{Encoded, Image, Media, MediaStatus, Playable, Poster, Preset, Rendition, Slot, SourceText},
};

/// The column `pictures`.
#[derive(Deserialize, Serialize)]
pub(super) struct Pictures {
    pub(super) banner: Option<ImageRecord>,
    pub(super) thumbnail: Option<ImageRecord>,
    pub(super) thumbnail_half: Option<ImageRecord>,
    #[serde(default)]
    pub(super) thumbnail_source: Option<SourceRecord>,
    #[serde(default)]
    pub(super) thumbnail_poster: Option<String>,
}

/// The column `media`.
#[derive(Deserialize, Serialize)]
pub(super) struct AllMedia {
    pub(super) film: SlotRecord,
    pub(super) trailer: SlotRecord,
    #[serde(default)]
    pub(super) text_tracks: Vec<TextTrackRecord>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct ImageRecord {
    id: Uuid,
    checksum: String,
    name: String,
    width: u32,
    height: u32,
    size_bytes: u64,
    placeholder: String,
}

#[derive(Deserialize, Serialize)]
pub(super) struct SlotRecord {
    current: Option<MediaRecord>,
    serving: Option<MediaRecord>,
}

#[derive(Deserialize, Serialize)]
struct MediaRecord {
    id: Uuid,
    checksum: Option<String>,
    name: String,
    raw_location: String,
    content_type: String,
    size_bytes: u64,
    uploaded_by: Uuid,
    #[serde(default)]
    preset: Option<PresetRecord>,
    status: StatusRecord,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum PresetRecord {
    Fast,
    Balanced,
    Best,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum StatusRecord {
    Pending,
    Processing {
        playable: Option<PlayableRecord>,
    },
    Completed {
        path: String,
        duration_ms: i64,
        playable_at: i64,
        audio_languages: Vec<String>,
        #[serde(default)]
        text_tracks: Vec<SourceTextRecord>,
        #[serde(default)]
        chapters_path: Option<String>,
        #[serde(default)]
        posters: Vec<PosterRecord>,
        renditions: Vec<RenditionRecord>,
        warnings: Vec<String>,
    },
    Error {
        code: String,
        text: String,
    },
}

#[derive(Deserialize, Serialize)]
struct PlayableRecord {
    path: String,
    duration_ms: i64,
    at: i64,
}

#[derive(Deserialize, Serialize)]
struct RenditionRecord {
    width: u32,
    height: u32,
    codec: String,
    bitrate: u64,
}

/// A column's text.
pub(super) fn to_json(record: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(record).map_err(Error::corrupt)
}

/// What a column's text says.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(Error::corrupt)
}

impl From<&Image> for ImageRecord {
    fn from(image: &Image) -> Self {
        Self {
            id: image.id.uuid(),
            checksum: image.checksum.clone(),
            name: image.name.clone(),
            width: image.width,
            height: image.height,
            size_bytes: image.size_bytes,
            placeholder: image.placeholder.clone(),
        }
    }
}

impl From<ImageRecord> for Image {
    fn from(record: ImageRecord) -> Self {
        Self {
            id: ImageId::from_uuid(record.id),
            checksum: record.checksum,
            name: record.name,
            width: record.width,
            height: record.height,
            size_bytes: record.size_bytes,
            placeholder: record.placeholder,
        }
    }
}

impl From<&Slot> for SlotRecord {
    fn from(slot: &Slot) -> Self {
        Self {
            current: slot.current.as_ref().map(MediaRecord::from),
            serving: slot.serving.as_ref().map(MediaRecord::from),
        }
    }
}

impl From<SlotRecord> for Slot {
    fn from(record: SlotRecord) -> Self {
        Self { current: record.current.map(Media::from), serving: record.serving.map(Media::from) }
    }
}

impl From<&Media> for MediaRecord {
    fn from(media: &Media) -> Self {
        Self {
            id: media.id.uuid(),
            checksum: media.checksum.clone(),
            name: media.name.clone(),
            raw_location: media.raw_location.clone(),
            content_type: media.content_type.clone(),
            size_bytes: media.size_bytes,
            uploaded_by: media.uploaded_by.uuid(),
            preset: media.preset.map(PresetRecord::from),
            status: StatusRecord::from(&media.status),
        }
    }
}

impl From<MediaRecord> for Media {
    fn from(record: MediaRecord) -> Self {
        Self {
            id: MediaId::from_uuid(record.id),
            checksum: record.checksum,
            name: record.name,
            raw_location: record.raw_location,
            content_type: record.content_type,
            size_bytes: record.size_bytes,
            uploaded_by: UserId::from_uuid(record.uploaded_by),
            preset: record.preset.map(Preset::from),
            status: record.status.into(),
        }
    }
}

impl From<Preset> for PresetRecord {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Fast => Self::Fast,
            Preset::Balanced => Self::Balanced,
            Preset::Best => Self::Best,
        }
    }
}

impl From<PresetRecord> for Preset {
    fn from(record: PresetRecord) -> Self {
        match record {
            PresetRecord::Fast => Self::Fast,
            PresetRecord::Balanced => Self::Balanced,
            PresetRecord::Best => Self::Best,
        }
    }
}

impl From<&MediaStatus> for StatusRecord {
    fn from(status: &MediaStatus) -> Self {
        match status {
            MediaStatus::Pending => Self::Pending,
            MediaStatus::Processing { playable } => Self::Processing {
                playable: playable.as_ref().map(|it| PlayableRecord {
                    path: it.path.clone(),
                    duration_ms: it.duration_ms,
                    at: it.at.millis(),
                }),
            },
            MediaStatus::Completed(encoded) => Self::Completed {
                path: encoded.path.clone(),
                duration_ms: encoded.duration_ms,
                playable_at: encoded.playable_at.millis(),
                audio_languages: encoded.audio_languages.clone(),
                text_tracks: encoded.text_tracks.iter().map(SourceTextRecord::from).collect(),
                chapters_path: encoded.chapters_path.clone(),
                posters: encoded.posters.iter().map(PosterRecord::from).collect(),
                renditions: encoded.renditions.iter().map(RenditionRecord::from).collect(),
                warnings: encoded.warnings.clone(),
            },
            MediaStatus::Error { code, text } => Self::Error { code: code.clone(), text: text.clone() },
        }
    }
}

impl From<StatusRecord> for MediaStatus {
    fn from(record: StatusRecord) -> Self {
        match record {
            StatusRecord::Pending => Self::Pending,
            StatusRecord::Processing { playable } => Self::Processing {
                playable: playable.map(|it| Playable {
                    path: it.path,
                    duration_ms: it.duration_ms,
                    at: Timestamp::from_millis(it.at),
                }),
            },
            StatusRecord::Completed {
                path,
                duration_ms,
                playable_at,
                audio_languages,
                text_tracks,
                chapters_path,
                posters,
                renditions,
                warnings,
            } => Self::Completed(Encoded {
                path,
                duration_ms,
                playable_at: Timestamp::from_millis(playable_at),
                audio_languages,
                text_tracks: text_tracks.into_iter().map(SourceText::from).collect(),
                chapters_path,
                posters: posters.into_iter().map(Poster::from).collect(),
                renditions: renditions.into_iter().map(Rendition::from).collect(),
                warnings,
            }),
            StatusRecord::Error { code, text } => Self::Error { code, text },
        }
    }
}

impl From<&Rendition> for RenditionRecord {
    fn from(it: &Rendition) -> Self {
        Self { width: it.width, height: it.height, codec: it.codec.clone(), bitrate: it.bitrate }
    }
}

impl From<RenditionRecord> for Rendition {
    fn from(it: RenditionRecord) -> Self {
        Self { width: it.width, height: it.height, codec: it.codec, bitrate: it.bitrate }
    }
}
