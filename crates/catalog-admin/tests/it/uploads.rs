//! Resumable uploads: whatever happens, what was acknowledged is there and nothing else is.

use axum::body::{Body, Bytes};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures::{StreamExt, stream};
use http::StatusCode;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use sha2::Digest;

use crate::{
    files::hex_sha256,
    fixture::{Answer, MP4, Studio},
};

impl Studio {
    pub async fn begin(&self, size: usize) -> String {
        let begun =
            self.tus("POST", "/api/v1/admin/uploads", &[("upload-length", &size.to_string())], Body::empty()).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
        begun.headers["location"].to_str().unwrap().to_owned()
    }

    pub async fn tus(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let request = self.request(method, path).header("tus-resumable", "1.0.0");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request.body(body).unwrap()).await
    }

    pub async fn patch(&self, path: &str, offset: usize, body: Body) -> Answer {
        self.patch_with(path, offset, &[], body).await
    }

    pub async fn patch_with(&self, path: &str, offset: usize, more: &[(&str, &str)], body: Body) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![("upload-offset", offset.as_str()), ("content-type", "application/offset+octet-stream")];
        headers.extend(more);
        self.tus("PATCH", path, &headers, body).await
    }

    pub async fn offset(&self, path: &str) -> usize {
        let head = self.tus("HEAD", path, &[], Body::empty()).await;
        assert_eq!((head.status, head.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
        head.headers["upload-offset"].to_str().unwrap().parse().unwrap()
    }
}

/// A body that breaks off after `bytes`, as a lost connection does.
pub fn broken(bytes: &[u8]) -> Body {
    let pieces: Vec<_> = bytes.chunks(60_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    Body::from_stream(stream::iter(pieces).chain(stream::once(async { Err(std::io::Error::other("reset")) })))
}

/// A body in pieces.
fn whole(bytes: &[u8]) -> Body {
    let pieces: Vec<_> =
        bytes.chunks(60_000).map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece))).collect();
    Body::from_stream(stream::iter(pieces))
}

#[tokio::test]
async fn an_upload_cut_at_random_offsets_and_restarts_arrives_with_an_equal_hash() {
    for (seed, mut studio) in (0..).zip(Studio::both().await) {
        let mut random = StdRng::seed_from_u64(seed);
        let mut film = MP4.to_vec();
        film.extend((0..2_000_000).map(|_| random.random::<u8>()));
        let path = studio.begin(film.len()).await;
        let mut cuts = 0;
        loop {
            let offset = studio.offset(&path).await;
            if offset == film.len() {
                break;
            }
            let end = (offset + random.random_range(1..400_000)).min(film.len());
            let answer = match random.random_range(0..3) {
                0 => studio.patch(&path, offset, whole(&film[offset..end])).await,
                1 => studio.patch(&path, offset, broken(&film[offset..end])).await,
                _ => {
                    // The process dies while bytes arrive: the request is never answered.
                    let request = studio.patch(
                        &path,
                        offset,
                        Body::from_stream(
                            stream::iter([Ok::<_, std::io::Error>(Bytes::copy_from_slice(&film[offset..end]))])
                                .chain(stream::pending()),
                        ),
                    );
                    assert!(tokio::time::timeout(std::time::Duration::from_millis(50), request).await.is_err());
                    studio = studio.restarted().await;
                    cuts += 1;
                    continue;
                }
            };
            cuts += usize::from(answer.status != StatusCode::NO_CONTENT);
            assert!(studio.offset(&path).await >= offset);
        }
        assert!(cuts > 3, "{cuts} cuts");
        let id = studio.make_video().await;
        let upload = path.rsplit('/').next().unwrap();
        let film_path = format!("/api/v1/admin/videos/{id}/medias/video");
        let attached = studio.call("POST", &film_path, json!({ "upload_id": upload })).await;
        assert_eq!(attached.status, StatusCode::CREATED, "{}", attached.text());
        assert_eq!(studio.video(&id).await["video"]["checksum"], hex_sha256(&film));
        assert_eq!(studio.get(&film_path).await.body.as_ref(), film.as_slice());
    }
}

