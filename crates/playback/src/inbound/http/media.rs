//! Every byte of a film: playlist, init section, segment, thumbnail. None leaves without a grant.

use axum::{
    body::Body,
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use platform::{
    http::{NoDeadline, Path, Problem},
    objects::{ObjectError, ObjectKey},
};
use uuid::Uuid;

use super::{
    State,
    error::grant_expired,
    grant_cookie, playlist,
    range::{Wanted, wanted},
};
use crate::{
    domain::AssetId,
    outbound::{Grant, ShelfError, Volume},
};

/// Segments never change under their name; only this browser may keep them.
const FOR_EVER: &str = "private, max-age=31536000, immutable";
/// A finished playlist may be kept, but is asked for again.
const ASK_AGAIN: &str = "private, no-cache";
/// A growing playlist is never kept.
const NEVER: &str = "no-store";

/// Serves one object of the asset the grant opens.
pub async fn serve(
    _: NoDeadline,
    Extract(state): Extract<State>,
    Path((asset, path)): Path<(Uuid, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let grant = opened(&state, &headers, AssetId::from_uuid(asset))?;
    let asset = state.watching.store.asset(grant.asset).await?.ok_or_else(Problem::not_found)?;
    let prefix = asset.path.ok_or_else(Problem::not_found)?;
    let is_playlist = has_extension(&path, "m3u8");
    let key = object_key(&prefix, &path, asset.growing)?;
    let found =
        if is_playlist && asset.growing { state.shelf.growing(&key).await } else { state.shelf.fixed(&key).await };
    let volume = match found {
        Ok(volume) if path == "master.m3u8" => bounded(&volume, &grant),
        Ok(volume) => volume,
        Err(ShelfError::TooLarge) => return streamed(&state, &key, &path, &headers).await,
        Err(error) => return Err(error.into()),
    };
    let cache = match (is_playlist, asset.growing) {
        (true, true) => NEVER,
        (true, false) => ASK_AGAIN,
        (false, _) => FOR_EVER,
    };
    Ok(answer(&volume, content_type(&path), cache, &Asked { method, headers: &headers }))
}

/// The genuine, unexpired grant for this asset; no other opens it.
fn opened(state: &State, headers: &HeaderMap, asset: AssetId) -> Result<Grant, Problem> {
    let text = grant_cookie::read(headers);
    let text = text.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "TOKEN_MISSING"))?;
    let grant = state.signer.verify(text).filter(|grant| grant.asset == asset);
    grant.filter(|grant| grant.expires_at > state.clock.now()).ok_or_else(grant_expired)
}

/// Playlists and thumbnails lie in `live/` while the film grows and in `final/` afterwards; segments where they were
/// written. Whatever is no key of ours does not exist.
fn object_key(prefix: &str, path: &str, growing: bool) -> Result<ObjectKey, Problem> {
    let is_index = !path.contains('/');
    let key = match (is_index, growing) {
        (true, true) => format!("{prefix}/live/{path}"),
        (true, false) => format!("{prefix}/final/{path}"),
        (false, _) => format!("{prefix}/{path}"),
    };
    ObjectKey::parse(key).map_err(|_| Problem::not_found())
}

fn bounded(volume: &Volume, grant: &Grant) -> Volume {
    let bytes = playlist::bounded(&volume.bytes, grant.max_height);
    let suffix = grant.max_height.map(|height| format!("-{height}\"")).unwrap_or_else(|| "\"".into());
    Volume { bytes, etag: format!("{}{suffix}", volume.etag.trim_end_matches('"')) }
}

/// What the request wants of the answer.
pub struct Asked<'a> {
    pub method: Method,
    pub headers: &'a HeaderMap,
}

impl Asked<'_> {
    fn header(&self, name: http::HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    fn knows(&self, etag: &str) -> bool {
        let known = self.header(header::IF_NONE_MATCH);
        known.is_some_and(|list| list == "*" || list.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag))
    }

    /// A range only counts for the version the client has (RFC 9110 §13.1.5).
    fn range(&self, etag: &str) -> Option<&str> {
        let same = self.header(header::IF_RANGE).is_none_or(|tag| tag == etag);
        self.header(header::RANGE).filter(|_| same)
    }
}

/// Bytes in memory as an answer: whole, a part, or "not modified".
pub fn answer(volume: &Volume, content_type: &'static str, cache: &'static str, asked: &Asked<'_>) -> Response {
    let size = volume.bytes.len() as u64;
    let mut response = if asked.knows(&volume.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match wanted(asked.range(&volume.etag), size) {
            Wanted::Whole => Body::from(volume.bytes.clone()).into_response(),
            Wanted::Part(range) => {
                let slice = usize::try_from(range.start).unwrap_or(0)..usize::try_from(range.end).unwrap_or(0);
                let content_range = format!("bytes {}-{}/{size}", range.start, range.end - 1);
                let body = Body::from(volume.bytes.slice(slice));
                (StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, content_range)], body).into_response()
            }
            Wanted::Unsatisfiable => unsatisfiable(size),
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(etag) = HeaderValue::from_str(&volume.etag) {
        headers.insert(header::ETAG, etag);
    }
    if asked.method == Method::HEAD {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    }
    response
}

fn unsatisfiable(size: u64) -> Response {
    (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{size}"))]).into_response()
}

/// What is too large to keep goes from the store to the socket in pieces.
async fn streamed(state: &State, key: &ObjectKey, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let objects = state.shelf.objects();
    let size = objects.head(key).await.map_err(store_problem)?.size;
    let range = match wanted(headers.get(header::RANGE).and_then(|value| value.to_str().ok()), size) {
        Wanted::Whole => None,
        Wanted::Part(range) => Some(range),
        Wanted::Unsatisfiable => return Ok(unsatisfiable(size)),
    };
    let object = objects.get(key, range.clone()).await.map_err(store_problem)?;
    let length = object.range.end - object.range.start;
    let mut response = Body::from_stream(object.body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(range) = range {
        let content_range = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        if let Ok(value) = HeaderValue::from_str(&content_range) {
            headers.insert(header::CONTENT_RANGE, value);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

fn store_problem(error: ObjectError) -> Problem {
    match error {
        ObjectError::NotFound(_) => Problem::not_found(),
        other => Problem::unavailable(other),
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

/// By our own names (RFC 8216 §3, RFC 8216bis): sound lies in folders called `audio`.
fn content_type(path: &str) -> &'static str {
    let is_audio = path.split('/').any(|part| part == "audio");
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("m3u8") => "application/vnd.apple.mpegurl",
        Some("mp4" | "m4s") if is_audio => "audio/mp4",
        Some("mp4" | "m4s") => "video/mp4",
        Some("vtt") => "text/vtt; charset=utf-8",
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    }
}
