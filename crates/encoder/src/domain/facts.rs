//! What is known about an accepted source: everything that planning and encoding need.

use captions::Kind;
use serde::{Deserialize, Serialize};

use super::{FrameRate, Language, Warning};

/// An accepted source. Stored with the job, so that a probe is not repeated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// How its container finds a moment.
    pub container: ContainerKind,
    /// Size of the file, bytes.
    pub size_bytes: u64,
    /// Length of the picture, seconds.
    pub duration: f64,
    /// Who says so.
    #[serde(default)]
    pub length: Length,
    /// What the source's own clock shows at the title's first frame, seconds; it may start anywhere. Sound before
    /// it is cut.
    pub origin: f64,
    /// The picture.
    pub video: VideoFacts,
    /// The sound tracks that can be decoded, in order.
    pub sounds: Vec<SoundFacts>,
    /// The text tracks that are text, in order.
    #[serde(default)]
    pub texts: Vec<TextFacts>,
    /// Its parts, by their start.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
    /// What the editor should know.
    pub warnings: Vec<Warning>,
}

/// Where the length of a source comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// The source says it, or was read to its end.
    #[default]
    Known,
    /// Its end has not come, and its beginning does not say it.
    Guessed,
}

/// How a container finds a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContainerKind {
    /// By an index of every frame that is read at once (MP4, MOV).
    Mapped,
    /// By an index of key frames that is consulted when needed (Matroska, AVI).
    Indexed,
    /// By a search among timestamps that may end behind a key frame (MPEG-TS).
    Searched,
}

/// The picture as a viewer sees it: rotated upright, with square pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not a state")]
pub struct VideoFacts {
    /// ffmpeg's name of the codec.
    pub codec: String,
    /// Upright width in square pixels.
    pub width: u32,
    /// Upright height in square pixels.
    pub height: u32,
    /// Whether stored pixels are square, so that the stored size is the seen size.
    pub square_pixels: bool,
    /// The rate of the output; at most 60.
    pub frame_rate: FrameRate,
    /// Whether the source keeps to that rate.
    pub constant_rate: bool,
    /// Whether fields must be woven into frames.
    pub interlaced: bool,
    /// How much later than it should the decoder's clock shows each picture, seconds.
    #[serde(default)]
    pub delay: f64,
    /// Whether colours must be mapped from high dynamic range.
    pub hdr: bool,
    /// Whether brightness uses all values, as in stills, and not those of television.
    #[serde(default)]
    pub full_range: bool,
    /// Whether the source does not say how it stores colour, so that players would guess, for each size anew.
    #[serde(default)]
    pub unnamed_colours: bool,
    /// Whether players take the stored pictures as they are: H.264 of 8 bits, upright, whole frames at a constant rate.
    #[serde(default)]
    pub plain: bool,
}

impl VideoFacts {
    /// The shorter side: what a rung of a portrait film is measured by too.
    #[must_use]
    pub fn short_side(&self) -> u32 {
        self.width.min(self.height)
    }
}

/// A sound track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundFacts {
    /// Its place among the source's sound tracks.
    pub stream: u32,
    /// ffmpeg's name of the codec.
    pub codec: String,
    /// Channels.
    pub channels: u32,
    /// What is spoken.
    pub language: Language,
    /// What the source calls it.
    pub title: Option<String>,
    /// Whether the source wants it played unless a viewer chooses another one.
    pub is_default: bool,
}

/// A text track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFacts {
    /// Its place among the source's text tracks.
    pub stream: u32,
    /// In which language it is.
    pub language: Language,
    /// What the source calls it.
    pub title: Option<String>,
    /// For whom it is.
    pub kind: Kind,
}

/// A part of the film.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    /// Where it begins, seconds from the title's first frame.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// What it is called; empty if the source does not say.
    pub title: String,
}
