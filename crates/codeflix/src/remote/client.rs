//! A client of the public API of a running Codeflix. What may pass is tried again; every request may be repeated.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, SizeHint};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use indicatif::ProgressBar;
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use serde::{Deserialize, de::DeserializeOwned};
use url::{Host, Url};

use super::Account;

/// The longest one exchange may take: a piece of a film over a slow line.
const EXCHANGE: Duration = Duration::from_mins(5);
/// Bytes on their way are given up when nobody acknowledges them for so long.
const SILENCE: Duration = Duration::from_secs(30);
/// How often a request is tried.
const TRIES: u32 = 12;
/// The first pause between two tries; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// The longest pause that the other side may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// Bytes of an answer at most.
const MAX_ANSWER: usize = 8 << 20;
/// How much of a body is handed over at once; progress moves by as much.
const SLICE: usize = 64 << 10;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Codeflix said no.
    #[error("{0}")]
    Refused(Refusal),
    /// No answer came, though it was asked for several times.
    #[error("{0} does not answer: {1}")]
    Silent(String, String),
    /// The e-mail address or the password.
    #[error("the e-mail address or the password is wrong")]
    SignIn,
    /// Something else than Codeflix answers.
    #[error("the answer is none of Codeflix: {0}")]
    Strange(String),
    /// A file of the folder.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

impl Error {
    /// Whether the next film would fail in the same way.
    pub fn is_of_all_films(&self) -> bool {
        match self {
            Self::Silent(..) | Self::SignIn | Self::Strange(_) => true,
            Self::Refused(refusal) => ["FORBIDDEN", "QUOTA", "STORAGE_FULL"].contains(&refusal.code.as_str()),
            Self::File(_) => false,
        }
    }
}

/// A problem (RFC 9457) as Codeflix writes it.
#[derive(Debug, Deserialize, thiserror::Error)]
#[error("{code}: {title}{}", self.particulars())]
pub struct Refusal {
    code: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: Option<String>,
    #[serde(default)]
    errors: Vec<WrongField>,
}

#[derive(Debug, Deserialize)]
struct WrongField {
    field: String,
    #[serde(default)]
    message: String,
}

impl Refusal {
    fn particulars(&self) -> String {
        let fields = self.errors.iter().map(|error| format!("{} {}", error.field, error.message));
        let all: Vec<String> =
            self.detail.iter().filter(|detail| **detail != self.title).cloned().chain(fields).collect();
        if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
    }
}

/// A request that can be sent again.
#[derive(Clone, Debug)]
pub struct Call {
    method: Method,
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    progress: ProgressBar,
}

impl Call {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        let progress = ProgressBar::hidden();
        Self { method, path: path.into(), headers: Vec::new(), body: Bytes::new(), progress }
    }

    pub fn header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn body(mut self, kind: HeaderValue, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE, kind)
    }

    pub fn json(self, body: &serde_json::Value) -> Self {
        self.body(HeaderValue::from_static("application/json"), body.to_string())
    }

    /// Under a key: repeated within a day, it has its effect once.
    pub fn once(self, key: HeaderValue) -> Self {
        self.header(HeaderName::from_static("idempotency-key"), key)
    }

    /// Bytes of the body.
    pub fn length(&self) -> u64 {
        self.body.len() as u64
    }

    /// Has a bar move with the bytes of the body, from where it stands.
    pub fn shown_on(mut self, progress: &ProgressBar) -> Self {
        self.progress = progress.clone();
        self
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Bytes,
}

/// `{data: …}`.
#[derive(Deserialize)]
struct Wrapped<T> {
    data: T,
}

