//! Text tracks and chapters: those of the film, and those that were added to it later.

use contracts::catalog_admin::TextTrack;
use http::{StatusCode, header};
use serde_json::json;

use crate::world::{FILM, Grant, MASTER, TRAILER, World, bytes_of, published, wish};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const VTT: &[u8] = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n";

fn track(language: &str, kind: &str, label: &str, path: &str) -> TextTrack {
    TextTrack { language: language.into(), kind: kind.into(), label: label.into(), path: path.into() }
}

async fn text(world: &World, grant: &Grant, path: &str) -> String {
    let response = world.get(&format!("/v/{FILM}/{path}"), Some(&grant.cookie)).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    String::from_utf8(bytes_of(response).await).unwrap()
}

/// A film with one text track and chapters of its own, and two that were added.
async fn world(test: testkit::TestPlatform) -> World {
    let world = World::with_film(test).await;
    world.subscribe(1, DAY_MS, 9, 1080).await;
    for key in ["enc/a/4.1/t0.vtt", "enc/a/final/chapters.vtt", "blob/one.vtt", "blob/two.vtt"] {
        world.store(key, VTT).await;
    }
    let mut video = published(2);
    let film = video.video.as_mut().unwrap();
    film.text_tracks = vec![track("en", "subtitles", "English", "enc/a/4.1/t0.vtt")];
    film.chapters_path = Some("enc/a/final/chapters.vtt".into());
    video.text_tracks = vec![
        track("en", "captions", "English", "blob/one.vtt"),
        track("pt-BR", "forced", "Português", "blob/two.vtt"),
        track("ru", "of a later release", "Русский", "blob/three.vtt"),
    ];
    world.film(video).await;
    world
}

#[tokio::test]
async fn a_track_that_was_added_is_in_the_playlist_without_a_new_encode() {
    for test in testkit::platforms().await {
        let world = world(test).await;
        let grant = world.granted("tv").await;
        let master = text(&world, &grant, "master.m3u8").await;
        let lines: Vec<&str> = master.lines().filter(|line| line.starts_with("#EXT-X-MEDIA")).collect();
        assert_eq!(lines.len(), 2, "{master}");
        assert!(lines[0].contains("NAME=\"English 2\",LANGUAGE=\"en\",") && lines[0].contains("text/one.m3u8"));
        assert!(lines[1].contains("LANGUAGE=\"pt-BR\",") && lines[1].contains("FORCED=YES"));
        assert_eq!(master.matches(",SUBTITLES=\"text\"\nv").count(), 2, "{master}");
        let playlist = text(&world, &grant, "text/one.m3u8").await;
        assert!(playlist.contains("#EXTINF:100.000,\none.vtt\n#EXT-X-ENDLIST"), "{playlist}");
        assert_eq!(text(&world, &grant, "text/one.vtt").await.as_bytes(), VTT);
        let vtt = world.get(&format!("/v/{FILM}/text/one.vtt"), Some(&grant.cookie)).await;
        assert_eq!(vtt.headers()[header::CONTENT_TYPE], "text/vtt; charset=utf-8");
    }
}

#[tokio::test]
async fn the_dash_manifest_names_every_text_track_below_the_plans_bound() {
    for test in testkit::platforms().await {
        let world = world(test).await;
        world.subscribe(2, DAY_MS, 9, 480).await;
        let manifest = text(&world, &world.granted("tv").await, "manifest.mpd").await;
        assert!(
            !manifest.contains("width=\"1920\"") && manifest.ends_with("</AdaptationSet></Period></MPD>"),
            "{manifest}"
        );
        let sets: Vec<&str> = manifest.split("mimeType=\"text/vtt\" ").skip(1).collect();
        for (set, (language, role, path)) in sets.iter().zip([
            ("en", "subtitle", "4.1/t0.vtt"),
            ("en", "caption", "text/one.vtt"),
            ("pt-BR", "forced-subtitle", "text/two.vtt"),
        ]) {
            assert!(set.starts_with(&format!("lang=\"{language}\"")), "{set}");
            assert!(
                set.contains(&format!("value=\"{role}\"")) && set.contains(&format!("<BaseURL>{path}</BaseURL>")),
                "{set}"
            );
        }
        assert_eq!(sets.len(), 3, "{manifest}");
    }
}

