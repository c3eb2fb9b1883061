//! Every sound track of a source is offered, at one loudness.

use std::fs;
use std::path::Path;

use encoder::domain::{Machine, Phase, Track, Tracks, check_whole};
use libtest_mimic::{Failed, Trial};

use super::workshop::{Workshop, ffmpeg, installed_tools, transcoder};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("all_sound_tracks_are_offered_with_language_and_name", tracks_are_offered),
        Trial::test("soft_and_loud_tracks_come_out_equally_loud_without_peaks", equally_loud),
        Trial::test("a_film_whose_samples_mislead_is_equally_loud_too", misleading),
        Trial::test("a_recording_with_a_late_clock_is_measured_in_its_windows", late_clock),
        Trial::test("an_old_ffmpeg_makes_a_film_with_sound_too", old_ffmpeg),
        Trial::test("the_sound_of_a_long_film_is_whole", long_film),
        Trial::test("sound_that_ends_before_the_picture_is_followed_by_silence", short_sound),
    ]
}

const MACHINE: Machine = Machine { workers: 2, core_speed: 100.0 };
const PICTURE: &str = "-f lavfi -i testsrc2=s=160x120:r=10";
const CODED: &str = "-c:v libx264 -preset ultrafast -g 20 -c:a aac";
/// Pulses as speech has them, with peaks far above their loudness.
const SPEECH: &str = "aevalsrc=exprs=A*sin(2*PI*300*t)*(0.1+0.9*lt(mod(t\\,1)\\,0.1)):s=48000";

fn open(recipe: &str, seconds: u32, name: &str) -> (tempfile::TempDir, Workshop) {
    let root = tempfile::tempdir().unwrap();
    ffmpeg(&format!("-v error -y {PICTURE} {recipe} {CODED} -t {seconds} {name}"), root.path());
    let shop = Workshop::new(&root.path().join("work"), &root.path().join(name));
    (root, shop)
}

/// A film called `name` of `seconds` seconds from inputs and options of ffmpeg.
fn make(recipe: &str, seconds: u32, name: &str) -> (tempfile::TempDir, Workshop, Tracks) {
    let (root, shop) = open(recipe, seconds, name);
    let facts = shop.probe().unwrap();
    let plan = shop.plan(&facts, MACHINE);
    let product = shop.make(&facts, &plan, 2).unwrap();
    let tracks = shop.publish(&plan, &product, Phase::Final);
    (root, shop, tracks)
}

