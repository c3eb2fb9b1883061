//! The service over a throw-away database, with a clock, an identity provider and callers of its own.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use axum::{Router, body::Body};
use contracts::{Envelope, subscriptions::SubscriptionsEvent};
use http::{Method, Request, StatusCode};
use kernel::{Clock, SystemClock};
use platform::{
    auth::{Authentication, Subject, TokenError, TokenVerifier},
    db::{Db, PLATFORM},
    http::{HttpSettings, kit},
    on,
    service::Service,
};
use serde_json::{Value, json};
use subscriptions::{Config, MIGRATIONS};
use testkit::{FakeClock, TestDatabase};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

use crate::identity::FakeIdentity;

pub struct World {
    pub database: TestDatabase,
    pub db: Db,
    pub clock: FakeClock,
    pub identity: FakeIdentity,
}

/// One of each database.
pub async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for database in testkit::databases() {
        worlds.push(World::over(database).await);
    }
    worlds
}

/// Who calls: a customer, staff, or nobody.
#[derive(Clone, Debug, Default)]
pub struct Who {
    token: Option<String>,
}

pub const NOBODY: Who = Who { token: None };

impl Who {
    pub fn staff() -> Self {
        Self::with(Uuid::from_u128(1), None, "subscription_admin")
    }

    pub fn with(user: Uuid, account: Option<Uuid>, role: &str) -> Self {
        let account = account.map(|account| account.to_string()).unwrap_or_default();
        Self { token: Some(format!("{user},{account},{role}")) }
    }
}

/// A customer who has signed up.
pub struct Customer {
    pub who: Who,
    pub user: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: http::HeaderMap,
    pub json: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    pub fn data(&self) -> &Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.json);
        &self.json["data"]
    }

    pub fn text(&self, name: &str) -> String {
        self.data()[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.json)).to_owned()
    }

    /// The fields that were wrong, with their codes.
    pub fn errors(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.json["errors"].as_array().unwrap();
        errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }
}

impl World {
    pub async fn over(database: TestDatabase) -> Self {
        let db = database.connect(&[PLATFORM, MIGRATIONS]).await;
        Self { database, db, clock: FakeClock::default(), identity: FakeIdentity::new() }
    }

    /// A process of the service; calling it again is another one over the same database.
    pub fn service(&self) -> Service {
        let clock: Arc<dyn Clock> = Arc::new(self.clock.clone());
        subscriptions::assemble(self.db.clone(), clock, "test".to_owned(), Config::default(), self.identity.link())
    }

    pub fn router(&self) -> Router {
        kit(self.service().http.layer(Authentication::new(Arc::new(Tokens))), HttpSettings::default())
    }

    /// Runs one pass of a worker: it looks once before it learns that it should stop.
    pub async fn pass(&self, name: &str) {
        let stopped = CancellationToken::new();
        stopped.cancel();
        let worker = self.service().workers.into_iter().find(|worker| worker.name == name).unwrap();
        (worker.run)(stopped).await;
    }

    pub async fn send(&self, who: &Who, method: Method, path: &str, body: &Value) -> Answer {
        self.call(request(who, method, path, body, None)).await
    }

    pub async fn get(&self, who: &Who, path: &str) -> Answer {
        self.send(who, Method::GET, path, &Value::Null).await
    }

    pub async fn post_with_key(&self, who: &Who, path: &str, body: &Value, key: &str) -> Answer {
        self.call(request(who, Method::POST, path, body, Some(key))).await
    }

