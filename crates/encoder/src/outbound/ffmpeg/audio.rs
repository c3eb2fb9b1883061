//! The command line of the sound: one task for the whole title.
//!
//! AAC frames of 1,024 samples do not fit segments, and every new encoder starts with silence: sound
//! joined from chunks would click at each join.

use std::ffi::OsString;

use super::arguments::{Arguments, SOURCE, seconds};
use crate::domain::{AudioWork, Grid, SourceFacts};

/// The name of the track in files and addresses.
pub const TRACK: &str = "audio";

/// The encoder starts with one packet of its own, seconds; without it at the end the track would be
/// longer than the picture and have a last segment of a few milliseconds.
const PRIMING: f64 = 1024.0 / 48_000.0;

/// The arguments that encode the sound in stereo, from the first frame of the picture to the last:
/// gaps become silence, and a shorter track is filled up with it.
pub fn arguments(facts: &SourceFacts, grid: &Grid, work: AudioWork) -> Vec<OsString> {
    let length = seconds((grid.rate().seconds(grid.total_frames()) - PRIMING).max(PRIMING));
    let origin = seconds(facts.origin);
    let filter = format!(
        "asetpts=PTS-{origin}/TB,aresample=48000:async=1:first_pts=0,apad=whole_dur={length},atrim=end={length}"
    );
    Arguments::ffmpeg()
        .guards()
        .words("-max_error_rate 1")
        .option("-i", SOURCE)
        .words("-map 0:a:0 -vn -c:a aac -ac 2 -threads:a 1")
        .option("-b:a", format!("{}k", work.kbps))
        .option("-filter:a", filter)
        .segments(TRACK, grid, 0, grid.segment_seconds())
        .done()
}
