//! Repeated commands, on both engines.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use platform::{
    db::{Db, PLATFORM},
    http::Idempotency,
    on,
    retention::Retention,
};
use testkit::{FakeClock, databases};

use super::fixture::{Client, DEADLINE, Things, api};

const FILM: &str = r#"{"title": "A film"}"#;

struct World {
    client: Client,
    things: Things,
    clock: FakeClock,
    db: Db,
}

impl World {
    fn on(db: Db) -> Self {
        let (things, clock) = (Things::default(), FakeClock::default());
        let idempotency = Idempotency::new(db.clone(), Arc::new(clock.clone()), DEADLINE);
        let client = Client(api(things.clone(), Some(idempotency)).0);
        Self { client, things, clock, db }
    }

    fn runs(&self) -> usize {
        self.things.runs.load(Ordering::SeqCst)
    }

    /// As if the process died while the command ran.
    async fn lose_the_answer(&self) {
        let mut tx = self.db.begin().await.unwrap();
        let rows = on!(&mut tx, conn => sqlx::query("UPDATE idempotency SET state = 'started', status = NULL, body = NULL")
            .execute(conn).await.map(|done| done.rows_affected()));
        assert_eq!(rows.unwrap(), 1);
        tx.commit().await.unwrap();
    }
}

/// Runs a test on SQLite and on PostgreSQL.
macro_rules! on_both_engines {
    ($world:ident => $body:expr) => {
        for database in databases() {
            let db = database.connect(&[PLATFORM]).await;
            let $world = World::on(db.clone());
            $body
            db.close().await;
        }
    };
}

#[tokio::test]
async fn a_repeated_command_runs_once_and_is_answered_as_the_first_time() {
    on_both_engines!(world => {
        let first = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        let second = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        assert_eq!((first.status.as_u16(), second.status), (201, first.status));
        assert_eq!(first.json, second.json);
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(first.header("content-type"), second.header("content-type"));
        assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), ("", "true"));
        assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
        assert_eq!(world.runs(), 1);
    });
}

#[tokio::test]
async fn a_key_is_one_callers_own_and_belongs_to_one_route() {
    on_both_engines!(world => {
        world.client.post_with_key("alice", "k1", "/things", FILM).await;
        let bobs = world.client.post_with_key("bob", "k1", "/things", FILM).await;
        assert_eq!((bobs.status.as_u16(), bobs.header("idempotency-replayed")), (201, ""));
        let order = world.client.post_with_key("alice", "k1", "/orders", "{}").await;
        assert_eq!((order.status.as_u16(), order.header("idempotency-replayed")), (201, ""));
        assert_eq!(world.runs(), 2);
    });
}

