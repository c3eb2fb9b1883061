//! Categories, genres and cast members.

use http::StatusCode;
use serde_json::json;

use crate::fixture::{Studio, merged, video_body, with_json};

#[tokio::test]
async fn three_bad_fields_are_told_in_one_answer() {
    let studio = Studio::open().await;
    let body = json!({ "name": " ", "description": "x".repeat(4001), "is_active": "yes", "colour": "red" });
    let refused = studio.call("POST", "/api/v1/admin/categories", body).await;
    refused.is_refused(422, "VALIDATION");
    let expected = ["/colour UNKNOWN_FIELD", "/description LENGTH", "/is_active FORMAT", "/name BLANK"];
    assert_eq!(refused.field_errors(), expected);
    assert!(studio.events().await.is_empty());
}

#[tokio::test]
async fn a_name_may_have_255_characters_of_any_size_and_no_more() {
    for studio in Studio::both().await {
        let name = "é🎬".repeat(127) + "x";
        let id = studio.make("categories", json!({ "name": name })).await;
        assert_eq!(studio.get(&format!("/api/v1/admin/categories/{id}")).await.data()["name"], name.as_str());
        let refused = studio.call("POST", "/api/v1/admin/categories", json!({ "name": format!("{name}y") })).await;
        assert_eq!(refused.field_errors(), ["/name LENGTH"]);
    }
}

