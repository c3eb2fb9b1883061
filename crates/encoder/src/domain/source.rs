//! A source that still arrives: what can be done with its beginning, and whether the whole is what it promised to be.

use super::{Grid, Plan, PlannedTask, SourceFacts, Title, Work};

/// Whether all bytes of a source are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It is being uploaded.
    Arriving,
    /// Nothing is missing.
    Whole,
}

impl Source {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Arriving, Self::Whole];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arriving => "arriving",
            Self::Whole => "whole",
        }
    }
}

/// Programs read ahead of what they show; a task waits for so many seconds more than it needs, so that none meets the
/// present end of the file.
const AHEAD: f64 = 2.0;

impl Plan {
    /// Whether the first `seconds` of the source are enough for a task. For the end of the title they never are: what it
    /// is shows only when the whole is there.
    #[must_use]
    pub fn is_within(&self, task: &PlannedTask, seconds: f64) -> bool {
        let needed = match &task.work {
            Work::Chunk(work) if work.is_last => return false,
            Work::Chunk(work) => self.grid.start(work.segments.end),
            // Sound follows the file by itself once there is enough of it to judge how loud it is.
            Work::Audio(_) => self.grid.start(self.grid.offered_from()),
            Work::Poster { at } => *at,
            Work::TakeOver(_) | Work::Text(_) | Work::Storyboard { .. } => return false,
        };
        needed + AHEAD <= seconds
    }
}

impl Title {
    /// The title with what the whole source says, if the plan made from its beginning is the right one for it.
    #[must_use]
    pub fn settled(self, facts: SourceFacts) -> Option<Self> {
        let planned = &self.facts;
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        let shift = (facts.origin - planned.origin).abs();
        let fits = facts.container == planned.container
            && facts.video == planned.video
            && facts.sounds == planned.sounds
            && facts.texts == planned.texts
            && shift < grid.rate().seconds(1) / 2.0
            && grid.segments() == self.plan.grid.segments();
        fits.then_some(Self { facts, ..self })
    }
}
