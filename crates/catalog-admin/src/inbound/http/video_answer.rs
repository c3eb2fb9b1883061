//! A video as it is shown to those who edit it.

use platform::http::{Language, message};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{allowed, posters::PosterAnswer, text_tracks::TextTrackAnswer};
use crate::{
    application::{VideoView, ports::EncodeProgress},
    domain::video::{Image, ImageSize, Markers, Media, MediaStatus, Minutes, Preset, Readiness, Status},
};

/// A video.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminVideo)]
pub(super) struct VideoAnswer {
    id: Uuid,
    version: i64,
    title: String,
    description: String,
    year_launched: u16,
    /// Minutes.
    #[schema(required)]
    duration: Option<f64>,
    /// As measured.
    #[schema(required)]
    duration_ms: Option<i64>,
    #[schema(schema_with = allowed::rating)]
    rating: &'static str,
    opened: bool,
    #[schema(schema_with = allowed::status)]
    status: &'static str,
    published: bool,
    #[schema(required)]
    published_at: Option<String>,
    publish_when_ready: bool,
    markers: MarkersAnswer,
    /// What is missing to publish it.
    #[schema(schema_with = allowed::missing)]
    missing: Vec<&'static str>,
    created_by: Uuid,
    categories_id: Vec<Uuid>,
    genres_id: Vec<Uuid>,
    cast_members_id: Vec<Uuid>,
    categories: Vec<NamedAnswer>,
    genres: Vec<NamedAnswer>,
    cast_members: Vec<CastAnswer>,
    #[schema(required)]
    banner: Option<ImageAnswer>,
    #[schema(required)]
    thumbnail: Option<ImageAnswer>,
    poster: PosterAnswer,
    #[schema(required)]
    thumbnail_half: Option<ImageAnswer>,
    #[schema(required)]
    trailer: Option<MediaAnswer>,
    #[schema(required)]
    video: Option<MediaAnswer>,
    /// Those that were added.
    text_tracks: Vec<TextTrackAnswer>,
    warnings: Vec<WarningAnswer>,
    created_at: String,
    updated_at: String,
}

/// Something referred to, by its name.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminNamed)]
pub(super) struct NamedAnswer {
    pub(super) id: Uuid,
    pub(super) name: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminVideoCastMember)]
struct CastAnswer {
    id: Uuid,
    name: String,
    #[schema(schema_with = allowed::role)]
    r#type: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminMarkers)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to the name")]
struct MarkersAnswer {
    #[schema(required)]
    intro_start_ms: Option<i64>,
    #[schema(required)]
    intro_end_ms: Option<i64>,
    #[schema(required)]
    credits_start_ms: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminImage)]
struct ImageAnswer {
    id: Uuid,
    checksum: String,
    name: String,
    location: String,
    content_type: &'static str,
    width: u32,
    height: u32,
    size_bytes: u64,
    /// A data URI.
    placeholder: String,
    urls: UrlsAnswer,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminImageUrls)]
struct UrlsAnswer {
    small: String,
    medium: String,
    large: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminMedia)]
struct MediaAnswer {
    id: Uuid,
    /// Unknown while it arrives.
    #[schema(required)]
    checksum: Option<String>,
    name: String,
    raw_location: String,
    #[schema(required)]
    encoded_location: Option<String>,
    content_type: String,
    size_bytes: u64,
    /// How much work its pictures are worth; null where the installation's setting holds.
    #[schema(schema_with = allowed::preset, required)]
    preset: Option<&'static str>,
    #[schema(schema_with = allowed::media_status)]
    status: &'static str,
    /// Percent.
    progress: u8,
    #[schema(required)]
    error_code: Option<String>,
    #[schema(required)]
    error: Option<String>,
    #[schema(required)]
    duration_ms: Option<i64>,
    audio_languages: Vec<String>,
    /// Those that came with it.
    text_tracks: Vec<SourceTextAnswer>,
    #[schema(required)]
    playable_at: Option<String>,
    renditions: Vec<RenditionAnswer>,
    #[schema(required)]
    manifests: Option<ManifestsAnswer>,
    #[schema(required)]
    encoding: Option<EncodingAnswer>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminRendition)]
struct RenditionAnswer {
    height: u32,
    width: u32,
    codec: String,
    bitrate: u64,
    progress: u8,
}

