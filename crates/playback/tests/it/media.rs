//! No byte without a grant, and with one exactly the right bytes.

use std::time::Duration;

use contracts::catalog_admin::Video;
use http::{Method, StatusCode, header};
use testkit::{TestPlatform, platforms};
use uuid::Uuid;

use crate::world::{
    FILM, Grant, MANIFEST, MASTER, PICTURE, SEGMENT, TRAILER, VIEWER, World, bytes_of, code_of, media, published, wish,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const PATHS: [&str; 6] =
    ["master.m3u8", "manifest.mpd", "v240.m3u8", "c0.1/240/init.mp4", "c0.1/240/0.m4s", "1.1/a0/0.m4s"];

async fn world() -> World {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    world.subscribe(1, DAY_MS, 2, 1080).await;
    world
}

fn film(path: &str) -> String {
    format!("/v/{FILM}/{path}")
}

#[tokio::test]
async fn every_media_byte_needs_a_valid_grant_for_its_own_asset() {
    let world = world().await;
    let film_grant = world.granted("tv").await;
    let trailer_response = world.ask(None, wish("trailer", "tv")).await;
    let trailer_grant = Grant::of(trailer_response).await;
    let mut forged = film_grant.cookie.clone();
    let place = forged.len() - 3..forged.len() - 2;
    let other = if forged[place.clone()] == *"_" { "-" } else { "_" };
    forged.replace_range(place, other);
    for path in PATHS {
        assert_eq!(world.get(&film(path), Some(&film_grant.cookie)).await.status(), StatusCode::OK, "{path}");
        for (cookie, expected) in [
            (None, (StatusCode::UNAUTHORIZED, "TOKEN_MISSING")),
            (Some(trailer_grant.cookie.as_str()), (StatusCode::FORBIDDEN, "GRANT_EXPIRED")),
            (Some(forged.as_str()), (StatusCode::FORBIDDEN, "GRANT_EXPIRED")),
            (Some("codeflix_grant=AAAA"), (StatusCode::FORBIDDEN, "GRANT_EXPIRED")),
        ] {
            let (status, code) = code_of(world.get(&film(path), cookie).await).await;
            assert_eq!((status, code.as_str()), expected, "{path} with {cookie:?}");
        }
    }
    world.test.clock.advance(Duration::from_mins(15));
    for path in PATHS {
        let (status, _) = code_of(world.get(&film(path), Some(&film_grant.cookie)).await).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_grant_opens_nothing_to_another_account() {
    let world = world().await;
    let cookie = world.granted("tv").await.cookie;
    let trailer = Grant::of(world.ask(None, wish("trailer", "tv")).await).await;
    let other = Uuid::from_u128(0x0bad);
    for path in PATHS {
        assert_eq!(world.get_as(VIEWER, &film(path), &cookie).await.status(), StatusCode::OK, "{path}");
        let (status, code) = code_of(world.get_as(other, &film(path), &cookie).await).await;
        assert_eq!((status, code.as_str()), (StatusCode::FORBIDDEN, "GRANT_EXPIRED"), "{path}");
    }
    let trailer_path = format!("/v/{TRAILER}/master.m3u8");
    assert_eq!(world.get_as(other, &trailer_path, &trailer.cookie).await.status(), StatusCode::OK, "anybody's");
}

#[tokio::test]
async fn a_film_encoded_again_has_another_address_and_the_former_one_still_plays() {
    for test in platforms().await {
        let world = World::new(test).await;
        world.subscribe(1, DAY_MS, 2, 1080).await;
        let encode = |job: u128, version| Video {
            video: Some(media(FILM, &format!("enc/{}", Uuid::from_u128(job)))),
            ..published(version)
        };
        let mut watched = Vec::new();
        for (job, segment) in [(0xa, b"old"), (0xb, b"new")] {
            world.store(&format!("enc/{}/0.1/v240/0.m4s", Uuid::from_u128(job)), segment).await;
            world.film(encode(job, i64::try_from(job).unwrap())).await;
            let grant = world.granted("tv").await;
            let playlist = grant.body["hls_url"].as_str().unwrap().to_owned();
            watched.push((playlist.replace("master.m3u8", "0.1/v240/0.m4s"), grant, segment));
        }
        assert_ne!(watched[0].0, watched[1].0, "browsers keep segments for ever");
        for (address, grant, segment) in &watched {
            let found = bytes_of(world.get(address, Some(&grant.cookie)).await).await;
            assert_eq!(found, *segment);
        }
    }
}

#[tokio::test]
async fn a_path_cannot_leave_its_asset() {
    let world = world().await;
    world.store("enc/secret/final/master.m3u8", b"another film").await;
    let grant = world.granted("tv").await;
    for path in
        ["../secret/final/master.m3u8", "%2e%2e/secret/final/master.m3u8", "c0.1/../../secret/final/master.m3u8"]
    {
        let response = world.get(&film(path), Some(&grant.cookie)).await;
        assert_ne!(response.status(), StatusCode::OK, "{path}");
        assert!(!bytes_of(response).await.windows(7).any(|bytes| bytes == b"another"), "{path}");
    }
}

#[tokio::test]
async fn segments_have_their_type_a_strong_etag_and_live_for_ever() {
    let world = world().await;
    let grant = world.granted("tv").await;
    for (path, expected) in [
        ("c0.1/240/0.m4s", "video/mp4"),
        ("1.1/a0/0.m4s", "audio/mp4"),
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("manifest.mpd", "application/dash+xml"),
    ] {
        let response = world.get(&film(path), Some(&grant.cookie)).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], expected);
    }
    let response = world.get(&film("c0.1/240/0.m4s"), Some(&grant.cookie)).await;
    assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let etag = response.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert!(etag.starts_with('"'));
    assert_eq!(bytes_of(response).await, SEGMENT);
    let known = [(header::IF_NONE_MATCH, etag.as_str()), (header::RANGE, "bytes=2-4")];
    for headers in [&known[..1], &known] {
        let again = world.fetch(Method::GET, &film("c0.1/240/0.m4s"), Some(&grant.cookie), headers).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(bytes_of(again).await.is_empty());
    }
}

#[tokio::test]
async fn byte_ranges_give_exactly_these_bytes() {
    let world = world().await;
    let grant = world.granted("tv").await;
    for (range, status, bytes) in [
        ("bytes=2-4", StatusCode::PARTIAL_CONTENT, &SEGMENT[2..5]),
        ("bytes=-3", StatusCode::PARTIAL_CONTENT, &SEGMENT[7..]),
        ("bytes=8-", StatusCode::PARTIAL_CONTENT, &SEGMENT[8..]),
        ("bytes=10-", StatusCode::RANGE_NOT_SATISFIABLE, &[]),
    ] {
        let headers = [(header::RANGE, range)];
        let response = world.fetch(Method::GET, &film("c0.1/240/0.m4s"), Some(&grant.cookie), &headers).await;
        assert_eq!(response.status(), status, "{range}");
        assert!(response.headers()[header::CONTENT_RANGE].to_str().unwrap().ends_with("/10"));
        assert_eq!(bytes_of(response).await, bytes, "{range}");
    }
    let stale = [(header::RANGE, "bytes=2-4"), (header::IF_RANGE, "\"older\"")];
    let whole = world.fetch(Method::GET, &film("c0.1/240/0.m4s"), Some(&grant.cookie), &stale).await;
    assert_eq!((whole.status(), bytes_of(whole).await.len()), (StatusCode::OK, 10));
}

#[tokio::test]
async fn a_head_request_tells_the_length_without_the_bytes() {
    let world = world().await;
    let grant = world.granted("tv").await;
    for headers in [&[][..], &[(header::RANGE, "bytes=2-4")]] {
        let response = world.fetch(Method::HEAD, &film("c0.1/240/0.m4s"), Some(&grant.cookie), headers).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_LENGTH], "10");
        assert!(bytes_of(response).await.is_empty());
    }
}

