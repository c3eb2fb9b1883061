//! Posters are taken where a title has something to show.

use std::fs;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::{
    service::Encoder,
    workshop::{block_on, ffmpeg},
};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("posters_are_sharp_and_lit_and_spread_over_the_title", || run(chosen())),
        Trial::test("a_title_of_one_segment_has_one_poster", || run(short())),
        Trial::test("a_black_film_has_posters_all_the_same", || run(black())),
    ]
}

const CODED: &str = "-c:v libx264 -preset ultrafast -g 24 -pix_fmt yuv420p -an film.mp4";

fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    block_on(test);
    Ok(())
}

/// What is told of a film of these pictures once it is encoded.
async fn completed(recipe: &str) -> (Encoder, Value) {
    let root = tempfile::tempdir().unwrap();
    ffmpeg(&format!("-v error -y {recipe} {CODED}"), root.path());
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", &fs::read(root.path().join("film.mp4")).unwrap()).await;
    encoder.work_until_status("Tide", "completed").await;
    let told = encoder.last_completion().await;
    (encoder, told)
}

fn times(told: &Value) -> Vec<i64> {
    let mut times: Vec<i64> =
        told["posters"].as_array().unwrap().iter().map(|it| it["at_ms"].as_i64().unwrap()).collect();
    times.sort_unstable();
    times
}

/// Black, blurred, sharp, blurred, sharp and white, 12 s each.
async fn chosen() {
    let (black, test) = ("color=black:s=320x180:r=12:d=12", "testsrc2=s=320x180:r=12:d=12");
    let white = black.replace("black", "white");
    let blurred = format!("{test},gblur=sigma=16");
    let parts = [black, &blurred, test, &blurred, test, &white].map(|part| format!("-f lavfi -i {part}")).join(" ");
    let (encoder, told) = completed(&format!("{parts} -filter_complex concat=n=6,format=yuv420p")).await;
    let times = times(&told);
    let is_sharp = |time: &i64| (24_000..36_000).contains(time) || (48_000..60_000).contains(time);
    assert!(times.len() >= 3 && times.iter().all(is_sharp), "{times:?}");
    assert!(times.first() < Some(&36_000) && times.last() > Some(&48_000), "{times:?}");
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 8_000), "{times:?}");
    assert_eq!(told["poster_path"], told["posters"][0]["path"]);
    for poster in told["posters"].as_array().unwrap() {
        let bytes = encoder.object(poster["path"].as_str().unwrap()).await;
        assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.len() > 2_000, "{}", bytes.len());
    }
}

async fn short() {
    let (_, told) = completed("-f lavfi -i testsrc2=s=160x120:r=12:d=2").await;
    assert_eq!(times(&told), [0]);
}

async fn black() {
    let (_, told) = completed("-f lavfi -i color=black:s=160x120:r=12:d=28").await;
    assert_eq!(times(&told), [4_000, 8_000, 12_000, 16_000, 20_000]);
}
