//! Files that are put into their places, and those that must not be.

use axum::body::Body;
use http::StatusCode;
use serde_json::json;

use crate::fixture::{MP4, Studio, png};

#[tokio::test]
async fn pictures_are_stored_in_three_sizes_and_replaced_ones_go_a_day_later() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        assert_eq!(studio.picture(&id, "banner", &png(1920, 800)).await.status, StatusCode::CREATED);
        let banner = studio.video(&id).await["banner"].clone();
        let blob = banner["id"].as_str().unwrap().to_owned();
        assert_eq!(banner["urls"]["small"], format!("/i/{blob}/small"));
        assert_eq!(banner["placeholder"], "data:image/webp;base64,ZG90cw==");
        assert_eq!(banner["name"], "a.png");
        for (query, bytes) in [("?size=small", "small"), ("?size=medium", "medium"), ("", "large")] {
            let read = studio.get(&format!("/api/v1/admin/videos/{id}/medias/banner{query}")).await;
            assert_eq!((read.text().as_str(), read.headers["content-type"].to_str().unwrap()), (bytes, "image/webp"));
        }
        studio.picture(&id, "banner", &png(1920, 801)).await;
        assert_eq!(studio.stored_files().len(), 6);
        studio.test.clock.advance(std::time::Duration::from_hours(25));
        studio.sweep().await;
        let left = studio.stored_files();
        assert_eq!(left.len(), 3);
        assert!(left.iter().all(|file| !file.contains(&blob)), "{left:?}");
        let taken = studio.delete(&format!("/api/v1/admin/videos/{id}/medias/banner")).await;
        assert_eq!(taken.status, StatusCode::NO_CONTENT);
        assert!(studio.video(&id).await["banner"].is_null());
    }
}

#[tokio::test]
async fn pictures_that_must_not_be_decoded_are_refused_by_their_header() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let too_heavy = [png(64, 64), vec![0; 5 * 1024 * 1024]].concat();
    let table: [(&str, &[u8], u16, &str); 8] = [
        ("thumbnail", &png(12_000, 12_000), 422, "IMAGE_TOO_LARGE"),
        ("thumbnail", &png(8193, 10), 422, "IMAGE_TOO_LARGE"),
        ("thumbnail", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "IMAGE_TYPE"),
        ("thumbnail", b"GIF89a\x40\x01\xb4\x00", 422, "IMAGE_TYPE"),
        ("banner", MP4, 422, "IMAGE_TYPE"),
        ("thumbnail", b"", 422, "FILE_EMPTY"),
        ("thumbnail_half", b"\x89PNG\r\n\x1a\n", 422, "MEDIA_DAMAGED"),
        ("thumbnail", &too_heavy, 413, "TOO_LARGE"),
    ];
    for (kind, bytes, status, code) in table {
        studio.picture(&id, kind, bytes).await.is_refused(status, code);
    }
    assert_eq!(studio.stored_files(), Vec::<String>::new());
    assert_eq!(studio.picture(&id, "banner", b"GIF89a\x40\x01\xb4\x00").await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_is_no_film_is_refused_by_its_content_and_leaves_nothing() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let random: Vec<u8> = (0..300_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0] | 0x80).collect();
        let path = format!("/api/v1/admin/videos/{id}/medias/video");
        for (bytes, code) in [
            (random.as_slice(), "NOT_MEDIA"),
            (b"\x89PNG\r\n\x1a\nabcd", "FORMAT_NOT_ALLOWED"),
            (b"#EXTM3U\nfile:///etc/passwd\n", "FORMAT_NOT_ALLOWED"),
        ] {
            let upload = studio.upload("video", bytes).await;
            for _ in 0..2 {
                studio.call("POST", &path, json!({ "upload_id": upload })).await.is_refused(422, code);
            }
            studio.multipart(&path, &[("media_file", "a.mp4", bytes)]).await.is_refused(422, code);
        }
        studio.multipart(&path, &[("media_file", "a.mp4", b"")]).await.is_refused(422, "FILE_EMPTY");
        assert_eq!(studio.stored_files(), Vec::<String>::new());
        assert!(studio.video(&id).await["video"].is_null());
    }
}