impl Answer {
    /// What the API wraps into `data`.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let wrapped: Result<Wrapped<T>, _> = serde_json::from_slice(&self.body);
        wrapped.map(|wrapped| wrapped.data).map_err(|error| Error::Strange(error.to_string()))
    }

    /// The whole body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| Error::Strange(error.to_string()))
    }

    pub fn number(&self, header: &HeaderName) -> Option<u64> {
        self.headers.get(header)?.to_str().ok()?.parse().ok()
    }

    /// As what it is if it is no good.
    pub fn into_error(self) -> Error {
        match serde_json::from_slice::<Refusal>(&self.body) {
            Ok(refusal) => Error::Refused(refusal),
            Err(_) => Error::Strange(format!("status {}", self.status)),
        }
    }

    /// How long to wait at least before it may go better; `None` if it will not.
    fn pause(&self) -> Option<Duration> {
        let is_passing = match self.status.as_u16() {
            423 | 429 | 500 | 502 | 503 | 504 => true,
            409 => serde_json::from_slice::<Refusal>(&self.body).is_ok_and(|it| it.code == "IN_PROGRESS"),
            _ => false,
        };
        let wanted = self.number(&header::RETRY_AFTER).map(Duration::from_secs);
        is_passing.then(|| wanted.unwrap_or_default())
    }
}

/// Somebody signed in.
pub struct Client {
    pool: Pool<HttpsConnector<HttpConnector>, Slices>,
    origin: String,
    basic: HeaderValue,
    bearer: Option<HeaderValue>,
}

/// How the sign-in of a program is answered.
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

impl Client {
    /// Signs in.
    pub async fn sign_in(account: &Account) -> anyhow::Result<Self> {
        let connector = connector(&account.server)?;
        let pool = Pool::builder(TokioExecutor::new()).build(connector);
        let basic = secret(format!("Basic {}", STANDARD.encode(format!("{}:{}", account.email, account.password))))?;
        let origin = account.server.as_str().trim_end_matches('/').to_owned();
        let mut client = Self { pool, origin, basic, bearer: None };
        client.renew().await?;
        Ok(client)
    }

    pub async fn get<T: DeserializeOwned>(&mut self, path: impl Into<String>) -> Result<T, Error> {
        self.send(&Call::new(Method::GET, path)).await?.data()
    }

    /// Sends until there is an answer that will not change by itself, and takes only a good one.
    pub async fn send(&mut self, call: &Call) -> Result<Answer, Error> {
        let answer = self.ask(call).await?;
        if answer.status.is_success() { Ok(answer) } else { Err(answer.into_error()) }
    }

    /// The same, and takes any answer.
    pub async fn ask(&mut self, call: &Call) -> Result<Answer, Error> {
        let mut patience = Patience::new();
        loop {
            let answer = self.attempt(call).await?;
            let wait = match &answer {
                Ok(answer) => answer.pause(),
                Err(_) => Some(Duration::ZERO),
            };
            match (answer, wait) {
                (Ok(answer), None) => return Ok(answer),
                (answer, wait) => {
                    let why = answer.map_or_else(|lost| lost, |answer| format!("status {}", answer.status));
                    if !patience.wait(wait.unwrap_or_default()).await {
                        return Err(self.silent(why));
                    }
                }
            }
        }
    }

    /// Sends once. `None` means that it may go better in a while, or that nobody knows what became of it.
    pub async fn try_once(&mut self, call: &Call) -> Result<Option<Answer>, Error> {
        let answer = self.attempt(call).await?;
        Ok(answer.ok().filter(|answer| answer.pause().is_none()))
    }

    /// That the other side is not heard any more.
    pub fn silent(&self, why: impl Into<String>) -> Error {
        Error::Silent(self.origin.clone(), why.into())
    }

    /// Sends with a token; one that has run out is renewed.
    async fn attempt(&mut self, call: &Call) -> Result<Result<Answer, String>, Error> {
        let first = self.exchange(call, self.bearer.clone()).await;
        if !first.as_ref().is_ok_and(|answer| answer.status == StatusCode::UNAUTHORIZED) {
            return Ok(first);
        }
        self.renew().await?;
        Ok(self.exchange(call, self.bearer.clone()).await)
    }

    /// Tokens live for minutes, an import for hours.
    async fn renew(&mut self) -> Result<(), Error> {
        let call = Call::new(Method::POST, "/login");
        let mut patience = Patience::new();
        let answer = loop {
            let answer = self.exchange(&call, Some(self.basic.clone())).await;
            let wait = match &answer {
                Ok(answer) => answer.pause(),
                // Who never answered has rather another address.
                Err(_) => self.bearer.as_ref().map(|_| Duration::ZERO),
            };
            match wait {
                Some(wait) if patience.wait(wait).await => {}
                _ => break answer.map_err(|why| self.silent(why))?,
            }
        };
        match answer.status {
            StatusCode::OK => {
                let tokens: Tokens = answer.json()?;
                let bearer = secret(format!("Bearer {}", tokens.access_token));
                self.bearer = Some(bearer.map_err(|error| Error::Strange(error.to_string()))?);
                Ok(())
            }
            StatusCode::UNAUTHORIZED => Err(Error::SignIn),
            _ => Err(answer.into_error()),
        }
    }

