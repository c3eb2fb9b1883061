//! Subtitles that are added to a film.

use std::time::Duration;

use http::StatusCode;
use platform::objects::ObjectKey;
use serde_json::{Value, json};

use crate::fixture::{MP4, Studio, completed, resource};

const SRT: &[u8] = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Olá</i><script>alert(1)</script>\r\n".as_bytes();
const WRITTEN: &str = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:90000\n\n\
    00:00:01.000 --> 00:00:02.500\n<i>Olá</i>alert(1)\n";
const SAID: [(&str, &str); 3] = [("language", "pt_br"), ("kind", "captions"), ("label", "")];

fn all(video: &str) -> String {
    format!("/api/v1/admin/videos/{video}/text_tracks")
}

/// Adds the track and returns its id.
async fn added(studio: &Studio, video: &str) -> String {
    let made = studio.text("POST", &all(video), &SAID, SRT).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    made.data()["id"].as_str().unwrap().to_owned()
}

/// What the last event says of the video's tracks.
async fn told(studio: &Studio) -> Value {
    let event = serde_json::to_value(studio.events().await.pop().unwrap()).unwrap();
    event["data"]["video"]["text_tracks"].clone()
}

/// A published video.
async fn published(studio: &Studio) -> String {
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    studio.encoder_says(&completed(&resource(&id, "video", &media), None)).await;
    studio.picture(&id, "thumbnail", &crate::fixture::png(640, 360)).await;
    let answer = studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    id
}

#[tokio::test]
async fn subtitles_are_added_replaced_and_removed_and_viewers_are_told() {
    for studio in Studio::both().await {
        let id = published(&studio).await;
        let track = added(&studio, &id).await;
        let listed = studio.video(&id).await["text_tracks"].clone();
        let expected = json!([{
            "id": track, "language": "pt-BR", "kind": "captions", "label": "Português", "size_bytes": WRITTEN.len(),
            "checksum": crate::files::hex_sha256(SRT), "name": "a.srt"
        }]);
        assert_eq!(listed, expected);
        let first = told(&studio).await[0].clone();
        assert_eq!(
            (&first["language"], &first["kind"], &first["label"]),
            (&"pt-BR".into(), &"captions".into(), &"Português".into())
        );
        let stored =
            studio.test.platform.objects.read(&ObjectKey::parse(first["path"].as_str().unwrap()).unwrap()).await;
        assert_eq!(stored.unwrap(), WRITTEN);

        let one = format!("{}/{track}", all(&id));
        let said = [("language", "ru"), ("kind", "forced"), ("label", "Надписи")];
        let replaced = studio.text("PUT", &one, &said, b"WEBVTT\n\n00:01.000 --> 00:02.000\nNew\n").await;
        assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.text());
        let second = told(&studio).await[0].clone();
        assert_eq!((&second["kind"], &second["label"]), (&"forced".into(), &"Надписи".into()));
        assert_ne!(first["path"], second["path"], "what is cached under a name never changes");
        let read = studio.get(&one).await;
        assert!(read.text().ends_with("\nNew\n") && read.headers["content-type"] == "text/vtt; charset=utf-8");

        assert_eq!(studio.delete(&one).await.status, StatusCode::NO_CONTENT);
        assert_eq!(told(&studio).await, json!([]));
        assert_eq!(studio.delete(&one).await.status, StatusCode::NO_CONTENT, "gone is gone");
        studio.get(&one).await.is_refused(404, "NOT_FOUND");
        studio.text("PUT", &one, &said, SRT).await.is_refused(404, "NOT_FOUND");
        studio.test.clock.advance(Duration::from_hours(25));
        studio.sweep().await;
        let files = studio.stored_files();
        assert!(!files.iter().any(|file| file.contains(".vtt")), "{files:?}");
    }
}

#[tokio::test]
async fn what_is_no_subtitles_is_refused_and_leaves_nothing() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let large = SRT.repeat(30_000);
    let cases: [(&[u8], u16, &str); 5] = [
        (b"", 422, "SUBTITLE_INVALID"),
        (b"<html><script>alert(1)</script></html>", 422, "SUBTITLE_INVALID"),
        (MP4, 422, "SUBTITLE_INVALID"),
        (&large, 413, "SUBTITLE_TOO_LARGE"),
        (&vec![b'x'; 50 * 1024 * 1024], 413, "SUBTITLE_TOO_LARGE"),
    ];
    for (bytes, status, code) in cases {
        studio.text("POST", &all(&id), &SAID, bytes).await.is_refused(status, code);
    }
    assert_eq!(studio.stored_files(), Vec::<String>::new());
    assert_eq!(studio.video(&id).await["text_tracks"], json!([]));
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let wrong = studio.text("POST", &all(&id), &[("language", "klingon!"), ("kind", "song")], SRT).await;
    assert_eq!(wrong.field_errors(), ["/kind NOT_IN_SET", "/language FORMAT"]);
    let absent = studio.text("POST", &all(&id), &[], SRT).await;
    assert_eq!(absent.field_errors(), ["/kind REQUIRED", "/language REQUIRED"]);
    studio.multipart(&all(&id), &[("other", "a.srt", SRT)]).await.is_refused(400, "EXACTLY_ONE_FILE");
    let unknown = uuid::Uuid::nil().to_string();
    studio.text("POST", &all(&unknown), &SAID, SRT).await.is_refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn tracks_have_names_of_their_own_and_are_not_without_number() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    for _ in 0..40 {
        added(&studio, &id).await;
    }
    let labels = studio.video(&id).await["text_tracks"].as_array().unwrap().clone();
    assert_eq!((&labels[0]["label"], &labels[39]["label"]), (&"Português".into(), &"Português 40".into()));
    let one_more = studio.text("POST", &all(&id), &SAID, SRT).await;
    assert_eq!(one_more.field_errors(), ["/text_tracks LENGTH"]);
    assert_eq!(studio.stored_files().len(), 40, "nothing is left of it");
}

#[tokio::test]
async fn a_deleted_video_takes_its_subtitles_along() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    added(&studio, &id).await;
    studio.delete(&format!("/api/v1/admin/videos/{id}")).await;
    studio.test.clock.advance(Duration::from_hours(25));
    studio.sweep().await;
    assert_eq!(studio.stored_files(), Vec::<String>::new());
}

#[tokio::test]
async fn text_that_came_with_the_film_is_shown_and_told() {
    for studio in Studio::both().await {
        let id = published(&studio).await;
        let video = studio.video(&id).await;
        let own = json!([{ "language": "pt", "kind": "forced", "label": "Placas" }]);
        assert_eq!(video["video"]["text_tracks"], own);
        let event = serde_json::to_value(studio.events().await.pop().unwrap()).unwrap();
        let film = event["data"]["video"]["video"].clone();
        assert_eq!(film["text_tracks"][0]["path"], "enc/9/4.1/t0.vtt");
        assert_eq!(film["chapters_path"], "enc/9/final/chapters.vtt");
    }
}