#[tokio::test]
async fn a_film_may_come_as_one_multipart_file_with_a_hostile_name() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let path = format!("/api/v1/admin/videos/{id}/medias/trailer");
        let film = [MP4, &vec![7; 3_000_000]].concat();
        let stored = studio.multipart(&path, &[("media_file", "../../../etc/cron.d/evil.mp4", &film)]).await;
        assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
        let trailer = studio.video(&id).await["trailer"].clone();
        assert_eq!(
            (trailer["name"].as_str(), trailer["size_bytes"].as_u64()),
            (Some("evil.mp4"), Some(film.len() as u64))
        );
        assert_eq!(trailer["checksum"], hex_sha256(&film));
        assert_eq!(studio.stored_files(), [format!("objects/{}", trailer["raw_location"].as_str().unwrap())]);
        let told = studio.events().await.pop().unwrap();
        let told = serde_json::to_value(told).unwrap();
        assert_eq!(told["type"], "codeflix.video.media-uploaded.v1");
        assert_eq!(told["data"]["resource_id"], format!("{id}.trailer.{}", trailer["id"].as_str().unwrap()));
        let two = [("media_file", "a.mp4", film.as_slice()), ("media_file", "b.mp4", film.as_slice())];
        studio.multipart(&path, &two).await.is_refused(400, "EXACTLY_ONE_FILE");
        studio.multipart(&path, &[("other", "a.mp4", &film)]).await.is_refused(400, "EXACTLY_ONE_FILE");
        assert_eq!(studio.stored_files().len(), 1, "nothing is left of them");
    }
}

#[tokio::test]
async fn staff_read_the_original_and_any_part_of_it() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let film: Vec<u8> = MP4.iter().copied().chain((0..=255).cycle().take(700_000)).collect();
    studio.attach(&id, "video", &film).await;
    let path = format!("/api/v1/admin/videos/{id}/medias/video");
    let whole = studio.get(&path).await;
    assert_eq!((whole.status, whole.body.as_ref()), (StatusCode::OK, film.as_slice()));
    assert_eq!(whole.headers["content-type"], "video/mp4");
    assert_eq!(whole.headers["content-disposition"], "attachment; filename*=UTF-8''film.mp4");
    let ask = async |name: &str, value: &str| {
        studio.send(studio.request("GET", &path).header(name, value).body(axum::body::Body::empty()).unwrap()).await
    };
    let part = ask("range", "bytes=300000-600000").await;
    assert_eq!((part.status, part.body.as_ref()), (StatusCode::PARTIAL_CONTENT, &film[300_000..=600_000]));
    assert_eq!(part.headers["content-range"], format!("bytes 300000-600000/{}", film.len()));
    assert_eq!(ask("range", "bytes=9999999-").await.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(ask("if-none-match", whole.headers["etag"].to_str().unwrap()).await.status, StatusCode::NOT_MODIFIED);
    studio.get(&format!("/api/v1/admin/videos/{id}/medias/trailer")).await.is_refused(404, "NOT_FOUND");
    studio.get(&format!("/api/v1/admin/videos/{id}/medias/subtitles")).await.is_refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn an_upload_is_attached_once_however_often_that_is_asked() {
    for studio in Studio::both().await {
        let (id, other) = (studio.make_video().await, studio.make_video().await);
        let upload = studio.upload("video", MP4).await;
        let attach = async |video: &str, kind: &str| {
            let path = format!("/api/v1/admin/videos/{video}/medias/{kind}");
            studio.call("POST", &path, json!({ "upload_id": upload })).await
        };
        assert_eq!(attach(&id, "trailer").await.field_errors(), ["/upload_id MISMATCH"]);
        let first = attach(&id, "video").await.data();
        let events = studio.events().await.len();
        assert_eq!(attach(&id, "video").await.data(), first);
        assert_eq!(studio.events().await.len(), events);
        assert_eq!(attach(&other, "video").await.field_errors(), ["/upload_id DUPLICATE"]);
        let unknown = json!({ "upload_id": uuid::Uuid::nil() });
        let refused = studio.call("POST", &format!("/api/v1/admin/videos/{id}/medias/video"), unknown).await;
        assert_eq!(refused.field_errors(), ["/upload_id NOT_FOUND"]);
        let refused = studio.call("POST", &format!("/api/v1/admin/videos/{id}/medias/banner"), json!({})).await;
        refused.is_refused(415, "CONTENT_TYPE");
    }
}

#[tokio::test]
async fn a_multipart_command_that_is_run_again_makes_one_version() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let film = [MP4, &[1; 5000]].concat();
        let mut ids = Vec::new();
        for run in 0..3 {
            ids.push(studio.put_film_under_key(&id, &film).await);
            if run == 0 {
                studio.let_keys_grow_old().await;
            }
        }
        assert!(ids.iter().all(|it| *it == ids[0]), "{ids:?}");
        assert_eq!((studio.video(&id).await["version"].as_i64(), studio.stored_files().len()), (Some(2), 1));
    }
}

