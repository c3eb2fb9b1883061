//! Sound tracks: channels, rates, several of them.

use super::containers::H264;
use super::source::{Source, film, source};

pub fn sources() -> Vec<Source> {
    let film = film();
    let with = |options: &str| format!("{film} {H264} {options}");
    let several = format!("{film} -map 0 -map 1 -map 1 {H264}");
    vec![
        source("sound_of_one_channel_at_8_khz", "film.mov", with("-ac 1 -ar 8000 -c:a pcm_s16be")),
        source("sound_of_96_khz", "film.mkv", with("-ar 96000 -c:a flac -sample_fmt s32")),
        source("sound_of_six_channels", "film.mp4", with("-ac 6 -c:a aac")),
        source("sound_of_eight_channels", "film.mkv", with("-ac 8 -c:a flac")),
        source("sound_of_four_unnamed_channels", "film.mov", with("-af pan=4c|c0=c0|c1=c0|c2=c0|c3=c0 -c:a pcm_s24le")),
        source("sound_of_ten_unnamed_channels", "film.mov", with(TEN)),
        source("sound_of_floating_numbers", "film.mov", with("-c:a pcm_f32le")),
        source("sound_of_big_numbers", "film.mov", with("-c:a pcm_s24be")),
        source(
            "an_undecodable_track_beside_a_good_one_is_left_out",
            "film.mkv",
            format!("{several} -c:a:0 adpcm_ms -c:a:1 aac"),
        )
        .seen(|seen| seen.warnings = &[encoder::domain::Warning::SoundSkipped]),
    ]
}

const TEN: &str = "-af pan=10c|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0|c6=c0|c7=c0|c8=c0|c9=c0 -c:a pcm_s16le";
