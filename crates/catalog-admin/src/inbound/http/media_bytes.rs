//! The files of a video, for those who edit it: never for viewers.

use axum::{body::Body, extract::State as Extract, response::Response};
use http::{HeaderMap, HeaderValue, header};
use platform::http::{ByteRange, Caller, Path, Problem, Query, make_partial, unsatisfiable};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{State, VIDEOS, list_query::id, medias::FileKind};
use crate::{
    application::{Error, ports::ObjectBytes, read_image, read_source, video},
    domain::{
        VideoId,
        video::{Image, ImageKind, ImageSize, MediaKind, Video},
    },
};

/// A size of a picture.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AdminImageSize)]
pub(super) enum Size {
    Small,
    Medium,
    Large,
}

/// Which picture is wanted.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Of pictures; `large` if absent.
    #[param(inline)]
    size: Option<Size>,
}

/// The bytes of a film or trailer as uploaded (parts by `Range`), for those who edit videos, or of a picture in one of
/// its sizes.
#[utoipa::path(get, path = "/api/v1/admin/videos/{id}/medias/{type}", tag = "videos",
    params(("id" = String, Path), ("type" = inline(FileKind), Path), Params),
    responses((status = 200, description = "the bytes"), (status = 206, description = "some of the bytes")))]
pub(super) async fn read(
    Extract(state): Extract<State>,
    Path((video_id, kind)): Path<(String, String)>,
    Query(params): Query<Params>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = FileKind::parse(&kind)?;
    if matches!(kind, FileKind::Media(_)) && !caller.has_any_role(VIDEOS) {
        return Err(Problem::forbidden());
    }
    let found = video(&state.ports, id::<VideoId>(&video_id)?).await?;
    match kind {
        FileKind::Media(kind) => source(&state, &found, kind, &headers).await,
        FileKind::Image(kind) => picture(&state, &found, kind, params.size).await,
    }
}

async fn source(state: &State, video: &Video, kind: MediaKind, headers: &HeaderMap) -> Result<Response, Problem> {
    let media = video.state().slot(kind).current.as_ref().ok_or(Error::NotFound)?;
    let tag = quoted(media.checksum.as_ref().ok_or(Error::NotFound)?);
    let part = match ByteRange::asked(headers, tag.to_str().ok(), media.size_bytes) {
        ByteRange::Whole => None,
        ByteRange::Part(range) => Some(range),
        ByteRange::Unsatisfiable => return Ok(unsatisfiable(media.size_bytes)),
    };
    let bytes = read_source(&state.ports, media, part.clone()).await?;
    let mut response = respond(bytes, &media.content_type, tag);
    if let Some(part) = part {
        make_partial(&mut response, &part, media.size_bytes);
    }
    response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment(&media.name));
    Ok(response)
}

async fn picture(state: &State, video: &Video, kind: ImageKind, size: Option<Size>) -> Result<Response, Problem> {
    let image = video.state().image(kind).ok_or(Error::NotFound)?;
    let size = match size {
        Some(Size::Small) => ImageSize::Small,
        Some(Size::Medium) => ImageSize::Medium,
        Some(Size::Large) | None => ImageSize::Large,
    };
    let tag = quoted(&format!("{}-{}", image.id, size.as_str()));
    let bytes = read_image(&state.ports, image, size).await?;
    Ok(respond(bytes, Image::CONTENT_TYPE, tag))
}

/// Never shared, and shown as nothing else than what it is.
pub(super) fn respond(bytes: ObjectBytes, content_type: &str, tag: HeaderValue) -> Response {
    let length = bytes.range.end - bytes.range.start;
    let mut response = Response::new(Body::from_stream(bytes.body));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(content_type) = HeaderValue::from_str(content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    response
}

pub(super) fn quoted(text: &str) -> HeaderValue {
    HeaderValue::try_from(format!("\"{text}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// The name as RFC 8187 writes it, so that no character of it can end the header.
fn attachment(name: &str) -> HeaderValue {
    let encoded: String = name.bytes().map(percent_encoded).collect();
    HeaderValue::try_from(format!("attachment; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

fn percent_encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