/// A text track that came with a film.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminSourceText)]
struct SourceTextAnswer {
    /// BCP 47; `und` when the film does not say.
    language: String,
    #[schema(schema_with = allowed::text_kind)]
    kind: String,
    label: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminManifests)]
struct ManifestsAnswer {
    hls: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminEncoding)]
struct EncodingAnswer {
    stage: String,
    progress: u8,
    #[schema(required)]
    remaining_s: Option<u32>,
    #[schema(required)]
    speed: Option<f64>,
    rungs: Vec<RungAnswer>,
}

/// How far a rung is.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminRung)]
pub(super) struct RungAnswer {
    height: u32,
    progress: u8,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AdminWarning)]
struct WarningAnswer {
    code: String,
    message: String,
}

impl VideoAnswer {
    /// With texts in this language.
    pub(super) fn new(view: &VideoView, language: Language) -> Self {
        let (state, life) = (view.video.state(), view.video.life());
        let details = &state.details;
        let media = |media: &Media| MediaAnswer::new(media, &view.progress, language);
        Self {
            id: view.video.id().uuid(),
            version: life.version,
            title: details.title.as_str().to_owned(),
            description: details.description.as_str().to_owned(),
            year_launched: details.year.value(),
            duration: details.duration.map(Minutes::as_f64),
            duration_ms: state.duration_ms(),
            rating: details.rating.as_str(),
            opened: details.opened,
            status: state.status.as_str(),
            published: state.status == Status::Published,
            published_at: state.published_at.map(|time| time.to_string()),
            publish_when_ready: details.publish_when_ready,
            markers: MarkersAnswer::from(&details.markers),
            missing: view.video.missing(Readiness::Completed).iter().map(|it| it.as_str()).collect(),
            created_by: state.created_by.uuid(),
            categories_id: state.relations.categories.iter().map(|id| id.uuid()).collect(),
            genres_id: state.relations.genres.iter().map(|id| id.uuid()).collect(),
            cast_members_id: state.relations.cast_members.iter().map(|id| id.uuid()).collect(),
            banner: state.banner.as_ref().map(ImageAnswer::from),
            thumbnail: state.thumbnail.as_ref().map(ImageAnswer::from),
            poster: PosterAnswer::from(&view.video),
            thumbnail_half: state.thumbnail_half.as_ref().map(ImageAnswer::from),
            trailer: state.trailer.current.as_ref().map(media),
            video: state.film.current.as_ref().map(media),
            text_tracks: state.text_tracks.iter().map(TextTrackAnswer::from).collect(),
            warnings: warnings(view, language),
            created_at: life.created_at.to_string(),
            updated_at: life.updated_at.to_string(),
            categories: named(view.categories.iter().map(|it| (it.id.uuid(), &it.name))),
            genres: named(view.genres.iter().map(|it| (it.id.uuid(), &it.name))),
            cast_members: cast(view),
        }
    }
}

fn named<'a>(items: impl Iterator<Item = (Uuid, &'a String)>) -> Vec<NamedAnswer> {
    items.map(|(id, name)| NamedAnswer { id, name: name.clone() }).collect()
}