#[tokio::test]
async fn lists_are_searched_sorted_filtered_and_paged() {
    for studio in Studio::both().await {
        for (name, active) in [("Ação", true), ("Zebra 100%", false), ("ação total", true), ("Beta", true)] {
            studio.make("categories", json!({ "name": name, "is_active": active })).await;
            studio.test.clock.advance(std::time::Duration::from_secs(1));
        }
        let names = async |query: &str| {
            let answer = studio.get(&format!("/api/v1/admin/categories?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
            answer.column("name")
        };
        assert_eq!(names("").await, ["Beta", "ação total", "Zebra 100%", "Ação"], "the newest first");
        assert_eq!(names("search=ACAO&sort=name").await, ["Ação", "ação total"]);
        assert_eq!(names("sort=name&dir=desc&per_page=2").await, ["Zebra 100%", "Beta"]);
        assert_eq!(names("sort=name&per_page=2&page=2").await, ["Beta", "Zebra 100%"]);
        assert_eq!(names("is_active=false").await, ["Zebra 100%"]);
        assert_eq!(names("search=0%25").await, ["Zebra 100%"], "a wildcard is a plain character");
        assert_eq!(names("search=_").await, Vec::<String>::new());
        let meta = studio.get("/api/v1/admin/categories?per_page=3&page=2").await.json()["meta"].clone();
        assert_eq!(meta, json!({ "current_page": 2, "per_page": 3, "last_page": 2, "total": 4 }));
    }
}

#[tokio::test]
async fn unknown_parameters_and_orders_are_refused_by_name() {
    let studio = Studio::open().await;
    for (query, error) in [
        ("color=red", "color UNKNOWN_FIELD"),
        ("sort=color", "sort NOT_IN_SET"),
        ("dir=up", "dir NOT_IN_SET"),
        ("is_active=maybe", "is_active FORMAT"),
        ("page=x", "page FORMAT"),
    ] {
        let refused = studio.get(&format!("/api/v1/admin/categories?{query}")).await;
        refused.is_refused(422, "QUERY_INVALID");
        assert_eq!(refused.field_errors(), [error], "{query}");
    }
    let long = studio.get(&format!("/api/v1/admin/categories?search={}", "x".repeat(201))).await;
    assert_eq!(long.field_errors(), ["search LENGTH"]);
    let hostile = studio.get("/api/v1/admin/categories?search=%00%27%22%3B--").await;
    assert_eq!(hostile.status, StatusCode::OK);
}

#[tokio::test]
async fn put_replaces_and_patch_changes_only_what_it_names() {
    for studio in Studio::both().await {
        let body = json!({ "name": "Old", "description": "About", "is_active": false });
        let path = format!("/api/v1/admin/categories/{}", studio.make("categories", body).await);
        let patched = studio.call("PATCH", &path, json!({ "name": "New" })).await;
        assert_eq!(patched.data()["description"], "About");
        assert_eq!((patched.data()["version"].clone(), patched.headers["etag"].to_str().unwrap()), (json!(2), "\"2\""));
        let replaced = studio.call("PUT", &path, json!({ "name": "Newer" })).await.data();
        assert_eq!((replaced["description"].clone(), replaced["is_active"].clone()), (json!(null), json!(true)));
        let same = studio.call("PUT", &path, json!({ "name": "Newer" })).await.data();
        assert_eq!(same["version"], 3, "the same again is no change");
        let types = studio.event_types_after(0).await;
        assert_eq!(types, ["category.created", "category.updated", "category.updated"]);
    }
}

#[tokio::test]
async fn a_stale_if_match_changes_nothing() {
    for studio in Studio::both().await {
        let path = format!("/api/v1/admin/categories/{}", studio.make("categories", json!({ "name": "One" })).await);
        studio.call("PATCH", &path, json!({ "name": "Two" })).await;
        for (method, tag) in [("PATCH", "\"1\""), ("PUT", "\"1\""), ("DELETE", "\"1\""), ("PATCH", "nonsense")] {
            let request = studio.request(method, &path).header("if-match", tag);
            studio.send(with_json(request, &json!({ "name": "Three" }))).await.is_refused(412, "VERSION_CONFLICT");
        }
        let request = studio.request("PATCH", &path).header("if-match", "\"2\"");
        let changed = studio.send(with_json(request, &json!({ "name": "Three" }))).await;
        assert_eq!(changed.data()["name"], "Three");
    }
}

#[tokio::test]
async fn a_repeated_command_makes_one_category() {
    for studio in Studio::both().await {
        let mut ids = Vec::new();
        for _ in 0..2 {
            let request = studio.request("POST", "/api/v1/admin/categories").header("idempotency-key", "k1");
            let made = studio.send(with_json(request, &json!({ "name": "Once" }))).await;
            assert_eq!(made.status, StatusCode::CREATED);
            ids.push(made.data()["id"].clone());
        }
        assert_eq!(ids[0], ids[1]);
        assert_eq!(studio.event_types_after(0).await, ["category.created"]);
    }
}

#[tokio::test]
async fn deleting_a_category_detaches_it_and_tells_of_the_changed_neighbours() {
    for studio in Studio::both().await {
        let kept = studio.make("categories", json!({ "name": "Kept" })).await;
        let gone = studio.make("categories", json!({ "name": "Gone" })).await;
        let genre = studio.make("genres", json!({ "name": "Drama", "categories_id": [kept, gone] })).await;
        let body = merged(video_body(), json!({ "categories_id": [kept, gone], "genres_id": [genre] }));
        let video = studio.make("videos", body).await;
        let before = studio.events().await.len();
        let path = format!("/api/v1/admin/categories/{gone}");
        assert_eq!(studio.delete(&path).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.event_types_after(before).await, ["genre.updated", "category.deleted"]);
        assert_eq!(studio.video(&video).await["categories_id"], json!([kept]));
        let genre = studio.get(&format!("/api/v1/admin/genres/{genre}")).await.data();
        assert_eq!((genre["categories_id"].clone(), genre["version"].clone()), (json!([kept]), json!(2)));
        studio.get(&path).await.is_refused(404, "NOT_FOUND");
        assert_eq!(studio.get("/api/v1/admin/categories").await.column("name"), ["Kept"]);
        assert_eq!(studio.delete(&path).await.status, StatusCode::NO_CONTENT, "gone already is fine");
        assert_eq!(studio.events().await.len(), before + 2);
    }
}

#[tokio::test]
async fn many_are_deleted_together() {
    for studio in Studio::both().await {
        let mut ids = Vec::new();
        for name in ["A", "B", "C"] {
            ids.push(studio.make("cast_members", json!({ "name": name, "type": "Actor" })).await);
        }
        let path = format!("/api/v1/admin/cast_members?ids={},{}&ids={}", ids[0], ids[1], uuid::Uuid::nil());
        assert_eq!(studio.delete(&path).await.status, StatusCode::NO_CONTENT);
        assert_eq!(studio.get("/api/v1/admin/cast_members").await.column("name"), ["C"]);
    }
}

#[tokio::test]
async fn bulk_deletion_needs_ids_and_takes_a_hundred_at_most() {
    let studio = Studio::open().await;
    assert_eq!(studio.delete("/api/v1/admin/videos?ids=").await.field_errors(), ["ids REQUIRED"]);
    assert_eq!(studio.delete("/api/v1/admin/videos").await.field_errors(), ["ids REQUIRED"]);
    assert_eq!(studio.delete("/api/v1/admin/videos?ids=x").await.field_errors(), ["ids FORMAT"]);
    let many = vec![uuid::Uuid::nil().to_string(); 101].join(",");
    assert_eq!(studio.delete(&format!("/api/v1/admin/videos?ids={many}")).await.field_errors(), ["ids RANGE"]);
}

#[tokio::test]
async fn cast_members_are_read_in_old_and_new_spelling() {
    for studio in Studio::both().await {
        for (name, role) in [("Ada", json!(1)), ("Bob", json!("ACTOR")), ("Cleo", json!("director"))] {
            studio.make("cast_members", json!({ "name": name, "type": role })).await;
        }
        let directors = studio.get("/api/v1/admin/cast_members?type=director&sort=name").await;
        assert_eq!(directors.column("name"), ["Ada", "Cleo"]);
        assert_eq!(directors.column("type"), ["director", "director"]);
        let refused = studio.call("POST", "/api/v1/admin/cast_members", json!({ "name": "X", "type": 3 })).await;
        assert_eq!(refused.field_errors(), ["/type NOT_IN_SET"]);
        let refused = studio.get("/api/v1/admin/cast_members?type=clown").await;
        assert_eq!(refused.field_errors(), ["type NOT_IN_SET"]);
    }
}

#[tokio::test]
async fn a_genre_with_unknown_categories_is_refused_with_all_of_them() {
    let studio = Studio::open().await;
    let known = studio.make("categories", json!({ "name": "Films" })).await;
    let unknown = ["0191e3a0-0000-7000-8000-000000000001", "0191e3a0-0000-7000-8000-000000000002"];
    let body = json!({ "name": "", "categories_id": [unknown[0], known, unknown[1]] });
    let refused = studio.call("POST", "/api/v1/admin/genres", body).await;
    assert_eq!(refused.field_errors(), ["/categories_id NOT_FOUND", "/name BLANK"]);
    let errors = refused.json()["errors"].clone();
    let ids = errors.as_array().unwrap().iter().find(|it| it["code"] == "NOT_FOUND").unwrap()["params"]["ids"].clone();
    assert_eq!(ids, format!("{}, {}", unknown[0], unknown[1]));
}
