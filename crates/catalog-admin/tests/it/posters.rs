//! Pictures of a film as its thumbnail: the best by itself, another if somebody chooses it, none where one was
//! uploaded.

use std::time::Duration;

use axum::body::Body;
use contracts::encoder::{EncoderEvent, Poster};
use http::StatusCode;
use kernel::Timestamp;
use platform::objects::ObjectKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use crate::fixture::{Answer, MP4, Studio, completed, png, resource, with_json};

/// Pictures of a job, the best first; each is as wide as its time in seconds.
const FIRST: [i64; 3] = [600_000, 320_000, 900_000];

/// A video whose film was encoded, on each database.
async fn studios() -> Vec<(Studio, String)> {
    let mut studios = Vec::new();
    for studio in Studio::both().await {
        // PostgreSQL leases jobs by its own clock, so they must not be due in a year that has not come.
        studio.test.clock.set(Timestamp::from_millis(1_700_000_000_000));
        let id = studio.make_video().await;
        studio.attach(&id, "video", MP4).await;
        encoded(&studio, &id, "enc/9", &FIRST).await;
        studios.push((studio, id));
    }
    studios
}

/// The film was encoded to `path`, with pictures at these times.
async fn encoded(studio: &Studio, id: &str, path: &str, times: &[i64]) {
    let key = |at_ms: &i64| format!("{path}/7.1/posters/{at_ms}.jpg");
    for at_ms in times {
        let picture = png(u32::try_from(at_ms / 1_000).unwrap(), 720);
        studio.test.platform.objects.put(&ObjectKey::parse(key(at_ms)).unwrap(), picture.into()).await.unwrap();
    }
    let media = studio.video(id).await["video"]["id"].as_str().unwrap().to_owned();
    let EncoderEvent::Completed(mut event) = completed(&resource(id, "video", &media), None) else { unreachable!() };
    event.path = path.to_owned();
    event.posters = times.iter().map(|at_ms| Poster { at_ms: *at_ms, path: key(at_ms) }).collect();
    event.poster_path = event.posters.first().map(|poster| poster.path.clone());
    studio.encoder_says(&EncoderEvent::Completed(event)).await;
}

/// What the thumbnail was made of: the real one is not made here.
fn made_of(video: &Value, width: i64, height: u32) -> bool {
    let picture = png(u32::try_from(width).unwrap(), height);
    video["thumbnail"]["checksum"] == hex::encode(Sha256::digest(picture))
}

