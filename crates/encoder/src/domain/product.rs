//! What comes out of a job.

use super::MadeText;

/// What a finished job made.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Measured, in milliseconds.
    pub duration_ms: i64,
    /// Rungs, highest first, then the sound.
    pub renditions: Vec<Made>,
    /// Stills that would do as its poster, the best first.
    pub posters: Vec<MadePoster>,
    /// Key of the thumbnails' index.
    pub storyboard: Option<String>,
    /// Text tracks, in the source's order.
    pub texts: Vec<MadeText>,
    /// Key of the chapters, if there is more than one.
    pub chapters: Option<String>,
    /// Stable codes.
    pub warnings: Vec<&'static str>,
    /// From start to completion, in milliseconds.
    pub encode_ms: i64,
}

/// A still of the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePoster {
    /// When it is shown, in milliseconds.
    pub at_ms: i64,
    /// Its key.
    pub key: String,
}

/// One rendition that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Pixels; 0 for sound.
    pub width: u32,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// `h264`, `hevc`, `av1` or `aac`.
    pub codec: &'static str,
    /// Average, bit/s.
    pub bitrate: u64,
    /// Segments.
    pub segments: u32,
    /// Bytes.
    pub bytes: u64,
}
