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
    let tests: [(&str, Test); 8] = [
        ("an_mp4_is_watched_while_it_arrives_and_is_as_if_it_had_come_at_once", || run(grows(film()))),
        ("so_is_a_matroska_file", || run(grows(matroska()))),
        ("an_index_at_the_end_is_waited_for", || run(index_last())),
        ("of_an_upload_that_ends_half_way_nothing_stays", || run(given_up())),
        ("a_second_half_of_rubbish_is_refused", || run(rubbish())),
        ("a_beginning_that_promises_too_much_is_encoded_anew", || run(broken_promise())),
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

/// Two thirds: more than a chunk, and far from the end.
const fn most(file: &[u8]) -> usize {
    file.len() / 3 * 2
}

/// A film on its way into the encoder's storage.
struct Film<'a> {
    encoder: &'a Encoder,
    number: u128,
    title: &'a str,
    appender: Appender,
}

impl<'a> Film<'a> {
    /// Begins with the first bytes, and tells of it.
    async fn begin(encoder: &'a Encoder, number: u128, title: &'a str, bytes: &[u8]) -> Self {
        let object = encoder.test.platform.objects.resumable(&ObjectKey::parse(source(number)).unwrap());
        object.begin().await.unwrap();
        let appender = object.open(0).await.unwrap();
        let mut film = Self { encoder, number, title, appender };
        film.send(bytes).await;
        encoder.announce(number, title).await;
        film
    }

    async fn send(&mut self, bytes: &[u8]) {
        let mut body = stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(bytes))]);
        self.appender.append(&mut body, u64::MAX).await.unwrap();
        self.appender.keep();
    }

    /// Ends with the last bytes, and tells of it.
    async fn end(mut self, bytes: &[u8]) {
        self.send(bytes).await;
        let (key, size) = (ObjectKey::parse(source(self.number)).unwrap(), self.appender.size());
        drop(self.appender);
        self.encoder.test.platform.objects.resumable(&key).finish(size).await.unwrap();
        self.encoder.uploaded(self.number, self.title).await;
    }

    async fn is_watchable(&self) {
        self.encoder
            .work_until("it can be watched", async || {
                !told(self.encoder, contracts::encoder::RENDITION_PUBLISHED).await.is_empty()
            })
            .await;
        assert_eq!(self.encoder.column(&format!("?search={}", self.title), "status").await, ["running"]);
    }
}

/// What was told under a type.
async fn told(encoder: &Encoder, of_type: &str) -> Vec<Value> {
    const SQL: &str = "SELECT payload FROM outbox WHERE type = $1 ORDER BY id";
    let mut tx = encoder.service.db.read().await.unwrap();
    let payloads: Vec<String> =
        on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(of_type).fetch_all(conn).await).unwrap();
    payloads.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()["data"].clone()).collect()
}

async fn grows(file: PathBuf) {
    let file = fs::read(file).unwrap();
    for encoder in Encoder::both().await {
        // PostgreSQL leases by its own clock, behind which that of a test lies.
        encoder.test.clock.set(Timestamp::from_millis(1_700_000_000_000));
        let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
        upload.is_watchable().await;
        let offered = &told(&encoder, contracts::encoder::RENDITION_PUBLISHED).await[0];
        let sound = format!("{}/live/a0.m3u8", offered["path"].as_str().unwrap());
        let key = ObjectKey::parse(sound).unwrap();
        assert!(encoder.test.platform.objects.head(&key).await.is_ok(), "it can be heard, too");

        upload.end(&file[most(&file)..]).await;
        encoder.work_until_status("Tide", "completed").await;
        encoder.upload(2, "Ebb", &file).await;
        encoder.work_until_status("Ebb", "completed").await;
        let completed = told(&encoder, contracts::encoder::COMPLETED).await;
        let shape = |data: &Value| {
            let renditions = data["renditions"].as_array().unwrap().iter();
            let renditions = renditions.map(|it| json!([it["height"], it["segments"]])).collect::<Vec<_>>();
            (data["duration_ms"].clone(), renditions, data["warnings"].clone())
        };
        assert_eq!(completed.len(), 2);
        assert_eq!(shape(&completed[0]), shape(&completed[1]));
        assert_eq!(encoder.column("?search=Tide", "id").await.len(), 1, "nothing was begun anew");
    }
}

async fn index_last() {
    let encoder = Encoder::open().await;
    let file = fs::read(remuxed("arriving-index-last.mp4", "-c copy")).unwrap();
    let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
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
    let encoder = Encoder::open().await;
    let file = fs::read(film()).unwrap();
    let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
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

async fn rubbish() {
    for file in [film(), matroska()] {
        let encoder = Encoder::open().await;
        let file = fs::read(file).unwrap();
        let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
        upload.is_watchable().await;
        upload.end(&vec![0x5a; file.len() - most(&file)]).await;
        encoder.work_until_status("Tide", "failed").await;
        let failed = told(&encoder, contracts::encoder::FAILED).await;
        assert_eq!(failed[0]["error_code"], "MEDIA_DAMAGED");
    }
}

/// A recording that was cut off says in its beginning how long it was to be.
async fn broken_promise() {
    let encoder = Encoder::open().await;
    let file = fs::read(matroska()).unwrap();
    let cut = file.len() / 10 * 9;
    let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
    upload.is_watchable().await;
    upload.end(&file[most(&file)..cut]).await;
    encoder
        .work_until("somebody decided", async || {
            let statuses = encoder.column("?search=Tide", "status").await;
            statuses.iter().all(|status| status != "running" && status != "queued")
        })
        .await;
    encoder.upload(2, "Ebb", &file[..cut]).await;
    encoder
        .work_until("somebody decided", async || {
            let status = &encoder.column("?search=Ebb", "status").await[0];
            status != "running" && status != "queued"
        })
        .await;
    let latest = encoder.get(&format!("{JOBS}/{}", encoder.job("Tide").await)).await;
    let usual = encoder.get(&format!("{JOBS}/{}", encoder.job("Ebb").await)).await;
    assert_eq!((&latest["status"], &latest["error_code"]), (&usual["status"], &usual["error_code"]));
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
    let upload = Film::begin(&encoder, 1, "Tide", &file[..most(&file)]).await;
    encoder.announce(1, "Tide").await;
    upload.end(&file[most(&file)..]).await;
    encoder.uploaded(1, "Tide").await;
    encoder.announce(1, "Tide").await;
    encoder.work_until_status("Tide", "completed").await;
    assert_eq!(encoder.column("?search=Tide", "id").await.len(), 1);
}
