//! The studio: the whole service on a throw-away platform, and what a browser or the encoder would send it.

use std::sync::Arc;

use async_trait::async_trait;
use axum::{Router, body::Body};
use bytes::Bytes;
use catalog_admin::{Config, MadePicture, PictureError, PictureMaker, PictureOrder, build_with};
use contracts::{
    Envelope,
    catalog_admin::CatalogAdminEvent,
    encoder::{EncoderEvent, JobCompleted, JobFailed, JobProgress, RenditionPublished},
};
use http::{HeaderMap, Request, StatusCode};
use platform::{
    auth::Credentials,
    http::{HttpSettings, kit},
    objects::{Objects, Reserve},
    on,
    service::Service,
};
use serde_json::{Value, json};
use testkit::{TestPlatform, signed_in};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

/// The editor of most tests.
pub const EDITOR: Uuid = Uuid::from_u128(7);
/// The start of an MP4 file.
pub const MP4: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free";

/// The service of one test.
pub struct Studio {
    pub test: TestPlatform,
    pub service: Service,
    pub app: Router,
    config: Config,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Stands in for ffmpeg: three recognisable "pictures". The real one has tests of its own.
struct Painter;

#[async_trait]
impl PictureMaker for Painter {
    async fn make(&self, _: PictureOrder) -> Result<MadePicture, PictureError> {
        let sizes = ["small", "medium", "large"].map(Bytes::from_static_str);
        Ok(MadePicture { sizes, width: 1280, height: 720, placeholder: Bytes::from_static(b"dots") })
    }
}

trait FromStaticStr {
    fn from_static_str(text: &'static str) -> Self;
}

impl FromStaticStr for Bytes {
    fn from_static_str(text: &'static str) -> Self {
        Self::from_static(text.as_bytes())
    }
}

impl Studio {
    /// On SQLite.
    pub async fn open() -> Self {
        Self::on(TestPlatform::sqlite().await, Config::default()).await
    }

    /// On SQLite, with other limits.
    pub async fn with(config: Config) -> Self {
        Self::on(TestPlatform::sqlite().await, config).await
    }

    /// One on each database.
    pub async fn both() -> Vec<Self> {
        let mut studios = Vec::new();
        for test in testkit::platforms().await {
            studios.push(Self::on(test, Config::default()).await);
        }
        studios
    }

    async fn on(test: TestPlatform, config: Config) -> Self {
        let service = build_with(&test.platform, config, Arc::new(Painter)).await.unwrap();
        let app = kit(service.http.clone(), HttpSettings::default());
        Self { test, service, app, config }
    }

    /// The same data seen by a process that was started anew.
    pub async fn restarted(self) -> Self {
        self.service.db.close().await;
        Self::on(self.test, self.config).await
    }

    /// The same data on a disk of which so much is to stay free.
    pub async fn keeping_free(mut self, percent: u8) -> Self {
        let root = self.test.platform.scratch.with_file_name("objects");
        self.test.platform.objects = Objects::open_folder(root, Reserve { percent, bytes: 0 }).await.unwrap();
        self.restarted().await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.app.clone().oneshot(request).await.unwrap()).await
    }

    /// As the editor, with JSON.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.send(with_json(self.request(method, path), &body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request("DELETE", path).body(Body::empty()).unwrap()).await
    }

    pub fn request(&self, method: &str, path: &str) -> http::request::Builder {
        request_as(signed_in(EDITOR, &["catalog_admin"]), method, path)
    }

    /// Makes something in a collection; returns its id.
    pub async fn make(&self, collection: &str, body: Value) -> String {
        let made = self.call("POST", &format!("/api/v1/admin/{collection}"), body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        made.data()["id"].as_str().unwrap().to_owned()
    }

    /// A video with a category and a genre.
    pub async fn make_video(&self) -> String {
        let category = self.make("categories", json!({ "name": "Films" })).await;
        let genre = self.make("genres", json!({ "name": "Drama", "categories_id": [category] })).await;
        let body = json!({ "categories_id": [category], "genres_id": [genre] });
        self.make("videos", merged(video_body(), body)).await
    }

    pub async fn video(&self, id: &str) -> Value {
        let found = self.get(&format!("/api/v1/admin/videos/{id}")).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text());
        found.data()
    }

