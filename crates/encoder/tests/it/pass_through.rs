//! The largest rung can be the source's own picture.

use encoder::domain::{PictureSettings, Warning, check_whole};
use libtest_mimic::{Failed, Trial};

use super::joins::{FAST, Film, moving};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("a_suitable_picture_is_taken_as_it_is_and_joins_the_others", suitable),
        Trial::test("a_long_picture_with_many_key_frames_is_cut_like_the_others", long),
        Trial::test("a_picture_with_open_groups_is_encoded", open_groups),
        Trial::test("a_picture_with_key_frames_elsewhere_is_encoded", other_keys),
        Trial::test("the_only_size_is_always_encoded", only_size),
    ]
}

const PICTURE: PictureSettings = PictureSettings {
    pass_through: true,
    preset: encoder::domain::Preset::Balanced,
    second: encoder::domain::SecondCodec::None,
    largest: encoder::domain::Largest::FullHd,
};

fn film(size: &str, options: &str) -> Film {
    made(&moving(size, "24", 17), options)
}

fn made(moving: &str, options: &str) -> Film {
    // The picture begins a little after the sound, as cameras make it.
    let source = moving.replacen("-f lavfi", "-itsoffset 0.25 -f lavfi", 1);
    let h264 = "-c:v libx264 -preset veryfast -bf 2 -crf 24 -pix_fmt yuv420p -c:a aac -shortest";
    Film::with(PICTURE, &format!("{source} {h264} {options}"), "film.mp4", FAST)
}

fn suitable() -> Result<(), Failed> {
    let film = film("640x360", "-g 48 -sc_threshold 0");
    assert!(film.plan.copies(&film.plan.ladder.rungs()[0]));
    assert_eq!(check_whole(&film.plan, &film.facts, &film.tracks, film.product.damage), Ok(Vec::<Warning>::new()));
    let [(copied, own), (small, other)] = &film.tracks.rungs[..] else { panic!("{:?}", film.plan.ladder) };
    assert_eq!(film.pictures(&film.join(copied)), film.pictures("film.mp4"));
    assert_eq!(film.pictures(&film.join(small)).len(), film.pictures("film.mp4").len());
    let lengths = |track: &encoder::domain::Track| -> Vec<f64> {
        track.segments.iter().map(|segment| (segment.duration * 24.0).round()).collect()
    };
    assert_eq!(lengths(own), lengths(other));
    for rung in [copied, small] {
        film.assert_decodes(&film.join(rung));
    }
    Ok(())
}

/// Nothing may add up from segment to segment until a cut is at the wrong key frame.
fn long() -> Result<(), Failed> {
    let film = made(&moving("640x360", "5", 120), "-g 10 -sc_threshold 0");
    assert!(film.plan.copies(&film.plan.ladder.rungs()[0]));
    assert_eq!(check_whole(&film.plan, &film.facts, &film.tracks, film.product.damage), Ok(Vec::<Warning>::new()));
    Ok(())
}

fn open_groups() -> Result<(), Failed> {
    let film = film("640x360", "-g 48 -sc_threshold 0 -x264-params open-gop=1:b-adapt=0");
    let top = film.plan.ladder.rungs()[0];
    assert_ne!(film.pictures(&film.join(&top)), film.pictures("film.mp4"));
    film.assert_decodes(&film.join(&top));
    Ok(())
}

fn other_keys() -> Result<(), Failed> {
    let film = film("640x360", "-g 57 -sc_threshold 0");
    assert!(!film.plan.copies(&film.plan.ladder.rungs()[0]));
    Ok(())
}

fn only_size() -> Result<(), Failed> {
    let film = film("320x240", "-g 48 -sc_threshold 0");
    assert!(!film.plan.copies(&film.plan.ladder.rungs()[0]));
    Ok(())
}
