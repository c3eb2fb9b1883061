//! The service over a throw-away database and folder: uploads are told to it, operators ask it, and its workers run
//! when a test says so.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
};
use contracts::catalog_admin::{CatalogAdminEvent, Media, MediaChanged, MediaUploaded, Video, VideoChanged};
use encoder::{Config, build};
use futures::StreamExt;
use http::{HeaderMap, Method, Request, StatusCode, header, request};
use http_body_util::BodyExt;
use platform::{
    http::{HttpSettings, kit},
    objects::ObjectKey,
    on,
    service::Service,
};
use serde_json::Value;
use testkit::{TestPlatform, signed_in};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

pub const JOBS: &str = "/api/v1/encoder/jobs";
/// Encoding two seconds takes less, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// What a request was answered.
pub struct Answer {
    pub status: StatusCode,
    pub json: Value,
}

impl Answer {
    /// The value under `data` of a success.
    #[track_caller]
    pub fn data(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.json);
        self.json["data"].clone()
    }

    #[track_caller]
    pub fn is_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), &self.json["code"]), (status, &code.into()), "{}", self.json);
    }
}

/// What a request for more than JSON was answered.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    #[track_caller]
    pub fn is_refused(&self, status: u16, code: &str) {
        let json = self.json();
        assert_eq!((self.status.as_u16(), &json["code"]), (status, &code.into()), "{json}");
    }
}

/// The service, without its workers.
pub struct Encoder {
    pub test: TestPlatform,
    pub service: Service,
    app: Router,
    config: Config,
}

impl Encoder {
    /// On SQLite, where leases go by the clock of the test.
    pub async fn open() -> Self {
        Self::with(Config::default()).await
    }

    /// The same with other settings.
    pub async fn with(config: Config) -> Self {
        Self::on(TestPlatform::sqlite().await, config).await
    }

    /// One on each database.
    pub async fn both() -> Vec<Self> {
        let mut encoders = Vec::new();
        for test in testkit::platforms().await {
            encoders.push(Self::on(test, Config::default()).await);
        }
        encoders
    }

    async fn on(test: TestPlatform, config: Config) -> Self {
        let service = build(&test.platform, config).await.unwrap();
        let app = kit(service.http.clone(), HttpSettings::default());
        Self { test, service, app, config }
    }

    /// The operator changes the settings and starts it again.
    pub async fn restarted(self, config: Config) -> Self {
        self.service.db.close().await;
        Self::on(self.test, config).await
    }

    /// A file arrives as the film of a video; returns its resource.
    pub async fn upload(&self, number: u128, title: &str, file: &[u8]) -> String {
        let key = ObjectKey::parse(source(number)).unwrap();
        self.test.platform.objects.put(&key, file.to_vec().into()).await.unwrap();
        self.uploaded(number, title).await;
        uploaded(number, title).resource_id
    }

    /// It is told that a file has arrived.
    pub async fn uploaded(&self, number: u128, title: &str) {
        let event = CatalogAdminEvent::MediaUploaded(Box::new(uploaded(number, title)));
        self.test.deliver(&self.service, &event).await.unwrap();
        // The order of the list is that of time.
        self.test.clock.advance(Duration::from_secs(1));
    }

    /// The same of one for which a preset was chosen.
    pub async fn uploaded_as(&self, number: u128, title: &str, preset: &str) {
        let told = MediaUploaded { preset: Some(preset.to_owned()), ..uploaded(number, title) };
        self.test.deliver(&self.service, &CatalogAdminEvent::MediaUploaded(Box::new(told))).await.unwrap();
    }

    /// It is told that a file arrives.
    pub async fn announce(&self, number: u128, title: &str, bytes: usize) {
        let size_bytes = i64::try_from(bytes).unwrap();
        let event = CatalogAdminEvent::MediaArriving(Box::new(MediaUploaded { size_bytes, ..uploaded(number, title) }));
        self.test.deliver(&self.service, &event).await.unwrap();
    }

