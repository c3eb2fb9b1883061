//! Staff at work: accounts, videos, uploads.

use std::{path::Path, time::Duration};

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{Method, header, request::Builder};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use crate::{client::Client, server::Server, wait::until};

const UPLOADS: &str = "/api/v1/admin/uploads";
/// Bytes of a part of a film: a client may send 100 requests at once, and a film of half an hour has a few gigabytes.
const PART: u64 = 64 << 20;
/// How often a film is looked at: a client may ask 600 times a minute.
pub const ASK_EVERY: Duration = Duration::from_millis(150);
/// The same of one that takes minutes: each look costs the machine something.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// The longest the ladder of a minute of film may take.
const ENCODED_WITHIN: Duration = Duration::from_secs(1_800);

/// The operator's.
pub const EMAIL: &str = "operator@bench.example";
/// Of everybody here.
pub const PASSWORD: &str = "measured-and-found-long-enough";

/// The operator, signed in.
pub struct Studio {
    pub client: Client,
    /// What a video belongs to.
    category: String,
    genre: String,
}

impl Studio {
    /// Makes the first operator of a new server.
    pub async fn open(server: &Server) -> anyhow::Result<Self> {
        let token = server.setup_token().await?;
        let fields = [("token", token.as_str()), ("email", EMAIL), ("name", "Operator"), ("password", PASSWORD)];
        server.nobody.form("/realms/codeflix/setup", &fields).await?;
        let mut client = server.nobody.signed_in(EMAIL, PASSWORD).await?;
        let category = made(&mut client, "categories", &json!({ "name": "Films" })).await?;
        let genre = json!({ "name": "Drama", "categories_id": [category] });
        let genre = made(&mut client, "genres", &genre).await?;
        Ok(Self { client, category, genre })
    }

    /// Somebody who may upload.
    pub async fn colleague(&mut self, number: usize) -> anyhow::Result<Client> {
        let email = format!("staff{number}@bench.example");
        let user = json!({ "email": email, "name": "Staff", "password": PASSWORD, "roles": ["catalog_admin"] });
        self.client.post("/api/v1/identity/users", &user).await?;
        self.client.signed_in(&email, PASSWORD).await
    }

    /// Uploads a film for a new video; what is left to do is [`Uploaded::encode`].
    pub async fn upload(&mut self, film: &Path) -> anyhow::Result<Uploaded> {
        let video = self.draft().await?;
        let mut source = tokio::fs::File::open(film).await.with_context(|| film.display().to_string())?;
        let size = source.metadata().await?.len();
        let upload = Upload::begin(&self.client, size).await?;
        let mut offset = 0;
        while offset < size {
            let length = PART.min(size - offset);
            let mut part = vec![0; usize::try_from(length)?];
            source.read_exact(&mut part).await?;
            upload.append(&self.client, offset, Bytes::from(part)).await?;
            offset += length;
        }
        Ok(Uploaded { video, upload: upload.id().to_owned() })
    }

    /// Announces a film of `size` bytes for a new video, so that it is encoded while it arrives.
    pub async fn await_film(&mut self, size: u64) -> anyhow::Result<(Uploaded, Upload)> {
        let video = self.draft().await?;
        let upload = Upload::begin_for(&self.client, size, &video).await?;
        Ok((Uploaded { video, upload: upload.id().to_owned() }, upload))
    }

    async fn draft(&mut self) -> anyhow::Result<String> {
        let body = json!({ "title": "Measured", "description": "A film to measure with.", "year_launched": 2026,
            "rating": "l", "categories_id": [self.category], "genres_id": [self.genre] });
        made(&mut self.client, "videos", &body).await
    }

    /// Asks for the encoding of an uploaded film.
    pub async fn encode(&mut self, uploaded: &Uploaded) -> anyhow::Result<()> {
        let path = format!("/api/v1/admin/videos/{}/medias/video", uploaded.video);
        self.client.post(&path, &json!({ "upload_id": uploaded.upload })).await.map(drop)
    }

    /// Gives the video the picture it needs to be published.
    pub async fn show(&self, uploaded: &Uploaded, jpeg: &[u8]) -> anyhow::Result<()> {
        self.hang(uploaded, "thumbnail", jpeg).await
    }

