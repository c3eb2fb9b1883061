//! Films become files with their sound, for their owners alone.

use std::{fs, time::Duration};

use axum::body::Body;
use encoder::{Config, ConversionSettings};
use futures::{StreamExt, stream};
use http::{Request, StatusCode, header};
use libtest_mimic::{Failed, Trial};
use platform::{jobs::Jobs, on};
use serde_json::Value;
use testkit::media::Clip;
use uuid::Uuid;

use super::{
    form::Form,
    service::{Encoder, Reply},
    workshop::{block_on, ffmpeg},
};

const CONVERSIONS: &str = "/api/v1/conversions";
const ANA: u128 = 0xA;
const BIA: u128 = 0xB;
const EDITOR: &[&str] = &["catalog_videos"];
const WEEK: Duration = Duration::from_hours(7 * 24);
/// Longer than clocks of machines may differ, and than a lease.
const LITTLE: Duration = Duration::from_mins(3);

pub fn tests() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 14] = [
        ("sound_of_each_kind_becomes_a_file_as_long_as_itself", || run(formats())),
        ("a_finished_file_is_fetched_whole_or_in_parts_under_its_own_name", || run(fetching())),
        ("a_conversion_needs_exactly_one_file_and_known_wishes", || run(wrong_forms())),
        ("five_conversions_at_a_time_are_enough_for_anybody", || run(five())),
        ("a_commit_that_fails_leaves_no_file_behind", || run(failed_commit())),
        ("nobody_sees_the_conversions_of_others", || run(others())),
        ("editors_and_operators_may_convert_and_subscribers_where_they_are_allowed_to", || run(rights())),
        ("films_without_usable_sound_end_in_their_code", || run(refusals())),
        ("a_result_is_gone_after_a_week_with_all_that_was_left", || run(expiry())),
        ("a_conversion_that_was_taken_away_is_not_done", || run(removal())),
        ("what_a_killed_worker_began_is_done_by_another", || run(killed())),
        ("a_repeated_command_makes_one_conversion", || run(repeated())),
        ("an_upload_that_breaks_off_leaves_nothing", || run(broken_off())),
        ("a_caller_may_wait_for_the_result", || run(waiting())),
    ];
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    block_on(test);
    Ok(())
}

fn clip() -> Vec<u8> {
    fs::read(Clip::tiny().file()).unwrap()
}

/// A film made by ffmpeg.
fn made(recipe: &str, name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    ffmpeg(&format!("-v error -y {recipe} {name}"), folder.path());
    fs::read(folder.path().join(name)).unwrap()
}

async fn ask(encoder: &Encoder, owner: u128, form: &Form) -> Reply {
    let request = Request::post(CONVERSIONS).header(header::CONTENT_TYPE, Form::CONTENT_TYPE);
    encoder.send(owner, EDITOR, request, form.body()).await
}

/// Asks for a conversion; its id.
async fn asked(encoder: &Encoder, owner: u128, form: &Form) -> String {
    let reply = ask(encoder, owner, form).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{}", reply.json());
    // The order of the list is that of time.
    encoder.test.clock.advance(Duration::from_secs(1));
    reply.json()["data"]["id"].as_str().unwrap().to_owned()
}

async fn get(encoder: &Encoder, owner: u128, path: &str) -> Reply {
    encoder.send(owner, EDITOR, Request::get(path), Body::empty()).await
}

async fn shown(encoder: &Encoder, id: &str) -> Value {
    get(encoder, ANA, &format!("{CONVERSIONS}/{id}")).await.json()["data"].clone()
}

async fn work_until(encoder: &Encoder, id: &str, status: &str) -> Value {
    encoder.work_until(&format!("{id} is {status}"), async || shown(encoder, id).await["status"] == status).await;
    shown(encoder, id).await
}

/// Codec, samples a second, channels and seconds of a file, as a decoder hears it.
fn heard(bytes: &[u8]) -> (String, u32, String, f64) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sound"), bytes).unwrap();
    let (packets, said) = ffmpeg("-i sound -map 0 -f framecrc -", folder.path());
    let value = |label: &str| packets.lines().find_map(|line| line.strip_prefix(label)).unwrap().trim().to_owned();
    let rate: u32 = value("#sample_rate 0:").parse().unwrap();
    let last: Vec<&str> = packets.lines().last().unwrap().split(',').map(str::trim).collect();
    let end: f64 = last[2].parse::<f64>().unwrap() + last[3].parse::<f64>().unwrap();
    let codec = said.split("Audio: ").nth(1).unwrap().split([' ', ',']).next().unwrap().to_owned();
    (codec, rate, value("#channel_layout_name 0:"), end / f64::from(rate))
}

