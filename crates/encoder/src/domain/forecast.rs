//! How long encoding will take, and how much of a title must be quick so that a viewer never waits.

use serde::{Deserialize, Serialize};

use super::{Grid, Ladder, Rung, VideoFacts};

/// Pixels a reference core encodes in a second (x264 veryfast), and decodes and scales. Measured on
/// mixed material at 1080p with both cores of a two-core machine busy.
const ENCODED_PER_SECOND: f64 = 50e6;
const DECODED_PER_SECOND: f64 = 235e6;
/// A forecast must be this much faster than the film before we trust it.
const MARGIN: f64 = 1.3;

/// The machine that will do the work.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Tasks that run at the same time, each on about one core.
    pub workers: u32,
    /// Speed of a core compared with the reference; learned from finished tasks.
    pub core_speed: f64,
}

/// Speeds as multiples of real time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// All rungs from one decode.
    pub all: f64,
    /// The quick rungs alone.
    pub quick: f64,
}

impl Forecast {
    /// What `machine` should reach with this source.
    #[must_use]
    pub fn new(video: &VideoFacts, ladder: &Ladder, machine: Machine) -> Self {
        Self { all: speed(video, ladder.rungs(), machine), quick: speed(video, ladder.quick(), machine) }
    }

    /// Segments at the start that are encoded in the quick rungs alone, so that a viewer of the lowest
    /// rung who starts at once never catches up; the other rungs of that part follow at the end.
    ///
    /// With the whole film of length D at speed `all`, the lead L at speed `quick`, the lowest rung is
    /// complete after L/quick + (D−L)/all, and that must not be later than D.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded up and not negative")]
    pub fn lead(&self, grid: &Grid) -> u32 {
        let (all, quick) = (self.all / MARGIN, self.quick / MARGIN);
        if all >= 1.0 {
            return 0;
        }
        let share = if quick <= 1.0 { 1.0 } else { (1.0 / all - 1.0) / (1.0 / all - 1.0 / quick) };
        (f64::from(grid.segments()) * share).ceil() as u32
    }
}

fn speed(video: &VideoFacts, rungs: &[Rung], machine: Machine) -> f64 {
    let decoded = f64::from(video.width) * f64::from(video.height);
    let encoded: f64 = rungs.iter().map(|rung| f64::from(rung.width) * f64::from(rung.height)).sum();
    let frame = decoded / DECODED_PER_SECOND + encoded / ENCODED_PER_SECOND;
    f64::from(machine.workers.max(1)) * machine.core_speed.max(0.01) / (frame * video.frame_rate.value())
}
