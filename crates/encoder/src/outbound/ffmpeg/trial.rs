//! A moment of work that is always the same: how long it takes tells how fast a core is.

use std::time::Duration;

use platform::sandbox::{Limits, Silent};

use super::arguments::Arguments;
use super::run::{EncodeError, judge};
use super::transcoder::Jail;

/// Encodes a second of a test picture as chunks are encoded.
pub async fn trial(jail: &Jail<'_>) -> Result<Duration, EncodeError> {
    let line = Arguments::new("-nostdin -hide_banner -nostats -loglevel error -filter_threads 1")
        .words("-f lavfi -i testsrc2=size=1280x720:rate=24,format=yuv420p -frames:v 24")
        .words("-c:v libx264 -preset:v veryfast -crf:v 23 -threads:v 1 -f null -");
    let outcome = jail.ffmpeg(line.done(), Limits::probe(), &mut Silent).await?;
    judge(&outcome)?;
    Ok(outcome.wall)
}
