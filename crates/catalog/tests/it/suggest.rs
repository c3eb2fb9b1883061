//! Suggestions while typing.

use contracts::catalog_admin::{CatalogAdminEvent as Event, Video};

use crate::fixture::{Shop, director, film, genre, id, published};

fn told(answer: &crate::fixture::Answer) -> Vec<(String, String)> {
    let entries = answer.body["data"].as_array().unwrap().iter();
    entries
        .map(|entry| (entry["kind"].as_str().unwrap().to_owned(), entry["text"].as_str().unwrap().to_owned()))
        .collect()
}

fn pair(kind: &str, text: &str) -> (String, String) {
    (kind.to_owned(), text.to_owned())
}

#[tokio::test]
async fn titles_people_and_genres_are_suggested_by_prefix() {
    for shop in Shop::both().await {
        shop.tell(&Event::CastMemberCreated(director(901, "Érica Matos"))).await;
        shop.tell(&Event::CastMemberCreated(director(902, "Somebody Unused"))).await;
        shop.tell(&Event::GenreCreated(genre(903, "Matinée"))).await;
        let state = Video { cast_members_id: vec![id(901)], genres_id: vec![id(903)], ..film(1, "The Matrix") };
        shop.tell(&published(state)).await;
        shop.follow().await;
        let expected = [pair("title", "The Matrix"), pair("person", "Érica Matos"), pair("genre", "Matinée")];
        assert_eq!(told(&shop.get("/suggest?q=mat").await), expected, "nobody who is in no title");
        assert_eq!(told(&shop.get("/suggest?q=erica%20m").await), [pair("person", "Érica Matos")]);
        assert!(told(&shop.get("/suggest?q=").await).is_empty());
        assert!(told(&shop.get("/suggest?q=%3F%21").await).is_empty(), "there is no word in it");
        assert!(told(&shop.get("/suggest").await).is_empty());
        assert_eq!(shop.get(&format!("/suggest?q={}", "a".repeat(201))).await.code(), "QUERY_INVALID");
    }
}

#[tokio::test]
async fn at_most_ten_are_suggested_and_every_kind_has_a_place() {
    let shop = Shop::sqlite().await;
    for number in 1..=15 {
        shop.tell(&Event::CastMemberCreated(director(900 + number, &format!("Star {number}")))).await;
        let state = Video { cast_members_id: vec![id(900 + number)], ..film(number, &format!("Star {number}")) };
        shop.tell(&published(state)).await;
    }
    shop.follow().await;
    let told = told(&shop.get("/suggest?q=star").await);
    let people = told.iter().filter(|(kind, _)| kind == "person").count();
    assert_eq!((told.len(), people), (10, 3));
}
