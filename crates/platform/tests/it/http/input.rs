//! What callers send.

use axum::body::Body;
use http::{Request, StatusCode};

use super::fixture::client;

#[tokio::test]
async fn one_answer_names_every_wrong_field_of_a_body() {
    let body = r#"{"year": "soon", "tags": ["no uuid"], "markers": {"start": null, "end/": 1}, "colour": 1}"#;
    let answer = client().post("/things", body).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "VALIDATION"));
    let expected = [
        "/title REQUIRED",
        "/year FORMAT",
        "/tags FORMAT",
        "/markers/start REQUIRED",
        "/markers/end~1 UNKNOWN_FIELD",
        "/colour UNKNOWN_FIELD",
    ];
    assert_eq!(answer.errors(), expected);
}

#[tokio::test]
async fn absent_and_null_optional_fields_are_accepted() {
    let answer = client().post("/things", r#"{"title": "A film", "year": null, "markers": null}"#).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
}

#[tokio::test]
async fn a_field_that_must_have_a_value_cannot_be_patched_to_null() {
    let answer = client().post("/things", r#"{"title": "A film", "tags": null}"#).await;
    assert_eq!(answer.errors(), ["/tags REQUIRED"]);
}

#[tokio::test]
async fn what_is_no_json_object_is_malformed() {
    for body in ["", "{", "[]", "7", r#"{"title": "a", "title": "b"}"#, "{} {}", &"[".repeat(100_000)] {
        let answer = client().post("/things", body).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "MALFORMED"), "{body:.40}");
        assert!(!answer.json["detail"].as_str().unwrap().contains("ThingBody"), "{}", answer.json);
    }
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
        let request = Request::post("/things").header("authorization", "Bearer alice").header("content-type", kind);
        let answer = client().send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE"), "{kind}");
    }
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_too_large() {
    let body = format!(r#"{{"title": "{}"}}"#, "a".repeat(1024 * 1024));
    let answer = client().post("/things", &body).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"));
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let path = format!("/things/{}", uuid::Uuid::nil());
    for (body, kind, year) in [("", None, None), ("{}", Some("application/json"), Some(1))] {
        let mut request = Request::put(&path).header("authorization", "Bearer bob:chief");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = client().send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        assert_eq!(answer.json["data"]["year"].as_i64(), year);
    }
}

#[tokio::test]
async fn a_query_is_read_with_lists_repeated_or_comma_separated() {
    let (a, b, c) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2), uuid::Uuid::from_u128(3));
    let query = format!(
        "tags={a},{b}&tags={c}&tags=&kinds=title,created_at&search=a%C3%A7%C3%A3o+x&sort=created_at&dir=desc\
         &year=-5&is_active=false&page=2&per_page=10"
    );
    let answer = client().get(&format!("/things?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    let ids: Vec<_> = answer.json["data"].as_array().unwrap().iter().map(|thing| thing["id"].clone()).collect();
    assert_eq!(ids, [a, b, c].map(|id| serde_json::Value::from(id.to_string())));
    let expected = r#"Some("ação x") Some(CreatedAt) Some(Descending) [Title, CreatedAt] Some(-5) Some(false)"#;
    assert_eq!(answer.json["data"][0]["title"], expected);
    let meta = serde_json::json!({"current_page": 2, "per_page": 10, "last_page": 4, "total": 31});
    assert_eq!(answer.json["meta"], meta);
}

#[tokio::test]
async fn pages_are_clamped_and_never_refused() {
    for (query, page, per_page) in [("page=0&per_page=0", 1, 1), ("page=-3&per_page=99999999999", 1, 100), ("", 1, 15)]
    {
        let answer = client().get(&format!("/things?{query}")).await;
        assert_eq!(answer.json["meta"]["current_page"], page, "{query}");
        assert_eq!(answer.json["meta"]["per_page"], per_page, "{query}");
    }
}

#[tokio::test]
async fn one_answer_names_every_wrong_query_parameter() {
    let query = "colour=red&sort=price&dir=up&tags=1,2&year=x&page=two&is_active=maybe&search=a&search=b&kinds=title,z";
    let answer = client().get(&format!("/things?{query}")).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "QUERY_INVALID"));
    let mut errors = answer.errors();
    errors.sort();
    let expected = [
        "colour UNKNOWN_FIELD",
        "dir NOT_IN_SET",
        "is_active FORMAT",
        "kinds NOT_IN_SET",
        "page FORMAT",
        "search DUPLICATE",
        "sort NOT_IN_SET",
        "tags FORMAT",
        "year FORMAT",
    ];
    assert_eq!(errors, expected);
    let errors = answer.json["errors"].as_array().unwrap();
    let sort = errors.iter().find(|error| error["field"] == "sort").unwrap();
    assert_eq!(sort["params"]["allowed"], "title, created_at");
    assert_eq!(sort["message"], "This must be one of: title, created_at");
}

#[tokio::test]
async fn a_malformed_id_names_nothing() {
    for id in ["x", "1", "%00", "00000000-0000-0000-0000-00000000000g"] {
        let answer = client().get(&format!("/things/{id}")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"), "{id}");
    }
}

#[tokio::test]
async fn an_if_match_that_does_not_fit_is_a_version_conflict() {
    let path = format!("/things/{}", uuid::Uuid::nil());
    for (tag, status) in [("\"7\"", 200), ("*", 200), ("\"6\"", 412), ("7", 412), ("W/\"7\"", 412), ("\"x\"", 412)] {
        let request = Request::put(&path).header("authorization", "Bearer bob:editor").header("if-match", tag);
        let answer = client().send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{tag}: {}", answer.json);
    }
}
