//! Server-sent events.

use axum::body::{Body, BodyDataStream};
use contracts::encoder::EncoderEvent;
use futures::StreamExt;
use http::StatusCode;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::fixture::{MP4, Studio, job_progress, resource};

async fn listen(studio: &Studio) -> (StatusCode, BodyDataStream) {
    let request = studio.request("GET", "/api/v1/admin/stream").body(Body::empty()).unwrap();
    let response = studio.app.clone().oneshot(request).await.unwrap();
    (response.status(), response.into_body().into_data_stream())
}

/// Name and data of the next event.
async fn next(stream: &mut BodyDataStream) -> Option<(String, Value)> {
    let text =
        tokio::time::timeout(std::time::Duration::from_secs(10), stream.next()).await.expect("something is told")?;
    let text = String::from_utf8(text.unwrap().to_vec()).unwrap();
    let line = |prefix: &str| text.lines().find_map(|line| line.strip_prefix(prefix)).unwrap_or_default().to_owned();
    Some((line("event: "), serde_json::from_str(&line("data: ")).unwrap()))
}

#[tokio::test]
async fn an_upload_and_its_encode_are_told_as_they_go_on() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let (_, mut stream) = listen(&studio).await;
    let media = studio.attach(&id, "video", MP4).await;
    let (name, data) = next(&mut stream).await.unwrap();
    let size = MP4.len();
    assert_eq!((name.as_str(), data), ("upload", json!({ "upload_id": media, "offset": size, "size_bytes": size })));
    let (name, data) = next(&mut stream).await.unwrap();
    assert_eq!((name.as_str(), data), ("video", json!({ "video_id": id, "status": "draft", "version": 2 })));
    let (name, data) = next(&mut stream).await.unwrap();
    assert_eq!((name.as_str(), data["status"].as_str()), ("media", Some("pending")));
    let progress = job_progress(&resource(&id, "video", &media), 1, 12);
    studio.encoder_says(&EncoderEvent::Progressed(progress)).await;
    let told: Vec<_> = [next(&mut stream).await, next(&mut stream).await, next(&mut stream).await].into();
    let names: Vec<_> = told.iter().flatten().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["video", "media", "media"]);
    let (_, data) = told[2].as_ref().unwrap();
    let expected = json!({
        "video_id": id, "media_type": "video", "media_id": media, "status": "processing", "progress": 12,
        "stage": "encoding", "remaining_s": 30, "speed": 1.5, "rungs": [{ "height": 720, "progress": 12 }],
        "playable": false, "error_code": null, "error": null,
    });
    assert_eq!(*data, expected);
}

#[tokio::test]
async fn a_session_has_four_streams_and_the_process_closes_them_when_it_stops() {
    let studio = Studio::open().await;
    let mut streams = Vec::new();
    for _ in 0..4 {
        let (status, stream) = listen(&studio).await;
        assert_eq!(status, StatusCode::OK);
        streams.push(stream);
    }
    assert_eq!(listen(&studio).await.0, StatusCode::TOO_MANY_REQUESTS);
    streams.pop();
    let (status, stream) = listen(&studio).await;
    assert_eq!(status, StatusCode::OK, "one that was closed makes room");
    streams.push(stream);
    assert!(studio.test.platform.lifecycle.stop(std::time::Duration::from_secs(1)).await);
    for mut stream in streams {
        assert_eq!(next(&mut stream).await, None);
    }
}