#[tokio::test]
async fn a_key_cannot_be_used_for_another_request() {
    on_both_engines!(world => {
        world.client.post_with_key("alice", "k1", "/things", FILM).await;
        let other = world.client.post_with_key("alice", "k1", "/things", r#"{"title": "Another"}"#).await;
        assert_eq!((other.status.as_u16(), other.code()), (422, "IDEMPOTENCY_KEY_REUSED"));
        let other = world.client.post_with_key("alice", "k1", "/things?x=1", FILM).await;
        assert_eq!((other.status.as_u16(), other.code()), (422, "IDEMPOTENCY_KEY_REUSED"));
        assert_eq!(world.runs(), 1);
    });
}

#[tokio::test]
async fn a_refused_command_leaves_its_key_free() {
    on_both_engines!(world => {
        let refused = world.client.post_with_key("alice", "k1", "/things", "{}").await;
        assert_eq!(refused.code(), "VALIDATION");
        let corrected = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        assert_eq!(corrected.status.as_u16(), 201);
    });
}

#[tokio::test]
async fn a_failed_command_is_run_again_under_the_same_id() {
    on_both_engines!(world => {
        let id = world.client.post_with_key("alice", "k0", "/things", FILM).await.json["data"]["id"].clone();
        world.things.failures_left.store(2, Ordering::SeqCst);
        for _ in 0..2 {
            assert_eq!(world.client.post_with_key("alice", "k1", "/things", FILM).await.code(), "INTERNAL");
        }
        let mut tx = world.db.read().await.unwrap();
        let ids: Vec<(uuid::Uuid,)> = on!(&mut tx, conn =>
            sqlx::query_as("SELECT command_id FROM idempotency WHERE key = 'k1'").fetch_all(conn).await).unwrap();
        drop(tx);
        let done = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        assert_eq!(done.json["data"]["id"], ids[0].0.to_string());
        assert_ne!(done.json["data"]["id"], id);
    });
}

#[tokio::test]
async fn a_command_that_is_still_running_is_not_run_beside() {
    on_both_engines!(world => {
        let first = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        world.lose_the_answer().await;
        world.clock.advance(DEADLINE.saturating_sub(Duration::from_millis(1)));
        let early = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        assert_eq!((early.status.as_u16(), early.code(), early.header("retry-after")), (409, "IN_PROGRESS", "1"));
        assert_eq!(world.runs(), 1);
        world.clock.advance(Duration::from_millis(1));
        let again = world.client.post_with_key("alice", "k1", "/things", FILM).await;
        assert_eq!((again.status.as_u16(), world.runs()), (201, 2));
        assert_eq!(again.json["data"]["id"], first.json["data"]["id"]);
    });
}

#[tokio::test]
async fn of_many_at_the_same_time_one_runs() {
    on_both_engines!(world => {
        let calls = (0..20).map(|_| world.client.post_with_key("alice", "k1", "/things", FILM));
        let answers = futures::future::join_all(calls).await;
        assert_eq!(world.runs(), 1);
        let statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        assert!(statuses.contains(&201));
    });
}

#[tokio::test]
async fn a_conflict_is_kept_and_told_again_in_the_language_of_whoever_repeats() {
    on_both_engines!(world => {
        let body = r#"{"title": "taken"}"#;
        let first = world.client.post_with_key("alice", "k1", "/things", body).await;
        assert_eq!((first.status.as_u16(), first.code()), (409, "INVALID_TRANSITION"));
        let request = http::Request::post("/things")
            .header("authorization", "Bearer alice")
            .header("content-type", "application/json")
            .header("idempotency-key", "k1")
            .header("accept-language", "ru");
        let second = world.client.send(request.body(axum::body::Body::from(body)).unwrap()).await;
        assert_eq!((second.status.as_u16(), second.header("idempotency-replayed")), (409, "true"));
        assert_eq!(second.json["title"], "В текущем состоянии это невозможно");
        assert_eq!(second.json["request_id"], second.header("x-request-id"));
        assert_eq!(world.runs(), 1);
    });
}

#[tokio::test]
async fn a_key_is_forgotten_after_its_time() {
    on_both_engines!(world => {
        world.client.post_with_key("alice", "k1", "/things", FILM).await;
        world.client.post_with_key("alice", "k1", "/orders", "{}").await;
        world.clock.advance(Duration::from_hours(24));
        let fresh = world.client.post_with_key("alice", "k1", "/things", r#"{"title": "Another"}"#).await;
        assert_eq!((fresh.status.as_u16(), world.runs()), (201, 2));
        let kept = world.client.post_with_key("alice", "k1", "/orders", "{}").await;
        assert_eq!(kept.header("idempotency-replayed"), "true");
        world.clock.advance(Duration::from_hours(24 * 29));
        let retention = Retention::new(world.db.clone(), Arc::new(world.clock.clone()));
        assert_eq!(retention.pass().await.unwrap(), 2);
        assert_eq!(retention.pass().await.unwrap(), 0);
    });
}

#[tokio::test]
async fn a_route_may_insist_on_a_key() {
    on_both_engines!(world => {
        let answer = world.client.post("/orders", "{}").await;
        assert_eq!((answer.status.as_u16(), answer.code()), (400, "IDEMPOTENCY_KEY_MISSING"));
        for key in ["", &"k".repeat(256)] {
            let answer = world.client.post_with_key("alice", key, "/orders", "{}").await;
            assert_eq!((answer.status.as_u16(), answer.code()), (400, "MALFORMED"), "{key:.3}");
        }
        let ids = [world.client.post("/things", FILM).await, world.client.post("/things", FILM).await];
        assert_ne!(ids[0].json["data"]["id"], ids[1].json["data"]["id"]);
    });
}
