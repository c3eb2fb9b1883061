//! The command line of a chunk.

use std::ffi::OsString;

use super::arguments::{Arguments, SOURCE};
use super::filters::{Cut, graph};
use crate::domain::{ChunkWork, ContainerKind, Grid, Rung, SourceFacts};

/// The arguments that encode `work` of a source, read from `entry` on or from its start.
///
/// One thread for the decoder and one for each encoder: with as many tasks as cores more threads
/// only cost (nine percent for the second one). Errors of the decoder do not end a chunk; they are
/// counted and judged over the whole title.
pub fn arguments(facts: &SourceFacts, grid: &Grid, work: &ChunkWork, entry: Option<f64>) -> Vec<OsString> {
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
    // A little less than a segment, so that rounding never moves a cut to the next key frame.
    let length = grid.segment_seconds() - grid.rate().seconds(1) / 2.0;
    for (index, rung) in work.rungs.iter().enumerate() {
        line = line.option("-map", format!("[o{index}]"));
        line = encoder(line, grid, *rung).segments(&rung.name().to_string(), grid, work.segments.start, length);
    }
    line.done()
}

/// Pinned, because chunks of different workers are joined: every one of these reaches the init
/// section or the place of key frames.
fn encoder(line: Arguments, grid: &Grid, rung: Rung) -> Arguments {
    let distance = grid.segment_frames();
    line.words("-c:v libx264 -preset veryfast -profile:v high -crf 23 -threads:v 1")
        .option("-level:v", rung.level.number())
        .option("-maxrate:v", format!("{}k", rung.max_kbps))
        .option("-bufsize:v", format!("{}k", rung.max_kbps * 2))
        .option("-g:v", distance)
        .option("-keyint_min:v", distance)
        .words("-sc_threshold:v 0 -flags:v +cgop")
}
