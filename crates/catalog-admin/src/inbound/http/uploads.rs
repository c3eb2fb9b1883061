//! `/admin/uploads`: tus 1.0 with creation, creation-with-upload, termination, checksum and expiration.

use axum::{
    body::Body,
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use futures::{StreamExt, TryStreamExt};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use platform::http::{Caller, CommandId, NoDeadline, Path, Problem};

use super::{
    State,
    list_query::id,
    media_files::PATIENCE,
    tus_headers::{Metadata, check_version, checksum, has_bytes, http_date, number},
};
use crate::{
    application::{
        Error, begin_upload, drop_upload, find_upload,
        ports::{BodyError, Incoming, NewUpload},
        receive_bytes,
    },
    domain::{
        UploadId, UserId,
        upload::{Outcome, Refusal, Upload},
    },
};

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// What this server can do.
pub(super) async fn describe(Extract(state): Extract<State>) -> impl IntoResponse {
    let headers = [
        ("tus-extension", HeaderValue::from_static("creation,creation-with-upload,termination,checksum,expiration")),
        ("tus-max-size", HeaderValue::from(state.rules.max_video.max(state.rules.max_trailer))),
        ("tus-checksum-algorithm", HeaderValue::from_static("sha1,sha256")),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Begins an upload, and takes its first bytes if there are any.
pub(super) async fn create(
    Extract(state): Extract<State>,
    (caller, _): (Caller, NoDeadline),
    CommandId(command): CommandId,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_version(&headers)?;
    let size = number(&headers, "upload-length")?;
    let metadata = Metadata::read(&headers)?;
    let checksum = checksum(&headers)?;
    let new = NewUpload {
        id: UploadId::from_uuid(command),
        owner: UserId::from_uuid(caller.user_id),
        name: metadata.name,
        purpose: metadata.purpose,
        size,
        metadata: metadata.raw,
        expected: metadata.expected,
        intended: metadata.video,
        preset: metadata.preset,
    };
    let mut upload = begin_upload(&state.ports, &state.rules, new).await?;
    if has_bytes(&headers) {
        let body = incoming(body, &headers, &upload)?;
        upload = receive_bytes(&state.ports, &upload, 0, body, checksum).await.map_err(refused)?;
    }
    let location = format!("/api/v1/admin/uploads/{}", upload.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], standing(&upload)).into_response())
}

/// Where an upload stands.
pub(super) async fn head(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(upload): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    check_version(&headers)?;
    let upload = find_upload(&state.ports, id(&upload)?, UserId::from_uuid(caller.user_id)).await?;
    if let Outcome::Refused(refusal) = upload.outcome {
        return Err(Error::File(refusal).into());
    }
    let mut answer = standing(&upload);
    answer.insert(LENGTH, HeaderValue::from(upload.size));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(metadata) = HeaderValue::from_str(&upload.metadata).ok().filter(|metadata| !metadata.is_empty()) {
        answer.insert(METADATA, metadata);
    }
    Ok((StatusCode::OK, answer).into_response())
}

/// Takes more bytes.
pub(super) async fn append(
    Extract(state): Extract<State>,
    (caller, _): (Caller, NoDeadline),
    Path(upload): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_version(&headers)?;
    if !has_bytes(&headers) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE"));
    }
    let offset = number(&headers, "upload-offset")?;
    let checksum = checksum(&headers)?;
    let upload = find_upload(&state.ports, id(&upload)?, UserId::from_uuid(caller.user_id)).await?;
    if offset != upload.progress.offset {
        return Ok(elsewhere(upload.progress.offset));
    }
    let body = incoming(body, &headers, &upload)?;
    match receive_bytes(&state.ports, &upload, offset, body, checksum).await {
        Ok(upload) => Ok((StatusCode::NO_CONTENT, standing(&upload)).into_response()),
        Err(Error::OffsetMismatch { offset }) => Ok(elsewhere(offset)),
        Err(error) => Err(refused(error)),
    }
}

/// Ends an upload and frees its space.
pub(super) async fn terminate(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(upload): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    check_version(&headers)?;
    drop_upload(&state.ports, id(&upload)?, UserId::from_uuid(caller.user_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The body, no longer than what is missing. One that says beforehand that it is too long is not read at all.
fn incoming(body: Body, headers: &HeaderMap, upload: &Upload) -> Result<Incoming<'static>, Problem> {
    let room = upload.size.saturating_sub(upload.progress.offset);
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|announced| announced > room) {
        return Err(Error::File(Refusal::Checksum).into());
    }
    let pieces = body.into_data_stream().map_err(|error| BodyError::Broken(error.to_string()));
    Ok(Incoming::new(pieces.boxed(), PATIENCE, room))
}

/// More bytes than announced are not the announced file.
fn refused(error: Error) -> Problem {
    match error {
        Error::Body(BodyError::TooLarge) => Error::File(Refusal::Checksum).into(),
        error => error.into(),
    }
}

/// 409 with the place to go on from.
fn elsewhere(offset: u64) -> Response {
    let problem = Problem::from(Error::OffsetMismatch { offset });
    ([(OFFSET, HeaderValue::from(offset))], problem).into_response()
}

fn standing(upload: &Upload) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(OFFSET, HeaderValue::from(upload.progress.offset))]);
    if !upload.is_complete() {
        headers.insert(EXPIRES, http_date(upload.expires_at()));
    }
    headers
}
