//! What catalog-admin publishes: categories, genres, cast members and videos, each with its whole public state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Aggregate, Fact};

/// Topic and type names, for subscriptions.
pub const TYPES: &[&str] = &[
    CATEGORY_CREATED,
    CATEGORY_UPDATED,
    CATEGORY_DELETED,
    GENRE_CREATED,
    GENRE_UPDATED,
    GENRE_DELETED,
    CAST_MEMBER_CREATED,
    CAST_MEMBER_UPDATED,
    CAST_MEMBER_DELETED,
    MEDIA_ARRIVING,
    MEDIA_UPLOADED,
    MEDIA_ENCODED,
    MEDIA_FAILED,
    MEDIA_SUPERSEDED,
    MEDIA_REMOVED,
    VIDEO_PUBLISHED,
    VIDEO_UPDATED,
    VIDEO_UNPUBLISHED,
    VIDEO_DELETED,
];
/// A category was made.
pub const CATEGORY_CREATED: &str = "codeflix.category.created.v1";
/// A category was changed.
pub const CATEGORY_UPDATED: &str = "codeflix.category.updated.v1";
/// A category is gone.
pub const CATEGORY_DELETED: &str = "codeflix.category.deleted.v1";
/// A genre was made.
pub const GENRE_CREATED: &str = "codeflix.genre.created.v1";
/// A genre was changed.
pub const GENRE_UPDATED: &str = "codeflix.genre.updated.v1";
/// A genre is gone.
pub const GENRE_DELETED: &str = "codeflix.genre.deleted.v1";
/// A cast member was made.
pub const CAST_MEMBER_CREATED: &str = "codeflix.cast-member.created.v1";
/// A cast member was changed.
pub const CAST_MEMBER_UPDATED: &str = "codeflix.cast-member.updated.v1";
/// A cast member is gone.
pub const CAST_MEMBER_DELETED: &str = "codeflix.cast-member.deleted.v1";
/// The first bytes of a film or trailer are there, and it can be encoded as it arrives; [`MEDIA_UPLOADED`] follows when
/// it is whole, [`MEDIA_REMOVED`] if it never is.
pub const MEDIA_ARRIVING: &str = "codeflix.video.media-arriving.v1";
/// A film or trailer lies in object storage and waits to be encoded.
pub const MEDIA_UPLOADED: &str = "codeflix.video.media-uploaded.v1";
/// The encoder's result was accepted.
pub const MEDIA_ENCODED: &str = "codeflix.video.media-encoded.v1";
/// The encoder gave up for good.
pub const MEDIA_FAILED: &str = "codeflix.video.media-failed.v1";
/// A newer version took a medium's place.
pub const MEDIA_SUPERSEDED: &str = "codeflix.video.media-superseded.v1";
/// A medium was taken away.
pub const MEDIA_REMOVED: &str = "codeflix.video.media-removed.v1";
/// A video can be seen by viewers from now on.
pub const VIDEO_PUBLISHED: &str = "codeflix.video.published.v1";
/// A published video changed, or what can be watched of another one.
pub const VIDEO_UPDATED: &str = "codeflix.video.updated.v1";
/// A video was withdrawn.
pub const VIDEO_UNPUBLISHED: &str = "codeflix.video.unpublished.v1";
/// A video is gone.
pub const VIDEO_DELETED: &str = "codeflix.video.deleted.v1";

/// Everything catalog-admin says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
#[allow(missing_docs, reason = "each variant is the constant of the same name above")]
pub enum CatalogAdminEvent {
    #[serde(rename = "codeflix.category.created.v1")]
    CategoryCreated(Category),
    #[serde(rename = "codeflix.category.updated.v1")]
    CategoryUpdated(Category),
    #[serde(rename = "codeflix.category.deleted.v1")]
    CategoryDeleted(Category),
    #[serde(rename = "codeflix.genre.created.v1")]
    GenreCreated(Genre),
    #[serde(rename = "codeflix.genre.updated.v1")]
    GenreUpdated(Genre),
    #[serde(rename = "codeflix.genre.deleted.v1")]
    GenreDeleted(Genre),
    #[serde(rename = "codeflix.cast-member.created.v1")]
    CastMemberCreated(CastMember),
    #[serde(rename = "codeflix.cast-member.updated.v1")]
    CastMemberUpdated(CastMember),
    #[serde(rename = "codeflix.cast-member.deleted.v1")]
    CastMemberDeleted(CastMember),
    #[serde(rename = "codeflix.video.media-arriving.v1")]
    MediaArriving(Box<MediaUploaded>),
    #[serde(rename = "codeflix.video.media-uploaded.v1")]
    MediaUploaded(Box<MediaUploaded>),
    #[serde(rename = "codeflix.video.media-encoded.v1")]
    MediaEncoded(Box<MediaChanged>),
    #[serde(rename = "codeflix.video.media-failed.v1")]
    MediaFailed(Box<MediaFailed>),
    #[serde(rename = "codeflix.video.media-superseded.v1")]
    MediaSuperseded(Box<MediaChanged>),
    #[serde(rename = "codeflix.video.media-removed.v1")]
    MediaRemoved(Box<MediaChanged>),
    #[serde(rename = "codeflix.video.published.v1")]
    VideoPublished(Box<VideoChanged>),
    #[serde(rename = "codeflix.video.updated.v1")]
    VideoUpdated(Box<VideoChanged>),
    #[serde(rename = "codeflix.video.unpublished.v1")]
    VideoUnpublished(Box<VideoChanged>),
    #[serde(rename = "codeflix.video.deleted.v1")]
    VideoDeleted(Box<VideoChanged>),
}

