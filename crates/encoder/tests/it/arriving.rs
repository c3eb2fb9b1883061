//! Films that are encoded while they arrive: watchable before their end has come, and whole or gone afterwards.

use std::{convert::Infallible, fs, path::PathBuf, time::Duration};

use bytes::Bytes;
use contracts::catalog_admin::MEDIA_ARRIVING;
use encoder::{Config, build};
use futures::stream;
use kernel::Timestamp;
use libtest_mimic::{Failed, Trial};
use platform::{
    objects::{Appender, ObjectKey},
    on,
};
use serde_json::{Value, json};
use testkit::{
    TestPlatform,
    media::{Clip, made_once},
};

use super::{
    service::{Encoder, JOBS, source},
    workshop::block_on,
};

const SECONDS: u32 = 40;

pub fn tests() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 14] = [
        ("an_mp4_is_watched_while_it_arrives_and_is_as_if_it_had_come_at_once", || run(grows(film()))),
        ("so_is_a_matroska_file", || run(grows(matroska()))),
        ("so_is_a_recording_in_fragments", || run(grows(fragments()))),
        ("so_is_a_recording_in_fragments_the_first_of_which_is_an_mp4", || run(grows(first_fragment()))),
        ("so_is_a_matroska_file_that_does_not_say_how_long_it_is", || run(grows(recording()))),
        ("so_is_a_transport_stream", || run(grows(stream("ts")))),
        ("so_is_a_transport_stream_of_a_camera", || run(grows(stream("m2ts")))),
        ("a_length_that_cannot_be_guessed_is_found_out_on_the_way", || run(unknown_size())),
        ("an_index_at_the_end_is_waited_for", || run(index_last())),
        ("of_an_upload_that_ends_half_way_nothing_stays", || run(given_up())),
        ("a_second_half_of_rubbish_is_judged_as_if_it_had_come_at_once", || run(rubbish())),
        ("a_beginning_that_promises_too_much_binds_nobody", || run(broken_promise())),
        ("beginnings_are_not_listened_to_where_that_is_turned_off", || run(turned_off())),
        ("a_redelivered_beginning_or_end_has_no_second_effect", || run(redelivered())),
    ];
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    block_on(test);
    Ok(())
}

/// Forty seconds with the index first.
fn film() -> PathBuf {
    Clip::new(160, 120, SECONDS).noisy().file()
}

/// The same in other clothes.
fn remuxed(name: &str, options: &str) -> PathBuf {
    let film = film().display().to_string();
    let words = ["-i", &film].into_iter().chain(options.split_whitespace()).map(str::to_owned);
    made_once(name, &words.collect::<Vec<_>>())
}

fn matroska() -> PathBuf {
    remuxed("arriving-40s.mkv", "-c copy")
}

/// What browsers and cameras write while they record.
fn fragments() -> PathBuf {
    remuxed("arriving-fragments.mp4", "-c copy -movflags +frag_keyframe+empty_moov+default_base_moof")
}

/// The same with an index of its first fragment, which looks like that of a short film.
fn first_fragment() -> PathBuf {
    remuxed("arriving-first-fragment.mp4", "-c copy -movflags +frag_keyframe")
}

/// Matroska without length and index.
fn recording() -> PathBuf {
    remuxed("arriving-live.mkv", "-c copy -live 1")
}

fn stream(kind: &str) -> PathBuf {
    let packets = if kind == "m2ts" { "-mpegts_m2ts_mode 1" } else { "-mpegts_m2ts_mode 0" };
    remuxed(&format!("arriving-40s.{kind}"), &format!("-c copy -f mpegts {packets}"))
}

/// All that do not say at their beginning how long they are.
fn open_ended() -> [PathBuf; 4] {
    [fragments(), first_fragment(), recording(), stream("ts")]
}

/// Two thirds: more than a chunk, and far from the end.
const fn most(file: &[u8]) -> usize {
    file.len() / 3 * 2
}

/// A film on its way into the encoder's storage.
struct Film<'a> {
    encoder: &'a Encoder,
    appender: Appender,
}