    /// An editor takes the film away.
    pub async fn withdraw(&self, number: u128, title: &str) {
        let MediaUploaded { video_id, media_id, media_type, resource_id, video, .. } = uploaded(number, title);
        let (uploaded_by, ready_to_publish) = (Uuid::nil(), false);
        let changed =
            MediaChanged { video_id, media_id, media_type, resource_id, uploaded_by, ready_to_publish, video };
        let event = CatalogAdminEvent::MediaRemoved(Box::new(changed));
        self.test.deliver(&self.service, &event).await.unwrap();
    }

    /// An editor lets viewers watch the film.
    pub async fn publish(&self, number: u128, title: &str) {
        let MediaUploaded { media_id: id, video, .. } = uploaded(number, title);
        let film = Media {
            id,
            status: "processing".to_owned(),
            path: None,
            growing: true,
            duration_ms: None,
            audio_languages: vec![],
            text_tracks: vec![],
            chapters_path: None,
        };
        let video = Video { video: Some(film), status: "published".to_owned(), ..video };
        let changed = VideoChanged { video, first: true, reason: None };
        let event = CatalogAdminEvent::VideoPublished(Box::new(changed));
        self.test.deliver(&self.service, &event).await.unwrap();
    }

    pub async fn call(&self, role: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        request.extensions_mut().unwrap().insert(signed_in(Uuid::from_u128(1), &[role]));
        let body = body.map(|body| Body::from(body.to_string())).unwrap_or_default();
        let answer = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Answer { status, json: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    /// Any request of a user with these roles.
    pub async fn send(&self, user: u128, roles: &[&str], mut request: request::Builder, body: Body) -> Reply {
        request.extensions_mut().unwrap().insert(signed_in(Uuid::from_u128(user), roles));
        let answer = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn execute(&self, sql: &'static str) {
        let mut tx = self.service.db.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query(sql).execute(conn).await.map(|_| ())).unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.service.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar(sql).fetch_one(conn).await).unwrap()
    }

    pub async fn get(&self, path: &str) -> Value {
        self.call("operator", Method::GET, path, None).await.data()
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("operator", Method::POST, path, Some(body)).await
    }

    /// Of all jobs under a query, what stands in a field, in the order of the list.
    pub async fn column(&self, query: &str, field: &str) -> Vec<Value> {
        let found = self.get(&format!("{JOBS}{query}")).await;
        found.as_array().unwrap().iter().map(|job| job[field].clone()).collect()
    }

    /// The id of the latest job of a title.
    pub async fn job(&self, title: &str) -> String {
        let found = self.column(&format!("?search={title}"), "id").await;
        found[0].as_str().unwrap().to_owned()
    }

    /// Lets another process work until something is so.
    pub async fn work_until(&self, what: &str, mut is_so: impl AsyncFnMut() -> bool) {
        let service = build(&self.test.platform, Config { workers: 2, ..self.config }).await.unwrap();
        let stop = CancellationToken::new();
        let mut work = tokio::task::JoinSet::new();
        for worker in service.workers {
            let _ = work.spawn((worker.run)(stop.clone()));
        }
        let watch = async {
            while !is_so().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let seen = tokio::time::timeout(PATIENCE, watch).await;
        stop.cancel();
        work.join_all().await;
        service.db.close().await;
        assert!(seen.is_ok(), "{what}: not within {} s", PATIENCE.as_secs());
    }

    /// Lets it work until the latest job of a title stands so.
    pub async fn work_until_status(&self, title: &str, status: &str) {
        self.work_until(&format!("{title} is {status}"), async || {
            self.column(&format!("?search={title}"), "status").await[0] == status
        })
        .await;
    }

    /// Lets it work until no errand is left that is due.
    pub async fn work_off(&self) {
        self.work_until("nothing is left to do", async || {
            const SQL: &str = "SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running') AND next_at <= $1";
            let now = kernel::Clock::now(&self.test.clock).millis();
            let mut tx = self.service.db.read().await.unwrap();
            let left: i64 = on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(now).fetch_one(conn).await).unwrap();
            left == 0
        })
        .await;
    }

    /// What was told under a type.
    pub async fn told(&self, of_type: &str) -> Vec<Value> {
        const SQL: &str = "SELECT payload FROM outbox WHERE type = $1 ORDER BY id";
        let mut tx = self.service.db.read().await.unwrap();
        let payloads: Vec<String> =
            on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(of_type).fetch_all(conn).await).unwrap();
        payloads.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()["data"].clone()).collect()
    }

    /// What was told of completed jobs: their resource and where their playlists lie.
    pub async fn completions(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let told = self.told(contracts::encoder::COMPLETED).await.into_iter();
        told.map(|data| (text(&data["resource_id"]), text(&data["path"]))).collect()
    }

    /// What was told last of completed jobs.
    pub async fn last_completion(&self) -> Value {
        self.told(contracts::encoder::COMPLETED).await.pop().unwrap()
    }

    /// The bytes of an object.
    pub async fn object(&self, key: &str) -> Vec<u8> {
        self.test.platform.objects.read(&ObjectKey::parse(key).unwrap()).await.unwrap().to_vec()
    }

    /// Whether anything lies under a prefix.
    pub fn has_objects(&self, prefix: &str) -> bool {
        self.count_objects(prefix) > 0
    }

    /// Whether there is an object of this key.
    pub fn has_object(&self, key: &str) -> bool {
        self.room("objects").join(key).is_file()
    }

    /// The keys of all objects under a prefix, in order.
    pub async fn objects(&self, prefix: &str) -> Vec<String> {
        let found = self.test.platform.objects.list(Some(&ObjectKey::parse(prefix).unwrap()));
        let mut keys: Vec<_> = found.map(|object| object.unwrap().key.to_string()).collect().await;
        keys.sort();
        keys
    }

    /// How many objects lie under a prefix.
    pub fn count_objects(&self, prefix: &str) -> usize {
        count_files(&self.room("objects").join(prefix))
    }

    /// How many objects are arriving.
    pub fn count_uploads(&self) -> usize {
        count_files(&self.room("uploads"))
    }

    fn room(&self, name: &str) -> PathBuf {
        self.test.platform.scratch.with_file_name("objects").join(name)
    }
}

