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

/// All text tracks of what is watched.
pub fn granted(started: &Started, base: &str) -> Vec<GrantedTrack> {
    let texts = Texts::of(&started.asset);
    let prefix = started.asset.path.as_deref().unwrap_or_default();
    let own = texts.own.iter().filter_map(|track| {
        let path = track.path.strip_prefix(prefix)?;
        Some(answer(track, format!("{base}{path}")))
    });
    let added = texts.added.iter().map(|track| answer(track, format!("{base}/{FOLDER}{}.vtt", track.name())));
    own.chain(added).collect()
}

fn answer(track: &TextTrack, url: String) -> GrantedTrack {
    GrantedTrack {
        kind: track.kind.as_str(),
        language: track.language.tag().to_owned(),
        label: track.label.clone(),
        url,
    }
}
