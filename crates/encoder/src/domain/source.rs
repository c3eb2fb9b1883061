//! A source that still arrives: what can be done with its beginning, and whether the whole is what it promised to be.

use super::{Grid, Length, Plan, PlannedTask, SourceFacts, Title, VideoFacts, Work, inspection::tolerance};

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

/// So much must be there before the length of a source is guessed: as much as programs look at, so that they find of
/// its beginning what they will find of the whole.
const ENOUGH: f64 = 20.0;
/// No source is longer, seconds.
const LONGEST: f64 = 12.0 * 3600.0;
/// A guess is replaced when a newer one differs from it by more than this share.
const FAR_OFF: f64 = 0.1;

/// How far a source reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// Seconds of picture.
    pub seconds: f64,
    /// Bytes in which they lie.
    pub bytes: u64,
}

impl Reached {
    /// How long a source of `all` bytes is if it goes on as it began; never shorter than what is there.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
    fn guess(self, all: u64) -> f64 {
        let times = all.max(self.bytes) as f64 / self.bytes.max(1) as f64;
        (self.seconds * times).min(LONGEST).max(self.seconds)
    }
}

impl SourceFacts {
    /// With a guess of the length that its beginning does not say; `None` while too little is there for one.
    #[must_use]
    pub fn guessed(self, reached: Reached, all: u64) -> Option<Self> {
        let duration = reached.guess(all);
        (reached.seconds >= ENOUGH).then_some(Self { duration, length: Length::Guessed, ..self })
    }
}

impl Plan {
    /// Whether the first `seconds` of the source are enough for a task. For the end of the title they never are: what
    /// it is shows only when the whole is there.
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
    /// The title with a better guess of its length, if the one before is far off.
    #[must_use]
    pub fn guessed_again(&self, reached: Reached, all: u64) -> Option<Self> {
        let (before, duration) = (self.facts.duration, reached.guess(all));
        if self.facts.length == Length::Known || (duration - before).abs() <= before * FAR_OFF {
            return None;
        }
        Some(Self { facts: SourceFacts { duration, ..self.facts.clone() }, plan: self.plan.ending(duration) })
    }

    /// The title with what the whole source says, if the plan made from its beginning is the right one for it. Where
    /// that did not say its length, the plan is given its end.
    #[must_use]
    pub fn settled(self, facts: SourceFacts) -> Option<Self> {
        let planned = &self.facts;
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        let shift = (facts.origin - planned.origin).abs();
        let planned_frames = self.plan.grid.total_frames();
        let is_as_long = grid.segments() == self.plan.grid.segments()
            && grid.total_frames().abs_diff(planned_frames) <= grid.rate().frames_in(tolerance(facts.duration));
        let fits = facts.container == planned.container
            && is_same_picture(&facts.video, &planned.video)
            && facts.sounds == planned.sounds
            && facts.texts == planned.texts
            && shift < grid.rate().seconds(1) / 2.0;
        match planned.length {
            _ if !fits => None,
            Length::Known => is_as_long.then_some(Self { facts, ..self }),
            Length::Guessed => Some(Self { plan: self.plan.ending(facts.duration), facts }),
        }
    }
}

/// Whether the whole shows what its beginning does. How evenly frames come is different where a film is longer.
fn is_same_picture(whole: &VideoFacts, beginning: &VideoFacts) -> bool {
    let VideoFacts { constant_rate, plain, .. } = *whole;
    *whole == VideoFacts { constant_rate, plain, ..beginning.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Machine, facts, plan};

    #[test]
    fn a_source_that_is_shorter_than_its_beginning_said_is_planned_anew() {
        let known = |seconds| SourceFacts { length: Length::Known, ..facts(seconds) };
        let title =
            |seconds| Title { facts: known(seconds), plan: plan(seconds, Machine { workers: 2, core_speed: 1.0 }) };
        // All are as many segments; the frames of the last one are what differs.
        assert!(title(103.9).settled(known(103.5)).is_some());
        assert!(title(103.9).settled(known(101.0)).is_none());
        assert!(title(103.9).settled(known(99.0)).is_none());
    }
}
