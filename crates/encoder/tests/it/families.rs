//! A second family of renditions, and the presets.

use encoder::domain::{Codec, PictureSettings, Preset, Rung, SecondCodec, Work};
use libtest_mimic::{Failed, Trial};

use super::joins::{FAST, Film, H264, SLOW, moving};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("rungs_of_av1_join_like_those_of_h264", || joins(SecondCodec::Av1, Codec::Av1)),
        Trial::test("rungs_of_hevc_join_like_those_of_h264", || joins(SecondCodec::Hevc, Codec::Hevc)),
        Trial::test("a_slow_machine_makes_the_start_in_quick_rungs_of_h264_first", slow_machine),
        Trial::test("rungs_of_every_preset_join", presets),
    ]
}

fn joins(second: SecondCodec, codec: Codec) -> Result<(), Failed> {
    let picture = PictureSettings { second, ..PictureSettings::default() };
    let film = Film::with(picture, &format!("{} {H264}", moving("640x360", "24", 9)), "film.mp4", FAST);
    film.assert_joined(216);
    let made: Vec<(u32, Codec)> = film.tracks.rungs.iter().map(|(rung, _)| (rung.height, rung.codec)).collect();
    assert_eq!(made, [(360, codec), (240, codec), (360, Codec::H264), (240, Codec::H264)]);
    Ok(())
}

fn slow_machine() -> Result<(), Failed> {
    let picture = PictureSettings { second: SecondCodec::Av1, ..PictureSettings::default() };
    let film = Film::with(picture, &format!("{} {H264}", moving("320x240", "24", 12)), "film.mp4", SLOW);
    film.assert_joined(288);
    let first = film.plan.tasks.iter().find_map(|task| match &task.work {
        Work::Chunk(work) => Some(work),
        _ => None,
    });
    assert!(first.unwrap().rungs.iter().all(|rung: &Rung| rung.codec == Codec::H264));
    assert_eq!(film.plan.live_rungs.len(), film.plan.ladder.quick().len());
    Ok(())
}

fn presets() -> Result<(), Failed> {
    for preset in [Preset::Fast, Preset::Balanced, Preset::Best] {
        for second in [SecondCodec::Av1, SecondCodec::Hevc] {
            let picture = PictureSettings { preset, second, ..PictureSettings::default() };
            let film = Film::with(picture, &format!("{} {H264}", moving("160x120", "12", 9)), "film.mp4", FAST);
            film.assert_joined(108);
        }
    }
    Ok(())
}
