//! `/admin/videos/{id}/text_tracks`: subtitles that are added to a film.

use axum::{
    extract::{Multipart, State as Extract, multipart::Field},
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use captions::{Kind, LARGEST, Language, Unreadable, label};
use http::StatusCode;
use kernel::{Code, Violation, Violations};
use platform::http::{Created, Data, Path, Problem, one_of};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};
use uuid::Uuid;

use super::{
    State, allowed,
    command::Command,
    list_query::id,
    media_bytes::{quoted, respond},
    media_files::malformed,
};
use crate::{
    application::{Error, NewText, Standing, read_text_track, remove_text_track, store_text_track},
    domain::{TextTrackId, VideoId, upload::display_name, video::TextTrack},
};

/// Bytes of a part that is no file at most.
const LONGEST_WORD: usize = 1_024;

/// A text track of a film.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminTextTrack)]
pub(super) struct TextTrackAnswer {
    id: Uuid,
    /// BCP 47.
    language: String,
    #[schema(schema_with = allowed::text_kind)]
    kind: &'static str,
    label: String,
    /// SHA-256 of the uploaded file, hexadecimal.
    checksum: String,
    /// Of the uploaded file.
    name: String,
    size_bytes: u64,
}

impl From<&TextTrack> for TextTrackAnswer {
    fn from(track: &TextTrack) -> Self {
        Self {
            id: track.id.uuid(),
            language: track.language.tag().to_owned(),
            kind: track.kind.as_str(),
            label: track.label.clone(),
            checksum: track.checksum.clone(),
            name: track.name.clone(),
            size_bytes: track.size_bytes,
        }
    }
}

/// The parts of the body.
pub(super) enum TextForm {}

impl PartialSchema for TextForm {
    fn schema() -> RefOr<Schema> {
        let bytes = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new()
            .property("language", String::schema())
            .required("language")
            .property("kind", one_of(Kind::ALL.map(Kind::as_str)))
            .required("kind")
            .property("label", String::schema())
            .property("media_file", ObjectBuilder::new().schema_type(Type::String).format(Some(bytes)))
            .required("media_file")
            .into()
    }
}

impl ToSchema for TextForm {}

/// Adds subtitles or their like: WebVTT, SRT or ASS of at most 2 MiB, in whatever encoding. Without a label the track
/// is called what speakers call its language.
#[utoipa::path(post, path = "/api/v1/admin/videos/{id}/text_tracks", tag = "videos", params(("id" = String, Path)),
    request_body(content = inline(TextForm), content_type = "multipart/form-data"),
    responses((status = 201, body = Data<TextTrackAnswer>)))]
pub(super) async fn add(
    Extract(state): Extract<State>,
    Path(video): Path<String>,
    command: Command,
    multipart: Multipart,
) -> Result<impl IntoResponse, Problem> {
    let video = id::<VideoId>(&video)?;
    let new = Parts::read(multipart).await?.parse()?;
    let target = (video, TextTrackId::from_uuid(command.id), Standing::New);
    let made = store_text_track(&state.ports, target, new, &command.cause).await?;
    let location = format!("/api/v1/admin/videos/{video}/text_tracks/{}", made.id);
    Ok(Created::new(location, TextTrackAnswer::from(&made)))
}

/// Replaces a text track: its file and what is said about it.
#[utoipa::path(put, path = "/api/v1/admin/videos/{id}/text_tracks/{track}", tag = "videos",
    params(("id" = String, Path), ("track" = String, Path)),
    request_body(content = inline(TextForm), content_type = "multipart/form-data"),
    responses((status = 200, body = Data<TextTrackAnswer>)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    Path((video, track)): Path<(String, String)>,
    command: Command,
    multipart: Multipart,
) -> Result<impl IntoResponse, Problem> {
    let target = (id::<VideoId>(&video)?, id::<TextTrackId>(&track)?, Standing::Known);
    let new = Parts::read(multipart).await?.parse()?;
    let made = store_text_track(&state.ports, target, new, &command.cause).await?;
    Ok(Data::new(TextTrackAnswer::from(&made)))
}

