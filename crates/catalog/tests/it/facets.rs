//! Filters, and what each other choice would leave.

use contracts::catalog_admin::{CatalogAdminEvent as Event, Video};

use crate::fixture::{Shop, category, director, film, genre, id};

async fn shelf() -> Shop {
    let filed = |number, title, genres: &[u128], rating: &str, year| Video {
        genres_id: genres.iter().map(|genre| id(*genre)).collect(),
        categories_id: vec![id(801)],
        rating: rating.to_owned(),
        year_launched: year,
        ..film(number, title)
    };
    let shop = Shop::of([
        filed(1, "Red river", &[901], "l", 1999),
        filed(2, "Blue river", &[901, 902], "12", 1999),
        filed(3, "Green river", &[902], "12", 2005),
        Video { opened: true, ..filed(4, "Green lake", &[903], "18", 2010) },
    ])
    .await;
    for (number, name) in [(901, "Drama"), (902, "Comedy"), (903, "War")] {
        shop.tell(&Event::GenreCreated(genre(number, name))).await;
    }
    shop.tell(&Event::CategoryCreated(category(801, "Films"))).await;
    shop.follow().await;
    shop
}

fn counts(answer: &crate::fixture::Answer, facet: &str) -> Vec<(String, u64)> {
    let values = answer.body["meta"]["facets"][facet].as_array().unwrap().iter();
    values
        .map(|value| {
            let name = if value["name"].is_null() { value["value"].to_string() } else { value["name"].to_string() };
            (name.trim_matches('"').to_owned(), value["count"].as_u64().unwrap())
        })
        .collect()
}

fn pairs(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[tokio::test]
async fn values_of_a_filter_are_alternatives_and_filters_are_combined() {
    let shop = shelf().await;
    for (query, titles) in [
        (format!("genres={}", id(901)), vec!["Red river", "Blue river"]),
        (format!("genres={},{}", id(901), id(903)), vec!["Red river", "Blue river", "Green lake"]),
        (format!("genres={}&genres={}", id(901), id(903)), vec!["Red river", "Blue river", "Green lake"]),
        (format!("genres={}&rating=12,18", id(901)), vec!["Blue river"]),
        ("rating=L".to_owned(), vec!["Red river"]),
        ("year_launched=1999,2010".to_owned(), vec!["Red river", "Blue river", "Green lake"]),
        ("year_from=2000&year_to=2009".to_owned(), vec!["Green river"]),
        ("opened=true".to_owned(), vec!["Green lake"]),
        ("opened=false&q=green".to_owned(), vec!["Green river"]),
        (format!("categories={}&q=river&year_to=1999", id(801)), vec!["Red river", "Blue river"]),
        (format!("cast_members={}", id(777)), vec![]),
    ] {
        let answer = shop.get(&format!("/videos?sort=published_at&dir=asc&{query}")).await;
        assert_eq!(answer.titles(), titles, "{query}");
    }
}

#[tokio::test]
async fn each_facet_is_counted_without_its_own_filter() {
    let shop = shelf().await;
    let answer = shop.get(&format!("/videos?facets=true&q=river&genres={}&rating=12", id(902))).await;
    assert_eq!(answer.titles().len(), 2);
    assert_eq!(counts(&answer, "genres"), pairs(&[("Comedy", 2), ("Drama", 1)]), "of rating 12");
    assert_eq!(counts(&answer, "rating"), pairs(&[("12", 2)]), "of comedies");
    assert_eq!(counts(&answer, "year_launched"), pairs(&[("2005", 1), ("1999", 1)]));
    assert_eq!(counts(&answer, "categories"), pairs(&[("Films", 2)]));
    let all = shop.get("/videos?facets=true").await;
    assert_eq!(counts(&all, "rating"), pairs(&[("l", 1), ("12", 2), ("18", 1)]));
    assert!(shop.get("/videos").await.body["meta"].get("facets").is_none(), "only if asked for");
}

#[tokio::test]
async fn an_unfiltered_facet_counts_again_after_a_change() {
    let shop = shelf().await;
    assert_eq!(counts(&shop.get("/videos?facets=true").await, "genres").len(), 3);
    shop.tell(&crate::fixture::unpublished(film(4, "Green lake"))).await;
    shop.follow().await;
    let answer = shop.get("/videos?facets=true").await;
    assert_eq!(counts(&answer, "genres"), pairs(&[("Drama", 2), ("Comedy", 2)]));
}

#[tokio::test]
async fn twenty_cast_members_are_told_and_the_chosen_one_besides() {
    let films = (1..=30).map(|number| Video {
        // The first is in one film, the thirtieth in thirty.
        cast_members_id: (31 - number..=30).map(|member| id(900 + member)).collect(),
        ..film(number, "Crowd")
    });
    let shop = Shop::of(films).await;
    for number in 1..=30 {
        shop.tell(&Event::CastMemberCreated(director(900 + number, &format!("Member {number}")))).await;
    }
    shop.follow().await;
    let all = counts(&shop.get("/videos?facets=true").await, "cast_members");
    assert_eq!(all.len(), 20);
    assert_eq!(all[0], ("Member 30".to_owned(), 30));
    let chosen = counts(&shop.get(&format!("/videos?facets=true&cast_members={}", id(901))).await, "cast_members");
    assert_eq!(chosen.len(), 21);
    assert_eq!(chosen[20], ("Member 1".to_owned(), 1));
}
