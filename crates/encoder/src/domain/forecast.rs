//! How long encoding will take, and how much of a title must be quick so that a viewer never waits.

use serde::{Deserialize, Serialize};

use super::{Grid, Ladder, Rung, VideoFacts};

/// Pixels a reference core encodes in a second (x264 veryfast), and decodes and scales. Measured on
/// mixed material at 1080p and 16 Mbit/s with both cores of a two-core machine busy.
const ENCODED_PER_SECOND: f64 = 75e6;
const DECODED_PER_SECOND: f64 = 150e6;
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
    /// All rungs from one decode, all workers together.
    pub all: f64,
    /// The quick rungs alone, all workers together.
    pub quick: f64,
    workers: f64,
}

impl Forecast {
    /// What `machine` should reach with this source.
    #[must_use]
    pub fn new(video: &VideoFacts, ladder: &Ladder, machine: Machine) -> Self {
        Self {
            all: speed(video, ladder.rungs(), machine),
            quick: speed(video, ladder.quick(), machine),
            workers: f64::from(machine.workers.max(1)),
        }
    }

    /// Segments at the start that are encoded in the quick rungs alone, so that a viewer of the lowest
    /// rung who starts at once never catches up; the other rungs of that part follow at the end.
    /// `chunk` is the length of a chunk in segments.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded up and not negative")]
    pub fn lead(&self, grid: &Grid, chunk: u32) -> u32 {
        let segments = f64::from(grid.segments());
        let lead = (segments * self.share_to_finish()).max(f64::from(chunk) * self.chunks_of_lag());
        lead.min(segments).ceil() as u32
    }

    /// Whether one worker alone keeps ahead of a viewer in the quick rungs.
    #[must_use]
    pub fn one_worker_is_quick(&self) -> bool {
        self.quick / self.workers >= MARGIN
    }

    /// With the whole film of length D at speed `all`, the lead L at speed `quick`, the lowest rung is
    /// complete after L/quick + (D−L)/all, and that must not be later than D. The result is L/D.
    fn share_to_finish(&self) -> f64 {
        let (all, quick) = (self.all / MARGIN, self.quick / MARGIN);
        match (all >= 1.0, quick <= 1.0) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ => (1.0 / all - 1.0) / (1.0 / all - 1.0 / quick),
        }
    }

    /// While the first chunk with all rungs is made, the title grows by one worker alone: a viewer gains
    /// C·(workers/all − 1) on it, and L·(1 − 1/quick) is what he is behind when it starts.
    fn chunks_of_lag(&self) -> f64 {
        let gained = (self.workers / self.all - 1.0).max(0.0);
        let kept = 1.0 - 1.0 / self.quick;
        if kept <= 0.1 { gained * 10.0 } else { gained / kept }
    }
}

fn speed(video: &VideoFacts, rungs: &[Rung], machine: Machine) -> f64 {
    let decoded = f64::from(video.width) * f64::from(video.height);
    let encoded: f64 = rungs.iter().map(|rung| f64::from(rung.width) * f64::from(rung.height)).sum();
    let frame = decoded / DECODED_PER_SECOND + encoded / ENCODED_PER_SECOND;
    f64::from(machine.workers.max(1)) * machine.core_speed.max(0.01) / (frame * video.frame_rate.value())
}
