//! The command line of a chunk.

use std::ffi::OsString;

use super::arguments::{Arguments, SOURCE, seconds};
use super::encoders::encoder;
use super::filters::{Cut, graph};
use super::transcoder::EncodeJob;
use crate::domain::{ChunkWork, ContainerKind, Grid, Rung, TIME_SHIFT};

/// Seconds by which the last cut of a copied picture may be looked for too soon: key frames lie farther apart.
const SOONER: f64 = 0.25;

/// The arguments that encode `work` of a source, read from `entry` on or from its start.
///
/// One thread for the decoder and one for each encoder: with as many tasks as cores more threads
/// only cost (nine percent for the second one). Errors of the decoder do not end a chunk; they are
/// counted and judged over the whole title.
pub fn arguments(job: &EncodeJob<'_>, work: &ChunkWork, entry: Option<f64>) -> Vec<OsString> {
    let EncodeJob { facts, grid, preset, .. } = *job;
    let at = facts.origin + grid.start(work.segments.start);
    let frames = (!work.is_last).then(|| grid.frames(&work.segments));
    let mut line =
        Arguments::ffmpeg().words("-filter_complex_threads 1").guards().words("-max_error_rate 1 -threads 1");
    if facts.container == ContainerKind::Searched {
        // What was decoded without a key frame is not shown and is no damage of the source. Broadcasts change their
        // size on the way; the first filter takes all sizes.
        line = line.words("-flags -output_corrupt -reinit_filter 0");
    }
    if let Some(entry) = entry {
        line = line.seek(entry);
    }
    let cut = Cut { at: at + facts.video.delay, frames };
    line = line.option("-i", SOURCE).option("-filter_complex", graph(facts, grid, cut, &work.rungs));
    let length = grid.segment_seconds();
    for (index, rung) in work.rungs.iter().enumerate() {
        line = line.option("-map", format!("[o{index}]"));
        line = encoder(line, grid, *rung, preset).segments(&rung.name().to_string(), grid, work.segments.start, length);
    }
    line.done()
}

/// A little less than a segment, so that the rounding of the source's clock never moves a cut to the next key frame. It
/// adds up from segment to segment: the last cut must not come to the key frame before.
fn cut_after(grid: &Grid) -> f64 {
    let half_a_frame = grid.rate().seconds(1) / 2.0;
    grid.segment_seconds() - half_a_frame.min(SOONER / f64::from(grid.segments()))
}

/// The arguments that put the source's own pictures into the segments of `rung`.
pub fn copy(job: &EncodeJob<'_>, rung: &Rung) -> Vec<OsString> {
    let grid = job.grid;
    own_pictures(job, Arguments::ffmpeg())
        .words("-tag:v avc1")
        .segments(&rung.name().to_string(), grid, 0, cut_after(grid))
        .done()
}

/// The arguments that list the source's own pictures as they would lie in segments.
pub fn copied_packets(job: &EncodeJob<'_>) -> Vec<OsString> {
    own_pictures(job, Arguments::new("-nostdin -hide_banner -nostats -loglevel error -copyts"))
        .option("-output_ts_offset", TIME_SHIFT)
        .words("-f framecrc pipe:1")
        .done()
}

fn own_pictures(job: &EncodeJob<'_>, line: Arguments) -> Arguments {
    line.guards().option("-itsoffset", seconds(-job.facts.origin)).option("-i", SOURCE).words("-map 0:V:0 -c:v copy")
}
