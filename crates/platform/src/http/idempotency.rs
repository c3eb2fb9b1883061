//! `Idempotency-Key`: a POST that is repeated has its effect once, and is answered as the first time.
//!
//! The key is noted with a fresh command id before the handler runs. Handlers use that id for what they create, so
//! that a command which is run again after a crash meets its own row. What failed with a 5xx may be run again at
//! once, under the same command id; what was refused as invalid leaves nothing behind.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, MatchedPath, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use kernel::{Clock, SystemClock};
use uuid::Uuid;

use crate::{auth::Credentials, db::Db};

use super::{
    Problem,
    extract::{is_json, refused_body},
    idempotency_store::{Claim, Entry, Key, Store, StoredAnswer},
    request_id,
};

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key, in characters.
const MAX_KEY: usize = 255;
/// How long answers are kept where the route says nothing.
const KEEP: Duration = Duration::from_hours(24);
/// Largest answer kept, in bytes.
const MAX_ANSWER: usize = 1024 * 1024;
/// When somebody who repeats a request that is still running should ask again.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// Whether a route insists on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyRule {
    /// Not looked at: even the hash of a body may be a secret.
    Ignored,
    /// Honoured when sent, for 24 hours.
    Optional,
    /// 400 `IDEMPOTENCY_KEY_MISSING` without one.
    Required {
        /// How long the answer is kept.
        keep: Duration,
    },
}

/// Remembers commands and their answers in a service's own database.
#[derive(Clone)]
pub struct Idempotency {
    store: Store,
    clock: Arc<dyn Clock>,
    deadline: Duration,
}

impl Idempotency {
    /// A command older than `deadline` (that of requests) without an answer counts as crashed.
    pub fn new(db: Db, clock: Arc<dyn Clock>, deadline: Duration) -> Self {
        Self { store: Store::new(db), clock, deadline }
    }
}

/// The id of the command a handler runs: the same again for a repeated key. Use it as the id of what is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandId(pub Uuid);

impl<S: Sync> FromRequestParts<S> for CommandId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().copied();
        Ok(known.unwrap_or_else(|| Self(kernel::id::v7(SystemClock.now()))))
    }
}

/// Around every route of an API that honours keys.
pub(super) async fn layer(
    idempotency: &Idempotency,
    rule: KeyRule,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if request.method() != Method::POST {
        return Ok(next.run(request).await);
    }
    let Some(key) = read_key(request.headers())? else {
        return match rule {
            KeyRule::Ignored | KeyRule::Optional => Ok(next.run(request).await),
            KeyRule::Required { .. } => Err(Problem::new(StatusCode::BAD_REQUEST, "IDEMPOTENCY_KEY_MISSING")),
        };
    };
    let (mut request, entry) = identify(request, key).await?;
    let keep = match rule {
        KeyRule::Ignored | KeyRule::Optional => KEEP,
        KeyRule::Required { keep } => keep,
    };
    let now = idempotency.clock.now();
    match idempotency.store.claim(&entry, now, idempotency.deadline, keep).await? {
        Claim::Run { command_id } => {
            request.extensions_mut().insert(CommandId(command_id));
            let response = next.run(request).await;
            Ok(settle(&idempotency.store, &entry.key, response).await)
        }
        Claim::Replay(answer) => Ok(replay(answer)),
        Claim::OtherRequest => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "IDEMPOTENCY_KEY_REUSED")),
        Claim::Running => Err(Problem::conflict("IN_PROGRESS").retry_after(ASK_AGAIN)),
    }
}

fn read_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(&HEADER) else {
        return Ok(None);
    };
    let key = value.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > MAX_KEY {
        return Err(Problem::malformed("the Idempotency-Key must be 1 to 255 visible characters"));
    }
    Ok(Some(key.to_owned()))
}

/// Whose key it is, and what exactly is asked for. Only JSON bodies are part of that: the others stream, and a
/// multipart body differs with every repetition anyway.
async fn identify(request: Request, key: String) -> Result<(Request, Entry), Problem> {
    let (parts, body) = request.into_parts();
    let (tenant, user) = caller(&parts);
    let mut hash = blake3::Hasher::new();
    for part in [user.as_str(), parts.uri.path(), parts.uri.query().unwrap_or_default()] {
        hash.update(part.as_bytes()).update(&[0]);
    }
    let route = parts.extensions.get::<MatchedPath>().map_or_else(|| parts.uri.path(), MatchedPath::as_str);
    let key = Key { tenant, route: format!("POST {route}"), sent: key };
    let request = if is_json(&parts.headers) {
        let request = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(request, &()).await.map_err(refused_body)?;
        hash.update(&bytes);
        Request::from_parts(parts, Body::from(bytes))
    } else {
        Request::from_parts(parts, body)
    };
    Ok((request, Entry { key, request_hash: hash.finalize().to_hex().to_string() }))
}

/// The tenant that keys are kept apart by, and the user whose answers nobody else gets.
fn caller(parts: &Parts) -> (String, String) {
    match parts.extensions.get::<Credentials>() {
        Some(Credentials::Verified(subject)) => {
            let tenant = subject.account_id.unwrap_or(subject.user_id);
            (tenant.to_string(), subject.user_id.to_string())
        }
        _ => ("anonymous".to_owned(), String::new()),
    }
}

/// Keeps the answer, or makes room for another try.
async fn settle(store: &Store, key: &Key, response: Response) -> Response {
    let (response, settled) = match outcome(response.status()) {
        Outcome::Refused => (response, store.forget(key).await),
        Outcome::Failed => (response, store.reopen(key).await),
        Outcome::Final => match snapshot(response).await {
            Ok((response, answer)) => (response, store.finish(key, &answer).await),
            Err(problem) => (problem.into_response(), store.reopen(key).await),
        },
    };
    if let Err(error) = settled {
        tracing::warn!(%error, "the outcome of an idempotent command was not noted; a repetition runs it again");
    }
    response
}

enum Outcome {
    /// Nothing was done; the same key may come with a better request.
    Refused,
    /// It is not known what was done.
    Failed,
    /// This is the answer from now on.
    Final,
}

const fn outcome(status: StatusCode) -> Outcome {
    match status.as_u16() {
        500.. => Outcome::Failed,
        402 | 409 | 410 | 412 => Outcome::Final,
        400.. => Outcome::Refused,
        _ => Outcome::Final,
    }
}

/// Reads the answer to keep it. A problem is kept as such, to be told again in the language of whoever repeats.
async fn snapshot(response: Response) -> Result<(Response, StoredAnswer), Problem> {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, MAX_ANSWER).await.map_err(Problem::internal)?;
    let text = match parts.extensions.get::<Problem>() {
        Some(problem) => serde_json::to_string(problem).map_err(Problem::internal)?,
        None => String::from_utf8(body.to_vec()).map_err(Problem::internal)?,
    };
    let headers = parts
        .headers
        .iter()
        .filter(|(name, _)| is_kept(name))
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
    let answer = StoredAnswer {
        status: parts.status.as_u16(),
        headers: headers.collect(),
        is_problem: parts.extensions.get::<Problem>().is_some(),
        body: text,
    };
    Ok((Response::from_parts(parts, Body::from(body)), answer))
}

/// Not what belongs to one exchange only.
fn is_kept(name: &HeaderName) -> bool {
    !matches!(*name, header::DATE | header::CONTENT_LENGTH | header::TRANSFER_ENCODING | header::CONNECTION)
        && *name != request_id::HEADER
}

fn replay(answer: StoredAnswer) -> Response {
    let mut response = match answer.problem() {
        Some(problem) => problem.into_response(),
        None => answer.into_response(),
    };
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
