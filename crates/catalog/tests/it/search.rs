//! What a text finds, and in which order.

use http::StatusCode;

use crate::fixture::{Shop, category, director, film, genre, id, published, unpublished};
use contracts::catalog_admin::{CatalogAdminEvent as Event, Video};

fn described(number: u128, title: &str, description: &str) -> Video {
    Video { description: description.to_owned(), ..film(number, title) }
}

#[tokio::test]
async fn the_examples_of_the_domain_hold() {
    let shop = Shop::of([
        Video { cast_members_id: vec![id(900)], ..film(1, "Ação") },
        film(2, "The Matrix"),
        Video { cast_members_id: vec![id(900)], ..film(3, "The Dark Knight") },
        film(4, "Mattress"),
        film(5, "a or b"),
    ])
    .await;
    shop.tell(&Event::CastMemberCreated(director(900, "Studio Nolan"))).await;
    shop.follow().await;
    assert_eq!(shop.find("acao").await.titles(), ["Ação"]);
    assert_eq!(shop.find("matrx").await.titles()[0], "The Matrix");
    assert_eq!(shop.find("dark kni").await.titles(), ["The Dark Knight"]);
    let mut films = shop.find("nolan").await;
    assert_eq!(films.body["meta"]["total"], 2);
    films.body["data"].as_array_mut().unwrap().sort_by_key(|card| card["title"].to_string());
    assert_eq!(films.titles(), ["Ação", "The Dark Knight"]);
    assert!(shop.find("\"*:*").await.titles().is_empty());
    assert_eq!(shop.find("a OR b").await.titles(), ["a or b"]);
}

#[tokio::test]
async fn case_and_accents_do_not_matter_in_any_script() {
    let shop =
        Shop::of([film(1, "CORAÇÃO"), film(2, "Straße"), film(3, "Ёлки"), film(4, "東京物語"), film(5, "Łódź")]).await;
    for (text, title) in [
        ("coracao", "CORAÇÃO"),
        ("STRASSE", "Straße"),
        ("елки", "Ёлки"),
        ("物語", "東京物語"),
        ("東", "東京物語"),
        ("lodz", "Łódź"),
    ] {
        assert_eq!(shop.find(text).await.titles(), [title], "{text}");
    }
}

#[tokio::test]
async fn hyphens_and_apostrophes_split_and_join() {
    let shop = Shop::of([film(1, "Spider-Man"), film(2, "Spiderman Returns"), film(3, "Ocean\u{2019}s Eleven")]).await;
    for text in ["spider-man", "spiderman", "spider-ma"] {
        let answer = shop.find(text).await;
        assert_eq!(answer.body["meta"]["total"], 2, "{text}");
        assert_eq!(answer.body["meta"]["relaxed"], false, "{text}");
    }
    assert_eq!(shop.find("spider man").await.titles(), ["Spider-Man"]);
    for text in ["oceans eleven", "ocean's", "ocean eleven"] {
        assert_eq!(shop.find(text).await.titles(), ["Ocean\u{2019}s Eleven"], "{text}");
    }
}

#[tokio::test]
async fn forms_of_a_word_find_each_other_in_four_languages() {
    let shop = Shop::of([film(1, "Amigos"), film(2, "Runners"), film(3, "Canciones"), film(4, "Красивая жизнь")]).await;
    for (text, title) in
        [("amigo", "Amigos"), ("runner", "Runners"), ("canción", "Canciones"), ("красивый", "Красивая жизнь")]
    {
        assert_eq!(shop.find(text).await.titles(), [title], "{text}");
    }
}

#[tokio::test]
async fn typos_are_forgiven_by_length_and_never_in_the_first_letter() {
    let shop = Shop::of([film(1, "Cat"), film(2, "Matrix"), film(3, "Inception"), film(4, "Area 1984")]).await;
    for (text, found) in [
        ("cta", false),
        ("matirx", true),
        ("mtrx", false),
        ("natrix", false),
        ("inxeptiom", true),
        ("inxwptiom", false),
        ("1985", false),
        ("1984", true),
    ] {
        let answer = shop.find(text).await;
        assert_eq!(answer.titles().len(), usize::from(found), "{text}");
    }
}

#[tokio::test]
async fn exact_hits_rank_above_all_hits_with_a_typo() {
    let shop = Shop::of([film(1, "Marrix"), described(2, "Other", "He enters the matrix."), film(3, "Matrix")]).await;
    assert_eq!(shop.find("matrix").await.titles(), ["Matrix", "Other", "Marrix"]);
}