    /// Lets the video stand at the head of the home page.
    pub async fn feature(&self, uploaded: &Uploaded, jpeg: &[u8]) -> anyhow::Result<()> {
        self.hang(uploaded, "banner", jpeg).await
    }

    async fn hang(&self, uploaded: &Uploaded, kind: &str, jpeg: &[u8]) -> anyhow::Result<()> {
        const HEAD: &[u8] = b"--part\r\ncontent-disposition: form-data; name=\"media_file\"; filename=\"film.jpg\"\r\n\
            content-type: image/jpeg\r\n\r\n";
        let path = format!("/api/v1/admin/videos/{}/medias/{kind}", uploaded.video);
        let request = self.client.request(Method::POST, &path);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        let body = [HEAD, jpeg, b"\r\n--part--\r\n"].concat();
        self.client.send(request, Bytes::from(body)).await?.success(&path).map(drop)
    }

    /// Lets viewers watch what is there.
    pub async fn publish_early(&mut self, uploaded: &Uploaded) -> anyhow::Result<()> {
        let path = format!("/api/v1/admin/videos/{}/publish", uploaded.video);
        self.client.post(&path, &json!({ "publish_early": true })).await.map(drop)
    }

    /// Waits for the last segment.
    pub async fn wait_until_encoded(&mut self, uploaded: &Uploaded) -> anyhow::Result<()> {
        until("the film is encoded", ENCODED_WITHIN, LOOK_EVERY, async || {
            let media = self.media(uploaded).await?;
            Ok((media["status"] == "completed").then_some(()))
        })
        .await
    }

    /// Whether the first seconds can be watched.
    pub async fn is_playable(&mut self, uploaded: &Uploaded) -> anyhow::Result<bool> {
        let media = self.media(uploaded).await?;
        Ok(media["playable_at"].is_string() || media["status"] == "completed")
    }

    async fn media(&mut self, uploaded: &Uploaded) -> anyhow::Result<Value> {
        let mut video = self.client.get(&format!("/api/v1/admin/videos/{}", uploaded.video)).await?;
        let media = video["video"].take();
        if media["status"] == "error" {
            bail!("the encoding failed: {} {}", media["error_code"], media["error"]);
        }
        Ok(media)
    }
}

/// Makes something in a collection; returns its id.
async fn made(client: &mut Client, collection: &str, body: &Value) -> anyhow::Result<String> {
    let made = client.post(&format!("/api/v1/admin/{collection}"), body).await?;
    Ok(made["id"].as_str().with_context(|| format!("{collection} have ids"))?.to_owned())
}

/// A film whose last byte has arrived.
pub struct Uploaded {
    pub video: String,
    upload: String,
}

/// An upload under way (tus 1.0).
pub struct Upload(String);

impl Upload {
    /// Announces a film of `size` bytes.
    pub async fn begin(client: &Client, size: u64) -> anyhow::Result<Self> {
        Self::announce(client, size, "").await
    }

    /// The same of a film that is meant for a video.
    pub async fn begin_for(client: &Client, size: u64, video: &str) -> anyhow::Result<Self> {
        Self::announce(client, size, &format!(",video_id {}", STANDARD.encode(video))).await
    }

    async fn announce(client: &Client, size: u64, more: &str) -> anyhow::Result<Self> {
        let metadata = format!("filename {},purpose {}{more}", STANDARD.encode("film.mp4"), STANDARD.encode("video"));
        let request =
            tus(client, Method::POST, UPLOADS).header("upload-length", size).header("upload-metadata", metadata);
        let created = client.send(request, Bytes::new()).await?.success(UPLOADS)?;
        let location = created.header(header::LOCATION).context("an upload has a location")?;
        Ok(Self(location.find("/api/").map_or(location, |at| &location[at..]).to_owned()))
    }

    /// Sends the bytes from `offset` on.
    pub async fn append(&self, client: &Client, offset: u64, part: Bytes) -> anyhow::Result<()> {
        let request = tus(client, Method::PATCH, &self.0)
            .header("upload-offset", offset)
            .header(header::CONTENT_TYPE, "application/offset+octet-stream");
        client.send(request, part).await?.success(&self.0).map(drop)
    }

    fn id(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

fn tus(client: &Client, method: Method, path: &str) -> Builder {
    client.request(method, path).header("tus-resumable", "1.0.0")
}
