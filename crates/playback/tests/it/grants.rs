//! Who gets a grant, and when it ends.

use std::time::Duration;

use futures::future::{join, join_all};
use http::{Method, StatusCode};
use serde_json::json;
use testkit::{TestPlatform, platforms};
use uuid::Uuid;

use crate::world::{Grant, VIEWER, World, code_of, json_of, published, wish};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

#[tokio::test]
async fn a_subscriber_gets_a_grant_and_others_are_told_what_is_missing() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        assert_eq!(
            code_of(world.ask(None, wish("video", "tv")).await).await,
            (StatusCode::UNAUTHORIZED, "TOKEN_MISSING".into())
        );
        assert_eq!(
            code_of(world.ask(Some((VIEWER, &[])), wish("video", "tv")).await).await,
            (StatusCode::FORBIDDEN, "SUBSCRIPTION_REQUIRED".into())
        );
        world.subscribe(1, DAY_MS, 2, 1080).await;
        let grant = world.granted("tv").await;
        assert_eq!(grant.body["hls_url"], format!("/v/{}/master.m3u8", crate::world::FILM));
        assert_eq!(grant.body["dash_url"], format!("/v/{}/manifest.mpd", crate::world::FILM));
        assert_eq!(grant.body["duration_ms"], 100_000);
        assert_eq!(grant.body["markers"]["credits_start_ms"], 90_000);
    }
}

#[tokio::test]
async fn an_entitlement_ends_by_itself_even_if_no_event_ever_comes() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    world.test.clock.advance(Duration::from_hours(24));
    let refused = code_of(world.ask(Some((VIEWER, &[])), wish("video", "tv")).await).await;
    assert_eq!(refused.1, "SUBSCRIPTION_REQUIRED");
}

#[tokio::test]
async fn a_late_event_does_not_undo_a_newer_one() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscription(2, None).await;
        world.subscribe(1, DAY_MS, 2, 1080).await;
        let refused = code_of(world.ask(Some((VIEWER, &[])), wish("video", "tv")).await).await;
        assert_eq!(refused.1, "SUBSCRIPTION_REQUIRED");

        let mut withdrawn = published(5);
        withdrawn.status = "unpublished".into();
        world.film(withdrawn).await;
        world.film(published(4)).await;
        assert_eq!(code_of(world.ask(None, wish("trailer", "tv")).await).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn trailers_need_no_login_and_free_titles_no_subscription() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    assert_eq!(world.ask(None, wish("trailer", "tv")).await.status(), StatusCode::CREATED);
    let mut free = published(2);
    free.opened = true;
    world.film(free).await;
    assert_eq!(world.ask(Some((VIEWER, &[])), wish("video", "tv")).await.status(), StatusCode::CREATED);
    assert_eq!(world.ask(None, wish("video", "tv")).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn only_staff_sees_what_is_not_published() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    let mut draft = published(2);
    draft.status = "ready".into();
    world.film(draft).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    for kind in ["video", "preview", "trailer"] {
        let refused = world.ask(Some((VIEWER, &[])), wish(kind, "tv")).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{kind}");
    }
    let staff = world.ask(Some((VIEWER, &["catalog_videos"])), wish("preview", "tv")).await;
    assert_eq!(staff.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn of_50_simultaneous_starts_on_a_limit_of_2_exactly_2_succeed() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 2, 1080).await;
        let devices: Vec<String> = (0..50).map(|n| format!("device-{n}")).collect();
        let starts = devices.iter().map(|device| world.ask(Some((VIEWER, &[])), wish("video", device)));
        let responses = join_all(starts).await;
        let granted = responses.iter().filter(|response| response.status() == StatusCode::CREATED).count();
        assert_eq!(granted, 2);
        let refused = responses.into_iter().find(|response| response.status() == StatusCode::CONFLICT).unwrap();
        let body = json_of(refused).await;
        assert_eq!(body["code"], "STREAM_LIMIT");
        assert_eq!(body["errors"].as_array().unwrap().len(), 2);
        assert!(body["errors"][0]["params"]["device"]["device_name"].as_str().unwrap().starts_with("the device-"));
    }
}