#[tokio::test]
async fn what_arrived_before_a_break_is_kept() {
    for studio in Studio::both().await {
        let path = studio.begin(1_000_000).await;
        let cut = studio.patch(&path, 0, broken(&[1; 400_000])).await;
        cut.is_refused(400, "MALFORMED");
        assert_eq!(studio.offset(&path).await, 400_000);
        assert_eq!(studio.patch(&path, 400_000, whole(&[2; 600_000])).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.offset(&path).await, 1_000_000);
    }
}

#[tokio::test]
async fn bytes_that_were_never_acknowledged_are_cut_off() {
    for studio in Studio::both().await {
        let path = studio.begin(300).await;
        studio.patch(&path, 0, whole(&[1; 100])).await;
        // As after a crash between the disk and the row.
        let upload = path.rsplit('/').next().unwrap();
        let key = platform::objects::ObjectKey::parse(format!("src/{upload}")).unwrap();
        let mut late = studio.test.platform.objects.resumable(&key).open(100).await.unwrap();
        let mut body = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(&[9; 150]))]);
        late.append(&mut body, u64::MAX).await.unwrap();
        drop(late);
        assert_eq!(studio.offset(&path).await, 100);
        assert_eq!(studio.patch(&path, 100, whole(&[2; 200])).await.status, StatusCode::NO_CONTENT);
        let id = studio.make_video().await;
        let film_path = format!("/api/v1/admin/videos/{id}/medias/video");
        let whole = studio.test.platform.objects.read(&key).await.unwrap();
        assert_eq!(whole.as_ref(), [[1; 100].as_slice(), &[2; 200]].concat());
        studio.call("POST", &film_path, json!({ "upload_id": upload })).await.is_refused(422, "NOT_MEDIA");
    }
}

#[tokio::test]
async fn a_piece_with_a_wrong_checksum_is_refused_and_leaves_the_offset() {
    for studio in Studio::both().await {
        let piece = [MP4, b"the rest"].concat();
        let path = studio.begin(piece.len()).await;
        let sums = [
            ("sha1", STANDARD.encode(sha1::Sha1::digest(&piece))),
            ("sha256", STANDARD.encode(sha2::Sha256::digest(&piece))),
        ];
        for (name, _) in &sums {
            let wrong = format!("{name} {}", STANDARD.encode("wrong"));
            let refused = studio.patch_with(&path, 0, &[("upload-checksum", &wrong)], whole(&piece)).await;
            refused.is_refused(460, "CHECKSUM");
            assert_eq!(studio.offset(&path).await, 0);
        }
        for header in ["md5 abcd", "sha1", "../../x AAAA", "sha1 ***"] {
            let refused = studio.patch_with(&path, 0, &[("upload-checksum", header)], whole(&piece)).await;
            refused.is_refused(400, "MALFORMED");
        }
        let cut = STANDARD.encode(sha1::Sha1::digest(&piece[..20]));
        let broken =
            studio.patch_with(&path, 0, &[("upload-checksum", &format!("sha1 {cut}"))], broken(&piece[..20])).await;
        assert_eq!((broken.status, studio.offset(&path).await), (StatusCode::BAD_REQUEST, 0), "whole or not at all");
        let first = STANDARD.encode(sha1::Sha1::digest(&piece[..20]));
        let taken =
            studio.patch_with(&path, 0, &[("upload-checksum", &format!("sha1 {first}"))], whole(&piece[..20])).await;
        assert_eq!(taken.status, StatusCode::NO_CONTENT, "{}", taken.text());
        let rest = STANDARD.encode(sha2::Sha256::digest(&piece[20..]));
        let taken =
            studio.patch_with(&path, 20, &[("upload-checksum", &format!("sha256 {rest}"))], whole(&piece[20..])).await;
        assert_eq!(taken.headers["upload-offset"], piece.len().to_string());
    }
}