/// Lets the worker work until the thumbnail is the picture of this time.
async fn shows(studio: &Studio, id: &str, at_ms: i64) {
    let stop = CancellationToken::new();
    let adopted = async {
        // The worker has the commits of its own handle; this one looks again after each turn.
        while !made_of(&studio.video(id).await, at_ms / 1_000, 720) {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    let both = futures::future::join(studio.run_worker("catalog-admin posters", stop.clone()), adopted);
    tokio::time::timeout(Duration::from_secs(30), both).await.expect("the picture is adopted");
}

async fn choose(studio: &Studio, id: &str, at_ms: i64) -> Answer {
    studio.call("PUT", &format!("/api/v1/admin/videos/{id}/poster"), json!({ "at_ms": at_ms })).await
}

fn candidates(video: &Value) -> Vec<i64> {
    let all = video["poster"]["candidates"].as_array().unwrap();
    all.iter().map(|it| it["at_ms"].as_i64().unwrap()).collect()
}

/// Jobs that make thumbnails and were not done yet.
async fn errands(studio: &Studio) -> i64 {
    let mut tx = studio.service.db.read().await.unwrap();
    platform::on!(&mut tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM jobs WHERE state = 'queued'")
        .fetch_one(conn).await)
    .unwrap()
}

#[tokio::test]
async fn the_best_picture_of_a_film_becomes_its_thumbnail() {
    for (studio, id) in studios().await {
        let video = studio.video(&id).await;
        assert_eq!(video["missing"], json!(["thumbnail"]));
        assert_eq!(candidates(&video), [320_000, 600_000, 900_000]);
        assert_eq!((&video["poster"]["source"], &video["poster"]["at_ms"]), (&json!("automatic"), &json!(600_000)));
        shows(&studio, &id, 600_000).await;
        assert_eq!(studio.video(&id).await["status"], "ready");
    }
}

#[tokio::test]
async fn another_picture_is_chosen_and_left_again() {
    for (studio, id) in studios().await {
        shows(&studio, &id, 600_000).await;
        let answer = choose(&studio, &id, 900_000).await;
        assert_eq!((answer.status, &answer.data()["poster"]["source"]), (StatusCode::OK, &json!("chosen")));
        shows(&studio, &id, 900_000).await;
        choose(&studio, &id, 320_000).await;
        choose(&studio, &id, 900_000).await;
        choose(&studio, &id, 320_000).await;
        shows(&studio, &id, 320_000).await;
        let answer = studio.delete(&format!("/api/v1/admin/videos/{id}/poster")).await;
        assert_eq!((answer.status, &answer.data()["poster"]["source"]), (StatusCode::OK, &json!("automatic")));
        shows(&studio, &id, 600_000).await;
    }
}

#[tokio::test]
async fn a_choice_that_changes_nothing_has_no_effect() {
    for (studio, id) in studios().await {
        choose(&studio, &id, 900_000).await;
        shows(&studio, &id, 900_000).await;
        let (before, events) = (studio.video(&id).await, studio.events().await.len());
        assert_eq!(choose(&studio, &id, 900_000).await.data(), before);
        assert_eq!((studio.events().await.len(), errands(&studio).await), (events, 0));
        let version = before["version"].as_i64().unwrap();
        let path = format!("/api/v1/admin/videos/{id}/poster");
        let put = |version: i64| {
            let request = studio.request("PUT", &path).header("if-match", format!("\"{version}\""));
            studio.send(with_json(request, &json!({ "at_ms": 320_000 })))
        };
        put(version - 1).await.is_refused(412, "VERSION_CONFLICT");
        assert_eq!(put(version).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn viewers_of_a_published_video_are_told_of_the_new_picture() {
    for (studio, id) in studios().await {
        shows(&studio, &id, 600_000).await;
        studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
        let before = studio.events().await.len();
        choose(&studio, &id, 900_000).await;
        shows(&studio, &id, 900_000).await;
        let events = studio.events().await;
        let told = serde_json::to_value(&events[events.len() - 1]).unwrap();
        let shown = studio.video(&id).await["thumbnail"]["id"].clone();
        assert!(events.len() > before);
        assert_eq!(told["type"], "codeflix.video.updated.v1");
        assert_eq!(told["data"]["video"]["thumbnail"]["id"], shown);
    }
}

#[tokio::test]
async fn a_film_encoded_again_keeps_the_choice_by_its_time() {
    for (studio, id) in studios().await {
        choose(&studio, &id, 900_000).await;
        shows(&studio, &id, 900_000).await;
        encoded(&studio, &id, "enc/9a", &[100_000, 808_000, 1_000_000]).await;
        shows(&studio, &id, 808_000).await;
        let video = studio.video(&id).await;
        assert_eq!((&video["poster"]["source"], &video["poster"]["at_ms"]), (&json!("chosen"), &json!(808_000)));
        encoded(&studio, &id, "enc/9b", &[100_000, 904_000]).await;
        shows(&studio, &id, 904_000).await;
        studio.delete(&format!("/api/v1/admin/videos/{id}/poster")).await;
        shows(&studio, &id, 100_000).await;
        encoded(&studio, &id, "enc/9c", &[200_000, 100_000]).await;
        shows(&studio, &id, 200_000).await;
    }
}

#[tokio::test]
async fn an_uploaded_thumbnail_stays_until_somebody_chooses_a_picture_of_the_film() {
    for (studio, id) in studios().await {
        shows(&studio, &id, 600_000).await;
        studio.picture(&id, "thumbnail", &png(640, 360)).await;
        encoded(&studio, &id, "enc/9a", &[100_000, 200_000]).await;
        assert_eq!(errands(&studio).await, 0);
        let video = studio.video(&id).await;
        assert_eq!((&video["poster"]["source"], &video["poster"]["at_ms"]), (&json!("uploaded"), &Value::Null));
        assert!(made_of(&video, 640, 360));
        choose(&studio, &id, 200_000).await;
        shows(&studio, &id, 200_000).await;
    }
}

#[tokio::test]
async fn a_thumbnail_that_was_taken_away_is_made_again_by_the_same_choice() {
    for (studio, id) in studios().await {
        shows(&studio, &id, 600_000).await;
        studio.delete(&format!("/api/v1/admin/videos/{id}/medias/thumbnail")).await;
        assert_eq!(studio.video(&id).await["thumbnail"], Value::Null);
        studio.delete(&format!("/api/v1/admin/videos/{id}/poster")).await;
        shows(&studio, &id, 600_000).await;
    }
}

#[tokio::test]
async fn the_pictures_can_be_looked_at_and_others_are_not_there() {
    for (studio, id) in studios().await {
        let url = studio.video(&id).await["poster"]["candidates"][0]["url"].as_str().unwrap().to_owned();
        let picture = studio.get(&url).await;
        assert_eq!((picture.status, picture.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
        assert_eq!(picture.body, png(320, 720));
        for wrong in ["0", "x", "-1"] {
            let path = format!("/api/v1/admin/videos/{id}/posters/{wrong}");
            studio.get(&path).await.is_refused(404, "NOT_FOUND");
        }
        let refused = choose(&studio, &id, 600_001).await;
        refused.is_refused(422, "VALIDATION");
        assert_eq!(refused.field_errors(), ["/at_ms NOT_FOUND"]);
        let path = format!("/api/v1/admin/videos/{id}/poster");
        let refused = studio.call("PUT", &path, json!({ "at_ms": null, "colour": 1 })).await;
        assert_eq!(refused.field_errors(), ["/at_ms REQUIRED", "/colour UNKNOWN_FIELD"]);
        let nobody = "/api/v1/admin/videos/0191e3a0-0000-7000-8000-000000000001/poster";
        let request = studio.request("DELETE", nobody).body(Body::empty()).unwrap();
        studio.send(request).await.is_refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn the_only_picture_that_earlier_releases_told_of_is_the_thumbnail() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    let key = ObjectKey::parse("enc/9/poster.jpg").unwrap();
    studio.test.platform.objects.put(&key, png(1_280, 720).into()).await.unwrap();
    let event = completed(&resource(&id, "video", &media), Some("enc/9/poster.jpg"));
    let mut told = serde_json::to_value(&event).unwrap();
    told["data"].as_object_mut().unwrap().remove("posters");
    studio.encoder_says(&serde_json::from_value(told).unwrap()).await;
    shows(&studio, &id, 1_280_000).await;
}

#[tokio::test]
async fn a_trailer_lends_no_picture() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let media = studio.attach(&id, "trailer", MP4).await;
    studio.encoder_says(&completed(&resource(&id, "trailer", &media), Some("enc/9/poster.jpg"))).await;
    assert_eq!((errands(&studio).await, candidates(&studio.video(&id).await)), (0, vec![]));
}