async fn told(encoder: &Encoder) -> Vec<(String, Value)> {
    const SQL: &str = "SELECT type, payload FROM outbox WHERE aggregatetype = 'conversion' ORDER BY id";
    let mut tx = encoder.service.db.read().await.unwrap();
    let rows: Vec<(String, String)> = on!(&mut tx, conn => sqlx::query_as(SQL).fetch_all(conn).await).unwrap();
    let data = |text: String| serde_json::from_str::<Value>(&text).unwrap()["data"].clone();
    rows.into_iter().map(|(kind, text)| (kind, data(text))).collect()
}

async fn formats() {
    let picture = "-f lavfi -i testsrc2=s=160x120:r=10:d=5";
    let (tv, cd) = ("-f lavfi -i sine=f=440:d=5:sample_rate=48000", "-f lavfi -i sine=f=440:d=5:sample_rate=44100");
    let coded = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    let cases = [
        ("film.mp4", format!("{picture} {cd} {coded} -c:a aac"), "mp3", 192, ("mp3", 44_100)),
        ("film.mkv", format!("{picture} {tv} {coded} -c:a ac3 -ac 6"), "mp3", 320, ("mp3", 48_000)),
        ("film.ts", format!("{picture} {tv} {coded} -c:a aac -output_ts_offset 36000"), "m4a", 128, ("aac", 48_000)),
        ("film.avi", format!("{picture} {cd} -c:v mpeg4 -c:a libmp3lame -ac 1"), "opus", 256, ("opus", 48_000)),
        // Sound that begins later than the picture and stops for a while: what counts is from its start to its end.
        (
            "film.webm",
            format!("{picture} -itsoffset 1 {tv} -af aselect=not(between(t\\,2.5\\,3.5)) -c:v libvpx -c:a libopus"),
            "mp3",
            192,
            ("mp3", 48_000),
        ),
        ("sound.m4a", format!("{cd} -c:a alac -f mp4"), "m4a", 192, ("aac", 44_100)),
    ];
    let encoder = Encoder::open().await;
    for (name, recipe, format, kbps, (codec, rate)) in cases {
        let film = made(&recipe, name);
        let form = Form::new().file(name, &film).text("format", format).text("bitrate_kbps", &kbps.to_string());
        let id = asked(&encoder, ANA, &form).await;
        let done = work_until(&encoder, &id, "completed").await;
        let result = get(&encoder, ANA, &format!("{CONVERSIONS}/{id}/file")).await.bytes;
        let (found, found_rate, layout, seconds) = heard(&result);
        assert_eq!((found.as_str(), found_rate, layout.as_str()), (codec, rate, "stereo"), "{name}");
        assert!((seconds - 5.0).abs() <= 0.1, "{name}: {seconds} s");
        let (told, size) = (done["duration_ms"].as_f64().unwrap(), done["result_bytes"].as_u64().unwrap());
        assert!((told - 5_000.0).abs() <= 100.0 && size == result.len() as u64, "{name}: {done}");
        // A file costs what was asked for: constant in MP3, about as much on the average elsewhere.
        let measured = result.len() as f64 * 8.0 / seconds / 1_000.0;
        assert!(measured < f64::from(kbps) * 1.15, "{name}: {measured} kbit/s");
    }
}