    /// One request and its answer, or why none came.
    async fn exchange(&self, call: &Call, credentials: Option<HeaderValue>) -> Result<Answer, String> {
        let body = Slices { rest: call.body.clone(), progress: call.progress.clone() };
        let uri = format!("{}{}", self.origin, call.path);
        let mut request = Request::builder().method(call.method.clone()).uri(uri).header(header::ACCEPT_LANGUAGE, "en");
        if let Some(headers) = request.headers_mut() {
            headers.extend(call.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
            headers.extend(credentials.map(|credentials| (header::AUTHORIZATION, credentials)));
        }
        let request = request.body(body).map_err(|error| error.to_string())?;
        let exchange = async {
            let response = self.pool.request(request).await.map_err(|error| cause(&error))?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, MAX_ANSWER).collect().await.map_err(|error| error.to_string())?.to_bytes();
            Ok(Answer { status: parts.status, headers: parts.headers, body })
        };
        let limited = tokio::time::timeout(EXCHANGE, exchange).await;
        limited.map_err(|_| format!("no answer within {} s", EXCHANGE.as_secs()))?
    }
}

/// Tries that are left, with pauses that grow.
pub struct Patience {
    tries: u32,
    pause: Duration,
}

impl Patience {
    pub const fn new() -> Self {
        Self { tries: TRIES, pause: FIRST_PAUSE }
    }

    /// Waits, at least as long as was asked for; `false` if it was tried often enough.
    pub async fn wait(&mut self, asked_for: Duration) -> bool {
        let Some(left) = self.tries.checked_sub(1) else { return false };
        tokio::time::sleep(asked_for.clamp(self.pause, LONGEST_WAIT)).await;
        *self = Self { tries: left, pause: (self.pause * 2).min(LONGEST_PAUSE) };
        true
    }
}

/// A header that is shown in no log.
fn secret(text: String) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
    let mut value = HeaderValue::try_from(text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whether passwords and films reach a server without anybody on the way reading them.
pub fn is_private(server: &Url) -> bool {
    let is_this_machine = match server.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    server.scheme() == "https" || is_this_machine
}

/// The machine's own certificate authorities are believed (`SSL_CERT_FILE` names others).
fn connector(server: &Url) -> anyhow::Result<HttpsConnector<HttpConnector>> {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(SILENCE));
    http.set_keepalive(Some(SILENCE));
    http.set_tcp_user_timeout(Some(SILENCE));
    let provider = aws_lc_rs::default_provider();
    let config = ClientConfig::builder_with_provider(provider.into()).with_safe_default_protocol_versions()?;
    let config = if server.scheme() == "https" {
        config.with_native_roots()?
    } else {
        config.with_root_certificates(RootCertStore::empty())
    };
    let builder = hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(config.with_no_client_auth());
    Ok(builder.https_or_http().enable_http1().wrap_connector(http))
}

/// The innermost reason says most: "connection refused".
fn cause(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(Some(error), |error| error.source()).last().map_or_else(String::new, ToString::to_string)
}

/// A body of known length that moves a bar as it goes.
struct Slices {
    rest: Bytes,
    progress: ProgressBar,
}

impl Body for Slices {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(SLICE);
        let slice = self.rest.split_to(length);
        self.progress.inc(length as u64);
        Poll::Ready(Some(Ok(Frame::data(slice))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_tls_keep_a_password_to_themselves() {
        for (server, expected) in [
            ("http://localhost:8080", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:80", true),
            ("https://films.example.org", true),
            ("http://films.example.org", false),
            ("http://192.168.1.5:8080", false),
        ] {
            assert_eq!(is_private(&Url::parse(server).unwrap()), expected, "{server}");
        }
    }
}
