//! Bad input ends in its code, harms nothing, and the next good file is fine. What the probe says about every kind of
//! damaged file is tested where the probe is; here the same verdicts must reach the person who uploaded.

use std::{fs, path::PathBuf, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::Method;
use serde_json::json;
use sha2::{Digest, Sha256};
use testkit::media::{Clip, made_once};

use crate::{
    client::{Bytes, Client, upload_id},
    dice::Dice,
    house::{House, Shelf, verdict, video},
};

/// The longest that a verdict before encoding may take.
const VERDICT: Duration = Duration::from_secs(30);
/// The longest that a short clip may take on a busy machine.
const ENCODED: Duration = Duration::from_secs(120);

/// A file made by ffmpeg with these options, once per machine.
fn made(name: &str, options: &str) -> Bytes {
    let options: Vec<String> = options.split_whitespace().map(str::to_owned).collect();
    read(made_once(&format!("bad-{name}"), &options))
}

fn read(path: PathBuf) -> Bytes {
    fs::read(path).unwrap().into()
}

fn good() -> Bytes {
    read(Clip::tiny().file())
}

fn half(file: &Bytes) -> Bytes {
    file.slice(..file.len() / 2)
}

/// The same with some bytes replaced where `mark` first stands, and `skip` further.
fn patched(file: &Bytes, mark: &[u8], skip: usize, with: &[u8]) -> Bytes {
    let mut bytes = file.to_vec();
    let at = bytes.windows(mark.len()).position(|window| window == mark).unwrap() + skip;
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes.into()
}

/// Films that are refused, with their code; some at once, some when they were looked at.
fn bad_films() -> Vec<(&'static str, Bytes, &'static str)> {
    let long = "-f lavfi -i color=black:s=160x120:r=25:d=8 -c:v libx264 -preset ultrafast -g 25";
    let late_index = made("late-index.mp4", long);
    let picture = "-f lavfi -i testsrc2=s=64x48 -frames:v 1 -f image2 -c:v png";
    let tracks = format!("-f lavfi -i color=black:s=16x16:d=0.2:r=10 {} -c:v mpeg4", "-map 0:v ".repeat(600));
    let secret = "-encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb \
                  -encryption_kid a7e61c373e219033c21091fa607bf3b8";
    let playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
    vec![
        ("300 KB of random bytes", Dice::new(1).bytes(300_000).into(), "NOT_MEDIA"),
        ("a picture", made("picture.mp4", picture), "FORMAT_NOT_ALLOWED"),
        ("a playlist", Bytes::from_static(playlist), "FORMAT_NOT_ALLOWED"),
        ("sound in MP4", made("sound.mp4", "-f lavfi -i sine=d=1 -c:a aac"), "NO_VIDEO_STREAM"),
        ("sound in Matroska", made("sound.mkv", "-f lavfi -i sine=d=1 -c:a libopus"), "NO_VIDEO_STREAM"),
        ("half a file, its index gone", half(&late_index), "MOOV_MISSING"),
        ("half a file, its index there", half(&read(Clip::new(160, 120, 8).file())), "MEDIA_DAMAGED"),
        ("13 hours", made("13h.mp4", "-f lavfi -i color=black:s=16x16:r=1/60:d=46800 -c:v mpeg4"), "TOO_LONG"),
        (
            "eight pixels wide",
            made("narrow.mp4", "-f lavfi -i color=black:s=8x64:d=1 -c:v mpeg4"),
            "RESOLUTION_INVALID",
        ),
        ("encrypted", made("secret.mp4", &format!("{long} {secret}")), "ENCRYPTED_INPUT"),
        ("encrypted by name", patched(&late_index, b"avc1", skip_brand(&late_index), b"encv"), "ENCRYPTED_INPUT"),
        (
            "a codec nobody has",
            made("magic.mkv", "-f lavfi -i color=black:s=64x64:d=1 -c:v magicyuv"),
            "CODEC_NOT_ALLOWED",
        ),
        ("600 tracks", made("tracks.mp4", &tracks), "TOO_MANY_TRACKS"),
    ]
}

/// The brand of a file may be called like the sample entry.
fn skip_brand(file: &Bytes) -> usize {
    let find =
        |what: &[u8], from: usize| from + file[from..].windows(what.len()).position(|window| window == what).unwrap();
    find(b"avc1", find(b"stsd", 0)) - find(b"avc1", 0)
}

/// A file on its way to a verdict.
struct Attempt {
    what: &'static str,
    video: String,
    expected: &'static str,
    /// Said when the film was attached.
    at_once: Option<String>,
}

async fn attach(operator: &Client, video: &str, file: &Bytes) -> crate::client::Answer {
    let upload = operator.upload(file, "film.mp4").await;
    operator.attach(video, &upload).await.unwrap()
}

async fn submit(operator: &Client, shelf: &Shelf) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for (what, file, expected) in bad_films() {
        let video = shelf.draft(operator, what).await;
        let answer = attach(operator, &video, &file).await;
        let at_once = match answer.status.as_u16() {
            201 => None,
            422 => Some(answer.code()),
            _ => panic!("{what}: {} {}", answer.status, answer.text()),
        };
        attempts.push(Attempt { what, video, expected, at_once });
    }
    attempts
}

