//! What events do to the copy: on both databases.

use contracts::catalog_admin::{CatalogAdminEvent as Event, Category, Genre, MediaChanged, Video};
use http::StatusCode;
use kernel::{Cause, Clock};
use uuid::Uuid;

use crate::fixture::{Shop, category, deleted, director, film, genre, id, published, unpublished};

#[tokio::test]
async fn a_published_title_is_found_by_id_and_by_text_with_all_it_needs() {
    for shop in Shop::both().await {
        shop.tell(&Event::GenreCreated(genre(901, "Drama"))).await;
        shop.tell(&Event::CategoryCreated(category(902, "Films"))).await;
        shop.tell(&Event::CastMemberCreated(director(903, "Lissajous Curve"))).await;
        let state = Video {
            genres_id: vec![id(901)],
            categories_id: vec![id(902)],
            cast_members_id: vec![id(903)],
            trailer: Some(crate::fixture::media(5)),
            ..film(1, "Ação")
        };
        shop.tell(&published(state)).await;
        shop.follow().await;
        let detail = shop.get(&format!("/videos/{}", id(1))).await.body["data"].clone();
        let picture = id(1_000_001);
        assert_eq!(detail["genres"][0]["name"], "Drama");
        assert_eq!(detail["categories"][0]["name"], "Films");
        assert_eq!(
            (&detail["cast_members"][0]["name"], &detail["cast_members"][0]["type"]),
            (&"Lissajous Curve".into(), &"director".into())
        );
        assert_eq!(detail["thumbnail"]["medium"], format!("/i/{picture}/medium"));
        assert_eq!((&detail["has_trailer"], &detail["rating"]), (&true.into(), &"12".into()));
        assert_eq!(detail["audio_languages"], serde_json::json!(["pt"]));
        assert_eq!(detail["text_languages"], serde_json::json!(["pt", "ru"]));
        assert_eq!(shop.find("lissajous").await.titles(), ["Ação"]);
    }
}

