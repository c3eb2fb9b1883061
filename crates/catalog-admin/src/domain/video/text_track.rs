//! Subtitles and their like: those that came with the film, and those that were added to it.

use captions::{Kind, Language, free_label};
use kernel::{Code, Timestamp, Violation, Violations};

use super::Video;
use crate::domain::{TextFileId, TextTrackId};

/// Text tracks of a video at most: all of them travel in every event of it.
const MAX_TEXT_TRACKS: usize = 40;

/// A text track that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTrack {
    /// Its id.
    pub id: TextTrackId,
    /// The file it has at present.
    pub file: TextFileId,
    /// In which language it is.
    pub language: Language,
    /// For whom it is.
    pub kind: Kind,
    /// For people; unique in its video.
    pub label: String,
    /// SHA-256 of the uploaded bytes, hexadecimal.
    pub checksum: String,
    /// The file's name as it was uploaded; only ever shown.
    pub name: String,
    /// Bytes that viewers get.
    pub size_bytes: u64,
}

impl TextTrack {
    /// What every stored track is.
    pub const CONTENT_TYPE: &'static str = "text/vtt; charset=utf-8";

    /// The object it is stored as. Keys are never reused, so what they name never changes.
    pub fn key(&self) -> String {
        format!("blob/{}.vtt", self.file)
    }
}

/// A text track that came with a film or trailer, which its playlist names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// BCP 47.
    pub language: String,
    /// For whom it is.
    pub kind: String,
    /// For people.
    pub label: String,
    /// Key of its `WebVTT`.
    pub path: String,
}

impl Video {
    /// A text track.
    pub fn text_track(&self, id: TextTrackId) -> Option<&TextTrack> {
        self.state.text_tracks.iter().find(|track| track.id == id)
    }

    /// Adds a text track, or puts it in the place of the one with its id. One that is called like another is numbered.
    pub fn put_text_track(&mut self, mut track: TextTrack, now: Timestamp) -> Result<(), Violations> {
        let tracks = &mut self.state.text_tracks;
        let others = tracks.iter().filter(|other| other.id != track.id);
        track.label = free_label(&track.label, &others.map(|other| other.label.clone()).collect::<Vec<_>>());
        let count = tracks.len();
        match tracks.iter_mut().find(|other| other.id == track.id) {
            Some(place) => self.orphans.push(std::mem::replace(place, track).key()),
            None if count < MAX_TEXT_TRACKS => tracks.push(track),
            None => {
                let full = Violation::new("/text_tracks", Code::Length).with("min", 0).with("max", MAX_TEXT_TRACKS);
                return Err(full.into());
            }
        }
        self.touch(now);
        Ok(())
    }

    /// Takes a text track away. One that is not there is gone already.
    pub fn remove_text_track(&mut self, id: TextTrackId, now: Timestamp) {
        let Some(place) = self.state.text_tracks.iter().position(|track| track.id == id) else { return };
        let removed = self.state.text_tracks.remove(place);
        self.orphans.push(removed.key());
        self.touch(now);
    }
}
