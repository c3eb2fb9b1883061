//! A client of the public API, over HTTP.

use std::time::Duration;

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header, request::Builder};
use http_body_util::{BodyExt, Full};
use hyper_util::{client::legacy::connect::HttpConnector, rt::TokioExecutor};
use serde_json::Value;

use crate::wait::within;

/// The longest an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

type Http = hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>;

/// Somebody signed in, or nobody.
#[derive(Clone)]
pub struct Client {
    http: Http,
    origin: String,
    credentials: Option<(String, String)>,
    token: Option<String>,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The answer if it is a good one, else an error that quotes it.
    pub fn success(self, what: &str) -> anyhow::Result<Self> {
        if self.status.is_success() || self.status.is_redirection() {
            return Ok(self);
        }
        bail!("{what}: {} {}", self.status, String::from_utf8_lossy(&self.body))
    }

    /// What the API wraps into `data`.
    pub fn data(&self) -> anyhow::Result<Value> {
        let mut body: Value = serde_json::from_slice(&self.body).context("an answer is JSON")?;
        Ok(body["data"].take())
    }

    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Client {
    /// Nobody yet.
    pub fn new(origin: &str) -> Self {
        let http = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http();
        Self { http, origin: origin.to_owned(), credentials: None, token: None }
    }

    /// Where the server is.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Somebody else on connections of their own.
    pub async fn signed_in(&self, email: &str, password: &str) -> anyhow::Result<Self> {
        let mut client = Self::new(&self.origin);
        client.credentials = Some((email.to_owned(), password.to_owned()));
        client.renew().await?;
        Ok(client)
    }

    /// Sends a form, as the set-up page does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request =
            self.request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Bytes::from(body)).await?.success(path)
    }

    pub async fn get(&mut self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, None).await?.success(path)?.data()
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.try_post(path, body).await?.success(path)?.data()
    }

    /// A POST whose refusal the caller looks at.
    pub async fn try_post(&mut self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.call(Method::POST, path, Some(body)).await
    }

    /// A request to be completed, with the token if there is one.
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.origin));
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    pub async fn send(&self, request: Builder, body: Bytes) -> anyhow::Result<Answer> {
        let request = request.body(Full::new(body))?;
        let what = format!("{} {}", request.method(), request.uri());
        let exchange = async {
            let response = self.http.request(request).await.with_context(|| what.clone())?;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.with_context(|| what.clone())?.to_bytes();
            Ok(Answer { status: parts.status, headers: parts.headers, body })
        };
        within(&what, PATIENCE, exchange).await
    }

    /// Access tokens live five minutes: a refused one is renewed and the call repeated.
    async fn call(&mut self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Answer> {
        let first = self.exchange(&method, path, body).await?;
        if first.status != StatusCode::UNAUTHORIZED || self.credentials.is_none() {
            return Ok(first);
        }
        self.renew().await?;
        self.exchange(&method, path, body).await
    }

    async fn exchange(&self, method: &Method, path: &str, body: Option<&Value>) -> anyhow::Result<Answer> {
        let request = self.request(method.clone(), path);
        match body {
            Some(body) => {
                self.send(request.header(header::CONTENT_TYPE, "application/json"), Bytes::from(body.to_string())).await
            }
            None => self.send(request, Bytes::new()).await,
        }
    }

    async fn renew(&mut self) -> anyhow::Result<()> {
        let (email, password) = self.credentials.as_ref().context("nobody is signed in")?;
        let basic = format!("Basic {}", STANDARD.encode(format!("{email}:{password}")));
        self.token = None;
        let request = self.request(Method::POST, "/login").header(header::AUTHORIZATION, basic);
        let answer = self.send(request, Bytes::new()).await?.success("signing in")?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        self.token = Some(body["access_token"].as_str().context("a sign-in has a token")?.to_owned());
        Ok(())
    }
}
