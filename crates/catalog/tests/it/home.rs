//! The home page.

use contracts::catalog_admin::{CatalogAdminEvent as Event, Video};
use http::StatusCode;

use crate::fixture::{Answer, Shop, category, film, genre, id, picture, published, unpublished};

fn with_banner(video: Video) -> Video {
    Video { banner: Some(picture(77)), ..video }
}

fn rows(home: &Answer) -> Vec<(String, Vec<String>)> {
    let rows = home.body["data"]["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let items = row["items"].as_array().unwrap().iter().map(|card| card["title"].as_str().unwrap().to_owned());
        (row["key"].as_str().unwrap().to_owned(), items.collect())
    })
    .collect()
}

#[tokio::test]
async fn the_newest_title_with_a_banner_is_the_hero_and_in_no_row() {
    let shop = Shop::of([
        with_banner(film(1, "Old")),
        with_banner(Video { genres_id: vec![id(901)], description: "What it is.".into(), ..film(2, "Hero") }),
        Video { genres_id: vec![id(901)], ..film(3, "Newest, without a banner") },
    ])
    .await;
    shop.tell(&Event::GenreCreated(genre(901, "Drama"))).await;
    shop.follow().await;
    let home = shop.get("/home").await;
    let hero = &home.body["data"]["hero"];
    assert_eq!((&hero["title"], &hero["description"]), (&"Hero".into(), &"What it is.".into()));
    let new = vec!["Newest, without a banner".to_owned(), "Old".to_owned()];
    let drama = vec!["Newest, without a banner".to_owned()];
    assert_eq!(rows(&home), [("new".to_owned(), new), (format!("genre:{}", id(901)), drama)]);
    assert_eq!(home.body["data"]["rows"][1]["see_all"], format!("/search?genres={}", id(901)));
    assert_eq!(home.body["data"]["rows"][1]["title"], "Drama");
}

#[tokio::test]
async fn every_active_category_and_genre_with_a_title_has_a_row_newest_first() {
    let films = (1..=25).map(|number| Video {
        categories_id: vec![id(800 + number % 2)],
        genres_id: vec![id(900 + number % 3)],
        ..film(number, &format!("Film {number}"))
    });
    let shop = Shop::of(films).await;
    for number in 0..2 {
        shop.tell(&Event::CategoryCreated(category(800 + number, "Category"))).await;
    }
    for number in 0..4 {
        let state = contracts::catalog_admin::Genre { is_active: number != 1, ..genre(900 + number, "Genre") };
        shop.tell(&Event::GenreCreated(state)).await;
    }
    shop.follow().await;
    let home = shop.get("/home").await;
    let rows = rows(&home);
    let mut keys: Vec<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys.remove(0), "new");
    keys.sort_unstable();
    let mut expected = [800, 801].map(|number| format!("category:{}", id(number))).to_vec();
    expected.extend([900, 902].map(|number| format!("genre:{}", id(number))));
    assert_eq!(keys, expected, "no row for an inactive genre, nor for one without titles");
    assert_eq!(rows[0].1.len(), 20);
    assert_eq!(rows[0].1[..2], ["Film 25", "Film 24"]);
    assert_eq!(home.body["data"]["hero"], serde_json::Value::Null, "no title has a banner");
}

#[tokio::test]
async fn an_empty_catalogue_has_an_empty_home_page() {
    let shop = Shop::sqlite().await;
    let home = shop.get("/home").await;
    assert_eq!(home.status, StatusCode::OK);
    assert_eq!(home.body["data"], serde_json::json!({ "hero": null, "rows": [] }));
}

#[tokio::test]
async fn a_reader_who_is_up_to_date_gets_304_until_something_changes() {
    let shop = Shop::of([with_banner(film(1, "One"))]).await;
    let home = shop.get("/home").await;
    assert_eq!(home.headers["cache-control"], "public, no-cache");
    assert_eq!(shop.revalidate("/home", &home).await.status, StatusCode::NOT_MODIFIED);
    shop.tell(&published(film(2, "Two"))).await;
    shop.follow().await;
    let changed = shop.revalidate("/home", &home).await;
    assert_eq!((changed.status, rows(&changed)[0].1.as_slice()), (StatusCode::OK, ["Two".to_owned()].as_slice()));
    shop.tell(&unpublished(with_banner(film(1, "One")))).await;
    assert_eq!(shop.get("/home").await.body["data"]["hero"], serde_json::Value::Null, "at once");
}