impl<'a> Film<'a> {
    /// Begins with most of a file, and tells of it as one of `size` bytes.
    async fn begin(encoder: &'a Encoder, file: &[u8], size: usize) -> Self {
        let object = encoder.test.platform.objects.resumable(&ObjectKey::parse(source(1)).unwrap());
        object.begin().await.unwrap();
        let appender = object.open(0).await.unwrap();
        let mut upload = Self { encoder, appender };
        upload.send(&file[..most(file)]).await;
        encoder.announce(1, "Tide", size).await;
        upload
    }

    async fn send(&mut self, bytes: &[u8]) {
        let mut body = stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(bytes))]);
        self.appender.append(&mut body, u64::MAX).await.unwrap();
        self.appender.keep();
    }

    /// Ends with the last bytes, and tells of it.
    async fn end(mut self, bytes: &[u8]) {
        self.send(bytes).await;
        let (key, size) = (ObjectKey::parse(source(1)).unwrap(), self.appender.size());
        drop(self.appender);
        self.encoder.test.platform.objects.resumable(&key).finish(size).await.unwrap();
        self.encoder.uploaded(1, "Tide").await;
    }

    async fn is_watchable(&self) {
        self.encoder
            .work_until("it can be watched", async || {
                !self.encoder.told(contracts::encoder::RENDITION_PUBLISHED).await.is_empty()
            })
            .await;
        assert_eq!(self.encoder.column("?search=Tide", "status").await, ["running"]);
    }
}

async fn grows(file: PathBuf) {
    let file = fs::read(file).unwrap();
    for encoder in Encoder::both().await {
        // PostgreSQL leases by its own clock, behind which that of a test lies.
        encoder.test.clock.set(Timestamp::from_millis(1_700_000_000_000));
        let upload = Film::begin(&encoder, &file, file.len()).await;
        upload.is_watchable().await;
        let offered = &encoder.told(contracts::encoder::RENDITION_PUBLISHED).await[0];
        let sound = format!("{}/live/a0.m3u8", offered["path"].as_str().unwrap());
        let key = ObjectKey::parse(sound).unwrap();
        assert!(encoder.test.platform.objects.head(&key).await.is_ok(), "it can be heard, too");

        upload.end(&file[most(&file)..]).await;
        encoder.work_until_status("Tide", "completed").await;
        encoder.upload(2, "Ebb", &file).await;
        encoder.work_until_status("Ebb", "completed").await;
        both_are_alike(&encoder).await;
        assert_eq!(encoder.column("?search=Tide", "id").await.len(), 1, "nothing was begun anew");
    }
}

/// What was made of two films is as long as the other, segment by segment.
async fn both_are_alike(encoder: &Encoder) {
    let completed = encoder.told(contracts::encoder::COMPLETED).await;
    let shape = |data: &Value| {
        let renditions = data["renditions"].as_array().unwrap().iter();
        let renditions = renditions.map(|it| json!([it["height"], it["segments"]])).collect::<Vec<_>>();
        (data["duration_ms"].clone(), renditions, data["warnings"].clone())
    };
    assert_eq!(completed.len(), 2);
    assert_eq!(shape(&completed[0]), shape(&completed[1]));
}

/// Whoever announces it says nothing of its size: the plan grows with what arrives.
async fn unknown_size() {
    let encoder = Encoder::open().await;
    let file = fs::read(stream("ts")).unwrap();
    let mut upload = Film::begin(&encoder, &file, 0).await;
    upload.is_watchable().await;
    let planned = async || {
        let job = encoder.get(&format!("{JOBS}/{}", encoder.job("Tide").await)).await;
        job["source"]["duration_ms"].as_u64().unwrap()
    };
    let before = planned().await;
    let nearly_all = file.len() / 20 * 19;
    upload.send(&file[most(&file)..nearly_all]).await;
    encoder.work_until("more was planned", async || planned().await > before).await;
    upload.end(&file[nearly_all..]).await;
    encoder.work_until_status("Tide", "completed").await;
    encoder.upload(2, "Ebb", &file).await;
    encoder.work_until_status("Ebb", "completed").await;
    both_are_alike(&encoder).await;
    assert_eq!(encoder.column("?search=Tide", "id").await.len(), 1, "nothing was begun anew");
}