#[tokio::test]
async fn a_stream_makes_room_when_it_is_stopped_when_it_falls_silent_or_when_its_device_starts_anew() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 1, 1080).await;
    let first = world.granted("tv").await;
    world.granted("tv").await;
    assert_eq!(world.ask(Some((VIEWER, &[])), wish("video", "phone")).await.status(), StatusCode::CONFLICT);
    assert_eq!(code_of(world.beat(&first, beat(1, "playing")).await).await.1, "GRANT_EXPIRED");

    let running = json_of(world.own(Method::GET, "/api/v1/playback/streams").await).await;
    let id = running["data"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/playback/streams/{id}");
    let stranger = world.as_user(Uuid::from_u128(99), Method::DELETE, &path).await;
    assert_eq!(stranger.status(), StatusCode::NOT_FOUND);
    assert_eq!(world.own(Method::DELETE, &path).await.status(), StatusCode::NO_CONTENT);
    world.granted("phone").await;

    world.test.clock.advance(Duration::from_secs(76));
    world.granted("tablet").await;
}

#[tokio::test]
async fn a_stream_that_slept_goes_on_only_while_no_other_has_its_place() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 1, 1080).await;
        let laptop = world.granted("laptop").await;
        world.test.clock.advance(Duration::from_secs(80));
        let tv = world.granted("tv").await;
        assert_eq!(
            code_of(world.beat(&laptop, beat(1, "playing")).await).await,
            (StatusCode::FORBIDDEN, "GRANT_EXPIRED".into())
        );
        assert_eq!(running(&world).await, [tv.stream.to_string()]);

        world.test.clock.advance(Duration::from_secs(80));
        assert_eq!(world.beat(&laptop, beat(1, "playing")).await.status(), StatusCode::OK);
        assert_eq!(running(&world).await, [laptop.stream.to_string()]);
    }
}

#[tokio::test]
async fn a_stream_that_slept_may_still_tell_where_it_ended() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 1, 1080).await;
    let laptop = world.granted("laptop").await;
    world.test.clock.advance(Duration::from_secs(80));
    let tv = world.granted("tv").await;
    assert_eq!(world.beat(&laptop, beat(1, "ended")).await.status(), StatusCode::OK);
    assert_eq!(running(&world).await, [tv.stream.to_string()]);
    assert_eq!(world.granted("tv").await.body["resume_position_ms"], 1_000);
}

#[tokio::test]
async fn a_stream_that_ended_does_not_renew_its_grant() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 1, 1080).await;
    let grant = world.granted("tv").await;
    for seq in [1, 1, 2] {
        world.test.clock.advance(Duration::from_secs(30));
        let answer = world.beat(&grant, beat(seq, "ended")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(json_of(answer).await["data"]["expires_at"], grant.body["expires_at"]);
    }
}

#[tokio::test]
async fn a_report_that_was_sent_before_does_not_keep_a_silent_stream_alive() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 1, 1080).await;
        let grant = world.granted("tv").await;
        for _ in 0..2 {
            assert_eq!(world.beat(&grant, beat(1, "playing")).await.status(), StatusCode::OK);
        }
        world.test.clock.advance(Duration::from_secs(80));
        world.granted("phone").await;
        for seq in [0, 1] {
            let answer = code_of(world.beat(&grant, beat(seq, "playing")).await).await;
            assert_eq!(answer, (StatusCode::FORBIDDEN, "GRANT_EXPIRED".into()), "{seq}");
        }
    }
}

#[tokio::test]
async fn a_grant_ends_with_the_login_it_was_given_to() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 1, 1080).await;
    let grant = world.granted("tv").await;
    world.test.clock.advance(Duration::from_secs(30));
    for (seq, user) in [(1, None), (2, Some((Uuid::from_u128(99), &[][..])))] {
        let answer = world.beat_as(user, &grant, beat(seq, "playing")).await;
        assert_eq!(answer.status(), StatusCode::OK, "what was watched is noted");
        assert_eq!(json_of(answer).await["data"]["expires_at"], grant.body["expires_at"]);
    }
    let answer = world.beat(&grant, beat(3, "playing")).await;
    assert_ne!(json_of(answer).await["data"]["expires_at"], grant.body["expires_at"]);

    let trailer = Grant::of(world.ask(None, wish("trailer", "tv")).await).await;
    world.test.clock.advance(Duration::from_secs(30));
    let answer = world.beat_as(None, &trailer, beat(1, "playing")).await;
    assert_ne!(json_of(answer).await["data"]["expires_at"], trailer.body["expires_at"], "needs no login");
}

