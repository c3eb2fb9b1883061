//! Films that their video knows while they arrive.

use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::catalog_admin::CatalogAdminEvent;
use http::StatusCode;
use serde_json::{Value, json};

use crate::{
    files::hex_sha256,
    fixture::{Studio, rendition_published, resource},
};

/// A file with boxes in this order; the last one is large.
fn film(boxes: &[&[u8; 4]]) -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypisom\0\0\x02\0isommp41".to_vec();
    for (number, name) in (1..).zip(boxes) {
        let size: u32 = if number == boxes.len() { 20_000 } else { 1_000 };
        film.extend([&size.to_be_bytes()[..], &name[..]].concat());
        film.resize(film.len() + usize::try_from(size).unwrap() - 8, 7);
    }
    film
}

fn avi() -> Vec<u8> {
    let mut film = b"RIFF\x10\0\0\0AVI LIST".to_vec();
    film.resize(20_000, 7);
    film
}

fn playable_from_start() -> Vec<u8> {
    film(&[b"moov", b"mdat"])
}

impl Studio {
    /// An upload that says what it is for.
    async fn begin_for(&self, video: &str, film: &[u8], more: &str) -> String {
        let metadata = format!("purpose {},video_id {}{more}", STANDARD.encode("video"), STANDARD.encode(video));
        let length = film.len().to_string();
        let headers = [("upload-length", length.as_str()), ("upload-metadata", metadata.as_str())];
        let begun = self.tus("POST", "/api/v1/admin/uploads", &headers, Body::empty()).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
        begun.headers["location"].to_str().unwrap().to_owned()
    }

    async fn send_part(&self, path: &str, film: &[u8], from: usize, to: usize) {
        let sent = self.patch(path, from, Body::from(film[from..to].to_vec())).await;
        assert_eq!(sent.status, StatusCode::NO_CONTENT, "{}", sent.text());
    }
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn a_film_is_that_of_its_video_from_its_first_bytes_on_and_whole_with_its_last() {
    for studio in Studio::both().await {
        let (film, video) = (playable_from_start(), studio.make_video().await);
        let before = studio.events().await.len();
        let path = studio.begin_for(&video, &film, "").await;
        studio.send_part(&path, &film, 0, 8_000).await;
        let shown = studio.video(&video).await["video"].clone();
        assert_eq!((&shown["id"], &shown["status"]), (&json!(id_of(&path)), &json!("pending")));
        assert_eq!((&shown["checksum"], &shown["size_bytes"]), (&Value::Null, &json!(film.len())));

        studio.encoder_says(&rendition_published(&resource(&video, "video", id_of(&path)))).await;
        assert_ne!(studio.video(&video).await["video"]["manifests"], Value::Null, "it can be watched already");

        studio.send_part(&path, &film, 8_000, 12_000).await;
        studio.send_part(&path, &film, 12_000, film.len()).await;
        let shown = studio.video(&video).await["video"].clone();
        assert_eq!((&shown["checksum"], &shown["status"]), (&json!(hex_sha256(&film)), &json!("processing")));
        let attach = json!({ "upload_id": id_of(&path) });
        let again = studio.call("POST", &format!("/api/v1/admin/videos/{video}/medias/video"), attach).await;
        assert!(again.status.is_success(), "{}", again.text());
        let told = ["video.media-arriving", "video.updated", "video.media-uploaded"];
        assert_eq!(studio.event_types_after(before).await, told, "makers can preview it as soon as it can be watched");
        let CatalogAdminEvent::MediaArriving(told) = studio.events().await.swap_remove(before) else { panic!() };
        assert_eq!((told.size_bytes, told.checksum), (i64::try_from(film.len()).unwrap(), None));
    }
}

#[tokio::test]
async fn how_much_work_its_pictures_are_worth_is_said_with_an_upload_and_told_to_the_encoder() {
    for studio in Studio::both().await {
        let (film, video) = (playable_from_start(), studio.make_video().await);
        let before = studio.events().await.len();
        let more = format!(",preset {}", STANDARD.encode("best"));
        let path = studio.begin_for(&video, &film, &more).await;
        studio.send_part(&path, &film, 0, 8_000).await;
        studio.send_part(&path, &film, 8_000, film.len()).await;
        assert_eq!(studio.video(&video).await["video"]["preset"], "best");
        let events = studio.events().await;
        let [CatalogAdminEvent::MediaArriving(first), CatalogAdminEvent::MediaUploaded(last)] = &events[before..]
        else {
            panic!("{events:?}");
        };
        assert_eq!([&first.preset, &last.preset], [&Some("best".to_owned()), &Some("best".to_owned())]);

        let plain = studio.begin_for(&video, &film, "").await;
        studio.send_part(&plain, &film, 0, film.len()).await;
        let attach = json!({ "upload_id": id_of(&plain) });
        studio.call("POST", &format!("/api/v1/admin/videos/{video}/medias/video"), attach).await;
        assert_eq!(studio.video(&video).await["video"]["preset"], Value::Null, "another file has its own");

        let metadata = format!("preset {}", STANDARD.encode("slow"));
        let headers = [("upload-length", "9"), ("upload-metadata", metadata.as_str())];
        let refused = studio.tus("POST", "/api/v1/admin/uploads", &headers, Body::empty()).await;
        assert_eq!((refused.status.as_u16(), refused.field_errors()), (422, vec!["preset NOT_IN_SET".to_owned()]));
    }
}

#[tokio::test]
async fn what_cannot_be_read_from_its_start_is_told_of_at_its_end() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    let before = studio.events().await.len();
    for film in [film(&[b"mdat"]), film(&[b"mdat", b"moov"]), avi()] {
        let path = studio.begin_for(&video, &film, "").await;
        studio.send_part(&path, &film, 0, 8_000).await;
        studio.send_part(&path, &film, 8_000, film.len()).await;
    }
    assert_eq!(studio.video(&video).await["video"], Value::Null);
    assert_eq!(studio.events().await.len(), before);
}