    /// Uploads a file in one go and attaches it; returns its media id.
    pub async fn attach(&self, video: &str, kind: &str, bytes: &[u8]) -> String {
        let upload = self.upload(kind, bytes).await;
        let path = format!("/api/v1/admin/videos/{video}/medias/{kind}");
        let attached = self.call("POST", &path, json!({ "upload_id": upload })).await;
        assert_eq!(attached.status, StatusCode::CREATED, "{}", attached.text());
        attached.data()["media_id"].as_str().unwrap().to_owned()
    }

    /// Uploads a file in one request; returns the upload's id.
    pub async fn upload(&self, purpose: &str, bytes: &[u8]) -> String {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let request = self
            .request("POST", "/api/v1/admin/uploads")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", bytes.len())
            .header("upload-metadata", format!("filename ZmlsbS5tcDQ=,purpose {}", STANDARD.encode(purpose)))
            .header("content-type", "application/offset+octet-stream");
        let made = self.send(request.body(Body::from(bytes.to_vec())).unwrap()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let location = made.headers["location"].to_str().unwrap();
        location.rsplit('/').next().unwrap().to_owned()
    }

    /// Puts a picture in its place by multipart.
    pub async fn picture(&self, video: &str, kind: &str, bytes: &[u8]) -> Answer {
        self.multipart(&format!("/api/v1/admin/videos/{video}/medias/{kind}"), &[("media_file", "a.png", bytes)]).await
    }

    /// Sends subtitles with what is said about them.
    pub async fn text(&self, method: &str, path: &str, said: &[(&str, &str)], bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in said {
            let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = "--b\r\nContent-Disposition: form-data; name=\"media_file\"; filename=\"../a.srt\"\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = self.request(method, path).header("content-type", "multipart/form-data; boundary=b");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn multipart(&self, path: &str, parts: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let request = self
            .request("POST", path)
            .header("content-type", "multipart/form-data; boundary=b")
            .header("content-length", body.len());
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Everything in the outbox, in order.
    pub async fn events(&self) -> Vec<CatalogAdminEvent> {
        let mut tx = self.service.db.read().await.unwrap();
        let payloads: Vec<(String,)> = on!(&mut tx, conn =>
            sqlx::query_as("SELECT payload FROM outbox ORDER BY created_at, id").fetch_all(conn).await)
        .unwrap();
        let envelopes = payloads.iter().map(|(payload,)| Envelope::from_json(payload).unwrap());
        envelopes.map(|envelope| envelope.fact().unwrap()).collect()
    }

    /// The types of the events after the first `skip`.
    pub async fn event_types_after(&self, skip: usize) -> Vec<String> {
        let events = self.events().await;
        let types = events.iter().skip(skip).map(|event| serde_json::to_value(event).unwrap()["type"].clone());
        types
            .map(|it| it.as_str().unwrap().trim_start_matches("codeflix.").trim_end_matches(".v1").to_owned())
            .collect()
    }

    pub async fn encoder_says(&self, event: &EncoderEvent) {
        self.test.deliver(&self.service, event).await.unwrap();
    }

    /// One round of the sweep, as its worker does it.
    pub async fn sweep(&self) {
        let stopped = CancellationToken::new();
        stopped.cancel();
        self.run_worker("catalog-admin sweep", stopped).await;
    }

    /// Runs a worker of a second process on the same data until it is stopped.
    pub async fn run_worker(&self, name: &str, stop: CancellationToken) {
        let service = build_with(&self.test.platform, self.config, Arc::new(Painter)).await.unwrap();
        let worker = service.workers.into_iter().find(|worker| worker.name == name).unwrap();
        (worker.run)(stop).await;
        service.db.close().await;
    }

    /// Every object and every file under way, by its path below the objects' folder.
    pub fn stored_files(&self) -> Vec<String> {
        let key = platform::objects::ObjectKey::parse("x").unwrap();
        let objects = self.test.platform.objects.local_path(&key).unwrap();
        let root = objects.parent().unwrap().parent().unwrap().to_owned();
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    found.push(entry.path().strip_prefix(&root).unwrap().display().to_string());
                }
            }
        }
        found.sort();
        found
    }
}