#[tokio::test]
async fn the_last_word_is_a_prefix_and_the_others_are_not() {
    let shop = Shop::of([film(1, "The Dark Knight"), film(2, "Darkness Falls")]).await;
    assert_eq!(shop.find("kni").await.titles(), ["The Dark Knight"]);
    assert_eq!(shop.find("d").await.titles().len(), 2);
    assert_eq!(shop.find("darkne").await.titles()[0], "Darkness Falls");
    assert_eq!(shop.find("darknes falls").await.body["meta"]["relaxed"], false, "a typo");
    assert_eq!(shop.find("darkn falls").await.body["meta"]["relaxed"], true, "a prefix, but not the last word");
}

#[tokio::test]
async fn a_prefix_with_a_typo_finds_what_is_being_typed() {
    let shop = Shop::of([film(1, "The Revolution"), film(2, "Something else")]).await;
    let answer = shop.find("revlou").await;
    assert_eq!(answer.titles(), ["The Revolution"]);
    assert_eq!(answer.body["meta"]["relaxed"], false);
}

#[tokio::test]
async fn a_word_of_nearly_every_title_is_counted_and_ranked_like_a_rare_one() {
    let many = (1..=150).map(|number| film(number, &format!("Night {number} of them")));
    let few = [film(151, "Night"), described(152, "Other", "Late at night."), film(153, "Nihgt")];
    let shop = Shop::of(many.chain(few)).await;
    for (text, total) in [("night", 153), ("nig", 152), ("n", 152), ("them night", 150), ("them 7", 11)] {
        let answer = shop.find(text).await;
        assert_eq!(
            (&answer.body["meta"]["total"], &answer.body["meta"]["relaxed"]),
            (&total.into(), &false.into()),
            "{text}"
        );
    }
    assert_eq!(shop.find("night").await.titles()[0], "Night");
    let last = shop.get("/videos?q=night&per_page=100&page=2").await;
    assert_eq!(last.titles()[51..], ["Other", "Nihgt"]);
    shop.tell(&unpublished(film(151, "Night"))).await;
    shop.follow().await;
    let answer = shop.find("night").await;
    assert_eq!((&answer.body["meta"]["total"], answer.titles()[0]), (&152.into(), "Night 1 of them"));
}

#[tokio::test]
async fn places_count_by_importance() {
    let shop = Shop::of([
        described(1, "One", "About amber."),
        Video { categories_id: vec![id(901)], ..film(2, "Two") },
        Video { genres_id: vec![id(902)], ..film(3, "Three") },
        Video { cast_members_id: vec![id(903)], ..film(4, "Four") },
        film(5, "Amber road"),
        film(6, "Amber"),
        film(7, "The amber"),
    ])
    .await;
    shop.tell(&Event::CategoryCreated(category(901, "Amber"))).await;
    shop.tell(&Event::GenreCreated(genre(902, "Amber"))).await;
    shop.tell(&Event::CastMemberCreated(director(903, "Amber Stone"))).await;
    shop.follow().await;
    assert_eq!(
        shop.find("amber").await.titles(),
        ["Amber", "Amber road", "The amber", "Four", "Three", "Two", "One"],
        "exact title, beginning of a title, title, cast, genre, category, description"
    );
}

#[tokio::test]
async fn all_words_must_match_or_else_any_of_them() {
    let shop = Shop::of([film(1, "Silver river"), film(2, "Golden river"), film(3, "Silver lake")]).await;
    let all = shop.find("silver river").await;
    assert_eq!((all.titles(), &all.body["meta"]["relaxed"]), (vec!["Silver river"], &false.into()));
    let any = shop.find("golden lake").await;
    assert_eq!(any.body["meta"]["relaxed"], true);
    assert_eq!(any.titles().len(), 2);
    let none = shop.find("zzzzz qqqqq").await;
    assert_eq!((none.titles().len(), &none.body["meta"]["relaxed"]), (0, &false.into()));
}

#[tokio::test]
async fn another_spelling_is_proposed_only_if_it_finds_something() {
    let shop = Shop::of([film(1, "The Matrix"), film(2, "Hidden garden")]).await;
    assert_eq!(shop.find("natrix").await.body["meta"]["did_you_mean"], "matrix");
    assert_eq!(shop.find("hiden gxrdxn").await.body["meta"]["did_you_mean"], "hidden garden");
    assert_eq!(shop.find("matrix garden").await.body["meta"]["did_you_mean"], serde_json::Value::Null);
    assert_eq!(shop.find("matrx").await.body["meta"]["did_you_mean"], serde_json::Value::Null, "it found something");
}