#[tokio::test]
async fn who_is_no_longer_staff_previews_no_longer() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    let mut draft = published(2);
    draft.status = "ready".into();
    world.film(draft).await;
    let editor: (Uuid, &[&str]) = (VIEWER, &["catalog_videos"]);
    let grant = Grant::of(world.ask(Some(editor), wish("preview", "tv")).await).await;
    assert_eq!(world.beat_as(Some(editor), &grant, beat(1, "playing")).await.status(), StatusCode::OK);
    let answer = code_of(world.beat(&grant, beat(2, "playing")).await).await;
    assert_eq!(answer, (StatusCode::FORBIDDEN, "GRANT_EXPIRED".into()));
}

#[tokio::test]
async fn a_stream_stopped_amid_its_heartbeats_stays_stopped() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 1, 1080).await;
        for _ in 0..10 {
            let grant = world.granted("tv").await;
            let path = format!("/api/v1/playback/streams/{}", grant.stream);
            let beats = join_all((1..=10).map(|seq| world.beat(&grant, beat(seq, "playing"))));
            let (_, stopped) = join(beats, world.own(Method::DELETE, &path)).await;
            assert_eq!(stopped.status(), StatusCode::NO_CONTENT);
            assert_eq!(running(&world).await, Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn heartbeats_renew_the_grant_until_the_rights_are_gone() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    let grant = world.granted("tv").await;
    world.test.clock.advance(Duration::from_mins(10));
    let renewed = world.beat(&grant, beat(1, "playing")).await;
    assert_eq!(renewed.status(), StatusCode::OK);
    let cookie = renewed.headers()[http::header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    world.test.clock.advance(Duration::from_mins(10));
    let path = format!("/v/{}/master.m3u8", crate::world::FILM);
    assert_eq!(code_of(world.get(&path, Some(&grant.cookie)).await).await.1, "GRANT_EXPIRED");
    assert_eq!(world.get(&path, Some(&cookie)).await.status(), StatusCode::OK);

    world.subscription(2, None).await;
    let renewed = Grant { cookie, ..grant };
    assert_eq!(
        code_of(world.beat(&renewed, beat(2, "playing")).await).await,
        (StatusCode::FORBIDDEN, "GRANT_EXPIRED".into())
    );
}

#[tokio::test]
async fn a_heartbeat_needs_the_grant_of_its_own_stream() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    let (one, other) = (world.granted("tv").await, world.granted("phone").await);
    let crossed = Grant { stream: other.stream, cookie: one.cookie, body: json!({}) };
    assert_eq!(world.beat(&crossed, beat(1, "playing")).await.status(), StatusCode::FORBIDDEN);
    let none = Grant { stream: other.stream, cookie: "codeflix_grant=".into(), body: json!({}) };
    assert_eq!(world.beat(&none, beat(1, "playing")).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_body_with_several_mistakes_is_answered_by_all_of_them() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    let wish = json!({ "video_id": 7, "kind": "everything", "surprise": 1 });
    let response = world.ask(Some((VIEWER, &[])), wish).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let body = json_of(response).await;
    let mut fields: Vec<&str> =
        body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["/device_id", "/kind", "/surprise", "/video_id"]);
}

#[tokio::test]
async fn what_no_database_takes_is_refused_before_it() {
    for test in platforms().await {
        let world = World::with_film(test).await;
        world.subscribe(1, DAY_MS, 1, 1080).await;
        let answer = world.ask(Some((VIEWER, &[])), wish("video", "a\0")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let picture = world.get(&format!("/i/{}/%00", crate::world::PICTURE), None).await;
        assert_eq!(picture.status(), StatusCode::NOT_FOUND);
    }
}

fn beat(seq: i64, state: &str) -> serde_json::Value {
    json!({ "seq": seq, "position_ms": 1_000, "watched_ms": 1_000, "state": state })
}

/// The streams that run on the viewer's devices.
async fn running(world: &World) -> Vec<String> {
    let streams = json_of(world.own(Method::GET, "/api/v1/playback/streams").await).await;
    streams["data"].as_array().unwrap().iter().map(|stream| stream["id"].as_str().unwrap().to_owned()).collect()
}