#[tokio::test]
async fn every_bad_film_ends_in_its_code_and_the_next_good_one_is_fine() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let (mut at_once, mut later) = (0, 0);
    for Attempt { what, video: id, expected, at_once: refused } in submit(&operator, &shelf).await {
        if let Some(code) = refused {
            assert_eq!(code, expected, "{what}");
            assert!(video(&operator, &id).await["video"].is_null(), "{what}: a refused film was kept");
            at_once += 1;
        } else {
            let film = verdict(&operator, &id, VERDICT).await;
            assert_eq!((&film["status"], &film["error_code"]), (&json!("error"), &json!(expected)), "{what}");
            let words = film["error"].as_str().unwrap();
            assert!(words.contains(' '), "{what}: a person is told {words:?}");
            let source = operator.get(&format!("/api/v1/admin/videos/{id}/medias/video")).await;
            assert_eq!(source.status, 200, "{what}: the source stays until its owner deletes it");
            later += 1;
        }
        let publish = operator.post(&format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
        publish.is_refused(409, "VIDEO_NOT_READY");
    }
    assert!(at_once >= 3 && later >= 8, "{at_once} at once, {later} later");
    let next = shelf.draft(&operator, "The next good film").await;
    assert_eq!(attach(&operator, &next, &good()).await.status, 201);
    assert_eq!(verdict(&operator, &next, ENCODED).await["status"], "completed");
    leaves_nothing_behind(&house, later + 1);
}

/// Refused files and work in progress are gone; sources that a video refers to are there.
fn leaves_nothing_behind(house: &House, sources: usize) {
    assert_eq!(house.files("objects/uploads"), 0, "unfinished uploads");
    assert_eq!(house.files("objects/unfinished"), 0, "half-written objects");
    assert_eq!(house.files("objects/objects/src"), sources, "sources");
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn odd_films_are_taken_for_what_they_are() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let odd = "-f lavfi -i testsrc2=s=640x480:d=1 -vf scale=321:241,format=yuv444p -c:v libx264 -preset ultrafast";
    // In milliseconds, because with a finer unit the number would not fit.
    let claim = [1_000_u32.to_be_bytes(), 3_600_000_000_u32.to_be_bytes()].concat();
    let claims = patched(&good(), b"mvhd", 16, &claim);
    for (what, file, warning) in
        [("321 × 241", made("odd.mp4", odd), None), ("a claim of 1,000 hours", claims, Some("DURATION_MISMATCH"))]
    {
        let id = shelf.draft(&operator, what).await;
        assert_eq!(attach(&operator, &id, &file).await.status, 201, "{what}");
        let film = verdict(&operator, &id, ENCODED).await;
        assert_eq!(film["status"], "completed", "{what}: {film}");
        let warnings = video(&operator, &id).await["warnings"].take();
        let codes: Vec<_> = warnings.as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
        assert!(warning.is_none_or(|warning| codes.contains(&warning)), "{what}: {codes:?}");
        let is_even = |side: &serde_json::Value| side.as_u64().is_some_and(|side| side % 2 == 0);
        let made = film["renditions"].as_array().unwrap();
        assert!(!made.is_empty() && made.iter().all(|it| is_even(&it["width"]) && is_even(&it["height"])), "{film}");
    }
    assert_eq!(house.complaints(), Vec::<String>::new());
}