/// A category's public state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Category {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// 1–255 characters.
    pub name: String,
    /// 0–4000 characters.
    pub description: Option<String>,
    /// Shown in navigation and facets.
    pub is_active: bool,
}

/// A genre's public state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Genre {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// 1–255 characters.
    pub name: String,
    /// Shown in navigation and facets.
    pub is_active: bool,
    /// The categories it belongs to.
    pub categories_id: Vec<Uuid>,
}

/// A cast member's public state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CastMember {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// 1–255 characters.
    pub name: String,
    /// `director` or `actor`.
    #[serde(rename = "type")]
    pub role: String,
}

/// The public state of a video, the same in every `video.*` event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Video {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// 1–255 characters.
    pub title: String,
    /// 1–4000 characters.
    pub description: String,
    /// 1888 to five years ahead.
    pub year_launched: u16,
    /// Measured, in milliseconds.
    pub duration_ms: Option<i64>,
    /// `er`, `l`, `10` … `18`.
    pub rating: String,
    /// Watchable without a subscription.
    pub opened: bool,
    /// `draft`, `ready`, `published`, `unpublished`, `deleted`.
    pub status: String,
    /// Its categories.
    pub categories_id: Vec<Uuid>,
    /// Its genres.
    pub genres_id: Vec<Uuid>,
    /// Its cast.
    pub cast_members_id: Vec<Uuid>,
    /// Where intro and credits lie.
    pub markers: Option<Markers>,
    /// First publication, RFC 3339.
    pub published_at: Option<String>,
    /// Pictures.
    pub banner: Option<Picture>,
    /// Pictures.
    pub thumbnail: Option<Picture>,
    /// Pictures.
    pub thumbnail_half: Option<Picture>,
    /// The trailer.
    pub trailer: Option<Media>,
    /// The film.
    pub video: Option<Media>,
    /// Text tracks that were added to the film; it may bring others along.
    #[serde(default)]
    pub text_tracks: Vec<TextTrack>,
}

/// Positions within a film, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Markers {
    /// Where the intro begins.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub intro_start_ms: Option<i64>,
    /// Where the intro ends.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub intro_end_ms: Option<i64>,
    /// Where the credits begin.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credits_start_ms: Option<i64>,
}

/// A stored picture in three sizes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// Its id, the `{blob}` of `/i/{blob}/{size}`.
    pub id: Uuid,
    /// Object keys by size: `small`, `medium`, `large`.
    pub keys: PictureKeys,
    /// Pixels of the large size.
    pub width: u32,
    /// Pixels of the large size.
    pub height: u32,
    /// A tiny blurred version as a data URI.
    pub placeholder: String,
}

/// Object keys of the three sizes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PictureKeys {
    /// 320 px wide (640 for banners).
    pub small: String,
    /// 640 px wide (1280 for banners).
    pub medium: String,
    /// 1280 px wide (1920 for banners).
    pub large: String,
}

/// An encoded, or not yet encoded, film or trailer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Media {
    /// Its id, the `{asset}` of `/v/{asset}/…`.
    pub id: Uuid,
    /// `pending`, `processing`, `completed`, `error`.
    pub status: String,
    /// Prefix of its objects once something is playable.
    pub path: Option<String>,
    /// Whether the playlists still grow.
    pub growing: bool,
    /// Measured, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Spoken languages, BCP 47.
    pub audio_languages: Vec<String>,
    /// Text tracks that came with it, named by its own playlist.
    #[serde(default)]
    pub text_tracks: Vec<TextTrack>,
    /// Key of the chapters' WebVTT, if there is more than one.
    #[serde(default)]
    pub chapters_path: Option<String>,
}