/// The track as viewers get it.
#[utoipa::path(get, path = "/api/v1/admin/videos/{id}/text_tracks/{track}", tag = "videos",
    params(("id" = String, Path), ("track" = String, Path)),
    responses((status = 200, description = "WebVTT")))]
pub(super) async fn read(
    Extract(state): Extract<State>,
    Path((video, track)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (track, bytes) = read_text_track(&state.ports, id(&video)?, id(&track)?).await?;
    Ok(respond(bytes, TextTrack::CONTENT_TYPE, quoted(&track.file.to_string())))
}

/// Takes a text track away.
#[utoipa::path(delete, path = "/api/v1/admin/videos/{id}/text_tracks/{track}", tag = "videos",
    params(("id" = String, Path), ("track" = String, Path),
        ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn remove(
    Extract(state): Extract<State>,
    Path((video, track)): Path<(String, String)>,
    command: Command,
) -> Result<StatusCode, Problem> {
    let target = (id(&video)?, id(&track)?);
    remove_text_track(&state.ports, target, command.expected, &command.cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The body as it came.
#[derive(Default)]
struct Parts {
    language: Option<String>,
    kind: Option<String>,
    label: Option<String>,
    name: String,
    file: Option<Bytes>,
}

impl Parts {
    async fn read(mut multipart: Multipart) -> Result<Self, Problem> {
        let mut parts = Self::default();
        while let Some(part) = multipart.next_field().await.map_err(|error| malformed(&error))? {
            match part.name().unwrap_or_default() {
                "language" => parts.language = Some(word(part).await?),
                "kind" => parts.kind = Some(word(part).await?),
                "label" => parts.label = Some(word(part).await?),
                "media_file" if parts.file.is_none() => {
                    parts.name = display_name(part.file_name().unwrap_or_default());
                    parts.file = Some(file(part).await?);
                }
                _ => return Err(Problem::new(StatusCode::BAD_REQUEST, "EXACTLY_ONE_FILE")),
            }
        }
        Ok(parts)
    }

    fn parse(self) -> Result<NewText, Problem> {
        let Some(bytes) = self.file else { return Err(Problem::new(StatusCode::BAD_REQUEST, "EXACTLY_ONE_FILE")) };
        let mut violations = Violations::new();
        let language = violations.take(language(self.language.as_deref()));
        let kind = violations.take(kind(self.kind.as_deref()));
        let own = self.label.as_deref().and_then(label);
        let label = own.or_else(|| language.as_ref().and_then(Language::name)).unwrap_or_default();
        violations.into_result()?;
        match (language, kind) {
            (Some(language), Some(kind)) => Ok(NewText { language, kind, label, name: self.name, bytes }),
            _ => Err(Problem::malformed("the track is not described")),
        }
    }
}

fn language(text: Option<&str>) -> Result<Language, Violation> {
    let language = Language::of(text.ok_or_else(|| Violation::new("/language", Code::Required))?);
    if language.is_unknown() { Err(Violation::new("/language", Code::Format)) } else { Ok(language) }
}

fn kind(text: Option<&str>) -> Result<Kind, Violation> {
    let text = text.ok_or_else(|| Violation::new("/kind", Code::Required))?;
    let allowed = || Kind::ALL.map(Kind::as_str).join(", ");
    Kind::parse(text).ok_or_else(|| Violation::new("/kind", Code::NotInSet).with("allowed", allowed()))
}

async fn word(part: Field<'_>) -> Result<String, Problem> {
    let bytes = bytes(part, LONGEST_WORD, || Problem::malformed("a part is too long")).await?;
    String::from_utf8(bytes.into()).map_err(|_| Problem::malformed("a part is not UTF-8"))
}

async fn file(part: Field<'_>) -> Result<Bytes, Problem> {
    bytes(part, LARGEST, || Error::Text(Unreadable::TooLarge).into()).await
}

async fn bytes(mut part: Field<'_>, limit: usize, too_many: impl Fn() -> Problem) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = part.chunk().await.map_err(|error| malformed(&error))? {
        if bytes.len() + piece.len() > limit {
            return Err(too_many());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}