/// Some bits of the media data are wrong.
fn flipped(file: &Bytes, count: usize) -> Bytes {
    let mut dice = Dice::new(7);
    let mut bytes = file.to_vec();
    let media = bytes.windows(4).position(|window| window == b"mdat").unwrap() + 4;
    for _ in 0..count {
        let at = media + dice.below(bytes.len() - media);
        bytes[at] ^= 1 << dice.below(8);
    }
    bytes.into()
}

#[tokio::test]
async fn a_film_with_flipped_bytes_is_damaged_or_said_to_be_imperfect() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let file = read(Clip::new(160, 120, 8).file());
    let id = shelf.draft(&operator, "Two hundred flipped bytes").await;
    assert_eq!(attach(&operator, &id, &flipped(&file, 200)).await.status, 201);
    let film = verdict(&operator, &id, ENCODED).await;
    let warnings = video(&operator, &id).await["warnings"].as_array().unwrap().len();
    let is_clear = film["error_code"] == "MEDIA_DAMAGED" || (film["status"] == "completed" && warnings > 0);
    assert!(is_clear, "{film}");
    let retried = operator.post(&format!("/api/v1/admin/videos/{id}/medias/video/retry"), json!({})).await;
    assert!([202, 409].contains(&retried.status.as_u16()), "{}", retried.text());
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn bad_pictures_end_in_their_code_and_the_next_good_one_is_fine() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let id = shelf.draft(&operator, "Pictures").await;
    let path = format!("/api/v1/admin/videos/{id}/medias/thumbnail");
    let large = made("large.png", "-f lavfi -i color=black:s=12000x12000,format=monob -frames:v 1");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let picture = made("picture.png", "-f lavfi -i testsrc2=s=640x360 -frames:v 1");
    for (what, name, file, code) in [
        ("nothing", "a.png", Bytes::new(), "FILE_EMPTY"),
        ("12000 × 12000", "a.png", large, "IMAGE_TOO_LARGE"),
        ("a drawing with a script", "a.svg", Bytes::from_static(svg), "IMAGE_TYPE"),
        ("the same, called a picture", "a.png", Bytes::from_static(svg), "IMAGE_TYPE"),
        ("a film", "a.png", good(), "IMAGE_TYPE"),
        ("half a picture", "a.png", half(&picture), "MEDIA_DAMAGED"),
    ] {
        let refused = operator.send_file(&path, name, &file).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, code), "{what}: {}", refused.text());
        assert!(video(&operator, &id).await["thumbnail"].is_null(), "{what}");
    }
    let heavy = operator.send_file(&path, "a.png", &Dice::new(2).bytes((5 << 20) + 1)).await;
    heavy.is_refused(413, "TOO_LARGE");
    assert_eq!(operator.send_file(&path, "a.png", &picture).await.status, 201);
    assert_eq!(video(&operator, &id).await["thumbnail"]["width"], 640);
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn hostile_names_are_data_and_never_paths() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let turned = "gpj.\u{202e}4pm.exe";
    for title in ["../../../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE videos; --", turned] {
        let id = shelf.draft(&operator, title).await;
        assert_eq!(video(&operator, &id).await["title"], title);
    }
    for title in ["a\0b".to_owned(), "x".repeat(4096)] {
        let refused = operator.post("/api/v1/admin/videos", json!({ "title": title })).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let errors = refused.json()["errors"].take();
        assert!(errors.as_array().unwrap().iter().any(|error| error["field"] == "/title"), "{errors}");
    }
    let id = shelf.draft(&operator, "Names").await;
    let path = format!("/api/v1/admin/videos/{id}/medias/video");
    let long = "x".repeat(4096);
    for (name, shown) in [
        ("../../../../tmp/escaped.mp4", "escaped.mp4"),
        ("/etc/codeflix-escaped.mp4", "codeflix-escaped.mp4"),
        ("..\\..\\escaped.mp4", "escaped.mp4"),
        (turned, "gpj.4pm.exe"),
        (long.as_str(), &long[..255]),
    ] {
        let sent = operator.send_file(&path, name, &good()).await;
        assert_eq!(sent.status, 201, "{name:?}: {}", sent.text());
        assert_eq!(video(&operator, &id).await["video"]["name"], shown, "{name:?}");
    }
    let upload = operator.upload(&good(), "../a\0b.mp4").await;
    assert_eq!(operator.attach(&id, &upload).await.unwrap().status, 201);
    assert_eq!(video(&operator, &id).await["video"]["name"], "ab.mp4");
    let too_long = operator.begin_upload(10, &long).await;
    assert!(too_long.status.is_client_error() && !too_long.code().is_empty(), "{}", too_long.text());
    assert_eq!(verdict(&operator, &id, ENCODED).await["status"], "completed");
    let names = house.file_names();
    let escaped: Vec<_> = names.iter().filter(|name| name.contains("escaped") || name.contains(".exe")).collect();
    assert!(escaped.is_empty() && names.len() > 10, "{escaped:?} in {names:?}");
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn bytes_that_are_not_the_announced_ones_are_refused_and_the_upload_goes_on() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let id = shelf.draft(&operator, "Checked").await;
    let file = good();
    let begun = operator.begin_upload(file.len(), "film.mp4").await;
    let path = begun.header("location");
    let (first, rest) = (file.slice(..20_000), file.slice(20_000..));
    let sum = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
    let wrong = operator.append_checked(path, 0, first.clone(), Some(&sum(&rest))).await.unwrap();
    wrong.is_refused(460, "CHECKSUM");
    assert_eq!(operator.offset(path).await, 0, "a refused piece does not count");
    let right = operator.append_checked(path, 0, first.clone(), Some(&sum(&first))).await.unwrap();
    assert_eq!(right.status, 204);
    operator.append(path, 0, first).await.unwrap().is_refused(409, "OFFSET_MISMATCH");
    let early = operator.attach(&id, &upload_id(path)).await.unwrap();
    early.is_refused(460, "CHECKSUM");
    let surplus = Bytes::from([&rest[..], b"more"].concat());
    operator.append(path, 20_000, surplus).await.unwrap().is_refused(460, "CHECKSUM");
    assert_eq!(operator.append(path, 20_000, rest).await.unwrap().status, 204);
    assert_eq!(operator.attach(&id, &upload_id(path)).await.unwrap().status, 201);
    let stored = operator.get(&format!("/api/v1/admin/videos/{id}/medias/video")).await;
    assert_eq!(Sha256::digest(&stored.bytes), Sha256::digest(&file));
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn a_film_over_a_limit_is_refused_before_bytes_flow() {
    let limits =
        [("CODEFLIX_CATALOG_ADMIN__MAX_VIDEO_BYTES", "1000000"), ("CODEFLIX_CATALOG_ADMIN__UPLOADS_PER_USER", "2")];
    let (house, operator) = House::with(&limits).await;
    operator.begin_upload(1_000_001, "film.mp4").await.is_refused(413, "TOO_LARGE");
    operator.begin_upload(0, "film.mp4").await.is_refused(422, "FILE_EMPTY");
    assert_eq!(house.files("objects/uploads"), 0);
    let begun = operator.begin_upload(1_000_000, "film.mp4").await;
    assert_eq!(begun.status, 201);
    assert_eq!(operator.begin_upload(10, "film.mp4").await.status, 201);
    operator.begin_upload(10, "film.mp4").await.is_refused(413, "QUOTA");
    assert_eq!(house.files("objects/uploads"), 2);
    let ended = operator.end_upload(begun.header("location")).await;
    assert_eq!(ended.status, 204);
    let shelf = Shelf::new(&operator).await;
    let id = shelf.draft(&operator, "Small enough").await;
    assert_eq!(attach(&operator, &id, &good()).await.status, 201);
    let gone = operator.try_call(Method::GET, begun.header("location"), None).await.unwrap();
    assert!(gone.status.is_client_error(), "{}", gone.status);
    assert_eq!(house.complaints(), Vec::<String>::new());
}