#[tokio::test]
async fn a_multipart_film_that_still_arrives_is_left_alone_by_its_repetition() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let film = [MP4, &[1; 5000]].concat();
        let (sender, bytes) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(1);
        let slow = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(bytes));
        let first = studio.send_film_under_key(&id, slow);
        let beside = async {
            // There is room for the third piece when the second one is being received.
            for piece in [multipart_film(&film[..2000]).0, film[2000..3000].to_vec(), film[3000..4000].to_vec()] {
                sender.send(Ok(piece)).await.unwrap();
            }
            studio.let_keys_grow_old().await;
            studio.send_film_under_key(&id, whole_film(&film)).await.is_refused(423, "IN_PROGRESS");
            sender.send(Ok([&film[4000..], b"\r\n--b--\r\n"].concat())).await.unwrap();
            drop(sender);
        };
        let (stored, ()) = tokio::join!(first, beside);
        assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
        assert_eq!(studio.stored_files().len(), 1);
    }
}

/// The beginning of a multipart body with a film in it, and what ends it.
fn multipart_film(film: &[u8]) -> (Vec<u8>, &'static [u8]) {
    let head = b"--b\r\nContent-Disposition: form-data; name=\"media_file\"; filename=\"a.mp4\"\r\n\r\n";
    ([head, film].concat(), b"\r\n--b--\r\n")
}

fn whole_film(film: &[u8]) -> Body {
    let (beginning, end) = multipart_film(film);
    Body::from([&beginning, end].concat())
}

impl Studio {
    /// Commands count as left behind by a process that died.
    async fn let_keys_grow_old(&self) {
        let mut tx = self.service.db.begin().await.unwrap();
        let sql = "UPDATE idempotency SET state = 'started', created_at = 0";
        platform::on!(&mut tx, conn => sqlx::query(sql).execute(conn).await.map(|_| ())).unwrap();
        tx.commit().await.unwrap();
    }

    async fn send_film_under_key(&self, video: &str, body: Body) -> crate::fixture::Answer {
        let request = self.request("POST", &format!("/api/v1/admin/videos/{video}/medias/video"));
        let request = request.header("content-type", "multipart/form-data; boundary=b").header("idempotency-key", "k");
        self.send(request.body(body).unwrap()).await
    }

    async fn put_film_under_key(&self, video: &str, film: &[u8]) -> serde_json::Value {
        let stored = self.send_film_under_key(video, whole_film(film)).await;
        assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
        stored.data()["media_id"].clone()
    }
}

pub fn hex_sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(bytes))
}
