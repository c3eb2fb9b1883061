//! A client on a socket: it speaks to the process as any other program does, and knows that an answer can be lost.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, Method, Request, StatusCode, header, request::Builder};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::{Value, json};
use tokio::sync::RwLock;

pub use bytes::Bytes;

/// Where uploads begin.
pub const UPLOADS: &str = "/api/v1/admin/uploads";

/// No answer came: whether the command took effect is not known.
#[derive(Debug)]
#[allow(dead_code, reason = "shown when a test fails")]
pub struct Lost(String);

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The stable code of a refusal.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The value under `data` of an answer that must be a success.
    #[track_caller]
    pub fn data(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
        self.json()["data"].clone()
    }

    /// Asserts the status and the stable code of a refusal.
    #[track_caller]
    pub fn is_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code().as_str()), (status, code), "{}", self.text());
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Somebody signed in, or nobody.
pub struct Client {
    pool: Pool<HttpConnector, Full<Bytes>>,
    origin: String,
    credentials: Option<(String, String)>,
    token: RwLock<Option<String>>,
}

impl Client {
    /// Nobody yet.
    pub fn new(origin: impl Into<String>) -> Self {
        let pool = Pool::builder(TokioExecutor::new()).build_http();
        Self { pool, origin: origin.into(), credentials: None, token: RwLock::default() }
    }

    /// Somebody, who signs in when a token is asked for.
    pub fn known_as(origin: impl Into<String>, email: &str, password: &str) -> Self {
        Self { credentials: Some((email.to_owned(), password.to_owned())), ..Self::new(origin) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.try_call(Method::GET, path, None).await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.try_call(Method::POST, path, Some(body)).await.unwrap()
    }

    /// A call with or without a JSON body.
    pub async fn try_call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Answer, Lost> {
        let mut request = Request::builder().method(method);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let bytes = body.map(|body| Bytes::from(body.to_string())).unwrap_or_default();
        self.send(path, request, bytes).await
    }

    /// A form, as a browser sends it.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = "application/x-www-form-urlencoded";
        let request = Request::builder()
            .method(Method::POST)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ORIGIN, &self.origin);
        self.send(path, request, Bytes::from(body)).await.unwrap()
    }

    /// One file as the part `media_file` of a multipart body.
    pub async fn send_file(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let name = name.replace('"', "%22");
        let head = format!(
            "--part\r\ncontent-disposition: form-data; name=\"media_file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--part--\r\n"].concat();
        let request =
            Request::builder().method(Method::POST).header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        self.send(path, request, Bytes::from(body)).await.unwrap()
    }

    /// Begins an upload of `size` bytes (tus 1.0); `name` is what the file is called at home.
    pub async fn begin_upload(&self, size: usize, name: &str) -> Answer {
        let metadata = format!("filename {},purpose {}", STANDARD.encode(name), STANDARD.encode("video"));
        self.begin_upload_with(size, &metadata).await
    }

    /// The same for a video that may have the film before its upload has ended.
    pub async fn begin_upload_for(&self, video: &str, size: usize) -> Answer {
        let metadata = format!("purpose {},video_id {}", STANDARD.encode("video"), STANDARD.encode(video));
        self.begin_upload_with(size, &metadata).await
    }

    async fn begin_upload_with(&self, size: usize, metadata: &str) -> Answer {
        let request =
            Request::builder().method(Method::POST).header("upload-length", size).header("upload-metadata", metadata);
        self.send(UPLOADS, tus(request), Bytes::new()).await.unwrap()
    }

    /// Sends more bytes of an upload.
    pub async fn append(&self, path: &str, offset: usize, bytes: Bytes) -> Result<Answer, Lost> {
        self.append_checked(path, offset, bytes, None).await
    }

    /// Sends more bytes of an upload, with what they should hash to.
    pub async fn append_checked(
        &self,
        path: &str,
        offset: usize,
        bytes: Bytes,
        checksum: Option<&str>,
    ) -> Result<Answer, Lost> {
        let mut request = Request::builder().method(Method::PATCH).header("upload-offset", offset);
        request = request.header(header::CONTENT_TYPE, "application/offset+octet-stream");
        if let Some(checksum) = checksum {
            request = request.header("upload-checksum", checksum);
        }
        self.send(path, tus(request), bytes).await
    }

    /// Where an upload stands.
    pub async fn offset(&self, path: &str) -> usize {
        let answer = self.send(path, tus(Request::builder().method(Method::HEAD)), Bytes::new()).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.header("upload-offset").parse().unwrap()
    }

    /// Gives an upload up.
    pub async fn end_upload(&self, path: &str) -> Answer {
        self.send(path, tus(Request::builder().method(Method::DELETE)), Bytes::new()).await.unwrap()
    }

    /// Uploads a file in one piece and returns the upload's id.
    pub async fn upload(&self, bytes: &Bytes, name: &str) -> String {
        let begun = self.begin_upload(bytes.len(), name).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
        let path = begun.header("location");
        let sent = self.append(path, 0, bytes.clone()).await.unwrap();
        assert_eq!(sent.status, StatusCode::NO_CONTENT, "{}", sent.text());
        upload_id(path)
    }

    /// Makes an upload the film of a video.
    pub async fn attach(&self, video: &str, upload: &str) -> Result<Answer, Lost> {
        let path = format!("/api/v1/admin/videos/{video}/medias/video");
        self.try_call(Method::POST, &path, Some(json!({ "upload_id": upload }))).await
    }

    /// Tokens live for minutes: a refused one is renewed and the request repeated.
    async fn send(&self, path: &str, request: Builder, body: Bytes) -> Result<Answer, Lost> {
        let request = request.uri(format!("{}{path}", self.origin)).body(Full::new(body)).unwrap();
        if self.credentials.is_some() && self.token.read().await.is_none() {
            self.renew().await?;
        }
        let first = self.exchange(request.clone()).await?;
        if first.status != StatusCode::UNAUTHORIZED || self.credentials.is_none() {
            return Ok(first);
        }
        self.renew().await?;
        self.exchange(request).await
    }

    async fn renew(&self) -> Result<(), Lost> {
        let (email, password) = self.credentials.as_ref().unwrap();
        let basic = format!("Basic {}", STANDARD.encode(format!("{email}:{password}")));
        let request = Request::post(format!("{}/login", self.origin)).header(header::AUTHORIZATION, basic);
        let answer = read(self.pool.request(request.body(Full::default()).unwrap()).await).await?;
        assert_eq!(answer.status, StatusCode::OK, "sign-in of {email}: {}", answer.text());
        *self.token.write().await = answer.json()["access_token"].as_str().map(str::to_owned);
        Ok(())
    }

    async fn exchange(&self, mut request: Request<Full<Bytes>>) -> Result<Answer, Lost> {
        if let Some(token) = self.token.read().await.as_ref() {
            let bearer = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert(header::AUTHORIZATION, bearer);
        }
        read(self.pool.request(request).await).await
    }
}

/// The last part of an upload's path.
pub fn upload_id(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

fn tus(request: Builder) -> Builder {
    request.header("tus-resumable", "1.0.0")
}

async fn read(
    response: Result<http::Response<hyper::body::Incoming>, hyper_util::client::legacy::Error>,
) -> Result<Answer, Lost> {
    let (parts, body) = response.map_err(|error| Lost(format!("{error:?}")))?.into_parts();
    let bytes = body.collect().await.map_err(|error| Lost(format!("{error:?}")))?.to_bytes();
    Ok(Answer { status: parts.status, headers: parts.headers, bytes })
}