impl Answer {
    async fn of(response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// `field CODE` of each wrong field, sorted.
    pub fn field_errors(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().unwrap().iter();
        let mut errors: Vec<_> =
            errors.map(|it| format!("{} {}", it["field"].as_str().unwrap(), it["code"].as_str().unwrap())).collect();
        errors.sort();
        errors
    }

    /// Fails unless this is the refusal.
    pub fn is_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code().as_str()), (status, code), "{}", self.text());
    }

    /// One field of each entry of a list.
    pub fn column(&self, field: &str) -> Vec<Value> {
        self.data().as_array().unwrap().iter().map(|entry| entry[field].clone()).collect()
    }
}

pub fn request_as(credentials: Credentials, method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).extension(credentials)
}

pub fn with_json(request: http::request::Builder, body: &Value) -> Request<Body> {
    request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap()
}

pub fn video_body() -> Value {
    json!({ "title": "The Film", "description": "About a film.", "year_launched": 2020, "rating": "l" })
}

/// `base` with the members of `more`.
pub fn merged(mut base: Value, more: Value) -> Value {
    base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    base
}

/// The header of a PNG of this size, which is all that is looked at before it is decoded.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

pub fn resource(video: &str, kind: &str, media: &str) -> String {
    format!("{video}.{kind}.{media}")
}

pub fn job_progress(resource: &str, version: i64, progress: u8) -> JobProgress {
    JobProgress {
        job_id: Uuid::from_u128(9),
        version,
        resource_id: resource.to_owned(),
        attempt: 1,
        stage: "encoding".to_owned(),
        progress,
        remaining_s: Some(30),
        speed: Some(1.5),
        rungs: vec![contracts::encoder::RungProgress { height: 720, progress }],
    }
}

pub fn rendition_published(resource: &str) -> EncoderEvent {
    EncoderEvent::RenditionPublished(RenditionPublished {
        job_id: Uuid::from_u128(9),
        version: 3,
        resource_id: resource.to_owned(),
        height: 360,
        path: "enc/9".to_owned(),
        growing: true,
        duration_ms: 60_000,
    })
}

pub fn completed(resource: &str, poster: Option<&str>) -> EncoderEvent {
    EncoderEvent::Completed(Box::new(JobCompleted {
        job_id: Uuid::from_u128(9),
        version: 8,
        resource_id: resource.to_owned(),
        status: "completed".to_owned(),
        path: "enc/9".to_owned(),
        duration_ms: 60_000,
        renditions: vec![contracts::encoder::Rendition {
            height: 720,
            width: 1280,
            codec: "h264".to_owned(),
            bitrate: 2_000_000,
            segments: 15,
            bytes: 1_000,
        }],
        poster_path: poster.map(str::to_owned),
        posters: vec![],
        storyboard_path: None,
        audio_languages: vec!["pt".to_owned()],
        text_tracks: vec![contracts::encoder::TextTrack {
            language: "pt".to_owned(),
            kind: "forced".to_owned(),
            label: "Placas".to_owned(),
            path: "enc/9/4.1/t0.vtt".to_owned(),
        }],
        chapters_path: Some("enc/9/final/chapters.vtt".to_owned()),
        warnings: vec![],
        encode_ms: 1_000,
    }))
}

pub fn failed(resource: &str) -> EncoderEvent {
    EncoderEvent::Failed(JobFailed {
        job_id: Uuid::from_u128(9),
        version: 9,
        resource_id: resource.to_owned(),
        file_path: "src/x".to_owned(),
        status: "error".to_owned(),
        error_code: "MEDIA_DAMAGED".to_owned(),
        error: "too many errors".to_owned(),
        attempts: 1,
        permanent: true,
    })
}
