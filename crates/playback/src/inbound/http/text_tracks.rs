//! Text tracks that were added to a film: their playlists are made here, their bytes lie apart from the film's.

use bytes::Bytes;
use captions::hls;
use platform::{http::Problem, objects::ObjectKey};
use serde::Serialize;
use utoipa::ToSchema;

use super::State;
use crate::{
    application::{Started, TextTrack, Texts, Volume},
    domain::Asset,
};

/// Where they are served, below their film.
const FOLDER: &str = "text/";

/// A text track, for a client that does not take those of the playlist.
#[derive(Serialize, ToSchema)]
pub struct GrantedTrack {
    /// `subtitles`, `captions`, `descriptions`, `forced`.
    kind: &'static str,
    /// BCP 47; `und` when nobody says.
    language: String,
    label: String,
    /// Of its WebVTT.
    url: String,
}

/// What a path below `text/` names: a playlist or a `WebVTT` file. `None` for any other path.
pub async fn find(state: &State, asset: &Asset, path: &str) -> Result<Option<Volume>, Problem> {
    let Some(file) = path.strip_prefix(FOLDER) else { return Ok(None) };
    let (name, extension) = file.split_once('.').ok_or_else(Problem::not_found)?;
    let texts = Texts::of(asset);
    let track = texts.added_as(name).ok_or_else(Problem::not_found)?;
    match extension {
        "vtt" => {
            let key = ObjectKey::parse(track.path.clone()).map_err(|_| Problem::not_found())?;
            Ok(Some(state.shelf.fixed(&key).await?))
        }
        "m3u8" => Ok(Some(Volume::of(playlist(asset, name)))),
        _ => Err(Problem::not_found()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "films last less than a day")]
fn playlist(asset: &Asset, name: &str) -> Bytes {
    let seconds = asset.duration_ms.unwrap_or_default() as f64 / 1_000.0;
    hls::playlist(&format!("{name}.vtt"), seconds).into()
}

/// A text track and where its `WebVTT` is served, below its asset.
pub struct Placed {
    pub track: TextTrack,
    pub path: String,
}

/// All text tracks of an asset: its own, and those that were added.
pub fn all(asset: &Asset) -> Vec<Placed> {
    let Texts { own, added, .. } = Texts::of(asset);
    let prefix = asset.path.as_deref().unwrap_or_default();
    let own = own.into_iter().filter_map(|track| {
        let path = track.path.strip_prefix(prefix)?.trim_start_matches('/').to_owned();
        Some(Placed { track, path })
    });
    let added = added.into_iter().map(|track| Placed { path: format!("{FOLDER}{}.vtt", track.name()), track });
    own.chain(added).collect()
}

/// The same as a client is told of them.
pub fn granted(started: &Started, base: &str) -> Vec<GrantedTrack> {
    let answer = |Placed { track, path }| GrantedTrack {
        kind: track.kind.as_str(),
        language: track.language.tag().to_owned(),
        label: track.label,
        url: format!("{base}/{path}"),
    };
    all(&started.asset).into_iter().map(answer).collect()
}