fn count_files(folder: &Path) -> usize {
    let Ok(entries) = folder.read_dir() else { return 0 };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.map(|path| if path.is_dir() { count_files(&path) } else { 1 }).sum()
}

pub fn source(number: u128) -> String {
    format!("src/{number}")
}

fn uploaded(number: u128, title: &str) -> MediaUploaded {
    let (video_id, media_id) = (Uuid::from_u128(number), Uuid::from_u128(number + 1_000));
    MediaUploaded {
        resource_id: format!("{video_id}.video.{media_id}"),
        file_path: source(number),
        video_id,
        media_id,
        media_type: "video".to_owned(),
        size_bytes: 1,
        content_type: "video/mp4".to_owned(),
        checksum: None,
        priority: 5,
        preset: None,
        video: video(video_id, title),
    }
}

fn video(id: Uuid, title: &str) -> Video {
    Video {
        id,
        version: 1,
        title: title.to_owned(),
        description: "A test picture.".to_owned(),
        year_launched: 2001,
        duration_ms: None,
        rating: "L".to_owned(),
        opened: false,
        status: "draft".to_owned(),
        categories_id: vec![],
        genres_id: vec![],
        cast_members_id: vec![],
        markers: None,
        published_at: None,
        banner: None,
        thumbnail: None,
        thumbnail_half: None,
        trailer: None,
        video: None,
        text_tracks: vec![],
    }
}
