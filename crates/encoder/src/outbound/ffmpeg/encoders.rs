//! The options of each encoder.
//!
//! Everything is pinned, because chunks of different workers are joined: every option reaches the init section or the
//! place of key frames. One thread each: with as many tasks as cores more threads only cost.

use super::arguments::Arguments;
use crate::domain::{Codec, Grid, Preset, Rung};

/// Adds the encoder of `rung`: a quality, a ceiling over two seconds, and key frames at the start of every segment and
/// in its middle.
pub fn encoder(line: Arguments, grid: &Grid, rung: Rung, preset: Preset) -> Arguments {
    let line = match rung.codec {
        Codec::H264 => h264(line, grid, rung, preset),
        Codec::Hevc => hevc(line, grid, rung, preset),
        Codec::Av1 => av1(line, rung, preset),
    };
    line.option("-maxrate:v", format!("{}k", rung.max_kbps))
        .option("-bufsize:v", format!("{}k", rung.max_kbps * 2))
        .option("-g:v", grid.key_distance())
}

/// What a rung may lose in tenths of x264's constant rate factor. A small picture is enlarged on the screen, and so is
/// what it lost; of the largest ones, people expect the most.
fn loss(rung: Rung) -> u32 {
    match rung.short_side() {
        0..=299 => 230,
        300..=419 => 235,
        420..=599 | 900.. => 240,
        600..=899 => 250,
    }
}

fn factor(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn h264(line: Arguments, grid: &Grid, rung: Rung, preset: Preset) -> Arguments {
    let (name, less) = match preset {
        Preset::Fast => ("superfast", 0),
        Preset::Balanced => ("veryfast", 0),
        Preset::Best => ("medium", 20),
    };
    line.words("-c:v libx264 -profile:v high -threads:v 1")
        .option("-preset:v", name)
        .option("-crf:v", factor(loss(rung) - less))
        .option("-level:v", rung.level.number())
        .option("-keyint_min:v", grid.key_distance())
        .words("-sc_threshold:v 0 -flags:v +cgop")
}

/// Apple's players take HEVC only as `hvc1`.
fn hevc(line: Arguments, grid: &Grid, rung: Rung, preset: Preset) -> Arguments {
    let (name, less) = match preset {
        Preset::Fast => ("ultrafast", 0),
        Preset::Balanced => ("superfast", 0),
        Preset::Best => ("medium", 20),
    };
    let distance = grid.key_distance();
    let line = line.words("-c:v libx265 -tag:v hvc1").option("-preset:v", name);
    line.option("-crf:v", factor(loss(rung) + 10 - less)).option(
        "-x265-params",
        format!("pools=none:frame-threads=1:open-gop=0:scenecut=0:keyint={distance}:min-keyint={distance}:log-level=1"),
    )
}

/// Its factor runs to 63; two steps are about one of x264.
fn av1(line: Arguments, rung: Rung, preset: Preset) -> Arguments {
    let (number, less) = match preset {
        Preset::Fast => (12, 0),
        Preset::Balanced => (10, 0),
        Preset::Best => (8, 4),
    };
    line.words("-c:v libsvtav1 -svtav1-params lp=1:scd=0:irefresh-type=2")
        .option("-preset:v", number)
        .option("-crf:v", 44 + (loss(rung) - 230) / 5 - less)
}
