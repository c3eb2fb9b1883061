//! Every byte of a film: playlist, init section, segment, thumbnail. None leaves without a grant.

use std::ops::Range;

use axum::{
    body::Body,
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use platform::{
    http::{ByteRange, MaybeCaller, NoDeadline, Path, Problem, make_partial, unsatisfiable},
    objects::{ObjectError, ObjectKey},
};
use uuid::Uuid;

use super::{State, error::grant_expired, grant_cookie, manifest, playlist, text_tracks};
use crate::{
    application::{Grant, ShelfError, Texts, Volume},
    domain::{Asset, AssetId, UserId},
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
    caller: Result<MaybeCaller, Problem>,
    Path((asset, path)): Path<(Uuid, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // No token is needed beside a grant, and one that ran out does no harm.
    let caller = caller.ok().and_then(|MaybeCaller(caller)| caller).map(|caller| UserId::from_uuid(caller.user_id));
    let grant = opened(&state, &headers, AssetId::from_uuid(asset), caller)?;
    if grant.max_height.is_some_and(|limit| rung_height(&path).is_some_and(|height| height > limit)) {
        return Err(Problem::not_found());
    }
    let asset = state.watching.store.asset(grant.asset).await?.ok_or_else(Problem::not_found)?;
    let is_playlist = ["m3u8", "mpd"].iter().any(|extension| has_extension(&path, extension));
    if let Some(volume) = text_tracks::find(&state, &asset, &path).await? {
        let cache = if is_playlist { ASK_AGAIN } else { FOR_EVER };
        return Ok(answer(&volume, content_type(&path), cache, (&method, &headers)));
    }
    let prefix = asset.path.as_deref().ok_or_else(Problem::not_found)?;
    let key = object_key(prefix, &path, asset.growing)?;
    let found =
        if is_playlist && asset.growing { state.shelf.growing(&key).await } else { state.shelf.fixed(&key).await };
    let volume = match found {
        Ok(volume) => tailored(volume, &path, &grant, &asset)?,
        Err(ShelfError::TooLarge) => return streamed(&state, &key, &path, &headers).await,
        Err(error) => return Err(error.into()),
    };
    let cache = match (is_playlist, asset.growing) {
        (true, true) => NEVER,
        (true, false) => ASK_AGAIN,
        (false, _) => FOR_EVER,
    };
    Ok(answer(&volume, content_type(&path), cache, (&method, &headers)))
}

/// The genuine, unexpired grant for this asset, which is not another account's; no other opens it.
fn opened(state: &State, headers: &HeaderMap, asset: AssetId, caller: Option<UserId>) -> Result<Grant, Problem> {
    let text = grant_cookie::read(headers);
    let text = text.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "TOKEN_MISSING"))?;
    let is_foreign = |grant: &Grant| !grant.is_nobodys() && caller.is_some_and(|caller| caller != grant.owner);
    let grant = state.signer.verify(text).filter(|grant| grant.asset == asset && !is_foreign(grant));
    grant.filter(|grant| grant.expires_at > state.clock.now()).ok_or_else(grant_expired)
}

/// The height a path belongs to: rungs lie in folders and playlists called `v720` or `v720-av1`. Every ladder has one
/// of 480 lines or fewer, which every plan includes.
fn rung_height(path: &str) -> Option<u32> {
    path.split(['/', '.']).find_map(|part| part.strip_prefix('v')?.split('-').next()?.parse().ok())
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

/// Lists of all sizes name only those that the grant opens, and the text that was added; the manifest all text. A growing
/// playlist has no text yet: a player would wait for the rest of the text as it does for that of the film.
fn tailored(volume: Volume, path: &str, grant: &Grant, asset: &Asset) -> Result<Volume, Problem> {
    let bytes = match path {
        "master.m3u8" => playlist::bounded(&volume.bytes, grant.max_height),
        "manifest.mpd" => manifest::bounded(&volume.bytes, grant.max_height)
            .and_then(|bounded| manifest::with_texts(&bounded, &text_tracks::all(asset)))
            .map_err(Problem::internal)?,
        _ => return Ok(volume),
    };
    let texts = Texts::of(asset);
    match std::str::from_utf8(&bytes) {
        Ok(text) if path == "master.m3u8" && !asset.growing && !texts.added.is_empty() => {
            Ok(Volume::of(texts.listed_in(text).into()))
        }
        _ => Ok(Volume::of(bytes)),
    }
}

/// Bytes in memory as an answer: whole or a part.
pub fn answer(
    volume: &Volume,
    content_type: &'static str,
    cache: &'static str,
    (method, headers): (&Method, &HeaderMap),
) -> Response {
    let size = volume.bytes.len() as u64;
    let is_head = method == Method::HEAD;
    // A range means nothing to HEAD (RFC 9110 §14.2).
    let asked = if is_head { ByteRange::Whole } else { ByteRange::asked(headers, Some(&volume.etag), size) };
    let mut response = match asked {
        ByteRange::Whole => Body::from(volume.bytes.clone()).into_response(),
        ByteRange::Part(range) => part(volume, &range),
        ByteRange::Unsatisfiable => unsatisfiable(size),
    };
    describe(&mut response, content_type, cache);
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&volume.etag) {
        headers.insert(header::ETAG, etag);
    }
    if is_head {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    }
    response
}

fn part(volume: &Volume, range: &Range<u64>) -> Response {
    let slice = usize::try_from(range.start).unwrap_or(0)..usize::try_from(range.end).unwrap_or(0);
    let mut response = Body::from(volume.bytes.slice(slice)).into_response();
    make_partial(&mut response, range, volume.bytes.len() as u64);
    response
}

/// What is too large to keep goes from the store to the socket in pieces.
async fn streamed(state: &State, key: &ObjectKey, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let objects = state.shelf.objects();
    let size = objects.head(key).await.map_err(store_problem)?.size;
    let range = match ByteRange::asked(headers, None, size) {
        ByteRange::Whole => None,
        ByteRange::Part(range) => Some(range),
        ByteRange::Unsatisfiable => return Ok(unsatisfiable(size)),
    };
    let object = objects.get(key, range.clone()).await.map_err(store_problem)?;
    let length = object.range.end - object.range.start;
    let mut response = Body::from_stream(object.body).into_response();
    describe(&mut response, content_type(path), FOR_EVER);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(range) = range {
        make_partial(&mut response, &range, size);
    }
    Ok(response)
}

fn describe(response: &mut Response, content_type: &'static str, cache: &'static str) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
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

/// By our own names (RFC 8216 §3, RFC 8216bis, ISO/IEC 23009-1): sound lies in folders called `a0`, `a0s`, `a1-2`.
fn content_type(path: &str) -> &'static str {
    let is_sound =
        |part: &str| part.strip_prefix('a').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_audio = path.split('/').any(is_sound);
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("m3u8") => "application/vnd.apple.mpegurl",
        Some("mpd") => "application/dash+xml",
        Some("mp4" | "m4s") if is_audio => "audio/mp4",
        Some("mp4" | "m4s") => "video/mp4",
        Some("vtt") => "text/vtt; charset=utf-8",
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    }
}
