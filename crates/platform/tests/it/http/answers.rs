//! What callers are told.

use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::Value;

use super::fixture::{Things, api, client};

#[tokio::test]
async fn a_creation_answers_201_with_the_place_of_the_new_thing() {
    let answer = client().post("/things", r#"{"title": "A film"}"#).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let id = answer.json["data"]["id"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/things/{id}"));
}

#[tokio::test]
async fn a_version_is_told_as_an_etag() {
    let answer = client().get(&format!("/things/{}", uuid::Uuid::nil())).await;
    assert_eq!(answer.header("etag"), "\"7\"");
}

#[tokio::test]
async fn whoever_has_the_present_version_is_not_sent_it_again() {
    for (known, status) in
        [("\"7\"", 304), ("W/\"7\"", 304), ("\"1\", \"7\"", 304), ("*", 304), ("\"6\"", 200), ("7", 200)]
    {
        let request = Request::get(format!("/things/{}", uuid::Uuid::nil())).header("if-none-match", known);
        let answer = client().send(request.body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (status, "\"7\""), "{known}");
        assert_eq!(answer.json.is_null(), status == 304, "{known}");
    }
}

#[tokio::test]
async fn a_problem_is_told_in_the_language_asked_for() {
    for (wanted, tag, title, message) in [
        ("pt-BR,pt;q=0.9", "pt-BR", "Alguns campos não estão corretos", "Este campo é obrigatório"),
        ("de, ru;q=0.5, en;q=0.4", "ru", "Некоторые поля заполнены неверно", "Обязательное поле"),
        ("fr", "en", "Some fields are not right", "This is needed"),
        ("*", "en", "Some fields are not right", "This is needed"),
    ] {
        let request = Request::post("/things?secret=1")
            .header("authorization", "Bearer alice")
            .header("content-type", "application/json")
            .header("accept-language", wanted)
            .header("x-request-id", "abc-1");
        let answer = client().send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("content-language"), tag);
        let expected = serde_json::json!({
            "type": "/api/docs#VALIDATION", "title": title, "status": 422, "detail": title, "instance": "/things",
            "code": "VALIDATION", "request_id": "abc-1", "retryable": false,
            "errors": [{"field": "/title", "code": "REQUIRED", "message": message, "params": {}}],
        });
        assert_eq!(answer.json, expected);
    }
}

#[tokio::test]
async fn a_code_without_a_text_is_told_by_its_detail() {
    let answer = client().get("/own-code").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "NOBODY_KNOWS_THIS"));
    assert_eq!(answer.json["title"], "the moon is in the way");
}

#[tokio::test]
async fn a_message_without_all_of_its_parameters_is_still_readable() {
    let errors = client().get("/own-code").await.json["errors"].clone();
    let messages: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["message"].clone()).collect();
    assert_eq!(messages, ["This must lie between 3 and …", "This does not exist", "MOON", "The file is empty"]);
}

#[tokio::test]
async fn the_cause_of_an_internal_error_is_never_sent() {
    let things = Things::default();
    things.failures_left.store(1, std::sync::atomic::Ordering::SeqCst);
    let client = super::fixture::Client(api(things, None).0);
    let answer = client.post("/things", r#"{"title": "A film"}"#).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"));
    assert_eq!(answer.json["retryable"], true);
    assert!(!answer.json.to_string().contains("secret"), "{}", answer.json);
}

#[test]
fn the_document_describes_nullable_fields_lists_and_problems() {
    let (_, document) = api(Things::default(), None);
    let document = serde_json::to_value(&document).unwrap();
    let body = &document["components"]["schemas"]["ThingBody"]["properties"];
    let nullable = |schema: Value| serde_json::json!({"oneOf": [{"type": "null"}, schema]});
    assert_eq!(body["title"], nullable(serde_json::json!({"type": "string"})), "{body}");
    let start = serde_json::json!({"type": "integer", "format": "int64"});
    let markers = serde_json::json!({"type": "object", "properties": {"start": nullable(start)}});
    assert_eq!(body["markers"], nullable(markers), "{body}");
    assert_eq!(body.as_object().unwrap().keys().collect::<Vec<_>>(), ["markers", "tags", "title", "year"]);
    let parameters = document["paths"]["/things"]["get"]["parameters"].as_array().unwrap();
    let tags = parameters.iter().find(|parameter| parameter["name"] == "tags").unwrap();
    assert_eq!(tags["schema"]["type"], "array", "{tags}");
    assert_eq!(
        document["components"]["schemas"]["List_Thing"]["properties"]["meta"]["$ref"],
        "#/components/schemas/Meta"
    );
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{method} {path}");
        }
    }
    assert!(unresolved(&document).is_empty(), "{:?}", unresolved(&document));
}

/// References to schemas that the document does not hold.
fn unresolved(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![document];
    while let Some(value) = todo.pop() {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str)
                    && document.pointer(reference.trim_start_matches('#')).is_none()
                {
                    found.push(reference.to_owned());
                }
                todo.extend(members.values());
            }
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
    found
}