    pub async fn call(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router().oneshot(request).await.unwrap().into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, json }
    }

    pub async fn sign_up(&self, email: &str) -> Customer {
        let answer = self.send(&NOBODY, Method::POST, "/accounts/sign-up", &sign_up_body(email)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}: {}", self.database, answer.json);
        let (account, user) = (answer.text("account_id"), answer.text("user_id"));
        let who = Who::with(user.parse().unwrap(), Some(account.parse().unwrap()), "");
        Customer { who, user }
    }

    /// A plan with one monthly price; returns the ids of both.
    pub async fn plan(&self, name: &str, trial_days: i64) -> (String, String) {
        let answer = self.send(&Who::staff(), Method::POST, "/plans", &plan_body(name, trial_days)).await;
        (answer.text("id"), answer.data()["prices"][0]["id"].as_str().unwrap().to_owned())
    }

    pub async fn subscribe(&self, customer: &Customer, price: &str, token: &str, key: &str) -> Answer {
        self.post_with_key(&customer.who, "/subscriptions", &order_body(price, Some(token)), key).await
    }

    pub async fn status(&self, customer: &Customer) -> String {
        let answer = self.get(&customer.who, "/subscriptions/current").await;
        if answer.status == StatusCode::NOT_FOUND { "none".to_owned() } else { answer.text("status") }
    }

    /// Everything the service has said, in order.
    pub async fn events(&self) -> Vec<SubscriptionsEvent> {
        let mut tx = self.db.read().await.unwrap();
        let rows: Vec<String> = on!(&mut tx, conn => sqlx::query_scalar(
            "SELECT payload FROM outbox ORDER BY created_at, id").fetch_all(conn).await)
        .unwrap();
        rows.iter().map(|row| Envelope::from_json(row).unwrap().fact().unwrap()).collect()
    }

    /// The types of what was said about subscriptions, without prefix and major.
    pub async fn subscription_events(&self) -> Vec<String> {
        let name = |event: &SubscriptionsEvent| {
            let event_type = serde_json::to_value(event).unwrap()["type"].as_str().unwrap().to_owned();
            event_type.trim_start_matches("codeflix.subscription.").trim_end_matches(".v1").to_owned()
        };
        self.events().await.iter().filter(|event| event.subscription().is_some()).map(name).collect()
    }

    /// How many charges the provider remembers in a state.
    pub async fn charges(&self, state: &str) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM test_provider_charges WHERE state = $1")
            .bind(state).fetch_one(conn).await)
        .unwrap()
    }

    /// Lets jobs run that were queued while the clock of this test was ahead of the database's.
    pub async fn release_jobs(&self) {
        let mut tx = self.db.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query("UPDATE jobs SET next_at = 0").execute(conn).await.map(|_| ())).unwrap();
        tx.commit().await.unwrap();
    }

    /// Commands kept with their answers.
    pub async fn kept_commands(&self) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM idempotency").fetch_one(conn).await).unwrap()
    }

    /// Sagas that are not at an end.
    pub async fn open_sagas(&self) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar(
            "SELECT COUNT(*) FROM sagas WHERE state IN ('running', 'compensating')").fetch_one(conn).await)
        .unwrap()
    }
}

pub fn request(who: &Who, method: Method, path: &str, body: &Value, key: Option<&str>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    if let Some(token) = &who.token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    if body.is_null() {
        return request.body(Body::empty()).unwrap();
    }
    request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap()
}

pub fn sign_up_body(email: &str) -> Value {
    json!({"name": "Ana", "email": email, "password": "correct horse", "locale": "pt-BR"})
}

pub fn plan_body(name: &str, trial_days: i64) -> Value {
    let price = json!({"interval": "month", "amount": {"amount": 999, "currency": "EUR"}});
    json!({"name": name, "description": "", "prices": [price], "trial_days": trial_days, "max_streams": 2,
        "max_height": 720, "max_profiles": 5, "is_active": true})
}

pub fn order_body(price: &str, token: Option<&str>) -> Value {
    let method = token.map(|token| json!({"kind": "credit_card", "token": token, "brand": "visa", "last4": "4242"}));
    json!({"price_id": price, "payment_method": method})
}

/// Takes `user,account,role` as a token.
struct Tokens;

#[async_trait]
impl TokenVerifier for Tokens {
    async fn verify(&self, token: &str) -> Result<Arc<Subject>, TokenError> {
        let mut parts = token.split(',');
        let mut next = || parts.next().unwrap_or_default();
        Ok(Arc::new(Subject {
            user_id: next().parse().map_err(|_| TokenError::Invalid("user"))?,
            account_id: next().parse().ok(),
            email: "ana@example.org".to_owned(),
            name: "Ana".to_owned(),
            roles: BTreeSet::from([next().to_owned()]),
            session_id: None,
            expires_at: SystemClock.now(),
        }))
    }
}
