//! The demo speaks to Codeflix as any other program does: over its public API, only without a socket.

use std::path::Path;

use anyhow::{Context, bail};
use axum::{Router, body::Body, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tower::ServiceExt;

/// Bytes of a part of an upload.
const PART: usize = 8 << 20;
/// Answers at most.
const MAX_ANSWER: usize = 4 << 20;

/// Somebody signed in, or nobody.
#[derive(Clone)]
pub struct Client {
    router: Router,
    credentials: Option<(String, String)>,
    token: Option<String>,
}

/// An answer that was read.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub body: Value,
}

impl Answer {
    /// The stable code of a refusal.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    fn expect_success(self, what: &str) -> anyhow::Result<Self> {
        if self.status.is_success() || self.status.is_redirection() {
            return Ok(self);
        }
        bail!("{what}: {} {}", self.status, self.body)
    }
}

impl Client {
    /// Nobody yet.
    pub const fn new(router: Router) -> Self {
        Self { router, credentials: None, token: None }
    }

    /// The same, signed in; `None` if there is no such login.
    pub async fn signed_in(&self, email: &str, password: &str) -> anyhow::Result<Option<Self>> {
        let mut client = Self {
            router: self.router.clone(),
            credentials: Some((email.to_owned(), password.to_owned())),
            token: None,
        };
        Ok(client.renew().await?.then_some(client))
    }

    /// Sends a form, as the set-up page does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body))?).await?.expect_success(path)
    }

    pub async fn get(&mut self, path: &str) -> anyhow::Result<Value> {
        Ok(self.call(Method::GET, path, None).await?.expect_success(path)?.body)
    }

    pub async fn post(&mut self, path: &str, body: Value) -> anyhow::Result<Answer> {
        self.call(Method::POST, path, Some(body)).await?.expect_success(path)
    }

    /// A POST whose refusal the caller looks at.
    pub async fn try_post(&mut self, path: &str, body: Value) -> anyhow::Result<Answer> {
        self.call(Method::POST, path, Some(body)).await
    }

    /// The same under an idempotency key.
    pub async fn try_post_with_key(&self, path: &str, body: Value, key: &str) -> anyhow::Result<Answer> {
        let mut request = self.json(Method::POST, path, Some(&body))?;
        request.headers_mut().insert("idempotency-key", key.parse()?);
        self.send(request).await
    }

    /// Sends a small file as `media_file`.
    pub async fn post_file(&mut self, path: &str, file: &Path) -> anyhow::Result<()> {
        const BOUNDARY: &str = "codeflix-demo-boundary";
        let bytes = tokio::fs::read(file).await?;
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("file");
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"media_file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), &bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body))?).await?.expect_success(path)?;
        Ok(())
    }

    /// Uploads a film in parts (tus 1.0) and returns the upload's id.
    pub async fn upload(&mut self, file: &Path) -> anyhow::Result<String> {
        const UPLOADS: &str = "/api/v1/admin/uploads";
        let mut source = tokio::fs::File::open(file).await.with_context(|| file.display().to_string())?;
        let length = source.metadata().await?.len();
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("film.mp4");
        let metadata = format!("filename {},purpose {}", STANDARD.encode(name), STANDARD.encode("video"));
        let request =
            self.tus(Method::POST, UPLOADS).header("upload-length", length).header("upload-metadata", metadata);
        let created = self.send(request.body(Body::empty())?).await?.expect_success(UPLOADS)?;
        let location = created.location.context("an upload has a location")?;
        let path = location.find("/api/").map_or(location.as_str(), |at| &location[at..]).to_owned();
        let mut offset = 0_u64;
        while offset < length {
            let mut part = vec![0; PART.min(usize::try_from(length - offset).unwrap_or(PART))];
            source.read_exact(&mut part).await?;
            let size = part.len() as u64;
            let request = self
                .tus(Method::PATCH, &path)
                .header("upload-offset", offset)
                .header(header::CONTENT_TYPE, "application/offset+octet-stream");
            self.send(request.body(Body::from(part))?).await?.expect_success(&path)?;
            offset += size;
        }
        Ok(path.rsplit('/').next().unwrap_or_default().to_owned())
    }

    /// Access tokens live five minutes: a refused one is renewed and the call repeated.
    async fn call(&mut self, method: Method, path: &str, body: Option<Value>) -> anyhow::Result<Answer> {
        let first = self.send(self.json(method.clone(), path, body.as_ref())?).await?;
        if first.status != StatusCode::UNAUTHORIZED || !self.renew().await? {
            return Ok(first);
        }
        self.send(self.json(method, path, body.as_ref())?).await
    }

    async fn renew(&mut self) -> anyhow::Result<bool> {
        let Some((email, password)) = &self.credentials else { return Ok(false) };
        let basic = format!("Basic {}", STANDARD.encode(format!("{email}:{password}")));
        let request = Request::post("/login").header(header::AUTHORIZATION, basic).body(Body::empty())?;
        let answer = self.send(request).await?;
        self.token = answer.body["access_token"].as_str().map(str::to_owned);
        Ok(self.token.is_some())
    }

    fn json(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Request<Body>> {
        let request = self.request(method, path);
        Ok(match body {
            Some(body) => {
                request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))?
            }
            None => request.body(Body::empty())?,
        })
    }

    fn tus(&self, method: Method, path: &str) -> http::request::Builder {
        self.request(method, path).header("tus-resumable", "1.0.0")
    }

    fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    async fn send(&self, request: Request<Body>) -> anyhow::Result<Answer> {
        let response: Response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.map(str::to_owned);
        let bytes = axum::body::to_bytes(response.into_body(), MAX_ANSWER).await?;
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        Ok(Answer { status, location, body })
    }
}
