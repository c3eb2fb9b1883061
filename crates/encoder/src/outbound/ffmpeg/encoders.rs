//! The options of each encoder.
//!
//! Everything is pinned, because chunks of different workers are joined: every option reaches the init section or the
//! place of key frames. One thread each: with as many tasks as cores more threads only cost.

use super::arguments::Arguments;
use crate::domain::{Codec, Grid, Preset, Rung};

/// Adds the encoder of `rung`: a quality, a ceiling over two seconds, and a key frame at the start of every segment.
pub fn encoder(line: Arguments, grid: &Grid, rung: Rung, preset: Preset) -> Arguments {
    let line = match rung.codec {
        Codec::H264 => h264(line, grid, rung, preset),
        Codec::Hevc => hevc(line, grid, preset),
        Codec::Av1 => av1(line, preset),
    };
    line.option("-maxrate:v", format!("{}k", rung.max_kbps))
        .option("-bufsize:v", format!("{}k", rung.max_kbps * 2))
        .option("-g:v", grid.segment_frames())
}

fn h264(line: Arguments, grid: &Grid, rung: Rung, preset: Preset) -> Arguments {
    let quality = match preset {
        Preset::Fast => "-preset superfast -crf 23",
        Preset::Balanced => "-preset veryfast -crf 23",
        Preset::Best => "-preset medium -crf 22",
    };
    line.words("-c:v libx264 -profile:v high -threads:v 1")
        .words(quality)
        .option("-level:v", rung.level.number())
        .option("-keyint_min:v", grid.segment_frames())
        .words("-sc_threshold:v 0 -flags:v +cgop")
}

/// Apple's players take HEVC only as `hvc1`.
fn hevc(line: Arguments, grid: &Grid, preset: Preset) -> Arguments {
    let quality = match preset {
        Preset::Fast => "-preset ultrafast -crf 24",
        Preset::Balanced => "-preset superfast -crf 24",
        Preset::Best => "-preset medium -crf 24",
    };
    let distance = grid.segment_frames();
    line.words("-c:v libx265 -tag:v hvc1").words(quality).option(
        "-x265-params",
        format!("pools=none:frame-threads=1:open-gop=0:scenecut=0:keyint={distance}:min-keyint={distance}:log-level=1"),
    )
}

fn av1(line: Arguments, preset: Preset) -> Arguments {
    let quality = match preset {
        Preset::Fast => "-preset 12 -crf 44",
        Preset::Balanced => "-preset 10 -crf 44",
        Preset::Best => "-preset 8 -crf 40",
    };
    line.words("-c:v libsvtav1").words(quality).words("-svtav1-params lp=1:scd=0:irefresh-type=2")
}
