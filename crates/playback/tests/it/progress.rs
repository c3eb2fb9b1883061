//! Where viewers are, what they go on with, and what they have seen.

use std::time::Duration;

use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{TestPlatform, platforms};
use uuid::Uuid;

use crate::world::{Grant, VIDEO, VIEWER, World, json_of};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

async fn watched_to(world: &World, grant: &Grant, seq: i64, position_ms: i64, state: &str) {
    world.test.clock.advance(Duration::from_secs(30));
    let beat = json!({ "seq": seq, "position_ms": position_ms, "watched_ms": position_ms, "state": state });
    assert_eq!(world.beat(grant, beat).await.status(), StatusCode::OK);
}

async fn to_continue(world: &World) -> Vec<Value> {
    let path = format!("/api/v1/playback/profiles/{VIEWER}/continue");
    json_of(world.own(Method::GET, &path).await).await["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_viewer_goes_on_where_they_stopped_and_starts_anew_after_the_end() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 2, 1080).await;
        let first = world.granted("tv").await;
        assert_eq!(first.body["resume_position_ms"], 0);
        watched_to(&world, &first, 1, 42_000, "ended").await;
        assert_eq!(to_continue(&world).await[0]["position_ms"], 42_000);

        let second = world.granted("phone").await;
        assert_eq!(second.body["resume_position_ms"], 42_000);
        watched_to(&world, &second, 1, 91_000, "ended").await;
        assert_eq!(to_continue(&world).await, Vec::<Value>::new());
        assert_eq!(world.granted("tv").await.body["resume_position_ms"], 0);
    }
}

#[tokio::test]
async fn a_late_or_repeated_report_does_not_move_the_viewer_back() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    let grant = world.granted("tv").await;
    watched_to(&world, &grant, 2, 50_000, "playing").await;
    watched_to(&world, &grant, 1, 10_000, "playing").await;
    watched_to(&world, &grant, 2, 20_000, "playing").await;
    assert_eq!(to_continue(&world).await[0]["position_ms"], 50_000);
}

#[tokio::test]
async fn a_position_that_no_film_has_is_refused() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    let grant = world.granted("tv").await;
    for (position_ms, watched_ms, field) in [
        (-1, 0, "/position_ms"),
        (DAY_MS + 1, 0, "/position_ms"),
        (i64::MAX, 0, "/position_ms"),
        (0, -1, "/watched_ms"),
    ] {
        let beat = json!({ "seq": 1, "position_ms": position_ms, "watched_ms": watched_ms, "state": "playing" });
        let refused = world.beat(&grant, beat).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field} {position_ms} {watched_ms}");
        let body = json_of(refused).await;
        assert_eq!((&body["errors"][0]["field"], &body["errors"][0]["code"]), (&json!(field), &json!("RANGE")));
    }
    assert_eq!(to_continue(&world).await, Vec::<Value>::new());
    watched_to(&world, &grant, 1, DAY_MS, "playing").await;
}

#[tokio::test]
async fn a_film_taken_out_of_continue_stays_in_the_history_until_it_is_forgotten() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    let grant = world.granted("tv").await;
    watched_to(&world, &grant, 1, 42_000, "paused").await;
    let base = format!("/api/v1/playback/profiles/{VIEWER}");
    let removed = world.own(Method::DELETE, &format!("{base}/continue/{VIDEO}")).await;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert!(to_continue(&world).await.is_empty());
    let history = json_of(world.own(Method::GET, &format!("{base}/history")).await).await;
    assert_eq!(history["data"].as_array().unwrap().len(), 1);
    assert_eq!(history["meta"]["next_cursor"], Value::Null);
    world.own(Method::DELETE, &format!("{base}/history/{VIDEO}")).await;
    let history = json_of(world.own(Method::GET, &format!("{base}/history")).await).await;
    assert!(history["data"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_first_profile_is_made_on_first_use_and_bears_the_users_id() {
    for test in platforms().await {
        let world = World::new(test).await;
        for _ in 0..2 {
            let profiles = json_of(world.own(Method::GET, "/api/v1/playback/profiles").await).await;
            let profiles = profiles["data"].as_array().unwrap();
            assert_eq!(profiles.len(), 1);
            assert_eq!(
                (profiles[0]["id"].as_str(), profiles[0]["name"].as_str()),
                (Some(&*VIEWER.to_string()), Some("Viewer"))
            );
        }
    }
}

#[tokio::test]
async fn somebody_elses_profile_does_not_exist() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    let stranger = Uuid::from_u128(99);
    for path in ["continue", "history"] {
        let path = format!("/api/v1/playback/profiles/{VIEWER}/{path}");
        assert_eq!(world.as_user(stranger, Method::GET, &path).await.status(), StatusCode::NOT_FOUND);
    }
}
