//! Cues in time and order, and the `WebVTT` they are written as.

use std::fmt::Write as _;

use crate::{hls, markup};

/// A text and when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Milliseconds from the beginning.
    pub(crate) start: i64,
    /// Milliseconds from the beginning, after `start`.
    pub(crate) end: i64,
    /// Cleaned: one line at least, no empty ones.
    pub(crate) text: String,
}

impl Cue {
    /// A cue whose text is no markup. `None` if it would never be seen.
    #[must_use]
    pub fn plain(start_ms: i64, end_ms: i64, text: &str) -> Option<Self> {
        Self::cleaned(start_ms, end_ms, markup::plain(text))
    }

    /// A cue with cleaned text.
    pub(crate) fn cleaned(start: i64, end: i64, text: String) -> Option<Self> {
        (end > start && !text.is_empty()).then_some(Self { start, end, text })
    }
}

/// The cues of one track, by their start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captions(Vec<Cue>);

impl Captions {
    /// Puts cues in order: a reader of `WebVTT` may rely on it.
    #[must_use]
    pub fn new(mut cues: Vec<Cue>) -> Self {
        cues.sort_by_key(|cue| (cue.start, cue.end));
        Self(cues)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is ever shown.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is seen of it in a title that begins at `origin_ms` of the cues' clock and lasts `length_ms`, counted from
    /// the title's beginning.
    #[must_use]
    pub fn within(self, origin_ms: i64, length_ms: i64) -> Self {
        let moved = self.0.into_iter().filter_map(|cue| {
            let (start, end) = (cue.start.saturating_sub(origin_ms), cue.end.saturating_sub(origin_ms));
            let (start, end) = (start.max(0), end.min(length_ms));
            Cue::cleaned(start, end, cue.text)
        });
        Self(moved.collect())
    }

    /// The file.
    #[must_use]
    pub fn webvtt(&self) -> String {
        let mut text = hls::header();
        for cue in &self.0 {
            let _ = write!(text, "\n{} --> {}\n{}\n", clock(cue.start), clock(cue.end), cue.text);
        }
        text
    }
}

/// `hh:mm:ss.mmm`
fn clock(all: i64) -> String {
    let (hours, minutes) = (all / 3_600_000, all / 60_000 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{:03}", all / 1_000 % 60, all % 1_000)
}
