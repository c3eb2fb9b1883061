//! The encoder's reports, in every order they may come.

use catalog_admin::Config;
use contracts::encoder::EncoderEvent;
use http::StatusCode;
use serde_json::json;

use crate::fixture::{MP4, Studio, completed, failed, job_progress, rendition_published, resource};

#[tokio::test]
async fn an_encode_is_followed_from_pending_to_completed() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", MP4).await;
        let resource = resource(&id, "video", &media);
        assert_eq!(studio.video(&id).await["video"]["status"], "pending");
        studio.encoder_says(&EncoderEvent::Started(job_progress(&resource, 1, 0))).await;
        let version = studio.video(&id).await["version"].clone();
        studio.encoder_says(&EncoderEvent::Progressed(job_progress(&resource, 5, 40))).await;
        studio.encoder_says(&EncoderEvent::Progressed(job_progress(&resource, 2, 10))).await;
        let video = studio.video(&id).await;
        assert_eq!(video["version"], version, "progress makes no version");
        let film = &video["video"];
        assert_eq!((film["status"].as_str(), film["progress"].as_u64()), (Some("processing"), Some(40)), "the newest");
        assert_eq!(film["encoding"]["rungs"], json!([{ "height": 720, "progress": 40 }]));
        studio.encoder_says(&rendition_published(&resource)).await;
        let film = studio.video(&id).await["video"].clone();
        assert_eq!(film["manifests"]["hls"], format!("/v/{media}/master.m3u8"));
        assert!(film["playable_at"].is_string());
        studio.encoder_says(&completed(&resource, None)).await;
        let video = studio.video(&id).await;
        let film = &video["video"];
        assert_eq!((film["status"].as_str(), film["progress"].as_u64()), (Some("completed"), Some(100)));
        assert_eq!((film["encoding"].clone(), film["encoded_location"].as_str()), (json!(null), Some("enc/9")));
        assert_eq!((video["duration_ms"].as_i64(), video["duration"].as_f64()), (Some(60_000), Some(1.0)));
    }
}

#[tokio::test]
async fn a_redelivered_report_changes_nothing() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", MP4).await;
        let event = completed(&resource(&id, "video", &media), None);
        let cause = kernel::Cause::worker(uuid::Uuid::nil());
        let now = kernel::Clock::now(&studio.test.clock);
        let envelope = contracts::Envelope::wrap(&event, &cause, now).unwrap();
        let consumer = &studio.service.consumers[0];
        let mut seen = Vec::new();
        for _ in 0..3 {
            testkit::redeliver(consumer.handler.as_ref(), consumer.name, &envelope).await.unwrap();
            seen.push((studio.video(&id).await["version"].clone(), studio.events().await.len()));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }
}

#[tokio::test]
async fn results_of_a_superseded_version_are_ignored() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let old = studio.attach(&id, "video", MP4).await;
        let before = studio.events().await.len();
        let new = studio.attach(&id, "video", &[MP4, b"newer"].concat()).await;
        assert_eq!(studio.event_types_after(before).await, ["video.media-superseded", "video.media-uploaded"]);
        let (version, events) = (studio.video(&id).await["version"].clone(), studio.events().await.len());
        let late = resource(&id, "video", &old);
        studio.encoder_says(&EncoderEvent::Started(job_progress(&late, 1, 1))).await;
        studio.encoder_says(&rendition_published(&late)).await;
        studio.encoder_says(&completed(&late, None)).await;
        studio.encoder_says(&failed(&late)).await;
        let video = studio.video(&id).await;
        assert_eq!((video["version"].clone(), studio.events().await.len()), (version, events));
        assert_eq!(
            (video["video"]["id"].as_str(), video["video"]["status"].as_str()),
            (Some(new.as_str()), Some("pending"))
        );
    }
}

#[tokio::test]
async fn reports_about_what_is_not_ours_or_gone_are_taken_and_forgotten() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    studio.delete(&format!("/api/v1/admin/videos/{id}")).await;
    let before = studio.events().await.len();
    for resource in [resource(&id, "video", &media), "conversion-17".to_owned(), String::new()] {
        studio.encoder_says(&completed(&resource, None)).await;
    }
    assert_eq!(studio.events().await.len(), before);
}

#[tokio::test]
async fn a_failed_film_says_why_and_can_be_tried_again() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", MP4).await;
        let path = format!("/api/v1/admin/videos/{id}/medias/video/retry");
        studio.call("POST", &path, json!({})).await.is_refused(409, "MEDIA_NOT_RETRYABLE");
        studio.encoder_says(&failed(&resource(&id, "video", &media))).await;
        let film = studio.video(&id).await["video"].clone();
        assert_eq!((film["status"].as_str(), film["error_code"].as_str()), (Some("error"), Some("MEDIA_DAMAGED")));
        assert_eq!(film["error"], "The file is damaged");
        let before = studio.events().await.len();
        assert_eq!(studio.call("POST", &path, json!({})).await.status, StatusCode::ACCEPTED);
        assert_eq!(studio.event_types_after(before).await, ["video.media-uploaded"]);
        let film = studio.video(&id).await["video"].clone();
        assert_eq!((film["status"].as_str(), film["id"].as_str()), (Some("pending"), Some(media.as_str())));
        studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
        assert_eq!(studio.video(&id).await["video"]["status"], "completed");
    }
}

#[tokio::test]
async fn a_film_that_is_encoded_again_serves_the_old_result_until_the_new_one_is_there() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", MP4).await;
        let resource = resource(&id, "video", &media);
        studio.encoder_says(&completed(&resource, None)).await;
        let before = studio.video(&id).await;
        studio.encoder_says(&EncoderEvent::Started(job_progress(&resource, 1, 0))).await;
        studio.encoder_says(&EncoderEvent::Progressed(job_progress(&resource, 2, 40))).await;
        assert_eq!(studio.video(&id).await, before, "nothing is to be seen of it");
        let skip = studio.events().await.len();
        let EncoderEvent::Completed(mut again) = completed(&resource, None) else { unreachable!() };
        again.path = "enc/9a".to_owned();
        studio.encoder_says(&EncoderEvent::Completed(again)).await;
        assert_eq!(studio.event_types_after(skip).await, ["video.media-encoded"]);
        let film = studio.video(&id).await["video"].clone();
        assert_eq!((&film["encoded_location"], &film["status"]), (&json!("enc/9a"), &json!("completed")));
        assert_eq!(film["playable_at"], before["video"]["playable_at"]);
    }
}

#[tokio::test]
async fn an_original_that_is_not_to_be_kept_goes_a_day_after_it_was_encoded() {
    let studio = Studio::with(Config { keep_originals: false, ..Config::default() }).await;
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    let path = format!("/api/v1/admin/videos/{id}/medias/video");
    studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
    assert_eq!(studio.get(&path).await.status, StatusCode::OK);
    studio.test.clock.advance(std::time::Duration::from_hours(25));
    studio.sweep().await;
    studio.get(&path).await.is_refused(410, "ORIGINAL_GONE");
    assert_eq!(studio.video(&id).await["video"]["status"], "completed");
}

#[tokio::test]
async fn a_stated_duration_far_off_the_measured_one_is_a_warning() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), json!({ "duration": 2 })).await;
    let media = studio.attach(&id, "video", MP4).await;
    studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
    let video = studio.video(&id).await;
    assert_eq!(
        (video["duration"].as_f64(), video["warnings"][0]["code"].as_str()),
        (Some(2.0), Some("DURATION_MISMATCH"))
    );
}