#[tokio::test]
async fn the_grant_lists_every_track_and_the_chapters() {
    for test in testkit::platforms().await {
        let world = world(test).await;
        let grant = world.granted("tv").await;
        let url = |path: &str| format!("/v/{FILM}/{path}");
        let expected = json!([
            { "kind": "subtitles", "language": "en", "label": "English", "url": url("4.1/t0.vtt") },
            { "kind": "captions", "language": "en", "label": "English", "url": url("text/one.vtt") },
            { "kind": "forced", "language": "pt-BR", "label": "Português", "url": url("text/two.vtt") },
        ]);
        assert_eq!(grant.body["tracks"], expected);
        assert_eq!(grant.body["chapters"], url("chapters.vtt"));
        for path in ["4.1/t0.vtt", "text/two.vtt", "chapters.vtt"] {
            assert_eq!(text(&world, &grant, path).await.as_bytes(), VTT);
        }
        let trailer = Grant::of(world.ask(None, wish("trailer", "tv")).await).await;
        assert_eq!((&trailer.body["tracks"], &trailer.body["chapters"]), (&json!([]), &json!(null)));
    }
}

#[tokio::test]
async fn text_needs_the_grant_of_its_film_and_is_gone_when_it_is_removed() {
    let world = world(testkit::TestPlatform::sqlite().await).await;
    let grant = world.granted("tv").await;
    let trailer = Grant::of(world.ask(None, wish("trailer", "phone")).await).await;
    let path = format!("/v/{FILM}/text/one.vtt");
    assert_eq!(world.get(&path, None).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.get(&path, Some(&trailer.cookie)).await.status(), StatusCode::FORBIDDEN);
    for path in [format!("/v/{TRAILER}/text/one.vtt"), format!("/v/{TRAILER}/text/one.m3u8")] {
        assert_eq!(world.get(&path, Some(&trailer.cookie)).await.status(), StatusCode::NOT_FOUND);
    }
    for name in ["three.vtt", "one.exe", "one", "../one.vtt", "blob%2fone.vtt"] {
        let found = world.get(&format!("/v/{FILM}/text/{name}"), Some(&grant.cookie)).await;
        assert_eq!(found.status(), StatusCode::NOT_FOUND, "{name}");
    }
    world.film(published(3)).await;
    assert_eq!(world.get(&path, Some(&grant.cookie)).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(text(&world, &grant, "master.m3u8").await, MASTER);
}

#[tokio::test]
async fn a_playlist_that_changed_has_another_etag() {
    let world = world(testkit::TestPlatform::sqlite().await).await;
    let grant = world.granted("tv").await;
    let etag = async || {
        let response = world.get(&format!("/v/{FILM}/master.m3u8"), Some(&grant.cookie)).await;
        response.headers()[header::ETAG].clone()
    };
    let before = etag().await;
    assert_eq!(before, etag().await);
    world.film(published(3)).await;
    assert_ne!(before, etag().await);
}

#[tokio::test]
async fn a_growing_film_has_no_added_text_in_its_playlist_yet() {
    let world = world(testkit::TestPlatform::sqlite().await).await;
    world.store("enc/a/live/master.m3u8", MASTER.as_bytes()).await;
    let mut growing = published(3);
    growing.video.as_mut().unwrap().growing = true;
    growing.text_tracks = vec![track("en", "captions", "English", "blob/one.vtt")];
    world.film(growing).await;
    let grant = world.granted("tv").await;
    assert_eq!(text(&world, &grant, "master.m3u8").await, MASTER);
}