#[tokio::test]
async fn text_is_never_syntax() {
    let shop = Shop::of([film(1, "Plain")]).await;
    for text in ["title:plain~9^", "(plain", "plain\\", "[a TO z]", "+plain -x", "%_'; DROP TABLE videos; --", "\u{0}"]
    {
        assert_eq!(shop.find(text).await.status, StatusCode::OK, "{text}");
    }
    assert_eq!(shop.find("(plain").await.titles(), ["Plain"]);
}

#[tokio::test]
async fn a_query_that_cannot_be_is_refused_with_every_wrong_parameter() {
    let shop = Shop::of([film(1, "Plain")]).await;
    assert_eq!(shop.find(&"a".repeat(200)).await.status, StatusCode::OK);
    let long = shop.find(&"a".repeat(201)).await;
    assert_eq!((long.status, long.code()), (StatusCode::UNPROCESSABLE_ENTITY, "QUERY_INVALID"));
    assert_eq!((&long.body["errors"][0]["field"], &long.body["errors"][0]["code"]), (&"q".into(), &"LENGTH".into()));
    let wrong = shop.get("/videos?colour=red&sort=size&rating=99&genres=x&year_from=many").await;
    assert_eq!((wrong.status, wrong.code()), (StatusCode::UNPROCESSABLE_ENTITY, "QUERY_INVALID"));
    let fields: std::collections::BTreeSet<&str> =
        wrong.body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["colour", "genres", "rating", "sort", "year_from"].into());
}

#[tokio::test]
async fn orders_break_ties_by_id_so_that_pages_never_overlap() {
    let films = (1..=25).map(|number| Video {
        year_launched: 2000,
        duration_ms: Some(1_000),
        published_at: Some("2024-01-01T00:00:00.000Z".to_owned()),
        ..film(number, "Same")
    });
    let shop = Shop::of(films).await;
    for sort in ["relevance&q=same", "published_at", "title", "year_launched", "duration"] {
        for dir in ["asc", "desc"] {
            let mut seen = Vec::new();
            for page in 1..=3 {
                let answer = shop.get(&format!("/videos?sort={sort}&dir={dir}&per_page=10&page={page}")).await;
                let cards = answer.body["data"].as_array().unwrap();
                seen.extend(cards.iter().map(|card| card["id"].as_str().unwrap().to_owned()));
            }
            let expected: Vec<String> = (1..=25).map(|number| id(number).to_string()).collect();
            assert_eq!(seen, expected, "{sort} {dir}");
        }
    }
}

#[tokio::test]
async fn every_order_has_two_directions_across_segments_of_the_index() {
    let shop = Shop::sqlite().await;
    for (number, title, year, minutes) in [(1, "Éden", 2003, 90), (2, "apple", 1999, 30), (3, "Zebra", 2010, 60)] {
        let film = Video { year_launched: year, duration_ms: Some(minutes * 60_000), ..film(number, title) };
        shop.tell(&published(film)).await;
        shop.follow().await;
    }
    for (query, titles) in [
        ("", ["Zebra", "apple", "Éden"]),
        ("sort=published_at&dir=asc", ["Éden", "apple", "Zebra"]),
        ("sort=title", ["apple", "Éden", "Zebra"]),
        ("sort=title&dir=desc", ["Zebra", "Éden", "apple"]),
        ("sort=year_launched", ["Zebra", "Éden", "apple"]),
        ("sort=duration&dir=asc", ["apple", "Zebra", "Éden"]),
    ] {
        assert_eq!(shop.get(&format!("/videos?{query}")).await.titles(), titles, "{query}");
    }
    assert_eq!(shop.get("/videos?sort=title&per_page=1&page=2").await.titles(), ["Éden"]);
}

#[tokio::test]
async fn a_page_beyond_the_last_is_empty_and_sizes_are_clamped() {
    let shop = Shop::of((1..=3).map(|number| film(number, "Same"))).await;
    let beyond = shop.get("/videos?page=99&per_page=1000").await;
    assert!(beyond.titles().is_empty());
    let meta = &beyond.body["meta"];
    assert_eq!((&meta["per_page"], &meta["last_page"], &meta["total"]), (&100.into(), &1.into(), &3.into()));
}
