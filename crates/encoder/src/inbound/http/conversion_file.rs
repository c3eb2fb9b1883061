//! The finished file of a conversion, for its owner alone.

use axum::{body::Body, extract::State as Extract, response::Response};
use http::{HeaderMap, HeaderValue, header};
use platform::http::{ByteRange, Caller, NoDeadline, Path, Problem, Query, make_partial, unsatisfiable};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::State;
use crate::domain::{ConversionId, OwnerId, result_name};

/// Which file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DownloadQuery {
    /// The conversion's id.
    fid: String,
}

/// The finished file, or the part of it that `Range` names.
#[utoipa::path(
    get, path = "/api/v1/conversions/{id}/file", tag = "conversions", params(("id" = Uuid, Path)),
    responses(
        (status = 200, description = "the bytes"), (status = 206, description = "some of the bytes"), (status = 404),
        (status = 409, description = "CONVERSION_NOT_READY"), (status = 416)
    )
)]
pub async fn read(
    Extract(state): Extract<State>,
    caller: Caller,
    _no_deadline: NoDeadline,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    send(&state, OwnerId::from_uuid(caller.user_id), ConversionId::from_uuid(id), &headers).await
}

/// The same under a shorter name.
#[utoipa::path(
    get, path = "/download", tag = "conversions", params(DownloadQuery),
    responses(
        (status = 200, description = "the bytes"), (status = 206, description = "some of the bytes"), (status = 404),
        (status = 409, description = "CONVERSION_NOT_READY"), (status = 416)
    )
)]
pub async fn download(
    Extract(state): Extract<State>,
    caller: Caller,
    _no_deadline: NoDeadline,
    Query(query): Query<DownloadQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = query.fid.parse::<ConversionId>().map_err(|_| Problem::not_found())?;
    send(&state, OwnerId::from_uuid(caller.user_id), id, &headers).await
}

async fn send(state: &State, owner: OwnerId, id: ConversionId, headers: &HeaderMap) -> Result<Response, Problem> {
    let found = state.conversions.download(owner, id).await?;
    let (wish, size) = (&found.conversion.state().wish, found.extract.bytes);
    // A result never changes.
    let tag = format!("\"{id}\"");
    let part = match ByteRange::asked(headers, Some(&tag), size) {
        ByteRange::Whole => None,
        ByteRange::Part(range) => Some(range),
        ByteRange::Unsatisfiable => return Ok(unsatisfiable(size)),
    };
    let object = state.conversions.open(&found.extract, part.clone()).await?;
    let length = object.range.end - object.range.start;
    let mut response = Response::new(Body::from_stream(object.body));
    let answer = response.headers_mut();
    answer.insert(header::ETAG, HeaderValue::try_from(tag).map_err(Problem::internal)?);
    answer.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    answer.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(wish.target.format.content_type()));
    answer.insert(header::CONTENT_DISPOSITION, attachment(&result_name(&wish.file_name, wish.target.format)));
    if let Some(part) = part {
        make_partial(&mut response, &part, size);
    }
    Ok(response)
}

/// The name twice (RFC 6266 §4.3): in plain letters for old clients, and as RFC 8187 writes it, so that no character of
/// it can end the header.
fn attachment(name: &str) -> HeaderValue {
    let is_plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | '%') || letter == ' ';
    let plain: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    let encoded: String = name.bytes().map(percent_encoded).collect();
    HeaderValue::try_from(format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

fn percent_encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_twice_and_ends_no_header() {
        for (name, header) in [
            ("tide.mp3", "attachment; filename=\"tide.mp3\"; filename*=UTF-8''tide.mp3"),
            ("Maré 1.mp3", "attachment; filename=\"Mar_ 1.mp3\"; filename*=UTF-8''Mar%C3%A9%201.mp3"),
            ("a\"; x=\\.mp3", "attachment; filename=\"a_; x=_.mp3\"; filename*=UTF-8''a%22%3B%20x%3D%5C.mp3"),
        ] {
            assert_eq!(attachment(name), header);
        }
    }
}
