//! What is said about a video.

use http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::{Studio, merged, video_body};

#[tokio::test]
async fn a_video_is_shown_with_everything_it_was_made_with() {
    for studio in Studio::both().await {
        let category = studio.make("categories", json!({ "name": "Films" })).await;
        let genre = studio.make("genres", json!({ "name": "Drama" })).await;
        let actor = studio.make("cast_members", json!({ "name": "Ada", "type": "actor" })).await;
        let body = json!({
            "duration": 90.25, "rating": "ER", "opened": true, "categories_id": [category], "genres_id": [genre],
            "cast_members_id": [actor], "markers": { "credits_start_ms": 5_000_000 },
        });
        let id = studio.make("videos", merged(video_body(), body)).await;
        let video = studio.video(&id).await;
        for (field, expected) in [
            ("title", json!("The Film")),
            ("duration", json!(90.25)),
            ("rating", json!("er")),
            ("opened", json!(true)),
            ("status", json!("draft")),
            ("published", json!(false)),
            ("missing", json!(["video", "thumbnail"])),
            ("categories", json!([{ "id": category, "name": "Films" }])),
            ("genres", json!([{ "id": genre, "name": "Drama" }])),
            ("cast_members", json!([{ "id": actor, "name": "Ada", "type": "actor" }])),
            ("created_by", json!(crate::fixture::EDITOR)),
            ("video", Value::Null),
        ] {
            assert_eq!(video[field], expected, "{field}");
        }
        assert_eq!(video["markers"]["credits_start_ms"], 5_000_000);
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_video_is_told_at_once() {
    let studio = Studio::open().await;
    let unknown = "0191e3a0-0000-7000-8000-000000000001";
    let body = json!({
        "title": "a\u{0}b", "year_launched": 1700, "rating": "13", "duration": 1.005, "publish_at": "tomorrow",
        "categories_id": [unknown, "not-an-id"], "genres_id": [unknown],
    });
    let refused = studio.call("POST", "/api/v1/admin/videos", body).await;
    refused.is_refused(422, "VALIDATION");
    let expected = [
        "/categories_id NOT_FOUND",
        "/description REQUIRED",
        "/duration FORMAT",
        "/genres_id NOT_FOUND",
        "/publish_at UNKNOWN_FIELD",
        "/rating NOT_IN_SET",
        "/title FORMAT",
        "/year_launched RANGE",
    ];
    assert_eq!(refused.field_errors(), expected);
}

#[tokio::test]
async fn a_genre_outside_the_videos_categories_is_refused() {
    for studio in Studio::both().await {
        let films = studio.make("categories", json!({ "name": "Films" })).await;
        let series = studio.make("categories", json!({ "name": "Series" })).await;
        let inside = studio.make("genres", json!({ "name": "Inside", "categories_id": [films] })).await;
        let free = studio.make("genres", json!({ "name": "Free" })).await;
        let outside = studio.make("genres", json!({ "name": "Outside", "categories_id": [series] })).await;
        let id = studio.make("videos", merged(video_body(), json!({ "categories_id": [films] }))).await;
        let path = format!("/api/v1/admin/videos/{id}");
        let refused = studio.call("PATCH", &path, json!({ "genres_id": [inside, free, outside] })).await;
        assert_eq!(refused.field_errors(), ["/genres_id GENRE_OUTSIDE_CATEGORIES"]);
        assert_eq!(refused.json()["errors"][0]["params"]["ids"], outside.as_str());
        let changed = studio.call("PATCH", &path, json!({ "genres_id": [inside, free] })).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    }
}

#[tokio::test]
async fn hostile_titles_are_stored_as_they_are() {
    for studio in Studio::both().await {
        for title in
            ["../../etc/passwd", "<script>alert(1)</script>", "\u{202e}txet desrever", "'; DROP TABLE videos;--"]
        {
            let id = studio.make("videos", merged(video_body(), json!({ "title": title }))).await;
            assert_eq!(studio.video(&id).await["title"], title);
        }
        let long =
            studio.call("POST", "/api/v1/admin/videos", merged(video_body(), json!({ "title": "x".repeat(4096) })));
        assert_eq!(long.await.field_errors(), ["/title LENGTH"]);
        assert!(studio.stored_files().is_empty());
    }
}

#[tokio::test]
async fn videos_are_filtered_by_everything_they_are() {
    for studio in Studio::both().await {
        let films = studio.make("categories", json!({ "name": "Films" })).await;
        let drama = studio.make("genres", json!({ "name": "Drama" })).await;
        let ada = studio.make("cast_members", json!({ "name": "Ada", "type": 1 })).await;
        let body = json!({ "title": "Água", "categories_id": [films], "rating": "12", "year_launched": 1999 });
        studio.make("videos", merged(video_body(), body)).await;
        let body = json!({ "title": "Bravo", "genres_id": [drama], "cast_members_id": [ada], "opened": true });
        studio.make("videos", merged(video_body(), body)).await;
        for (query, titles) in [
            (format!("categories={films}"), vec!["Água"]),
            (format!("genres={drama}&cast_members={ada}"), vec!["Bravo"]),
            (format!("genres={drama}&categories={films}"), vec![]),
            ("rating=12,14".to_owned(), vec!["Água"]),
            ("opened=true".to_owned(), vec!["Bravo"]),
            ("status=DRAFT&sort=title".to_owned(), vec!["Água", "Bravo"]),
            ("status=published".to_owned(), vec![]),
            ("year_launched=1999&year_launched=2000".to_owned(), vec!["Água"]),
            ("search=agua".to_owned(), vec!["Água"]),
            ("sort=year_launched&dir=desc".to_owned(), vec!["Bravo", "Água"]),
        ] {
            let answer = studio.get(&format!("/api/v1/admin/videos?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
            assert_eq!(answer.column("title"), titles, "{query}");
        }
        let refused = studio.get("/api/v1/admin/videos?rating=13&sort=rating").await;
        refused.is_refused(422, "QUERY_INVALID");
    }
}

#[tokio::test]
async fn the_largest_video_there_can_be_still_fits_an_event() {
    let studio = Studio::open().await;
    let (mut categories, mut genres, mut cast) = (vec![], vec![], vec![]);
    for n in 0..50 {
        categories.push(studio.make("categories", json!({ "name": format!("{n}") })).await);
        genres.push(studio.make("genres", json!({ "name": format!("{n}") })).await);
    }
    for n in 0..500 {
        cast.push(studio.make("cast_members", json!({ "name": format!("{n}"), "type": "actor" })).await);
    }
    let body = json!({
        "title": "🎬".repeat(255), "description": "🎬".repeat(4000), "year_launched": 2020, "rating": "18",
        "categories_id": categories, "genres_id": genres, "cast_members_id": cast,
        "markers": { "intro_start_ms": 1, "intro_end_ms": 2, "credits_start_ms": 3 },
    });
    let id = studio.make("videos", body).await;
    for kind in ["banner", "thumbnail", "thumbnail_half"] {
        assert_eq!(studio.picture(&id, kind, &crate::fixture::png(1280, 720)).await.status, StatusCode::CREATED);
    }
    studio.attach(&id, "trailer", crate::fixture::MP4).await;
    let media = studio.attach(&id, "video", crate::fixture::MP4).await;
    let resource = crate::fixture::resource(&id, "video", &media);
    studio.encoder_says(&crate::fixture::completed(&resource, None)).await;
    let published = studio.call("POST", &format!("/api/v1/admin/videos/{id}/publish"), json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.text());
    let events = studio.events().await;
    let largest = events.iter().map(|event| serde_json::to_string(event).unwrap().len()).max().unwrap();
    // Three placeholders may each be 1 KiB more than the ones of this test.
    assert!((40_000..contracts::MAX_DATA_BYTES - 4_200).contains(&largest), "{largest}");
    let one_more = json!({ "cast_members_id": vec![uuid::Uuid::nil(); 501] });
    let refused = studio.call("PATCH", &format!("/api/v1/admin/videos/{id}"), one_more).await;
    assert_eq!(refused.field_errors(), ["/cast_members_id NOT_FOUND"], "the same id 501 times is one id");
}

#[tokio::test]
async fn a_change_of_the_words_leaves_the_media_alone() {
    for studio in Studio::both().await {
        let id = studio.make_video().await;
        let media = studio.attach(&id, "video", crate::fixture::MP4).await;
        let path = format!("/api/v1/admin/videos/{id}");
        assert_eq!(studio.call("PUT", &path, video_body()).await.status, StatusCode::OK);
        assert_eq!(studio.call("PATCH", &path, json!({ "opened": true })).await.status, StatusCode::OK);
        assert_eq!(studio.video(&id).await["video"]["id"], media.as_str());
    }
}