#[tokio::test]
async fn only_published_titles_are_shown() {
    for shop in Shop::both().await {
        for (number, status) in [(1, "draft"), (2, "ready"), (3, "unpublished"), (4, "published")] {
            let video = Video { status: status.to_owned(), ..film(number, "Film") };
            let event = MediaChanged {
                video_id: video.id,
                media_id: id(5),
                media_type: "video".to_owned(),
                resource_id: "r".to_owned(),
                uploaded_by: Uuid::nil(),
                ready_to_publish: true,
                video,
            };
            shop.tell(&Event::MediaEncoded(Box::new(event))).await;
        }
        shop.follow().await;
        let found = shop.find("film").await;
        assert_eq!(found.body["data"][0]["id"], id(4).to_string());
        assert_eq!(found.body["meta"]["total"], 1);
        assert_eq!(shop.get(&format!("/videos/{}", id(1))).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn older_and_repeated_events_change_nothing() {
    for shop in Shop::both().await {
        let newer = Video { version: 5, ..film(1, "Newer") };
        let event = kernel_event(&shop, &published(newer.clone()));
        shop.redeliver(&event).await;
        shop.tell(&published(Video { version: 4, ..film(1, "Older") })).await;
        shop.redeliver(&event).await;
        shop.follow().await;
        assert_eq!(shop.get("/videos").await.titles(), ["Newer"]);
        shop.tell(&unpublished(newer.clone())).await;
        shop.redeliver(&event).await;
        shop.tell(&published(newer)).await;
        shop.follow().await;
        assert!(shop.get("/videos").await.titles().is_empty(), "a late event brought a withdrawn title back");
        let again = Video { version: 7, ..film(1, "Again") };
        shop.tell(&published(again)).await;
        shop.follow().await;
        assert_eq!(shop.get("/videos").await.titles(), ["Again"]);
    }
}

fn kernel_event(shop: &Shop, fact: &Event) -> contracts::Envelope {
    contracts::Envelope::wrap(fact, &Cause::worker(Uuid::nil()), shop.clock.now()).unwrap()
}

#[tokio::test]
async fn a_rename_shows_everywhere_whichever_event_came_first() {
    for shop in Shop::both().await {
        shop.tell(&published(Video { genres_id: vec![id(901)], ..film(1, "Film") })).await;
        shop.follow().await;
        assert!(shop.get("/videos").await.body["data"][0]["genres"].as_array().unwrap().is_empty(), "not known yet");
        shop.tell(&Event::GenreCreated(genre(901, "Sorrow"))).await;
        shop.follow().await;
        assert_eq!(shop.find("sorrow").await.titles(), ["Film"]);
        shop.tell(&Event::GenreUpdated(Genre { version: 3, ..genre(901, "Laughter") })).await;
        shop.tell(&Event::GenreUpdated(Genre { version: 2, ..genre(901, "Late") })).await;
        shop.follow().await;
        assert!(shop.find("sorrow").await.titles().is_empty());
        assert_eq!(shop.find("laughter").await.body["data"][0]["genres"][0]["name"], "Laughter");
        let facets = shop.get("/videos?facets=true").await;
        assert_eq!(facets.body["meta"]["facets"]["genres"][0]["name"], "Laughter");
        assert_eq!(shop.get(&format!("/genres/{}", id(901))).await.body["data"]["name"], "Laughter");
    }
}

#[tokio::test]
async fn an_inactive_or_deleted_label_disappears_and_its_titles_stay() {
    for shop in Shop::both().await {
        shop.tell(&Event::CategoryCreated(category(901, "Films"))).await;
        shop.tell(&published(Video { categories_id: vec![id(901)], ..film(1, "Kept") })).await;
        let off = Category { version: 2, is_active: false, ..category(901, "Films") };
        shop.tell(&Event::CategoryUpdated(off)).await;
        shop.follow().await;
        assert_eq!(shop.get("/videos").await.titles(), ["Kept"]);
        assert!(shop.find("films").await.titles().is_empty());
        assert!(shop.get("/categories").await.body["data"].as_array().unwrap().is_empty());
        assert!(
            shop.get(&format!("/videos/{}", id(1))).await.body["data"]["categories"].as_array().unwrap().is_empty()
        );
        let facets = shop.get("/videos?facets=true").await;
        assert!(facets.body["meta"]["facets"]["categories"].as_array().unwrap().is_empty());
        shop.tell(&Event::CategoryUpdated(Category { version: 3, ..category(901, "Films") })).await;
        shop.follow().await;
        assert_eq!(shop.find("films").await.titles(), ["Kept"]);
        shop.tell(&Event::CategoryDeleted(Category { version: 4, ..category(901, "Films") })).await;
        shop.follow().await;
        assert_eq!(shop.get(&format!("/categories/{}", id(901))).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn withdrawal_takes_a_title_out_of_every_answer() {
    for shop in Shop::both().await {
        let alike = |number, title: &str| Video {
            genres_id: vec![id(901)],
            banner: Some(crate::fixture::picture(number)),
            ..film(number, title)
        };
        shop.tell(&Event::GenreCreated(genre(901, "Drama"))).await;
        shop.tell(&published(alike(1, "Stays"))).await;
        for (number, withdraw) in [(2, unpublished as fn(Video) -> Event), (3, deleted)] {
            let title = "Leaves";
            shop.tell(&published(alike(number, title))).await;
            shop.follow().await;
            assert_eq!(shop.find("leaves").await.titles(), [title]);
            shop.tell(&withdraw(alike(number, title))).await;
            assert_eq!(shop.get(&format!("/videos/{}", id(number))).await.status, StatusCode::NOT_FOUND);
            assert!(shop.find("leaves").await.titles().is_empty(), "gone at once, before the index knows");
            shop.follow().await;
            assert_eq!(shop.find("leaves").await.body["meta"]["total"], 0);
            assert_eq!(shop.get("/home").await.body["data"]["hero"]["title"], "Stays");
            assert!(shop.get(&format!("/videos/{}/similar", id(1))).await.titles().is_empty());
            assert!(shop.get("/suggest?q=leaves").await.body["data"].as_array().unwrap().is_empty());
        }
    }
}
