//! A small API over things, and a client that calls it in memory.

use std::{
    collections::BTreeSet,
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use axum::{Router, body::Body, extract::State};
use http::{HeaderMap, Method, Request, StatusCode};
use kernel::{Clock, Page, PageRequest, SystemClock, Violations};
use platform::{
    auth::{Authentication, Subject, TokenError, TokenVerifier},
    http::{
        Api, Caller, CommaList, CommandCause, CommandId, Created, Data, Dir, Field, FieldError, HttpSettings,
        Idempotency, IfMatch, Json, List, MaybeCaller, NoDeadline, Path, Policy, Problem, Query, Unknown, etag, kit,
        routes,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower::ServiceExt;
use utoipa::{IntoParams, ToSchema, openapi::OpenApi};
use uuid::Uuid;

pub const EDITORS: &[&str] = &["editor", "chief"];
pub const DEADLINE: Duration = Duration::from_secs(15);
const SHORT_DEADLINE: Duration = Duration::from_millis(100);

kernel::id!(
    /// Names a thing.
    ThingId
);

#[derive(Clone, Default)]
pub struct Things {
    pub runs: Arc<AtomicUsize>,
    pub failures_left: Arc<AtomicUsize>,
}

#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct ThingBody {
    #[schema(inline)]
    title: Field<String>,
    #[schema(inline)]
    year: Field<i32>,
    #[schema(inline)]
    tags: Field<Vec<Uuid>>,
    #[schema(inline)]
    markers: Field<MarkersBody>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct MarkersBody {
    #[schema(inline)]
    start: Field<i64>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

#[derive(Serialize, ToSchema)]
struct Thing {
    id: Uuid,
    title: String,
    year: Option<i32>,
}

#[derive(Deserialize, IntoParams)]
struct ThingQuery {
    page: Option<u32>,
    per_page: Option<u32>,
    search: Option<String>,
    #[param(inline)]
    sort: Option<Sort>,
    #[param(inline)]
    dir: Option<Dir>,
    #[serde(default)]
    #[param(inline)]
    tags: CommaList<Uuid>,
    #[serde(default)]
    #[param(inline)]
    kinds: CommaList<Sort>,
    year: Option<i32>,
    is_active: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    Title,
    CreatedAt,
}

#[utoipa::path(post, path = "/things", request_body = ThingBody, responses((status = 201, body = Data<Thing>)))]
async fn create(
    State(things): State<Things>,
    CommandId(id): CommandId,
    Json(body): Json<ThingBody>,
) -> Result<Created<Thing>, Problem> {
    things.runs.fetch_add(1, Ordering::SeqCst);
    if things.failures_left.load(Ordering::SeqCst) > 0 {
        things.failures_left.fetch_sub(1, Ordering::SeqCst);
        return Err(Problem::internal("the disk said: /var/lib/secret is gone"));
    }
    let mut violations = Violations::new();
    let title = body.title.required(&mut violations, "/title");
    let year = body.year.optional(&mut violations, "/year");
    body.tags.patch(&mut violations, "/tags");
    if let Some(markers) = body.markers.patch_nullable(&mut violations, "/markers").flatten() {
        markers.start.required(&mut violations, "/markers/start");
        markers.unknown.refuse(&mut violations, "/markers");
    }
    body.unknown.refuse(&mut violations, "");
    violations.into_result()?;
    let title = title.unwrap_or_default();
    if title == "taken" {
        return Err(Problem::conflict("INVALID_TRANSITION"));
    }
    Ok(Created::new(format!("/things/{id}"), Thing { id, title, year }))
}

#[utoipa::path(get, path = "/things", params(ThingQuery), responses((status = 200, body = List<Thing>)))]
async fn list(Query(query): Query<ThingQuery>) -> List<Thing> {
    let request = PageRequest::new(query.page, query.per_page);
    let title = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        query.search,
        query.sort,
        query.dir.map(kernel::Direction::from),
        query.kinds,
        query.year,
        query.is_active
    );
    let items = query.tags.0.into_iter().map(|id| Thing { id, title: title.clone(), year: None }).collect();
    List::from(Page { items, total: 31, request })
}

#[utoipa::path(get, path = "/things/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = Data<Thing>)))]
async fn read(Path(id): Path<ThingId>, MaybeCaller(caller): MaybeCaller) -> impl axum::response::IntoResponse {
    let title = caller.map_or_else(|| "for anybody".to_owned(), |caller| format!("for {}", caller.name));
    ([etag(7)], Data::new(Thing { id: id.uuid(), title, year: None }))
}

#[utoipa::path(put, path = "/things/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = Data<Thing>)))]
async fn change(
    Path(id): Path<ThingId>,
    IfMatch(version): IfMatch,
    caller: Caller,
    CommandCause(cause): CommandCause,
    body: Option<Json<ThingBody>>,
) -> Result<Data<Thing>, Problem> {
    if version.is_some_and(|version| version != 7) {
        return Err(Problem::version_conflict());
    }
    let title = format!("{} {} {:?}", cause.correlation_id, cause.actor == Some(caller.user_id), cause.traceparent);
    Ok(Data::new(Thing { id: id.uuid(), title, year: body.map(|_| 1) }))
}

#[utoipa::path(post, path = "/orders", responses((status = 201, body = Data<Thing>)))]
async fn order(CommandId(id): CommandId) -> Created<Thing> {
    Created::new("/orders/1", Thing { id, title: "an order".to_owned(), year: None })
}

#[utoipa::path(get, path = "/own-code", responses((status = 200, body = Data<Thing>)))]
async fn own_code() -> Problem {
    Problem::conflict("NOBODY_KNOWS_THIS").detail("the moon is in the way").errors([
        FieldError::new("/a", "RANGE").with("min", 3),
        FieldError::new("/b", "NOT_FOUND"),
        FieldError::new("/c", "MOON"),
        FieldError::new("file", "FILE_EMPTY"),
    ])
}

async fn panic() -> &'static str {
    panic!("the secret is out")
}

async fn slow() -> &'static str {
    pending().await
}

async fn patient(_: NoDeadline) -> &'static str {
    tokio::time::sleep(SHORT_DEADLINE * 2).await;
    "done"
}

