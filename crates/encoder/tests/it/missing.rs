//! Only what a title lacks is encoded again; the rest is taken over.

use std::{fs, time::Duration};

use encoder::{Config, domain::SecondCodec};
use http::StatusCode;
use kernel::Timestamp;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use testkit::media::Clip;

use super::{
    service::{Encoder, JOBS},
    workshop::block_on,
};

pub fn tests() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 5] = [
        ("a_title_is_given_the_family_it_lacks_and_keeps_what_it_has", || run(completed())),
        ("what_was_taken_over_outlives_the_job_that_made_it", || run(outlived())),
        ("a_title_that_lacks_nothing_is_refused_and_one_that_was_never_finished_lacks_everything", || run(nothing())),
        ("what_cannot_stand_beside_new_segments_is_made_anew", || run(not_aligned())),
        ("a_completing_job_that_was_swept_completes_when_it_is_tried_again", || run(swept())),
    ];
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    block_on(test);
    Ok(())
}

fn with(second_codec: SecondCodec) -> Config {
    Config { second_codec, ..Config::default() }
}

/// One on each database, at work: `PostgreSQL` leases by its own clock, before which nothing may be due.
async fn engines() -> Vec<Encoder> {
    let encoders = Encoder::both().await;
    for encoder in &encoders {
        encoder.test.clock.set(Timestamp::from_millis(1_700_000_000_000));
    }
    encoders
}

async fn encoded(encoder: &Encoder) -> String {
    encoder.upload(1, "Tide", &fs::read(Clip::tiny().file()).unwrap()).await;
    encoder.work_until_status("Tide", "completed").await;
    encoder.job("Tide").await
}

/// Asks for what the title lacks; the new job.
async fn complete(encoder: &Encoder, job: &str) -> String {
    let made = encoder.post(&format!("{JOBS}/{job}/reencode"), json!({ "scope": "missing" })).await;
    assert_eq!((made.status, &made.data()["scope"]), (StatusCode::CREATED, &json!("missing")));
    // Ids, and with them what was told, are in the order of time.
    encoder.test.clock.advance(Duration::from_secs(1));
    made.data()["id"].as_str().unwrap().to_owned()
}

/// The steps of a job that deal with rungs, and how many rungs each has.
async fn steps(encoder: &Encoder, job: &str) -> Vec<(String, usize)> {
    let job = encoder.get(&format!("{JOBS}/{job}")).await;
    let steps = job["steps"].as_array().unwrap().iter();
    let steps = steps.map(|step| (step["kind"].as_str().unwrap().to_owned(), step["rungs"].as_array().unwrap().len()));
    steps.filter(|(kind, _)| ["taken_over", "chunk", "sound"].contains(&kind.as_str())).collect()
}

/// What the last completed job told of its renditions.
async fn codecs(encoder: &Encoder) -> Vec<Value> {
    let told = encoder.last_completion().await;
    told["renditions"].as_array().unwrap().iter().map(|rendition| rendition["codec"].clone()).collect()
}

async fn text(encoder: &Encoder, job: &str, name: &str) -> String {
    String::from_utf8(encoder.object(&format!("enc/{job}/final/{name}")).await).unwrap()
}

/// The lines of a playlist that begin so.
fn lines<'a>(playlist: &'a str, prefix: &'a str) -> Vec<&'a str> {
    playlist.lines().filter(|line| line.starts_with(prefix)).collect()
}

/// The files that a playlist names.
fn files(playlist: &str) -> Vec<String> {
    let init =
        playlist.lines().filter_map(|line| line.strip_prefix("#EXT-X-MAP:URI=")).map(|uri| uri.trim_matches('"'));
    init.chain(playlist.lines().filter(|line| !line.starts_with('#'))).map(str::to_owned).collect()
}

async fn bytes(encoder: &Encoder, job: &str, name: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for file in files(&text(encoder, job, name).await) {
        all.push(encoder.object(&format!("enc/{job}/{file}")).await);
    }
    all
}