#[tokio::test]
async fn a_plan_sees_no_taller_variant_than_it_pays_for() {
    let world = world().await;
    let all = world.granted("tv").await;
    for (list, whole) in [("master.m3u8", MASTER), ("manifest.mpd", MANIFEST)] {
        assert_eq!(bytes_of(world.get(&film(list), Some(&all.cookie)).await).await, whole.as_bytes());
    }
    world.subscribe(2, DAY_MS, 2, 480).await;
    let small = world.granted("phone").await;
    let playlist = bytes_of(world.get(&film("master.m3u8"), Some(&small.cookie)).await).await;
    let playlist = String::from_utf8(playlist).unwrap();
    assert!(playlist.contains("v240.m3u8") && !playlist.contains("v1080.m3u8"), "{playlist}");
    let manifest = bytes_of(world.get(&film("manifest.mpd"), Some(&small.cookie)).await).await;
    let manifest = String::from_utf8(manifest).unwrap();
    assert!(manifest.contains("240") && !manifest.contains("1080"), "{manifest}");
    for tall in ["c0.1/v1080/0.m4s", "c0.1/v1080-av1/0.m4s", "final/v1080.iframes.m3u8", "final/v1080-av1.m3u8"] {
        world.store(&format!("enc/a/{tall}"), SEGMENT).await;
        let path = film(tall.trim_start_matches("final/"));
        for (grant, status) in [(&all, StatusCode::OK), (&small, StatusCode::NOT_FOUND)] {
            assert_eq!(world.get(&path, Some(&grant.cookie)).await.status(), status, "{tall}");
        }
    }
}