/// The whole API with all its layers.
pub fn api(things: Things, idempotency: Option<Idempotency>) -> (Router, OpenApi) {
    api_within(DEADLINE, things, idempotency)
}

fn api_within(deadline: Duration, things: Things, idempotency: Option<Idempotency>) -> (Router, OpenApi) {
    let mut api = Api::new("things")
        .routes(Policy::Public, routes!(list))
        .routes(Policy::SignedIn, routes!(create))
        .routes(Policy::Public, routes!(read))
        .routes(Policy::AnyRole(EDITORS), routes!(change))
        .routes_with_key(Policy::SignedIn, Duration::from_hours(720), routes!(order))
        .routes(Policy::Public, routes!(own_code))
        .route(Policy::Public, Method::GET, "/panic", panic)
        .route(Policy::Public, Method::GET, "/slow", slow)
        .route(Policy::Public, Method::PATCH, "/patient", patient);
    if let Some(idempotency) = idempotency {
        api = api.idempotent(idempotency);
    }
    let (router, document) = api.with_state(things);
    let router = router.layer(Authentication::new(Arc::new(Names)));
    (kit(router, HttpSettings { deadline, ..HttpSettings::default() }), document)
}

/// A client of the API without idempotency.
pub fn client() -> Client {
    Client(api(Things::default(), None).0)
}

/// The same where a request may take [`SHORT_DEADLINE`] only.
pub fn hurried_client() -> Client {
    Client(api_within(SHORT_DEADLINE, Things::default(), None).0)
}

/// Takes `name` or `name:role` as a token.
struct Names;

#[async_trait]
impl TokenVerifier for Names {
    async fn verify(&self, token: &str) -> Result<Arc<Subject>, TokenError> {
        match token {
            "forged" => return Err(TokenError::Invalid("signature")),
            "old" => return Err(TokenError::Time),
            "unchecked" => return Err(TokenError::Unavailable),
            _ => {}
        }
        let (name, role) = token.split_once(':').unwrap_or((token, ""));
        Ok(Arc::new(Subject {
            user_id: Uuid::from_u128(name.bytes().fold(0, |id, byte| id << 8 | u128::from(byte))),
            account_id: None,
            email: format!("{name}@example.org"),
            name: name.to_owned(),
            roles: BTreeSet::from([role.to_owned()]),
            session_id: None,
            expires_at: SystemClock.now(),
        }))
    }
}

/// Calls a router in memory.
#[derive(Clone)]
pub struct Client(pub Router);

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

impl Client {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, json }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts JSON as alice.
    pub async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(as_alice(path).body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Posts JSON as somebody with an idempotency key.
    pub async fn post_with_key(&self, who: &str, key: &str, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header("authorization", format!("Bearer {who}"))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}

fn as_alice(path: &str) -> http::request::Builder {
    Request::post(path).header("authorization", "Bearer alice").header("content-type", "application/json")
}

impl Answer {
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// `field code` of every error, in order.
    pub fn errors(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = self.json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| format!("{} {}", text(&error["field"]), text(&error["code"]))).collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
