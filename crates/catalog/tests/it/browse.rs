//! Single titles, similar ones, and the labels to browse by.

use contracts::catalog_admin::{CatalogAdminEvent as Event, Video};
use http::StatusCode;
use platform::http::route_rules;

use crate::fixture::{Shop, category, director, film, genre, id, unpublished};

#[tokio::test]
async fn similar_titles_share_the_most_and_the_rarest() {
    let filed = |number, title, genres: &[u128], cast: &[u128]| Video {
        categories_id: vec![id(801)],
        genres_id: genres.iter().map(|label| id(*label)).collect(),
        cast_members_id: cast.iter().map(|label| id(*label)).collect(),
        ..film(number, title)
    };
    let shop = Shop::of([
        filed(1, "Itself", &[901, 902], &[701]),
        filed(2, "Only the category", &[903], &[]),
        filed(3, "Genre", &[901], &[]),
        filed(4, "Genre and cast", &[901], &[701]),
        filed(5, "Both genres", &[901, 902], &[]),
        Video { categories_id: vec![], ..filed(6, "Nothing", &[903], &[]) },
    ])
    .await;
    let similar = shop.get(&format!("/videos/{}/similar", id(1))).await;
    assert_eq!(similar.titles(), ["Genre and cast", "Both genres", "Genre", "Only the category"]);
    for unknown in [id(99).to_string(), "nonsense".to_owned()] {
        assert_eq!(shop.get(&format!("/videos/{unknown}/similar")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(shop.get(&format!("/videos/{unknown}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn cards_come_in_the_order_they_are_asked_for_and_only_of_what_is_published() {
    let shop = Shop::of([film(1, "One"), film(2, "Two"), film(3, "Three")]).await;
    shop.tell(&unpublished(film(2, "Two"))).await;
    let cards = async |ids: &[String]| shop.get(&format!("/cards?ids={}", ids.join(","))).await;
    let asked = [3, 2, 99, 1].map(|number| id(number).to_string());
    assert_eq!(cards(&asked).await.titles(), ["Three", "One"]);
    assert_eq!(shop.get("/cards").await.titles(), [""; 0]);
    assert_eq!(cards(&vec![id(1).to_string(); 100]).await.status, StatusCode::OK);
    for (ids, code) in [(vec![id(1).to_string(); 101], "LENGTH"), (vec!["nonsense".to_owned()], "FORMAT")] {
        let refused = cards(&ids).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "QUERY_INVALID"));
        assert_eq!(refused.body["errors"][0]["code"], code);
    }
}

#[tokio::test]
async fn labels_are_listed_searched_sorted_and_paged() {
    for shop in Shop::both().await {
        for (number, name) in [(1, "Zoo"), (2, "Ação"), (3, "Faction")] {
            shop.tell(&Event::GenreCreated(genre(number, name))).await;
        }
        shop.tell(&Event::CategoryCreated(category(9, "Action films"))).await;
        let names = async |path: &str| {
            let answer = shop.get(path).await;
            let labels = answer.body["data"].as_array().unwrap().clone();
            labels.iter().map(|label| label["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("/genres").await, ["Faction", "Ação", "Zoo"], "the newest first");
        assert_eq!(names("/genres?sort=name").await, ["Ação", "Faction", "Zoo"]);
        assert_eq!(names("/genres?sort=name&dir=desc&per_page=2&page=2").await, ["Ação"]);
        assert_eq!(names("/genres?search=ACAO").await, ["Ação"]);
        assert_eq!(names("/genres?search=act").await, ["Faction"]);
        assert!(names("/genres?search=%25").await.is_empty(), "no pattern");
        assert_eq!(names("/categories").await, ["Action films"]);
        assert_eq!(shop.get("/genres?colour=red").await.code(), "QUERY_INVALID");
        assert_eq!(shop.get(&format!("/genres/{}", id(9))).await.status, StatusCode::NOT_FOUND, "it is a category");
    }
}

#[tokio::test]
async fn a_cast_member_is_told_with_what_they_do() {
    let shop = Shop::sqlite().await;
    shop.tell(&Event::CastMemberCreated(director(1, "Lissajous Curve"))).await;
    let answer = shop.get(&format!("/cast_members/{}", id(1))).await;
    let expected = serde_json::json!({ "id": id(1), "name": "Lissajous Curve", "type": "director" });
    assert_eq!(answer.body["data"], expected);
    assert_eq!(shop.get("/cast_members").await.body["data"][0], expected);
}

#[tokio::test]
async fn everything_is_public_but_the_lists_of_viewers() {
    let test = testkit::TestPlatform::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let service = catalog::build(&test.platform, catalog::Config::default(), folder.path().into()).await.unwrap();
    let rules = route_rules(&service.openapi);
    assert!(rules.len() >= 14, "{rules:?}");
    for rule in rules {
        assert_eq!(rule.signed_in, rule.path.contains("my_list"), "{rule:?}");
        assert!(rule.roles.is_empty(), "{rule:?}");
    }
}