#[tokio::test]
async fn of_an_upload_that_ends_otherwise_the_video_keeps_nothing() {
    for studio in Studio::both().await {
        let (film, video) = (playable_from_start(), studio.make_video().await);
        let before = studio.events().await.len();
        let stopped = studio.begin_for(&video, &film, "").await;
        studio.send_part(&stopped, &film, 0, 8_000).await;
        assert_eq!(studio.tus("DELETE", &stopped, &[], Body::empty()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.video(&video).await["video"], Value::Null);

        let expired = studio.begin_for(&video, &film, "").await;
        studio.send_part(&expired, &film, 0, 8_000).await;
        studio.test.clock.advance(std::time::Duration::from_hours(25));
        studio.sweep().await;
        assert_eq!(studio.video(&video).await["video"], Value::Null);

        let wrong = format!(",checksum {}", STANDARD.encode(hex_sha256(b"another film")));
        let refused = studio.begin_for(&video, &film, &wrong).await;
        studio.send_part(&refused, &film, 0, 8_000).await;
        studio.patch(&refused, 8_000, Body::from(film[8_000..].to_vec())).await.is_refused(460, "CHECKSUM");
        assert_eq!(studio.video(&video).await["video"], Value::Null);

        let told = ["video.media-arriving", "video.media-removed"].repeat(3);
        assert_eq!(studio.event_types_after(before).await, told);
        assert!(studio.stored_files().is_empty(), "{:?}", studio.stored_files());
    }
}

#[tokio::test]
async fn an_older_film_stays_in_service_while_a_new_one_arrives_or_does_not() {
    let studio = Studio::open().await;
    let (film, video) = (playable_from_start(), studio.make_video().await);
    let old = studio.attach(&video, "video", &film).await;
    studio.encoder_says(&crate::fixture::completed(&resource(&video, "video", &old), None)).await;
    let path = studio.begin_for(&video, &film, "").await;
    studio.send_part(&path, &film, 0, 8_000).await;
    assert_eq!(studio.video(&video).await["video"]["id"], id_of(&path));
    studio.tus("DELETE", &path, &[], Body::empty()).await;
    let shown = studio.video(&video).await["video"].clone();
    assert_eq!((&shown["id"], &shown["status"]), (&json!(old), &json!("completed")));
}

#[tokio::test]
async fn a_film_that_waits_for_its_encode_gives_way_only_to_a_whole_one() {
    let studio = Studio::open().await;
    let (film, video) = (playable_from_start(), studio.make_video().await);
    let old = studio.attach(&video, "video", &film).await;
    let path = studio.begin_for(&video, &film, "").await;
    studio.send_part(&path, &film, 0, 8_000).await;
    assert_eq!(studio.video(&video).await["video"]["id"], old);
    studio.send_part(&path, &film, 8_000, film.len()).await;
    assert_eq!(studio.video(&video).await["video"]["id"], old, "whoever uploads attaches it");
}

#[tokio::test]
async fn what_an_editor_takes_away_while_it_arrives_does_not_come_back_by_itself() {
    let studio = Studio::open().await;
    let (film, video) = (playable_from_start(), studio.make_video().await);
    let path = studio.begin_for(&video, &film, "").await;
    studio.send_part(&path, &film, 0, 8_000).await;
    studio.delete(&format!("/api/v1/admin/videos/{video}/medias/video")).await;
    studio.send_part(&path, &film, 8_000, film.len()).await;
    studio.sweep().await;
    assert_eq!(studio.video(&video).await["video"], Value::Null);
}
