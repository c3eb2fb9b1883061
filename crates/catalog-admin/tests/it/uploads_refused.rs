//! Uploads that are refused before bytes flow, and requests that are not of the protocol.

use axum::body::Body;
use catalog_admin::Config;
use http::StatusCode;
use serde_json::json;
use testkit::signed_in;
use uuid::Uuid;

use crate::fixture::{MP4, Studio, png, request_as};

const ALL: &str = "/api/v1/admin/uploads";

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let studio = Studio::open().await;
    let answer = studio.tus("OPTIONS", ALL, &[], Body::empty()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    for (name, value) in [
        ("tus-version", "1.0.0"),
        ("tus-resumable", "1.0.0"),
        ("tus-extension", "creation,creation-with-upload,termination,checksum,expiration"),
        ("tus-max-size", "53687091200"),
        ("tus-checksum-algorithm", "sha1,sha256"),
    ] {
        assert_eq!(answer.headers[name], value);
    }
}

#[tokio::test]
async fn a_full_disk_takes_nothing_new_and_an_upload_goes_on_once_there_is_room() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    let length = (MP4.len() * 2).to_string();
    let begun = studio.tus("POST", ALL, &[("upload-length", &length)], Body::empty()).await;
    let location = begun.headers["location"].to_str().unwrap().to_owned();
    assert_eq!(studio.patch(&location, 0, Body::from(MP4)).await.status, StatusCode::NO_CONTENT);
    let go_on = async |studio: &Studio| studio.patch(&location, MP4.len(), Body::from(MP4)).await;

    let studio = studio.keeping_free(100).await;
    studio.tus("POST", ALL, &[("upload-length", "1")], Body::empty()).await.is_refused(507, "STORAGE_FULL");
    go_on(&studio).await.is_refused(507, "STORAGE_FULL");
    for (kind, bytes) in [("video", MP4), ("banner", &png(64, 64))] {
        let path = format!("/api/v1/admin/videos/{video}/medias/{kind}");
        let refused = studio.multipart(&path, &[("media_file", "a", bytes)]).await;
        refused.is_refused(507, "STORAGE_FULL");
    }

    let studio = studio.keeping_free(0).await;
    let whole = go_on(&studio).await;
    assert_eq!((whole.status, &whole.headers["upload-offset"]), (StatusCode::NO_CONTENT, &length.parse().unwrap()));
}

#[tokio::test]
async fn too_large_and_empty_files_are_refused_before_bytes_flow() {
    let studio = Studio::with(Config { max_video_bytes: 1000, max_trailer_bytes: 100, ..Config::default() }).await;
    let begin = async |length: &str, metadata: &str| {
        studio.tus("POST", ALL, &[("upload-length", length), ("upload-metadata", metadata)], Body::empty()).await
    };
    begin("1001", "").await.is_refused(413, "TOO_LARGE");
    begin("101", "purpose dHJhaWxlcg==").await.is_refused(413, "TOO_LARGE");
    begin("0", "").await.is_refused(422, "FILE_EMPTY");
    for length in ["", "-1", "1e3", "99999999999999999999999"] {
        begin(length, "").await.is_refused(400, "MALFORMED");
    }
    begin("9", "filename ***").await.is_refused(400, "MALFORMED");
    assert_eq!(begin("9", "purpose YmFubmVy").await.field_errors(), ["purpose NOT_IN_SET"]);
    assert_eq!(begin("9", "checksum YWJj").await.field_errors(), ["checksum FORMAT"]);
    assert_eq!(studio.stored_files(), Vec::<String>::new());
    assert_eq!(begin("1000", "").await.status, StatusCode::CREATED);
    let id = studio.make_video().await;
    let film = [MP4, &[0; 1000]].concat();
    let path = format!("/api/v1/admin/videos/{id}/medias/video");
    studio.multipart(&path, &[("media_file", "a.mp4", &film)]).await.is_refused(413, "TOO_LARGE");
    assert_eq!(studio.stored_files().len(), 1, "the one that was begun");
}

#[tokio::test]
async fn one_user_has_five_uploads_under_way_and_no_more() {
    for studio in Studio::both().await {
        let many = (0..12).map(|_| studio.tus("POST", ALL, &[("upload-length", "10")], Body::empty()));
        let answers = futures::future::join_all(many).await;
        let begun: Vec<_> = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).collect();
        assert_eq!(begun.len(), 5);
        for refused in answers.iter().filter(|answer| answer.status != StatusCode::CREATED) {
            refused.is_refused(413, "QUOTA");
        }
        let other = request_as(signed_in(Uuid::from_u128(8), &["catalog_videos"]), "POST", ALL);
        let other = other.header("tus-resumable", "1.0.0").header("upload-length", "10").body(Body::empty()).unwrap();
        assert_eq!(studio.send(other).await.status, StatusCode::CREATED);
        let path = begun[0].headers["location"].to_str().unwrap();
        studio.patch(path, 0, Body::from("0123456789")).await;
        assert_eq!(studio.begin(10).await.len(), path.len(), "a finished one makes room");
    }
}

#[tokio::test]
async fn the_installation_has_a_limit_too() {
    let studio = Studio::with(Config { uploads_in_all: 1, ..Config::default() }).await;
    studio.begin(10).await;
    studio.tus("POST", ALL, &[("upload-length", "10")], Body::empty()).await.is_refused(413, "QUOTA");
}

