//! The text tracks and chapters of an asset.
//!
//! Tracks that came with the film are named by its own playlist. Those that were added later are put into the playlist
//! as it is served, so that the film needs no new encode.

use captions::{Kind, Language, free_label, hls};
use serde::{Deserialize, Serialize};

use crate::domain::Asset;

/// What an asset has beside pictures and sound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Those that came with the film.
    pub own: Vec<TextTrack>,
    /// Those that were added.
    pub added: Vec<TextTrack>,
    /// Key of the chapters.
    pub chapters: Option<String>,
}

/// One text track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextTrack {
    pub language: Language,
    pub kind: Kind,
    /// For people.
    pub label: String,
    /// Key of its `WebVTT`.
    pub path: String,
}

impl Texts {
    /// What the copy of an asset says.
    pub fn of(asset: &Asset) -> Self {
        asset.texts.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// As the copy keeps it.
    pub fn stored(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// The one that was added under this name.
    pub fn added_as(&self, name: &str) -> Option<&TextTrack> {
        self.added.iter().find(|track| track.name() == name)
    }

    /// The multivariant playlist with the tracks that were added. One that is called like another is numbered.
    pub fn listed_in(&self, playlist: &str) -> String {
        let mut labels: Vec<String> = self.own.iter().map(|track| track.label.clone()).collect();
        let mut lines = String::new();
        for track in &self.added {
            let label = free_label(&track.label, &labels);
            let uri = format!("text/{}.m3u8", track.name());
            lines += &hls::Rendition { label: &label, language: &track.language, kind: track.kind, uri: &uri }.line();
            labels.push(label);
        }
        insert(playlist, &lines)
    }
}

impl TextTrack {
    /// The last part of its key, without the ending.
    pub fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.strip_suffix(".vtt").unwrap_or(file)
    }
}

/// Puts renditions before the variants, and their group into each variant.
fn insert(playlist: &str, lines: &str) -> String {
    const VARIANT: &str = "#EXT-X-STREAM-INF:";
    let mut text = String::with_capacity(playlist.len() + lines.len());
    let mut lines = Some(lines);
    for line in playlist.lines() {
        let is_variant = line.starts_with(VARIANT);
        if is_variant && let Some(lines) = lines.take() {
            text.push_str(lines);
        }
        text.push_str(line);
        if is_variant && !line.contains(",SUBTITLES=") {
            text.push_str(",SUBTITLES=\"");
            text.push_str(hls::GROUP);
            text.push('"');
        }
        text.push('\n');
    }
    text
}
