//! A moment of work that is always the same: how much time on a core it takes tells how fast that core is, whatever
//! else it does meanwhile.

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
    let mut line = Arguments::new("-nostdin -hide_banner -nostats -benchmark -filter_complex_threads 1")
        .words("-f lavfi -i testsrc2=size=1920x1080:rate=24:duration=0.25,format=yuv420p")
        .option("-filter_complex", SIZES);
    for size in 0..5 {
        line = line
            .option("-map", format_args!("[o{size}]"))
            .words("-c:v libx264 -preset:v veryfast -crf:v 23 -threads:v 1 -f null -");
    }
    let outcome = jail.ffmpeg(line.done(), Limits::probe(), &mut Silent).await?;
    judge(&outcome)?;
    used(&outcome.stderr_tail).ok_or_else(|| EncodeError::Output("no time was told".to_owned()))
}

/// The time on a core that `-benchmark` tells: `bench: utime=0.412s stime=0.031s rtime=0.254s`.
fn used(said: &str) -> Option<Duration> {
    let line = said.lines().rfind(|line| line.contains("bench: utime="))?;
    let seconds = |name| -> Option<f64> {
        line.split_ascii_whitespace().find_map(|field| field.strip_prefix(name)?.strip_suffix('s')?.parse().ok())
    };
    Duration::try_from_secs_f64(seconds("utime=")? + seconds("stime=")?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_on_a_core_is_that_of_the_program_and_of_the_system_for_it() {
        let said = "frame=    6 fps=0.0\nbench: utime=0.412s stime=0.031s rtime=0.254s\nbench: maxrss=1KiB\n";
        assert_eq!(used(said), Some(Duration::from_millis(443)));
        assert_eq!(used("killed"), None);
    }
}