#[tokio::test]
async fn a_film_that_is_still_encoded_is_read_from_its_growing_playlists() {
    let world = world().await;
    let mut growing = published(2);
    growing.video.as_mut().unwrap().growing = true;
    world.film(growing).await;
    let grant = world.granted("tv").await;
    assert_eq!(grant.body["growing"], true);
    assert!(grant.body["dash_url"].is_null(), "{}", grant.body);
    let response = world.get(&film("v240.m3u8"), Some(&grant.cookie)).await;
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(bytes_of(response).await, b"#EXTM3U\n");

    world.film(published(3)).await;
    let finished = bytes_of(world.get(&film("v240.m3u8"), Some(&grant.cookie)).await).await;
    assert!(String::from_utf8(finished).unwrap().contains("#EXT-X-ENDLIST"));
}

#[tokio::test]
async fn pictures_of_published_titles_are_public_and_others_do_not_exist() {
    let world = World::with_film(TestPlatform::sqlite().await).await;
    let path = format!("/i/{PICTURE}/small");
    let response = world.get(&path, None).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "image/webp");
    assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"));
    assert_eq!(bytes_of(response).await, b"RIFF");
    assert_eq!(world.get(&format!("/i/{PICTURE}/huge"), None).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(world.get(&format!("/i/{}/small", Uuid::nil()), None).await.status(), StatusCode::NOT_FOUND);
    let mut draft = published(2);
    draft.status = "unpublished".into();
    world.film(draft).await;
    assert_eq!(world.get(&path, None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_watches_a_replaced_film_may_finish_it() {
    let world = world().await;
    let grant = world.granted("tv").await;
    let mut replaced = published(2);
    replaced.video.as_mut().unwrap().id = TRAILER;
    world.film(replaced).await;
    assert_eq!(world.get(&film("c0.1/240/0.m4s"), Some(&grant.cookie)).await.status(), StatusCode::OK);
    let fresh = world.ask(Some((VIEWER, &[])), wish("video", "phone")).await;
    assert_eq!(fresh.status(), StatusCode::CREATED);
}