async fn completed() {
    for encoder in engines().await {
        let first = encoded(&encoder).await;
        let film = bytes(&encoder, &first, "v120.m3u8").await;
        let encoder = encoder.restarted(with(SecondCodec::Av1)).await;
        let second = complete(&encoder, &first).await;
        assert!(encoder.has_objects(&format!("enc/{first}/final")), "it is watched meanwhile");
        encoder.work_until_status("Tide", "completed").await;
        assert_eq!(codecs(&encoder).await, ["av1", "h264", "aac"]);
        assert_eq!(steps(&encoder, &second).await, [("taken_over".to_owned(), 1), ("chunk".to_owned(), 1)]);
        assert!(!encoder.has_objects(&format!("enc/{second}/live")), "nobody waits for it");

        let master = text(&encoder, &second, "master.m3u8").await;
        let rungs = [lines(&master, "v120.m3u8"), lines(&master, "v120-av1.m3u8")];
        assert_eq!(rungs.map(|lines| lines.len()), [1, 1], "{master}");
        let [old, new] = [text(&encoder, &second, "v120.m3u8").await, text(&encoder, &second, "v120-av1.m3u8").await];
        assert_eq!(lines(&old, "#EXTINF"), lines(&new, "#EXTINF"), "segments begin at the same moments");
        assert_eq!(bytes(&encoder, &second, "v120.m3u8").await, film);
        let manifest = text(&encoder, &second, "manifest.mpd").await;
        assert!(manifest.contains("v120-av1") && manifest.contains("avc1"), "{manifest}");

        let encoder = encoder.restarted(with(SecondCodec::Hevc)).await;
        let third = complete(&encoder, &second).await;
        encoder.work_until_status("Tide", "completed").await;
        assert_eq!(codecs(&encoder).await, ["av1", "hevc", "h264", "aac"], "what is not made any more stays");
        assert_eq!(encoder.get(&format!("{JOBS}/{third}")).await["rungs"], json!([{ "height": 120, "progress": 100 }]));
    }
}

async fn outlived() {
    let encoder = Encoder::open().await;
    let first = encoded(&encoder).await;
    let (film, sound) = (bytes(&encoder, &first, "v120.m3u8").await, bytes(&encoder, &first, "a0.m3u8").await);
    let encoder = encoder.restarted(with(SecondCodec::Av1)).await;
    let second = complete(&encoder, &first).await;
    encoder.work_until_status("Tide", "completed").await;
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert!(!encoder.has_objects(&format!("enc/{first}")), "nothing of it is needed any more");
    assert_eq!(bytes(&encoder, &second, "v120.m3u8").await, film);
    assert_eq!(bytes(&encoder, &second, "a0.m3u8").await, sound);
}

async fn nothing() {
    for encoder in engines().await {
        let first = encoded(&encoder).await;
        let path = format!("{JOBS}/{first}/reencode");
        encoder.post(&path, json!({ "scope": "some" })).await.is_refused(422, "VALIDATION");
        encoder.post(&path, json!({ "scope": "missing", "preset": "best" })).await.is_refused(409, "NOTHING_MISSING");
        encoder.upload(2, "Ebb", b"no film").await;
        encoder.work_until_status("Ebb", "failed").await;
        let ebb = encoder.job("Ebb").await;
        let body = json!({ "action": "reencode", "ids": [first, ebb], "scope": "missing" });
        let results = encoder.post(&format!("{JOBS}/bulk"), body).await.data();
        let codes: Vec<_> = results.as_array().unwrap().iter().map(|result| result["code"].clone()).collect();
        assert_eq!(codes, [json!("NOTHING_MISSING"), Value::Null]);
        assert_eq!(encoder.column("?search=Tide", "scope").await, ["all"], "no job was made");
        assert_eq!(encoder.column("?search=Ebb", "scope").await, ["all", "all"]);
        assert_eq!(encoder.post(&path, json!({ "scope": "all" })).await.status, StatusCode::CREATED);
    }
}

async fn not_aligned() {
    for encoder in engines().await {
        let first = encoded(&encoder).await;
        // As if an earlier release had cut longer segments.
        let plan = "UPDATE encode_jobs SET plan = replace(plan, '\"segment_frames\":', '\"segment_frames\":1')";
        encoder.execute(plan).await;
        let encoder = encoder.restarted(with(SecondCodec::Av1)).await;
        let second = complete(&encoder, &first).await;
        encoder.work_until_status("Tide", "completed").await;
        assert_eq!(codecs(&encoder).await, ["av1", "h264", "aac"]);
        assert_eq!(steps(&encoder, &second).await, [("chunk".to_owned(), 2), ("sound".to_owned(), 0)]);
    }
}

async fn swept() {
    let encoder = Encoder::open().await;
    let first = encoded(&encoder).await;
    let encoder = encoder.restarted(with(SecondCodec::Av1)).await;
    let second = complete(&encoder, &first).await;
    encoder.post(&format!("{JOBS}/{second}/cancel"), json!({})).await;
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert!(encoder.has_objects(&format!("enc/{first}/final")), "what is watched stays");
    assert_eq!(encoder.post(&format!("{JOBS}/{second}/retry"), json!({})).await.status, StatusCode::ACCEPTED);
    encoder.work_until_status("Tide", "completed").await;
    let third = encoder.job("Tide").await;
    assert_eq!(steps(&encoder, &third).await, [("taken_over".to_owned(), 1), ("chunk".to_owned(), 1)]);
}
