//! What is not kept for ever.

use std::time::Duration;

use http::{Method, StatusCode};
use platform::on;
use serde_json::json;
use testkit::platforms;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::world::{VIEWER, World, json_of};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_stream_is_forgotten_30_days_after_its_last_heartbeat_and_its_progress_stays() {
    for test in platforms().await {
        let mut world = World::with_film(test).await;
        world.subscribe(1, 365 * 24 * 60 * 60 * 1_000, 3, 1080).await;
        let ended = world.granted("tv").await;
        world.test.clock.advance(Duration::from_secs(1));
        let silent = world.granted("phone").await;
        let beat = json!({ "seq": 1, "position_ms": 42_000, "watched_ms": 0, "state": "ended" });
        assert_eq!(world.beat(&ended, beat).await.status(), StatusCode::OK);
        world.test.clock.advance(DAY);
        let later = world.granted("tablet").await;
        assert_eq!(streams(&world).await, [ended.stream, silent.stream, later.stream]);

        world.test.clock.advance(DAY * 29);
        forget(&mut world).await;
        assert_eq!(streams(&world).await, [later.stream]);
        let path = format!("/api/v1/playback/profiles/{VIEWER}/continue");
        let begun = json_of(world.own(Method::GET, &path).await).await;
        assert_eq!(begun["data"][0]["position_ms"], 42_000);
    }
}

/// One round of the worker: it looks once before it learns that it should stop.
async fn forget(world: &mut World) {
    let stop = CancellationToken::new();
    stop.cancel();
    let worker = world.service.workers.drain(..).find(|worker| worker.name == "playback retention").unwrap();
    (worker.run)(stop).await;
}

async fn streams(world: &World) -> Vec<Uuid> {
    let mut tx = world.service.db.read().await.unwrap();
    on!(&mut tx, conn => sqlx::query_scalar("SELECT id FROM streams ORDER BY started_at, id").fetch_all(conn).await)
        .unwrap()
}