/// Subtitles and their like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextTrack {
    /// BCP 47; `und` when nobody says.
    pub language: String,
    /// `subtitles`, `captions`, `descriptions`, `forced`.
    pub kind: String,
    /// For people.
    pub label: String,
    /// Key of its WebVTT, which never changes.
    pub path: String,
}

/// `video.media-arriving`, `media-uploaded`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MediaUploaded {
    /// `<video id>.<media type>.<media id>`, opaque to the encoder and echoed by it.
    pub resource_id: String,
    /// Key of the source object.
    pub file_path: String,
    /// The video.
    pub video_id: Uuid,
    /// The medium.
    pub media_id: Uuid,
    /// `video` or `trailer`.
    pub media_type: String,
    /// Bytes.
    pub size_bytes: i64,
    /// As detected.
    pub content_type: String,
    /// SHA-256, hexadecimal; unknown while it arrives.
    pub checksum: Option<String>,
    /// 0–9, higher first.
    pub priority: u8,
    /// How much work a frame is worth: `fast`, `balanced` or `best`; null where the installation's setting holds.
    pub preset: Option<String>,
    /// The whole video.
    pub video: Video,
}

/// `video.media-encoded`, `media-superseded`, `media-removed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MediaChanged {
    /// The video.
    pub video_id: Uuid,
    /// The medium.
    pub media_id: Uuid,
    /// `video` or `trailer`.
    pub media_type: String,
    /// As given to the encoder.
    pub resource_id: String,
    /// Who uploaded it.
    pub uploaded_by: Uuid,
    /// Whether only a person's "publish" is missing; a thumbnail is made of the film by itself.
    pub ready_to_publish: bool,
    /// The whole video.
    pub video: Video,
}

/// `video.media-failed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MediaFailed {
    /// The video.
    pub video_id: Uuid,
    /// The medium.
    pub media_id: Uuid,
    /// `video` or `trailer`.
    pub media_type: String,
    /// Stable code.
    pub error_code: String,
    /// For people.
    pub error: String,
    /// Who uploaded it.
    pub uploaded_by: Uuid,
    /// The whole video.
    pub video: Video,
}

/// `video.published`, `updated`, `unpublished`, `deleted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VideoChanged {
    /// The whole video.
    pub video: Video,
    /// Whether this is its first publication.
    pub first: bool,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

impl CatalogAdminEvent {
    /// The video a `video.*` event carries.
    pub fn video(&self) -> Option<&Video> {
        match self {
            Self::MediaArriving(event) | Self::MediaUploaded(event) => Some(&event.video),
            Self::MediaEncoded(event) | Self::MediaSuperseded(event) | Self::MediaRemoved(event) => Some(&event.video),
            Self::MediaFailed(event) => Some(&event.video),
            Self::VideoPublished(event)
            | Self::VideoUpdated(event)
            | Self::VideoUnpublished(event)
            | Self::VideoDeleted(event) => Some(&event.video),
            _ => None,
        }
    }
}

impl Fact for CatalogAdminEvent {
    const SERVICE: &'static str = "catalog-admin";

    fn aggregate(&self) -> Aggregate {
        let (kind, id, version) = match self {
            Self::CategoryCreated(it) | Self::CategoryUpdated(it) | Self::CategoryDeleted(it) => {
                ("category", it.id, it.version)
            }
            Self::GenreCreated(it) | Self::GenreUpdated(it) | Self::GenreDeleted(it) => ("genre", it.id, it.version),
            Self::CastMemberCreated(it) | Self::CastMemberUpdated(it) | Self::CastMemberDeleted(it) => {
                ("cast-member", it.id, it.version)
            }
            Self::MediaArriving(event) | Self::MediaUploaded(event) => ("video", event.video.id, event.video.version),
            Self::MediaEncoded(event) | Self::MediaSuperseded(event) | Self::MediaRemoved(event) => {
                ("video", event.video.id, event.video.version)
            }
            Self::MediaFailed(event) => ("video", event.video.id, event.video.version),
            Self::VideoPublished(event)
            | Self::VideoUpdated(event)
            | Self::VideoUnpublished(event)
            | Self::VideoDeleted(event) => ("video", event.video.id, event.video.version),
        };
        Aggregate { kind, id, version }
    }
}
