//! How long a worker will take for a piece of a title.

use serde::{Deserialize, Serialize};

use super::{ChunkWork, Codec, Grid, Preset, Rung, SourceFacts, is_by};

/// Pixels a reference core encodes in a second in H.264, balanced (x264 veryfast). This and what follows was measured
/// on mixed material at 1080p, H.264 at 7 and at 54 Mbit/s, with both cores of a two-core machine busy.
const ENCODED_PER_SECOND: f64 = 75e6;
/// Pixels of the source it decodes and scales in a second, the bits it reads for them apart.
const DECODED_PER_SECOND: f64 = 330e6;
/// Bits of the source it decodes in a second.
const READ_PER_SECOND: f64 = 127e6;
/// Seconds of stereo sound it measures, limits and encodes in a second.
const SOUND_PER_SECOND: f64 = 25.0;
/// Seconds it needs to judge a film's loudness and to encode the first moments of a track.
const FIRST_SOUND: f64 = 0.6;
/// Bytes of the source it copies in a second, with all checks.
const COPIED_PER_SECOND: f64 = 150e6;
/// Seconds until a task's decoder runs: looking for the key frame, jail, program, opening the source.
const BEGINNING: f64 = 0.2;
/// Seconds of it that the trial takes which tells the speed of another one, with a trial on every core.
pub const TRIAL: f64 = 0.25;

/// The machine may be this much slower than it should be, or a part of the film this much harder than usual material,
/// before a viewer has to wait.
const MARGIN: f64 = 1.25;

/// Of the time a segment takes in a task beside another one, the part it takes where that one stands back: the encoders
/// of its rungs run beside each other.
const UNDISTURBED: f64 = 0.6;

/// What a frame costs, in frames of H.264, balanced.
const fn effort(codec: Codec, preset: Preset) -> f64 {
    let [fast, balanced, best] = match codec {
        Codec::H264 => [0.7, 1.0, 2.8],
        Codec::Hevc => [1.5, 2.5, 6.0],
        Codec::Av1 => [0.7, 0.8, 1.5],
    };
    match preset {
        Preset::Fast => fast,
        Preset::Balanced => balanced,
        Preset::Best => best,
    }
}

/// The machine that will do the work.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Tasks that run at the same time, each on about one core.
    pub workers: u32,
    /// Speed of a core compared with the reference.
    pub core_speed: f64,
}

impl Machine {
    /// As slow as it is taken for where viewers depend on it.
    #[must_use]
    pub fn cautious(self) -> Self {
        Self { core_speed: self.core_speed / MARGIN, ..self }
    }
}

/// One title on one machine. All times are seconds of one worker.
#[derive(Debug, Clone, Copy)]
pub struct Forecast<'a> {
    grid: &'a Grid,
    facts: &'a SourceFacts,
    keys: &'a [f64],
    machine: Machine,
    preset: Preset,
}

impl<'a> Forecast<'a> {
    /// Of a title with key frames at `keys`, seconds from its first frame.
    #[must_use]
    pub const fn new(grid: &'a Grid, facts: &'a SourceFacts, keys: &'a [f64], machine: Machine) -> Self {
        Self { grid, facts, keys, machine, preset: Preset::Balanced }
    }

    /// With frames that are worth so much work.
    #[must_use]
    pub const fn with_preset(self, preset: Preset) -> Self {
        Self { preset, ..self }
    }

    /// How many work at the same time.
    #[must_use]
    pub fn workers(&self) -> usize {
        usize::try_from(self.machine.workers.max(1)).unwrap_or(1)
    }

    /// The largest rung of the whole title, copied from the source: it is read twice and written once.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
    pub fn copy(&self) -> f64 {
        BEGINNING + self.cost(self.facts.size_bytes as f64 / COPIED_PER_SECOND)
    }

    /// A chunk.
    #[must_use]
    pub fn chunk(&self, work: &ChunkWork) -> f64 {
        self.beginning(work.segments.start)
            + f64::from(work.segments.end - work.segments.start) * self.segment(&work.rungs)
    }

    /// A segment in all of `rungs`.
    #[must_use]
    pub fn segment(&self, rungs: &[Rung]) -> f64 {
        let pixels = |rung: &Rung| f64::from(rung.width) * f64::from(rung.height) * effort(rung.codec, self.preset);
        let pixels: f64 = rungs.iter().map(pixels).sum();
        let encoded = pixels * self.grid.rate().value() / ENCODED_PER_SECOND;
        self.cost((self.decoded() + encoded) * self.grid.segment_seconds())
    }

    /// The same on two cores, beside a task that stands back.
    #[must_use]
    pub fn undisturbed_segment(&self, rungs: &[Rung]) -> f64 {
        UNDISTURBED * self.segment(rungs)
    }

    /// From the start of a task to the first frame of segment `first`: a decoder must start at a key frame.
    #[must_use]
    pub fn beginning(&self, first: u32) -> f64 {
        BEGINNING + self.cost(self.seconds_since_key(first) * self.decoded())
    }

    /// From the start of a sound task to the first moments of the track: its loudness is judged before.
    #[must_use]
    pub fn first_sound(&self) -> f64 {
        2.0 * BEGINNING + self.cost(FIRST_SOUND)
    }

    /// The sound of the whole title.
    #[must_use]
    pub fn sound(&self) -> f64 {
        BEGINNING + self.cost(self.grid.start(self.grid.segments()) / SOUND_PER_SECOND)
    }

    /// Seconds of the source between the last key frame and segment `number`; 0 where nothing is known.
    #[must_use]
    pub fn seconds_since_key(&self, number: u32) -> f64 {
        let start = self.grid.start(number);
        let after = self.keys.partition_point(|key| is_by(*key, start));
        after.checked_sub(1).and_then(|before| self.keys.get(before)).map_or(0.0, |key| start - key)
    }

    /// What the reference core needs for a second of the source.
    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
    fn decoded(&self) -> f64 {
        let video = &self.facts.video;
        let pixels = f64::from(video.width) * f64::from(video.height) * self.grid.rate().value();
        let bits = self.facts.size_bytes as f64 * 8.0 / self.facts.duration.max(self.grid.segment_seconds());
        pixels / DECODED_PER_SECOND + bits / READ_PER_SECOND
    }

    /// What takes the reference core `seconds` takes this one.
    fn cost(&self, seconds: f64) -> f64 {
        seconds / self.machine.core_speed.max(0.01)
    }
}