#[tokio::test]
async fn of_two_writers_one_is_sent_away_and_nothing_is_mixed() {
    for studio in Studio::both().await {
        let film = [MP4, &[5; 200_000]].concat();
        let path = studio.begin(film.len()).await;
        let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
        let body = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(receiver));
        let first = studio.patch(&path, 0, body);
        let second = async {
            // The first writer has the upload once it took the second piece: the channel holds only one.
            sender.send(Ok(Bytes::copy_from_slice(&film[..100]))).await.unwrap();
            sender.send(Ok(Bytes::copy_from_slice(&film[100..200]))).await.unwrap();
            sender.send(Ok(Bytes::copy_from_slice(&film[200..]))).await.unwrap();
            let answer = studio.patch(&path, 0, whole(&[9; 1000])).await;
            let ended = studio.tus("DELETE", &path, &[], Body::empty()).await;
            drop(sender);
            (answer, ended)
        };
        let (first, (second, ended)) = futures::future::join(first, second).await;
        second.is_refused(423, "IN_PROGRESS");
        ended.is_refused(423, "IN_PROGRESS");
        assert_eq!(first.status, StatusCode::NO_CONTENT, "{}", first.text());
        let id = studio.make_video().await;
        let body = json!({ "upload_id": path.rsplit('/').next().unwrap() });
        studio.call("POST", &format!("/api/v1/admin/videos/{id}/medias/video"), body).await;
        assert_eq!(studio.video(&id).await["video"]["checksum"], hex_sha256(&film));
    }
}

#[tokio::test]
async fn a_terminated_upload_frees_its_space() {
    for studio in Studio::both().await {
        let path = studio.begin(1000).await;
        studio.patch(&path, 0, whole(&[1; 500])).await;
        assert_eq!(studio.stored_files().len(), 1);
        assert_eq!(studio.tus("DELETE", &path, &[], Body::empty()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.stored_files(), Vec::<String>::new());
        assert_eq!(studio.tus("HEAD", &path, &[], Body::empty()).await.status, StatusCode::NOT_FOUND);
        assert_eq!(studio.patch(&path, 500, whole(&[1; 500])).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_became_a_medium_cannot_be_terminated() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    let media = studio.attach(&id, "video", MP4).await;
    let ended = studio.tus("DELETE", &format!("/api/v1/admin/uploads/{media}"), &[], Body::empty()).await;
    ended.is_refused(409, "RESOURCE_IN_USE");
    assert_eq!(studio.stored_files().len(), 1);
}

#[tokio::test]
async fn only_unfinished_uploads_expire_and_only_a_day_after_their_last_byte() {
    for studio in Studio::both().await {
        let hours = |hours| std::time::Duration::from_hours(hours);
        let unfinished = studio.begin(1000).await;
        let finished = studio.begin(3).await;
        studio.patch(&finished, 0, whole(&[1; 3])).await;
        studio.test.clock.advance(hours(20));
        let taken = studio.patch(&unfinished, 0, whole(&[1; 10])).await;
        assert_eq!(taken.headers["upload-expires"], "Sun, 17 Jan 2027 04:00:00 GMT");
        studio.test.clock.advance(hours(23));
        studio.sweep().await;
        assert_eq!(studio.offset(&unfinished).await, 10, "its last byte is 23 h old");
        studio.test.clock.advance(hours(2));
        studio.sweep().await;
        assert_eq!(studio.tus("HEAD", &unfinished, &[], Body::empty()).await.status, StatusCode::NOT_FOUND);
        studio.test.clock.advance(hours(1000));
        studio.sweep().await;
        assert_eq!(studio.offset(&finished).await, 3);
        assert_eq!(studio.stored_files().len(), 1);
    }
}
