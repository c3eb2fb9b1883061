//! What finished tasks leave behind.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{ByteRange, Damage, Form, Poster, RungName, SoundName};

/// A file of a task, named relative to the task's own folder: `v720/12.m4s`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Its name; made by us, never by a user.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Its place in the title, from 0.
    pub number: u32,
    /// Seconds.
    pub duration: f64,
    /// The file.
    pub file: StoredFile,
    /// The picture it begins with; `None` for sound. Releases before this field did not look.
    #[serde(default)]
    pub key_frame: Option<ByteRange>,
}

/// What a task made of one track: the init section and some consecutive segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrackOutput {
    /// The init section; the same bytes in every chunk of a rung.
    pub init: StoredFile,
    /// What the init section says. Releases before this field did not look.
    #[serde(default)]
    pub form: Option<Form>,
    /// In order.
    pub segments: Vec<Segment>,
    /// Frames in them.
    pub frames: u64,
}

/// What a chunk task made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChunkOutput {
    /// One track for each rung of the work, highest first.
    pub rungs: Vec<(RungName, TrackOutput)>,
    /// What could not be decoded.
    pub damage: Damage,
}

/// What an audio task made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioOutput {
    /// One track for each rendition of the work.
    pub sounds: Vec<(SoundName, TrackOutput)>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The file: JPEG.
    pub file: StoredFile,
}

/// What the poster task made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosterOutput {
    /// The still.
    pub picture: PictureFile,
}

/// What the storyboard task made: sheets of small stills, row by row, and posters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoryboardOutput {
    /// Sheets in order, all with the same grid.
    pub sheets: Vec<StoredFile>,
    /// Stills in a row.
    pub columns: u32,
    /// Rows in a sheet.
    pub rows: u32,
    /// Width of a still, pixels.
    pub width: u32,
    /// Height of a still, pixels.
    pub height: u32,
    /// Seconds from one still to the next.
    pub interval: f64,
    /// Stills in all.
    pub stills: u32,
    /// The best first. Releases before this field took none.
    #[serde(default)]
    pub posters: Vec<Poster>,
}

impl StoryboardOutput {
    /// The `WebVTT` file that tells a player which part of which sheet belongs to which moment. Names
    /// of sheets are prefixed with `folder`.
    #[must_use]
    pub fn webvtt(&self, folder: &str, duration: f64) -> String {
        let per_sheet = self.columns.saturating_mul(self.rows).max(1);
        let mut text = String::from("WEBVTT\n");
        for still in 0..self.stills {
            let Some(sheet) = self.sheets.get((still / per_sheet) as usize) else { break };
            let place = still % per_sheet;
            let (x, y) = ((place % self.columns) * self.width, (place / self.columns) * self.height);
            let start = f64::from(still) * self.interval;
            let end = if still + 1 == self.stills { duration.max(start) } else { start + self.interval };
            let _ = write!(
                text,
                "\n{} --> {}\n{folder}/{}#xywh={x},{y},{},{}\n",
                timestamp(start),
                timestamp(end),
                sheet.name,
                self.width,
                self.height
            );
        }
        text
    }
}

/// `hh:mm:ss.mmm`
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and not negative")]
fn timestamp(seconds: f64) -> String {
    let all = (seconds.max(0.0) * 1000.0).round() as u64;
    let (hours, minutes) = (all / 3_600_000, all / 60_000 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{:03}", all / 1000 % 60, all % 1000)
}
