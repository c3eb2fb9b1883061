//! `/admin/videos/{id}/medias/{type}`: what is put there and taken away.

use axum::{
    extract::{FromRequest, Multipart, Request, State as Extract},
    response::IntoResponse,
};
use http::{StatusCode, header};
use kernel::{Code, Violation, Violations};
use platform::http::{
    CommandCause, Created, DefaultBodyLimit, Field, Json, NoDeadline, Path, Problem, Unknown, one_of,
};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};
use uuid::Uuid;

use super::{
    State,
    command::Command,
    list_query::id,
    media_files::{receive_film, receive_picture},
};
use crate::{
    application::{Error, attach_media, ports::NewUpload, remove_image, remove_media, retry_encoding, store_picture},
    domain::{
        UploadId, VideoId,
        video::{ImageKind, MediaKind},
    },
};

/// What kind of file a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Media(MediaKind),
    Image(ImageKind),
}

impl FileKind {
    /// The kind of the path's last part; others do not exist.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        Ok(match text {
            "video" => Self::Media(MediaKind::Video),
            "trailer" => Self::Media(MediaKind::Trailer),
            "banner" => Self::Image(ImageKind::Banner),
            "thumbnail" => Self::Image(ImageKind::Thumbnail),
            "thumbnail_half" => Self::Image(ImageKind::ThumbnailHalf),
            _ => return Err(Error::NotFound),
        })
    }
}

impl PartialSchema for FileKind {
    fn schema() -> RefOr<Schema> {
        one_of(["video", "trailer", "banner", "thumbnail", "thumbnail_half"]).into()
    }
}

impl ToSchema for FileKind {}

/// Names a finished upload.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminAttachBody)]
pub(super) struct AttachBody {
    #[schema(schema_with = String::schema, required)]
    upload_id: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// The file itself, as the one part of a multipart body; read as it comes.
pub(super) enum MediaFile {}

impl PartialSchema for MediaFile {
    fn schema() -> RefOr<Schema> {
        let bytes = SchemaFormat::KnownFormat(KnownFormat::Binary);
        let file = ObjectBuilder::new().schema_type(Type::String).format(Some(bytes));
        ObjectBuilder::new().property("media_file", file).required("media_file").into()
    }
}

impl ToSchema for MediaFile {}

/// What a file became.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminStoredMedia)]
pub(super) struct StoredAnswer {
    video_id: Uuid,
    #[schema(inline, value_type = FileKind)]
    media_type: String,
    media_id: Uuid,
}

/// Bytes of a body that names an upload, at most.
const MAX_NAMED: usize = 64 << 10;

/// Puts a file in its place: multipart with one part `media_file`, or JSON with the id of a finished upload.
#[utoipa::path(post, path = "/api/v1/admin/videos/{id}/medias/{type}", tag = "videos",
    params(("id" = String, Path), ("type" = inline(FileKind), Path)),
    request_body(content((AttachBody = "application/json"), (inline(MediaFile) = "multipart/form-data"))),
    responses((status = 201, body = platform::http::Data<StoredAnswer>)))]
pub(super) async fn store(
    Extract(state): Extract<State>,
    Path((video, kind)): Path<(String, String)>,
    command: Command,
    _no_deadline: NoDeadline,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    let (video_id, file_kind) = (id::<VideoId>(&video)?, FileKind::parse(&kind)?);
    let media_id = match (is_multipart(&request), file_kind) {
        (true, kind) => from_multipart(&state, (video_id, kind), &command, request).await?,
        (false, FileKind::Media(kind)) => from_upload(&state, (video_id, kind), &command, request).await?,
        (false, FileKind::Image(_)) => return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE")),
    };
    let location = format!("/api/v1/admin/videos/{video_id}/medias/{kind}");
    let answer = StoredAnswer { video_id: video_id.uuid(), media_type: kind, media_id };
    Ok(Created::new(location, answer))
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

async fn from_upload(
    state: &State,
    target: (VideoId, MediaKind),
    command: &Command,
    mut request: Request,
) -> Result<Uuid, Problem> {
    // The route has no limit of its own.
    DefaultBodyLimit::max(MAX_NAMED).apply(&mut request);
    let Json(body) = <Json<AttachBody> as FromRequest<()>>::from_request(request, &()).await?;
    let mut violations = Violations::new();
    let upload = body.upload_id.required(&mut violations, "/upload_id");
    let upload = upload.and_then(|id| {
        let unknown = || Violation::new("/upload_id", Code::NotFound).with("ids", &id);
        violations.take(id.parse::<UploadId>().map_err(|_| unknown()))
    });
    body.unknown.refuse(&mut violations, "");
    violations.into_result()?;
    let Some(upload) = upload else { return Err(Problem::malformed("the upload is not named")) };
    Ok(attach_media(&state.ports, target, upload, command.user, &command.cause).await?.uuid())
}

async fn from_multipart(
    state: &State,
    (video, kind): (VideoId, FileKind),
    command: &Command,
    request: Request,
) -> Result<Uuid, Problem> {
    // Whoever names no video is told so before bytes flow.
    let _ = crate::application::video(&state.ports, video).await?;
    let announced = announced_length(&request);
    let malformed = |error: axum::extract::multipart::MultipartRejection| Problem::malformed(error.body_text());
    let multipart = Multipart::from_request(request, &()).await.map_err(malformed)?;
    match kind {
        FileKind::Image(kind) => {
            let file = receive_picture(multipart, kind.max_bytes()).await?;
            Ok(store_picture(&state.ports, (video, kind), file, &command.cause).await?.uuid())
        }
        FileKind::Media(purpose) => {
            let new = NewUpload {
                id: UploadId::from_uuid(command.id),
                owner: command.user,
                name: String::new(),
                purpose,
                size: announced.unwrap_or(u64::MAX),
                metadata: String::new(),
                expected: None,
                intended: None,
                preset: None,
            };
            let upload = receive_film(state, multipart, new, announced).await?;
            let target = (video, purpose);
            Ok(attach_media(&state.ports, target, upload, command.user, &command.cause).await?.uuid())
        }
    }
}

/// Of the whole body: the most that its file can have.
fn announced_length(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Takes a file away.
#[utoipa::path(delete, path = "/api/v1/admin/videos/{id}/medias/{type}", tag = "videos",
    params(("id" = String, Path), ("type" = inline(FileKind), Path),
        ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn remove(
    Extract(state): Extract<State>,
    Path((video, kind)): Path<(String, String)>,
    command: Command,
) -> Result<StatusCode, Problem> {
    let video = id::<VideoId>(&video)?;
    match FileKind::parse(&kind)? {
        FileKind::Media(kind) => remove_media(&state.ports, video, kind, command.expected, &command.cause).await?,
        FileKind::Image(kind) => remove_image(&state.ports, video, kind, command.expected, &command.cause).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Has a failed film or trailer encoded again.
#[utoipa::path(post, path = "/api/v1/admin/videos/{id}/medias/{type}/retry", tag = "videos",
    params(("id" = String, Path), ("type" = inline(FileKind), Path)), responses((status = 202)))]
pub(super) async fn retry(
    Extract(state): Extract<State>,
    Path((video, kind)): Path<(String, String)>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    let FileKind::Media(kind) = FileKind::parse(&kind)? else { return Err(Problem::conflict("MEDIA_NOT_RETRYABLE")) };
    retry_encoding(&state.ports, id(&video)?, kind, &cause).await?;
    Ok(StatusCode::ACCEPTED)
}
