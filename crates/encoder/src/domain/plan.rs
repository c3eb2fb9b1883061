//! Cuts a title into tasks and puts them in the order in which they help a viewer most.
//!
//! Segments of a running chunk are shown as they are completed, so the first chunk makes the title
//! playable after seconds; the sound comes right behind it. Where the machine cannot keep ahead of a
//! viewer, the start of the film is done in the quick rungs alone, as far as needed
//! ([`super::Forecast::lead`]), and its other rungs come last: only that part is decoded twice.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Forecast, Grid, Ladder, Machine, Rung, RungName, SourceFacts};

/// Lengths of the first chunks, in segments, where one worker alone is too slow to lead a viewer.
const RAMP: [u32; 6] = [1, 1, 2, 2, 3, 3];
/// Segments of a usual chunk: 16 s.
const WHOLE: u32 = 4;

/// What planning depends on besides the source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Who does the work.
    pub machine: Machine,
    /// Bit rate of the sound, kbit/s.
    pub audio_kbps: u32,
}

/// The number of a task within its job: its place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskNumber(pub u32);

impl std::fmt::Display for TaskNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Everything there is to do for one title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Where segments lie.
    pub grid: Grid,
    /// What is made.
    pub ladder: Ladder,
    /// Rungs that a playlist may offer while the title is still growing.
    pub live_rungs: Vec<RungName>,
    /// The sound, if there is any.
    pub audio: Option<AudioWork>,
    /// In the order in which they should start.
    pub tasks: Vec<PlannedTask>,
}

/// A task with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedTask {
    /// Its place.
    pub number: TaskNumber,
    /// What it does.
    pub work: Work,
}

/// What a task does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Some segments of some rungs.
    Chunk(ChunkWork),
    /// The sound of the whole title.
    Audio(AudioWork),
    /// One still for lists, from the source.
    Poster {
        /// When it is taken, seconds from the title's first frame.
        at: f64,
    },
    /// Small stills for seeking, from the key frames of the finished lowest rung: it can start when
    /// all chunks with that rung are done.
    Storyboard {
        /// The rung to read.
        rung: RungName,
        /// Every how many segments one is taken.
        every: u32,
    },
}

/// Some segments of some rungs, decoded once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkWork {
    /// Which segments.
    pub segments: Range<u32>,
    /// Whether it goes on to the end of the source, wherever that is.
    pub is_last: bool,
    /// Which rungs, highest first.
    pub rungs: Vec<Rung>,
}

/// The sound of the whole title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioWork {
    /// Bit rate, kbit/s.
    pub kbps: u32,
}

/// Most stills in a storyboard.
const STILLS: u32 = 300;

impl Plan {
    /// The plan for an accepted source. `keys` are the times of its key frames, seconds from the title's
    /// first frame, as far as they are known: chunks start shortly after one where they can, because a
    /// decoder must start at one.
    #[must_use]
    pub fn new(facts: &SourceFacts, keys: &[f64], settings: Settings) -> Self {
        Self::with_chunks(facts, keys, settings, WHOLE)
    }

    /// The same with chunks of about `whole` segments.
    #[must_use]
    pub fn with_chunks(facts: &SourceFacts, keys: &[f64], settings: Settings, whole: u32) -> Self {
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        let ladder = Ladder::for_source(&facts.video);
        let forecast = Forecast::new(&facts.video, &ladder, settings.machine);
        let lead = forecast.lead(&grid, whole);
        let audio = facts.audio.as_ref().map(|_| AudioWork { kbps: settings.audio_kbps });
        let offered = if lead > 0 { ladder.quick() } else { ladder.rungs() };
        let live_rungs = offered.iter().map(Rung::name).collect();
        let ramp = if forecast.one_worker_is_quick() { &[] } else { RAMP.as_slice() };
        let order = Order { grid, ladder: &ladder, keys, whole: whole.max(1), works: Vec::new() };
        let tasks = order.all(lead, ramp, audio, facts.duration);
        Self { grid, ladder, live_rungs, audio, tasks }
    }

    /// The task with `number`.
    #[must_use]
    pub fn task(&self, number: TaskNumber) -> Option<&PlannedTask> {
        self.tasks.iter().find(|task| task.number == number)
    }
}

struct Order<'a> {
    grid: Grid,
    ladder: &'a Ladder,
    keys: &'a [f64],
    /// Segments of a usual chunk.
    whole: u32,
    works: Vec<Work>,
}

impl Order<'_> {
    fn all(mut self, lead: u32, ramp: &[u32], audio: Option<AudioWork>, duration: f64) -> Vec<PlannedTask> {
        let end = self.grid.segments();
        let (slow, quick) = (self.ladder.slow(), self.ladder.quick());
        self.chunks(0..lead, quick, ramp);
        self.chunks(lead..end, self.ladder.rungs(), if lead > 0 { &[] } else { ramp });
        self.chunks(0..lead, slow, &[]);
        let behind_first = self.works.len().min(1);
        self.works.splice(behind_first..behind_first, audio.map(Work::Audio));
        self.works.push(Work::Poster { at: (duration * 0.1).min(60.0) });
        if let Some(lowest) = quick.last() {
            self.works.push(Work::Storyboard { rung: lowest.name(), every: end.div_ceil(STILLS).max(1) });
        }
        let numbered = (0..).map(TaskNumber).zip(self.works);
        numbered.map(|(number, work)| PlannedTask { number, work }).collect()
    }

    fn chunks(&mut self, segments: Range<u32>, rungs: &[Rung], ramp: &[u32]) {
        let mut sizes = ramp.iter().copied();
        let mut start = segments.start;
        while start < segments.end {
            let left = segments.end - start;
            let size = match sizes.next() {
                Some(size) => size.min(left),
                None if left <= self.whole + 2 * self.slack() => left,
                None => self.good_size(start),
            };
            self.chunk(start..start + size, rungs);
            start += size;
        }
    }

    /// How many segments more or fewer a chunk may have in order to end well.
    const fn slack(&self) -> u32 {
        self.whole / 4
    }

    /// The size after which the next chunk has least to decode before its first frame.
    fn good_size(&self, start: u32) -> u32 {
        let sizes = [self.whole, self.whole + self.slack(), self.whole - self.slack()];
        let waste = |size: &u32| self.seconds_since_key(self.grid.start(start + size));
        sizes.into_iter().min_by(|a, b| waste(a).total_cmp(&waste(b))).unwrap_or(self.whole)
    }

    fn seconds_since_key(&self, moment: f64) -> f64 {
        let after = self.keys.partition_point(|key| *key <= moment);
        after.checked_sub(1).and_then(|before| self.keys.get(before)).map_or(0.0, |key| moment - key)
    }

    fn chunk(&mut self, segments: Range<u32>, rungs: &[Rung]) {
        if rungs.is_empty() || segments.is_empty() {
            return;
        }
        let is_last = segments.end >= self.grid.segments();
        self.works.push(Work::Chunk(ChunkWork { segments, is_last, rungs: rungs.to_vec() }));
    }
}
