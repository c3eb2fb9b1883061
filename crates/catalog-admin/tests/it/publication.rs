//! From draft to published, and what must not be taken away from a published video.

use http::StatusCode;
use serde_json::json;

use crate::fixture::{MP4, Studio, completed, png, rendition_published, resource};

async fn published(studio: &Studio) -> String {
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    assert_eq!(studio.picture(&id, "thumbnail", &png(640, 360)).await.status, StatusCode::CREATED);
    studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
    assert_eq!(studio.video(&id).await["status"], "ready");
    let answer = studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
    assert_eq!(answer.data()["status"], "published", "{}", answer.text());
    id
}

#[tokio::test]
async fn publishing_an_unfinished_video_is_refused_with_the_list_of_what_is_missing() {
    for studio in Studio::both().await {
        let id = studio.make("videos", crate::fixture::video_body()).await;
        let refused = studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
        refused.is_refused(409, "VIDEO_NOT_READY");
        let expected = ["/categories REQUIRED", "/genres REQUIRED", "/thumbnail REQUIRED", "/video REQUIRED"];
        assert_eq!(refused.field_errors(), expected);
        let refused = studio.call("POST", &format!("/api/v1/admin/videos/{id}/unpublish"), json!({})).await;
        refused.is_refused(409, "INVALID_TRANSITION");
    }
}

#[tokio::test]
async fn a_published_video_is_told_with_its_whole_state_and_so_is_each_change() {
    for studio in Studio::both().await {
        let id = published(&studio).await;
        let before = studio.events().await.len();
        let told = studio.events().await.pop().unwrap();
        let video = told.video().unwrap();
        assert_eq!((video.status.as_str(), video.duration_ms), ("published", Some(60_000)));
        assert_eq!(video.video.as_ref().unwrap().path.as_deref(), Some("enc/9"));
        assert!(video.thumbnail.as_ref().unwrap().keys.small.starts_with("blob/"));
        studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), json!({ "title": "Renamed" })).await;
        studio.call("POST", &format!("/api/v1/admin/videos/{id}/unpublish"), json!({})).await;
        studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), json!({ "title": "Hidden" })).await;
        let again = studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
        assert_eq!(again.status, StatusCode::OK);
        let types = studio.event_types_after(before).await;
        assert_eq!(types, ["video.updated", "video.unpublished", "video.published"]);
        let firsts: Vec<_> = studio.events().await.iter().map(|event| serde_json::to_value(event).unwrap()).collect();
        let firsts: Vec<_> = firsts
            .iter()
            .filter(|it| it["type"] == "codeflix.video.published.v1")
            .map(|it| it["data"]["first"].clone())
            .collect();
        assert_eq!(firsts, [json!(true), json!(false)]);
    }
}

#[tokio::test]
async fn what_is_playable_can_be_published_early() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", MP4).await;
        studio.picture(&id, "thumbnail", &png(640, 360)).await;
        studio.encoder_says(&rendition_published(&resource(&id, "video", &media))).await;
        let path = format!("/api/v1/admin/videos/{id}/publish");
        studio.call("POST", &path, json!({})).await.is_refused(409, "VIDEO_NOT_READY");
        let early = studio.call("POST", &path, json!({ "publish_early": true })).await;
        assert_eq!(early.data()["status"], "published", "{}", early.text());
        let told = studio.events().await.pop().unwrap();
        assert!(told.video().unwrap().video.as_ref().unwrap().growing);
    }
}

#[tokio::test]
async fn publish_when_ready_needs_nobody() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), json!({ "publish_when_ready": true })).await;
        let media = studio.attach(&id, "video", MP4).await;
        studio.picture(&id, "thumbnail", &png(640, 360)).await;
        studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
        assert_eq!(studio.video(&id).await["status"], "published");
    }
}

#[tokio::test]
async fn bulk_deletion_is_all_or_nothing_when_a_published_video_needs_one_of_them() {
    for studio in Studio::both().await {
        let id = published(&studio).await;
        let needed = studio.video(&id).await["categories_id"][0].as_str().unwrap().to_owned();
        let spare = studio.make("categories", json!({ "name": "Spare" })).await;
        let before = studio.events().await.len();
        let refused = studio.delete(&format!("/api/v1/admin/categories?ids={spare},{needed}")).await;
        refused.is_refused(409, "RESOURCE_IN_USE");
        let error = refused.json()["errors"][0].clone();
        assert_eq!(
            (error["params"]["id"].as_str(), error["params"]["video"].as_str()),
            (Some(needed.as_str()), Some("The Film"))
        );
        assert_eq!(studio.get(&format!("/api/v1/admin/categories/{spare}")).await.status, StatusCode::OK);
        let genre = studio.video(&id).await["genres_id"][0].as_str().unwrap().to_owned();
        studio.delete(&format!("/api/v1/admin/genres/{genre}")).await.is_refused(409, "RESOURCE_IN_USE");
        for kind in ["video", "thumbnail"] {
            let refused = studio.delete(&format!("/api/v1/admin/videos/{id}/medias/{kind}")).await;
            refused.is_refused(409, "RESOURCE_IN_USE");
        }
        let refused = studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), json!({ "categories_id": [] })).await;
        assert!(refused.field_errors().contains(&"/categories_id LENGTH".to_owned()), "{}", refused.text());
        assert_eq!(studio.events().await.len(), before, "nothing happened");
    }
}

#[tokio::test]
async fn a_deleted_video_is_told_and_its_objects_go_a_day_later() {
    for studio in Studio::both().await {
        let id = published(&studio).await;
        assert_eq!(studio.stored_files().len(), 4, "a source and three sizes");
        assert_eq!(studio.delete(&format!("/api/v1/admin/videos/{id}")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.event_types_after(0).await.pop().unwrap(), "video.deleted");
        assert_eq!(studio.events().await.pop().unwrap().video().unwrap().status, "deleted");
        studio.get(&format!("/api/v1/admin/videos/{id}")).await.is_refused(404, "NOT_FOUND");
        studio.sweep().await;
        assert_eq!(studio.stored_files().len(), 4, "whoever still watches may end");
        studio.test.clock.advance(std::time::Duration::from_hours(25));
        studio.sweep().await;
        assert_eq!(studio.stored_files(), Vec::<String>::new());
        // A category that only the tombstone knew can go as well, and so can the tombstones.
        studio.test.clock.advance(std::time::Duration::from_hours(31 * 24));
        studio.sweep().await;
    }
}