fn cast(view: &VideoView) -> Vec<CastAnswer> {
    let members = view.cast_members.iter();
    members.map(|(it, role)| CastAnswer { id: it.id.uuid(), name: it.name.clone(), r#type: role.as_str() }).collect()
}

/// What the encoder noticed, and a stated duration that is more than a tenth off the measured one.
fn warnings(view: &VideoView, language: Language) -> Vec<WarningAnswer> {
    let state = view.video.state();
    let mut codes: Vec<&str> = match state.film.current.as_ref().map(|media| &media.status) {
        Some(MediaStatus::Completed(encoded)) => encoded.warnings.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let is_off = |said: Minutes| state.duration_ms().is_some_and(|measured| said.differs_from(measured));
    if state.details.duration.is_some_and(is_off) && !codes.contains(&"DURATION_MISMATCH") {
        codes.push("DURATION_MISMATCH");
    }
    let texts = codes.into_iter().map(|code| WarningAnswer {
        code: code.to_owned(),
        message: message(language, code).unwrap_or(code).to_owned(),
    });
    texts.collect()
}

impl From<&Markers> for MarkersAnswer {
    fn from(markers: &Markers) -> Self {
        Self {
            intro_start_ms: markers.intro_start_ms,
            intro_end_ms: markers.intro_end_ms,
            credits_start_ms: markers.credits_start_ms,
        }
    }
}

impl From<&Image> for ImageAnswer {
    fn from(image: &Image) -> Self {
        let url = |size: ImageSize| format!("/i/{}/{}", image.id, size.as_str());
        Self {
            id: image.id.uuid(),
            checksum: image.checksum.clone(),
            name: image.name.clone(),
            location: image.key(ImageSize::Large),
            content_type: Image::CONTENT_TYPE,
            width: image.width,
            height: image.height,
            size_bytes: image.size_bytes,
            placeholder: image.placeholder.clone(),
            urls: UrlsAnswer {
                small: url(ImageSize::Small),
                medium: url(ImageSize::Medium),
                large: url(ImageSize::Large),
            },
        }
    }
}

impl MediaAnswer {
    fn new(media: &Media, progress: &[EncodeProgress], language: Language) -> Self {
        let encoding = progress.iter().find(|it| it.media == media.id).filter(|_| !media.is_completed());
        let (error_code, error) = match &media.status {
            MediaStatus::Error { code, text } => {
                (Some(code.clone()), Some(message(language, code).map_or_else(|| text.clone(), str::to_owned)))
            }
            _ => (None, None),
        };
        Self {
            id: media.id.uuid(),
            checksum: media.checksum.clone(),
            name: media.name.clone(),
            raw_location: media.raw_location.clone(),
            encoded_location: media.path().map(str::to_owned),
            content_type: media.content_type.clone(),
            size_bytes: media.size_bytes,
            preset: media.preset.map(Preset::as_str),
            status: media.status.as_str(),
            progress: if media.is_completed() { 100 } else { encoding.map_or(0, |it| it.progress) },
            error_code,
            error,
            duration_ms: media.duration_ms(),
            audio_languages: audio_languages(media),
            text_tracks: text_tracks(media),
            playable_at: playable_at(media),
            renditions: renditions(media),
            manifests: media.path().map(|_| ManifestsAnswer { hls: format!("/v/{}/master.m3u8", media.id) }),
            encoding: encoding.map(EncodingAnswer::from),
        }
    }
}

fn audio_languages(media: &Media) -> Vec<String> {
    match &media.status {
        MediaStatus::Completed(encoded) => encoded.audio_languages.clone(),
        _ => Vec::new(),
    }
}

fn text_tracks(media: &Media) -> Vec<SourceTextAnswer> {
    let MediaStatus::Completed(encoded) = &media.status else { return Vec::new() };
    let tracks = encoded.text_tracks.iter().map(|it| SourceTextAnswer {
        language: it.language.clone(),
        kind: it.kind.clone(),
        label: it.label.clone(),
    });
    tracks.collect()
}

fn playable_at(media: &Media) -> Option<String> {
    match &media.status {
        MediaStatus::Completed(encoded) => Some(encoded.playable_at.to_string()),
        MediaStatus::Processing { playable } => playable.as_ref().map(|it| it.at.to_string()),
        MediaStatus::Pending | MediaStatus::Error { .. } => None,
    }
}

fn renditions(media: &Media) -> Vec<RenditionAnswer> {
    let MediaStatus::Completed(encoded) = &media.status else { return Vec::new() };
    let made = encoded.renditions.iter().map(|it| RenditionAnswer {
        height: it.height,
        width: it.width,
        codec: it.codec.clone(),
        bitrate: it.bitrate,
        progress: 100,
    });
    made.collect()
}

impl From<&EncodeProgress> for EncodingAnswer {
    fn from(progress: &EncodeProgress) -> Self {
        Self {
            stage: progress.stage.clone(),
            progress: progress.progress,
            remaining_s: progress.remaining_s,
            speed: progress.speed,
            rungs: rungs(progress),
        }
    }
}

/// Each rung of an encode.
pub(super) fn rungs(progress: &EncodeProgress) -> Vec<RungAnswer> {
    progress.rungs.iter().map(|it| RungAnswer { height: it.height, progress: it.progress }).collect()
}
