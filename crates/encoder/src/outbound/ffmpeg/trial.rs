//! A moment of work that is always the same: how long it takes tells how fast a core is.

use std::time::Duration;

use platform::sandbox::{Limits, Silent};

use super::arguments::Arguments;
use super::run::{EncodeError, judge};
use super::transcoder::Jail;

const SIZES: &str = "[0:v]split=2[o0][a];[a]scale=1280:720,split=2[o1][b];[b]scale=854:480,split=3[o2][c][d];\
    [c]scale=640:360[o3];[d]scale=426:240[o4]";

/// Encodes some test pictures in all sizes, as chunks are encoded: a single small size would stay in the processor's
/// caches and say little about work that does not.
pub async fn trial(jail: &Jail<'_>) -> Result<Duration, EncodeError> {
    let mut line = Arguments::new("-nostdin -hide_banner -nostats -loglevel error -filter_complex_threads 1")
        .words("-f lavfi -i testsrc2=size=1920x1080:rate=24:duration=0.25,format=yuv420p")
        .option("-filter_complex", SIZES);
    for size in 0..5 {
        line = line
            .option("-map", format_args!("[o{size}]"))
            .words("-c:v libx264 -preset:v veryfast -crf:v 23 -threads:v 1 -f null -");
    }
    let outcome = jail.ffmpeg(line.done(), Limits::probe(), &mut Silent).await?;
    judge(&outcome)?;
    Ok(outcome.wall)
}
