//! The grid that all rungs, all chunks and all workers agree on.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::FrameRate;

/// Seconds that a segment should last.
const SEGMENT: f64 = 4.0;

/// Where the title's first frame lies on the clock of its segments, seconds. Pictures are stored before they are shown,
/// so the first decode time of a title would lie below zero and be moved, which makes one frame overlap and shifts
/// sound against picture; with a constant second for all tracks it stays where it belongs.
pub const TIME_SHIFT: u32 = captions::hls::STREAM_BEGIN;

/// Clocks that count milliseconds show a frame later than it is; seconds.
const CLOCK_ROUNDING: f64 = 0.001;

/// Whether the frame that a source's clock shows at `time` is there by `at`.
#[must_use]
pub fn is_by(time: f64, at: f64) -> bool {
    time <= at + CLOCK_ROUNDING
}

/// Segments of a constant number of frames, the last one shorter.
///
/// The unit is the frame, not the second: at 30000/1001 a segment is 120 frames, 4.004 s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    rate: FrameRate,
    segment_frames: u64,
    total_frames: u64,
}

impl Grid {
    /// The grid of `duration` seconds at `rate`; it has at least one frame.
    #[must_use]
    pub fn new(rate: FrameRate, duration: f64) -> Self {
        let segment_frames = rate.frames_in(SEGMENT).max(1);
        Self { rate, segment_frames, total_frames: rate.frames_in(duration).max(1) }
    }

    /// Frames per second.
    #[must_use]
    pub const fn rate(&self) -> FrameRate {
        self.rate
    }

    /// Frames of a whole segment.
    #[must_use]
    pub const fn segment_frames(&self) -> u64 {
        self.segment_frames
    }

    /// Frames from a key frame to the next one: half a segment, or a whole one of an odd number. A decoder has to begin
    /// at one, so their distance decides how soon the picture of any moment is there.
    #[must_use]
    pub const fn key_distance(&self) -> u64 {
        if self.segment_frames.is_multiple_of(2) { self.segment_frames / 2 } else { self.segment_frames }
    }

    /// Frames of the whole title, as far as the probe knows.
    #[must_use]
    pub const fn total_frames(&self) -> u64 {
        self.total_frames
    }

    /// Seconds of a whole segment.
    #[must_use]
    pub fn segment_seconds(&self) -> f64 {
        self.rate.seconds(self.segment_frames)
    }

    /// Number of segments.
    #[must_use]
    pub fn segments(&self) -> u32 {
        // A rest of a frame or two may be rounding; if it exists, the open end of the last chunk finds it.
        let whole = self.total_frames.saturating_add(self.segment_frames).saturating_sub(3) / self.segment_frames;
        u32::try_from(whole.max(1)).unwrap_or(u32::MAX)
    }

    /// Segments that a track must have before it is offered. Players ask for more only a target duration after they
    /// got the first playlist: with a single segment they would stand still just then.
    #[must_use]
    pub fn offered_from(&self) -> u32 {
        self.segments().min(2)
    }

    /// When segment `number` starts, seconds from the title's first frame.
    #[must_use]
    pub fn start(&self, number: u32) -> f64 {
        self.rate.seconds(u64::from(number).saturating_mul(self.segment_frames))
    }

    /// When a player that starts with what is [offered](Self::offered_from) asks for segment `number`, seconds from
    /// then: it asks for news of a playlist once in a target duration (RFC 8216, 6.3.4).
    #[must_use]
    pub fn asked(&self, number: u32) -> f64 {
        self.start(number.saturating_sub(1))
    }

    /// Frames expected in `segments`.
    #[must_use]
    pub fn frames(&self, segments: &Range<u32>) -> u64 {
        let at = |number: u32| u64::from(number).saturating_mul(self.segment_frames);
        let end = if segments.end >= self.segments() { self.total_frames } else { at(segments.end) };
        end.saturating_sub(at(segments.start))
    }

    /// The `EXT-X-TARGETDURATION` of every playlist: segment durations rounded to whole seconds (RFC 8216, 4.3.3.1).
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and not negative")]
    pub fn target_duration(&self) -> u32 {
        (self.segment_seconds().round() as u32).max(1)
    }
}