async fn fetching() {
    let encoder = Encoder::open().await;
    let id = asked(&encoder, ANA, &Form::new().file("Maré 1.mp4", &clip())).await;
    let (one, file) = (format!("{CONVERSIONS}/{id}"), format!("{CONVERSIONS}/{id}/file"));
    get(&encoder, ANA, &file).await.is_refused(409, "CONVERSION_NOT_READY");
    assert_eq!(shown(&encoder, &id).await["status"], "queued");
    let done = work_until(&encoder, &id, "completed").await;
    assert_eq!((&done["progress"], &done["result_name"]), (&100.into(), &"Maré 1.mp3".into()));
    let whole = get(&encoder, ANA, &file).await;
    let header = |reply: &Reply, name| reply.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header(&whole, header::CONTENT_TYPE).unwrap(), "audio/mpeg");
    assert_eq!(header(&whole, header::CONTENT_LENGTH).unwrap(), whole.bytes.len().to_string());
    assert_eq!(
        header(&whole, header::CONTENT_DISPOSITION).unwrap(),
        "attachment; filename=\"Mar_ 1.mp3\"; filename*=UTF-8''Mar%C3%A9%201.mp3"
    );
    let tag = header(&whole, header::ETAG).unwrap();
    let ranged = Request::get(format!("/download?fid={id}")).header(header::RANGE, "bytes=10-19");
    let part = encoder.send(ANA, EDITOR, ranged, Body::empty()).await;
    assert_eq!((part.status, &part.bytes[..]), (StatusCode::PARTIAL_CONTENT, &whole.bytes[10..20]));
    assert_eq!(header(&part, header::CONTENT_RANGE).unwrap(), format!("bytes 10-19/{}", whole.bytes.len()));
    let beyond = Request::get(&file).header(header::RANGE, "bytes=99999999-");
    assert_eq!(encoder.send(ANA, EDITOR, beyond, Body::empty()).await.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let known = Request::get(&file).header(header::IF_NONE_MATCH, tag);
    assert_eq!(encoder.send(ANA, EDITOR, known, Body::empty()).await.status, StatusCode::NOT_MODIFIED);
    let head = encoder.send(ANA, EDITOR, Request::head(&file), Body::empty()).await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    // What it was made of goes at once, the result stays.
    encoder.work_off().await;
    assert!(!encoder.has_object(&format!("conv/{id}/source")) && encoder.has_objects(&format!("conv/{id}")));
    let events = told(&encoder).await;
    let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, [contracts::conversions::REQUESTED, contracts::conversions::COMPLETED]);
    assert_eq!(events[0].1["file_path"], format!("conv/{id}/source"));
    assert_eq!(
        (&events[1].1["owner"], &events[1].1["bytes"]),
        (&Uuid::from_u128(ANA).to_string().into(), &done["result_bytes"])
    );
    assert_eq!(get(&encoder, ANA, &one).await.headers.get(header::ETAG).unwrap(), "\"3\"");
}

async fn wrong_forms() {
    for encoder in Encoder::both().await {
        let film = b"not looked at yet";
        let wrong = [
            (Form::new().text("format", "mp3"), 400, "EXACTLY_ONE_FILE"),
            (Form::new().file("a.mp4", film).file("b.mp4", film), 400, "EXACTLY_ONE_FILE"),
            (Form::new().file("a.mp4", b""), 422, "FILE_EMPTY"),
            (Form::new().file("a.mp4", film).text("bitrate_kbps", "191"), 422, "VALIDATION"),
            (Form::new().text("format", "wav").file("a.mp4", film), 422, "VALIDATION"),
            (Form::new().text("colour", "red").file("a.mp4", film), 422, "VALIDATION"),
            (Form::new().file("a.mp4", film).text("format", "mp3").text("format", "mp3"), 422, "VALIDATION"),
        ];
        for (form, status, code) in wrong {
            ask(&encoder, ANA, &form).await.is_refused(status, code);
        }
        let both = Form::new().file("a.mp4", film).text("bitrate_kbps", "1").text("format", "wav");
        assert_eq!(ask(&encoder, ANA, &both).await.json()["errors"].as_array().unwrap().len(), 2);
        let json = Request::post(CONVERSIONS).header(header::CONTENT_TYPE, "application/json");
        encoder.send(ANA, EDITOR, json, Body::from("{}")).await.is_refused(415, "CONTENT_TYPE");
        let huge = Request::post(CONVERSIONS)
            .header(header::CONTENT_TYPE, Form::CONTENT_TYPE)
            .header(header::CONTENT_LENGTH, (3_u64 << 30).to_string());
        encoder
            .send(ANA, EDITOR, huge, Body::from_stream(stream::pending::<Result<Vec<u8>, std::io::Error>>()))
            .await
            .is_refused(413, "TOO_LARGE");
        assert!(!encoder.has_objects("conv"), "nothing is left of what was refused");
        assert!(told(&encoder).await.is_empty());
        // The short form, any order of the parts, and any case.
        let form = Form::new().text("bitrate_kbps", "256").text("format", "Opus").file("../C:\\films\\a.mp4", film);
        let request = Request::post("/upload").header(header::CONTENT_TYPE, Form::CONTENT_TYPE);
        let data = encoder.send(ANA, EDITOR, request, form.body()).await.json()["data"].clone();
        assert_eq!(
            (&data["format"], &data["bitrate_kbps"], &data["file_name"]),
            (&"opus".into(), &256.into(), &"a.mp4".into())
        );
    }
}