/// Integrated loudness, LUFS, and true peak, dBTP, as another run of the meter hears the finished track.
fn heard(published: &Path, track: &Track) -> (f64, f64) {
    let uris = track.init.iter().chain(track.segments.iter().map(|segment| &segment.uri));
    let all: Vec<u8> = uris.flat_map(|uri| fs::read(published.join(uri)).unwrap()).collect();
    fs::write(published.join("heard.mp4"), all).unwrap();
    let (_, said) = ffmpeg("-nostats -i heard.mp4 -af ebur128=peak=true:framelog=quiet -f null -", published);
    let value = |label: &str| -> f64 {
        let (_, rest) = said.rsplit_once(label).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    (value("    I:"), value("    Peak:"))
}

fn old_ffmpeg() -> Result<(), Failed> {
    let (_root, mut shop) = open("-f lavfi -i sine=f=440", 9, "film.mp4");
    shop.transcoder = transcoder(installed_tools());
    let facts = shop.probe().unwrap();
    let plan = shop.plan_in_pieces(&facts, MACHINE);
    let product = shop.make(&facts, &plan, 2).unwrap();
    let tracks = shop.publish(&plan, &product, Phase::Final);
    check_whole(&plan, &facts, &tracks, product.damage).unwrap();
    let (loudness, _) = heard(&shop.published(), &tracks.sounds[0].1);
    assert!((loudness + 16.0).abs() < 1.0, "{loudness}");
    Ok(())
}

/// More segments than files that may be open at the same time.
fn long_film() -> Result<(), Failed> {
    let (_root, _shop, tracks) = make("-f lavfi -i sine=f=440", 600, "film.mp4");
    let (_, sound) = &tracks.sounds[0];
    assert_eq!(sound.segments.len(), 150);
    let seconds: f64 = sound.segments.iter().map(|segment| segment.duration).sum();
    assert!((seconds - 600.0).abs() < 0.1, "{seconds}");
    Ok(())
}

fn tracks_are_offered() -> Result<(), Failed> {
    let recipe = "-f lavfi -i sine=f=440 -f lavfi -i anoisesrc=c=pink:a=0.2 \
        -map 0:v -map 1:a -map 2:a -ac:a:1 6 \
        -metadata:s:a:0 language=eng -metadata:s:a:1 language=por -disposition:a:0 0 -disposition:a:1 default";
    let (_root, shop, _) = make(recipe, 5, "film.mkv");
    let master = fs::read_to_string(shop.published().join("master.m3u8")).unwrap();
    let (_, parsed) = m3u8_rs::parse_master_playlist(master.as_bytes()).unwrap();
    let offered: Vec<_> = parsed
        .alternatives
        .iter()
        .map(|it| {
            let (language, channels) = (it.language.as_deref().unwrap(), it.channels.as_deref().unwrap());
            (it.name.as_str(), language, channels, it.default, it.uri.as_deref().unwrap())
        })
        .collect();
    assert_eq!(
        offered,
        [
            ("Português", "pt", "2", true, "a1.m3u8"),
            ("Português 5.1", "pt", "6", false, "a1s.m3u8"),
            ("English", "en", "2", false, "a0.m3u8"),
        ]
    );
    assert_eq!(parsed.variants.iter().filter(|variant| !variant.is_i_frame).count(), 1);
    let (_, said) = ffmpeg("-v warning -xerror -i master.m3u8 -map 0:v:0 -map 0:a -f null -", &shop.published());
    assert!(!said.contains("rror"), "{said}");
    Ok(())
}

fn equally_loud() -> Result<(), Failed> {
    let (soft, loud) = (SPEECH.replace('A', "0.05"), SPEECH.replace('A', "0.99"));
    let recipe = format!("-f lavfi -i {soft} -f lavfi -i {loud} -map 0:v -map 1:a -map 2:a -ac 2 -ac:a:1 6");
    let (_root, shop, tracks) = make(&recipe, 12, "film.mkv");
    assert_eq!(tracks.sounds.len(), 3);
    for (sound, track) in &tracks.sounds {
        let (loudness, peak) = heard(&shop.published(), track);
        assert!((loudness + 16.0).abs() <= 1.0, "{}: {loudness} LUFS", sound.name);
        // An encoder adds a little to the peaks it is given.
        assert!(peak <= -0.5, "{}: {peak} dBTP", sound.name);
    }
    Ok(())
}

/// A recording of a broadcast starts hours into its clock: only the windows are read, not all that follows.
fn late_clock() -> Result<(), Failed> {
    let recipe = "-f lavfi -i sine=f=440 -map 0:v -map 1:a -ac 2 -output_ts_offset 36000";
    let (_root, shop, tracks) = make(recipe, 100, "film.ts");
    let (_, track) = tracks.sounds.first().unwrap();
    let (loudness, _) = heard(&shop.published(), track);
    assert!((loudness + 16.0).abs() <= 1.0, "{loudness} LUFS");
    assert!(track.segments.iter().all(|segment| segment.uri.contains("a0/")), "the first guess was right");
    Ok(())
}

fn short_sound() -> Result<(), Failed> {
    let recipe = "-f lavfi -i sine=f=440:d=20 -map 0:v -map 1:a -ac 2";
    let (_root, shop, tracks) = make(recipe, 100, "film.mkv");
    let (_, track) = tracks.sounds.first().unwrap();
    let (loudness, _) = heard(&shop.published(), track);
    assert!((loudness + 16.0).abs() <= 1.0, "{loudness} LUFS");
    let seconds: f64 = track.segments.iter().map(|segment| segment.duration).sum();
    assert!((seconds - 100.0).abs() < 0.2, "{seconds}");
    Ok(())
}

/// The windows that are measured before (10 s of each 20) are soft, all the rest is loud.
fn misleading() -> Result<(), Failed> {
    let level = "aevalsrc=exprs=0.3*sin(2*PI*300*t)*if(between(mod(t\\,20)\\,4.9\\,15.1)\\,0.05\\,1):s=48000";
    let (_root, shop, tracks) = make(&format!("-f lavfi -i {level} -map 0:v -map 1:a -ac 2"), 120, "film.mkv");
    let (_, track) = tracks.sounds.first().unwrap();
    let (loudness, _) = heard(&shop.published(), track);
    assert!((loudness + 16.0).abs() <= 1.0, "{loudness} LUFS");
    assert!(track.segments.iter().all(|segment| segment.uri.contains("a0-")));
    Ok(())
}