async fn index_last() {
    let encoder = Encoder::open().await;
    let file = fs::read(remuxed("arriving-index-last.mp4", "-c copy")).unwrap();
    let upload = Film::begin(&encoder, &file, file.len()).await;
    encoder
        .work_until("it was looked at in vain", async || {
            const SQL: &str = "SELECT COUNT(*) FROM jobs WHERE kind = 'encode.plan' AND state = 'queued' AND fence > 0";
            let mut tx = encoder.service.db.read().await.unwrap();
            let tries: i64 = on!(&mut tx, conn => sqlx::query_scalar(SQL).fetch_one(conn).await).unwrap();
            tries == 1
        })
        .await;
    assert_eq!(encoder.column("?search=Tide", "status").await, ["queued"]);
    upload.end(&file[most(&file)..]).await;
    encoder.work_until_status("Tide", "completed").await;
}

async fn given_up() {
    for file in [film()].into_iter().chain(open_ended()) {
        let encoder = Encoder::open().await;
        let file = fs::read(file).unwrap();
        let upload = Film::begin(&encoder, &file, file.len()).await;
        upload.is_watchable().await;
        let key = ObjectKey::parse(source(1)).unwrap();
        drop(upload);
        encoder.test.platform.objects.resumable(&key).abort().await.unwrap();
        encoder.withdraw(1, "Tide").await;
        assert_eq!(encoder.column("?search=Tide", "status").await, ["cancelled"]);
        let job = encoder.job("Tide").await;
        assert!(encoder.has_objects(&format!("enc/{job}")), "whoever watches it may go on for a while");
        encoder.test.clock.advance(Duration::from_hours(25));
        encoder.work_off().await;
        assert!(!encoder.has_objects(&format!("enc/{job}")));
    }
}

/// Until nothing is left to be decided about the latest job of a title; what became of it.
async fn judged(encoder: &Encoder, title: &str) -> [Value; 3] {
    let query = format!("?search={title}");
    encoder
        .work_until("somebody decided", async || {
            let statuses = encoder.column(&query, "status").await;
            statuses.iter().all(|status| status != "running" && status != "queued")
        })
        .await;
    let job = encoder.get(&format!("{JOBS}/{}", encoder.job(title).await)).await;
    let duration = if job["status"] == "completed" { job["source"]["duration_ms"].clone() } else { Value::Null };
    [job["status"].clone(), job["error_code"].clone(), duration]
}

async fn rubbish() {
    for file in [film(), matroska()].into_iter().chain(open_ended()) {
        let encoder = Encoder::open().await;
        let file = fs::read(file).unwrap();
        let upload = Film::begin(&encoder, &file, file.len()).await;
        upload.is_watchable().await;
        let rest = vec![0x5a; file.len() - most(&file)];
        upload.end(&rest).await;
        let judged_late = judged(&encoder, "Tide").await;
        encoder.upload(2, "Ebb", &[&file[..most(&file)], &rest].concat()).await;
        assert_eq!(judged_late, judged(&encoder, "Ebb").await);
    }
}

/// A recording that was cut off says in its beginning how long it was to be, or how large.
async fn broken_promise() {
    for file in [matroska()].into_iter().chain(open_ended()) {
        let encoder = Encoder::open().await;
        let file = fs::read(file).unwrap();
        let cut = file.len() / 10 * 9;
        let upload = Film::begin(&encoder, &file, file.len()).await;
        upload.is_watchable().await;
        upload.end(&file[most(&file)..cut]).await;
        let judged_late = judged(&encoder, "Tide").await;
        encoder.upload(2, "Ebb", &file[..cut]).await;
        assert_eq!(judged_late, judged(&encoder, "Ebb").await);
    }
}

async fn turned_off() {
    let test = TestPlatform::sqlite().await;
    for while_uploading in [true, false] {
        let service = build(&test.platform, Config { while_uploading, ..Config::default() }).await.unwrap();
        let listens = service.consumers.iter().any(|it| it.types.contains(&MEDIA_ARRIVING));
        assert_eq!(listens, while_uploading);
        service.db.close().await;
    }
}

async fn redelivered() {
    let encoder = Encoder::open().await;
    let file = fs::read(film()).unwrap();
    let upload = Film::begin(&encoder, &file, file.len()).await;
    encoder.announce(1, "Tide", file.len()).await;
    upload.end(&file[most(&file)..]).await;
    encoder.uploaded(1, "Tide").await;
    encoder.announce(1, "Tide", file.len()).await;
    encoder.work_until_status("Tide", "completed").await;
    assert_eq!(encoder.column("?search=Tide", "id").await.len(), 1);
}