async fn five() {
    for encoder in Encoder::both().await {
        let form = Form::new().file("a.mp4", b"anything");
        let all = futures::future::join_all((0..8).map(|_| ask(&encoder, ANA, &form))).await;
        let mut statuses: Vec<u16> = all.iter().map(|reply| reply.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [202, 202, 202, 202, 202, 429, 429, 429], "they come at the same moment");
        ask(&encoder, ANA, &form).await.is_refused(429, "TOO_MANY_QUEUED");
        assert_eq!(ask(&encoder, BIA, &form).await.status, StatusCode::ACCEPTED, "another one's do not count");
        let list = get(&encoder, ANA, CONVERSIONS).await.json();
        assert_eq!((list["data"].as_array().unwrap().len(), &list["meta"]["total"]), (5, &5.into()));
        assert_eq!(encoder.count_objects("conv"), 6, "those that were refused left nothing");
    }
}

async fn failed_commit() {
    for encoder in Encoder::both().await {
        let form = Form::new().file("a.mp4", &clip());
        encoder.execute("ALTER TABLE outbox RENAME TO away").await;
        ask(&encoder, ANA, &form).await.is_refused(503, "UNAVAILABLE");
        encoder.execute("ALTER TABLE away RENAME TO outbox").await;
        assert!(!encoder.has_objects("conv"), "the file is gone");
        assert_eq!(get(&encoder, ANA, CONVERSIONS).await.json()["meta"]["total"], 0);
        assert_eq!(ask(&encoder, ANA, &form).await.status, StatusCode::ACCEPTED);
    }
}

async fn others() {
    let encoder = Encoder::open().await;
    let id = asked(&encoder, ANA, &Form::new().file("a.mp4", &clip())).await;
    work_until(&encoder, &id, "completed").await;
    let nobodys = Uuid::from_u128(77).to_string();
    for (owner, id) in [(BIA, &id), (ANA, &nobodys)] {
        let one = format!("{CONVERSIONS}/{id}");
        for path in [one.clone(), format!("{one}/file"), format!("/download?fid={id}")] {
            get(&encoder, owner, &path).await.is_refused(404, "NOT_FOUND");
        }
        encoder.send(owner, EDITOR, Request::delete(&one), Body::empty()).await.is_refused(404, "NOT_FOUND");
    }
    get(&encoder, ANA, "/download?fid=../../etc/passwd").await.is_refused(404, "NOT_FOUND");
    assert_eq!(get(&encoder, BIA, CONVERSIONS).await.json()["meta"]["total"], 0);
    assert_eq!(get(&encoder, ANA, &format!("{CONVERSIONS}/{id}/file")).await.status, StatusCode::OK);
}

async fn rights() {
    let settings =
        |allow_subscribers| Config { conversions: ConversionSettings { allow_subscribers }, ..Config::default() };
    let form = Form::new().file("a.mp4", b"anything");
    for (config, subscribers) in [(settings(false), 403), (settings(true), 202)] {
        let encoder = Encoder::with(config).await;
        let allowed = [
            ("operator", 202),
            ("catalog_admin", 202),
            ("catalog_videos", 202),
            ("subscriber", subscribers),
            ("catalog_genres", 403),
            ("subscription_admin", 403),
        ];
        for (owner, (role, status)) in (1..).zip(allowed) {
            let request = Request::post(CONVERSIONS).header(header::CONTENT_TYPE, Form::CONTENT_TYPE);
            assert_eq!(encoder.send(owner, &[role], request, form.body()).await.status.as_u16(), status, "{role}");
        }
    }
}