#[tokio::test]
async fn a_wrong_offset_is_answered_with_the_right_one() {
    for studio in Studio::both().await {
        let path = studio.begin(10).await;
        studio.patch(&path, 0, Body::from("0123")).await;
        for offset in [0, 3, 5, 10] {
            let refused = studio.patch(&path, offset, Body::from("x")).await;
            refused.is_refused(409, "OFFSET_MISMATCH");
            assert_eq!(refused.headers["upload-offset"], "4");
            assert_eq!(refused.headers["tus-resumable"], "1.0.0");
        }
        assert_eq!(studio.offset(&path).await, 4);
    }
}

#[tokio::test]
async fn more_bytes_than_announced_are_another_file() {
    for studio in Studio::both().await {
        let path = studio.begin(10).await;
        let length = [("content-length", "11")];
        studio.patch_with(&path, 0, &length, Body::from("01234567890")).await.is_refused(460, "CHECKSUM");
        let chunked = Body::from_stream(futures::stream::iter(["0123", "456789", "0"].map(Ok::<_, std::io::Error>)));
        studio.patch(&path, 0, chunked).await.is_refused(460, "CHECKSUM");
        assert_eq!(studio.offset(&path).await, 0);
        let id = studio.make_video().await;
        let body = json!({ "upload_id": path.rsplit('/').next().unwrap() });
        let early = studio.call("POST", &format!("/api/v1/admin/videos/{id}/medias/video"), body).await;
        early.is_refused(460, "CHECKSUM");
    }
}

#[tokio::test]
async fn a_file_that_is_not_the_announced_one_is_refused_at_its_end() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    for studio in Studio::both().await {
        let announced = format!("checksum {}", STANDARD.encode(crate::files::hex_sha256(b"0123456789")));
        for (bytes, status) in [("0123456789", 204), ("9876543210", 460)] {
            let headers = [("upload-length", "10"), ("upload-metadata", announced.as_str())];
            let begun = studio.tus("POST", ALL, &headers, Body::empty()).await;
            let path = begun.headers["location"].to_str().unwrap().to_owned();
            let taken = studio.patch(&path, 0, Body::from(bytes)).await;
            assert_eq!(taken.status.as_u16(), status, "{}", taken.text());
            let head = studio.tus("HEAD", &path, &[], Body::empty()).await;
            assert_eq!(head.status.as_u16(), if status == 204 { 200 } else { 460 });
        }
        assert_eq!(studio.stored_files().len(), 1, "the wrong one is gone");
    }
}

#[tokio::test]
async fn uploads_of_others_and_ids_that_are_none_do_not_exist() {
    let studio = Studio::open().await;
    let path = studio.begin(10).await;
    let stranger = || signed_in(Uuid::from_u128(8), &["catalog_videos"]);
    for method in ["HEAD", "PATCH", "DELETE"] {
        let request = request_as(stranger(), method, &path)
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", "0")
            .header("content-type", "application/offset+octet-stream");
        assert_eq!(studio.send(request.body(Body::from("x")).unwrap()).await.status, StatusCode::NOT_FOUND, "{method}");
    }
    for id in ["x", "..%2F..%2Fetc%2Fpasswd", "00000000-0000-0000-0000-000000000000"] {
        let answer = studio.tus("HEAD", &format!("{ALL}/{id}"), &[], Body::empty()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
    assert_eq!(studio.offset(&path).await, 0);
}

#[tokio::test]
async fn requests_that_are_not_of_the_protocol_are_refused() {
    let studio = Studio::open().await;
    let path = studio.begin(10).await;
    for (method, path) in [("POST", ALL), ("HEAD", &path), ("PATCH", &path), ("DELETE", &path)] {
        let request = studio.request(method, path).header("tus-resumable", "0.2.2").body(Body::empty()).unwrap();
        let refused = studio.send(request).await;
        assert_eq!(
            (refused.status, refused.headers["tus-version"].to_str().unwrap()),
            (StatusCode::PRECONDITION_FAILED, "1.0.0")
        );
    }
    let headers = [("upload-offset", "0"), ("content-type", "video/mp4")];
    studio.tus("PATCH", &path, &headers, Body::from("x")).await.is_refused(415, "CONTENT_TYPE");
    let headers = [("content-type", "application/offset+octet-stream")];
    studio.tus("PATCH", &path, &headers, Body::from("x")).await.is_refused(400, "MALFORMED");
}

#[tokio::test]
async fn metadata_is_given_back_as_it_came() {
    let studio = Studio::open().await;
    let metadata = "filename Li4vLi4vZXZpbC5tcDQ=,filetype dmlkZW8vbXA0,purpose dHJhaWxlcg==";
    let headers = [("upload-length", "10"), ("upload-metadata", metadata)];
    let begun = studio.tus("POST", ALL, &headers, Body::empty()).await;
    let path = begun.headers["location"].to_str().unwrap();
    let head = studio.tus("HEAD", path, &[], Body::empty()).await;
    assert_eq!(head.headers["upload-metadata"], metadata);
    assert_eq!(head.headers["upload-length"], "10");
}