async fn refusals() {
    let encoder = Encoder::open().await;
    let tone = "-f lavfi -i testsrc2=s=64x48:d=20 -f lavfi -i sine=d=20 -c:v libx264 -preset ultrafast -g 25 -c:a aac";
    let whole = made(&format!("{tone} -movflags +faststart"), "whole.mp4");
    let noise: Vec<u8> = (0_u32..60_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let cases = [
        ("silent.mp4", made("-f lavfi -i testsrc2=s=64x48:d=1", "silent.mp4"), "NO_AUDIO_STREAM"),
        ("half.mp4", whole[..whole.len() / 2].to_vec(), "MEDIA_DAMAGED"),
        ("noise.mp4", noise, "NOT_MEDIA"),
        (
            "list.mp4",
            b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n".to_vec(),
            "FORMAT_NOT_ALLOWED",
        ),
        ("odd.mkv", made("-f lavfi -i sine=d=1 -c:a adpcm_ms", "odd.mkv"), "CODEC_NOT_ALLOWED"),
        ("blink.mp4", made("-f lavfi -i sine=d=0.05 -c:a pcm_s16le -f mov", "blink.mov"), "TOO_SHORT"),
    ];
    for (name, film, code) in cases {
        let id = asked(&encoder, ANA, &Form::new().file(name, &film)).await;
        let failed = work_until(&encoder, &id, "failed").await;
        assert_eq!(failed["error_code"], code, "{name}");
        assert!(failed["error"].as_str().is_some_and(|text| !text.is_empty()) && failed["expires_at"].is_string());
        get(&encoder, ANA, &format!("{CONVERSIONS}/{id}/file")).await.is_refused(409, "CONVERSION_NOT_READY");
        let events = told(&encoder).await;
        let of_it: Vec<&str> =
            events.iter().filter(|(_, data)| data["conversion_id"] == *id).map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(of_it, [contracts::conversions::REQUESTED, contracts::conversions::FAILED]);
        assert!(encoder.has_object(&format!("conv/{id}/source")), "nothing that was accepted is lost");
    }
}

async fn expiry() {
    let encoder = Encoder::open().await;
    let good = asked(&encoder, ANA, &Form::new().file("a.mp4", &clip())).await;
    let bad = asked(&encoder, ANA, &Form::new().file("b.mp4", b"nothing")).await;
    work_until(&encoder, &good, "completed").await;
    work_until(&encoder, &bad, "failed").await;
    encoder.test.clock.advance(WEEK.saturating_sub(LITTLE));
    encoder.work_off().await;
    assert_eq!(get(&encoder, ANA, CONVERSIONS).await.json()["meta"]["total"], 2);
    assert_eq!(get(&encoder, ANA, &format!("{CONVERSIONS}/{good}/file")).await.status, StatusCode::OK);
    encoder.test.clock.advance(LITTLE);
    for path in [format!("{CONVERSIONS}/{good}"), format!("{CONVERSIONS}/{good}/file"), format!("{CONVERSIONS}/{bad}")]
    {
        get(&encoder, ANA, &path).await.is_refused(404, "NOT_FOUND");
    }
    assert_eq!(get(&encoder, ANA, CONVERSIONS).await.json()["meta"]["total"], 0, "also before anybody cleared up");
    encoder.test.clock.advance(LITTLE);
    encoder.work_off().await;
    assert_eq!(encoder.count_objects("conv"), 0);
    assert_eq!(encoder.count("SELECT COUNT(*) FROM conversions").await, 0);
}

async fn removal() {
    for encoder in Encoder::both().await {
        let id = asked(&encoder, ANA, &Form::new().file("a.mp4", &clip())).await;
        let one = format!("{CONVERSIONS}/{id}");
        let gone = encoder.send(ANA, EDITOR, Request::delete(&one), Body::empty()).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        get(&encoder, ANA, &one).await.is_refused(404, "NOT_FOUND");
        let cancelled = encoder.count("SELECT COUNT(*) FROM jobs WHERE state = 'cancelled'").await;
        assert_eq!(cancelled, 1);
    }
    let encoder = Encoder::open().await;
    let id = asked(&encoder, ANA, &Form::new().file("a.mp4", &clip())).await;
    work_until(&encoder, &id, "completed").await;
    let one = format!("{CONVERSIONS}/{id}");
    let _ = encoder.send(ANA, EDITOR, Request::delete(&one), Body::empty()).await;
    encoder.work_off().await;
    assert_eq!(encoder.count_objects("conv"), 0, "its file goes with it");
}

async fn killed() {
    let encoder = Encoder::open().await;
    let id = asked(&encoder, ANA, &Form::new().file("a.mp4", &clip())).await;
    let jobs = Jobs::new(encoder.service.db.clone(), std::sync::Arc::new(encoder.test.clock.clone()));
    let lease = jobs.lease(&["conversion.convert"], "another process").await.unwrap().unwrap();
    assert_eq!(lease.id.to_string(), id);
    encoder.test.clock.advance(LITTLE);
    let done = work_until(&encoder, &id, "completed").await;
    assert_eq!(done["progress"], 100);
    let kinds: Vec<String> = told(&encoder).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [contracts::conversions::REQUESTED, contracts::conversions::COMPLETED], "told once");
}

async fn repeated() {
    for encoder in Encoder::both().await {
        let form = Form::new().file("a.mp4", &clip());
        let again = async || {
            let request = Request::post(CONVERSIONS)
                .header(header::CONTENT_TYPE, Form::CONTENT_TYPE)
                .header("idempotency-key", "one");
            encoder.send(ANA, EDITOR, request, form.body()).await
        };
        let (first, second) = (again().await, again().await);
        assert_eq!((first.status, second.status), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
        assert_eq!(first.json()["data"]["id"], second.json()["data"]["id"]);
        assert_eq!(second.headers.get("idempotency-replayed").unwrap(), "true");
        // The answer was lost before it was kept: the command is run again and meets its own conversion.
        encoder.execute("DELETE FROM conversion_owners").await;
        encoder.execute("UPDATE idempotency SET state = 'started', status = NULL, headers = NULL, body = NULL").await;
        encoder.test.clock.advance(LITTLE);
        let third = again().await;
        assert_eq!(third.json()["data"]["id"], first.json()["data"]["id"], "{}", third.json());
        assert_eq!(told(&encoder).await.len(), 1);
    }
}

async fn broken_off() {
    let encoder = Encoder::open().await;
    let form = Form::new().file("a.mp4", &clip());
    let begun: Vec<u8> = form.bytes().into_iter().take(1_000).collect();
    let cut = |end: stream::BoxStream<'static, Result<Vec<u8>, std::io::Error>>| {
        Body::from_stream(stream::once(std::future::ready(Ok(begun.clone()))).chain(end))
    };
    let request = || Request::post(CONVERSIONS).header(header::CONTENT_TYPE, Form::CONTENT_TYPE);
    let error = stream::once(std::future::ready(Err(std::io::Error::other("gone")))).boxed();
    encoder.send(ANA, EDITOR, request(), cut(error)).await.is_refused(400, "MALFORMED");
    assert!(!encoder.has_objects("conv") && encoder.count_uploads() == 0);
    // The client goes away, and the server with it: nobody is left to clear up at once.
    let endless = cut(stream::pending().boxed());
    {
        let call = encoder.send(ANA, EDITOR, request(), endless);
        tokio::pin!(call);
        while encoder.count_uploads() == 0 {
            let _ = tokio::time::timeout(Duration::from_millis(5), &mut call).await;
        }
    }
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert_eq!(encoder.count_uploads(), 0, "a day later it is gone, too");
}

async fn waiting() {
    let encoder = Encoder::open().await;
    let form = Form::new().file("a.mp4", &clip());
    let ask = async |wait: &str| {
        let request = Request::post(CONVERSIONS)
            .header(header::CONTENT_TYPE, Form::CONTENT_TYPE)
            .header("prefer", format!("wait={wait}"));
        encoder.send(ANA, EDITOR, request, form.body()).await
    };
    let early = ask("1").await;
    assert_eq!(early.status, StatusCode::ACCEPTED, "nobody works");
    assert_eq!(early.headers.get("preference-applied").unwrap(), "wait=1");
    let (waited, ()) = tokio::join!(ask("60"), async {
        encoder.work_until("both are done", async || encoder.count(DONE).await == 2).await;
    });
    assert_eq!(waited.status, StatusCode::OK);
    assert_eq!(waited.json()["data"]["status"], "completed");
}

const DONE: &str = "SELECT COUNT(*) FROM conversions WHERE status = 'completed'";
