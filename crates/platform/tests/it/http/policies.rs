//! Who may call what.

use axum::body::Body;
use http::{Method, Request};
use platform::http::{RouteRule, route_rules};
use uuid::Uuid;

use super::fixture::{Answer, Client, EDITORS, Things, api, client};

async fn call(client: &Client, rule: &RouteRule, token: Option<&str>) -> Answer {
    let path = rule.path.replace("{id}", &Uuid::nil().to_string());
    let method = Method::from_bytes(rule.method.as_bytes()).unwrap();
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    client.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_route_admits_whom_its_policy_names_and_nobody_else() {
    let (router, document) = api(Things::default(), None);
    let client = Client(router);
    let rules = route_rules(&document);
    let guarded: Vec<_> = rules.iter().filter(|rule| rule.signed_in).collect();
    assert_eq!(guarded.len(), 3, "{rules:?}");
    for rule in guarded {
        for (token, code) in [(None, "TOKEN_MISSING"), (Some("forged"), "TOKEN_INVALID"), (Some("old"), "TOKEN_TIME")] {
            let answer = call(&client, rule, token).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (401, code), "{rule:?}");
            assert!(answer.header("www-authenticate").starts_with("Bearer"), "{rule:?}");
        }
        let unchecked = call(&client, rule, Some("unchecked")).await;
        assert_eq!((unchecked.status.as_u16(), unchecked.code()), (503, "UNAVAILABLE"));
        assert_eq!(unchecked.header("retry-after"), "1");
        let stranger = call(&client, rule, Some("mallory:guest")).await;
        assert_eq!(stranger.status.as_u16() == 403, !rule.roles.is_empty(), "{rule:?}");
        for role in &rule.roles {
            assert_ne!(call(&client, rule, Some(&format!("eve:{role}"))).await.status.as_u16(), 403);
        }
    }
}

#[tokio::test]
async fn a_public_route_serves_anybody_and_knows_who_signed_in() {
    let rule = RouteRule {
        path: "/things/{id}".to_owned(),
        method: "GET".to_owned(),
        signed_in: false,
        roles: Vec::new(),
        key_required: false,
    };
    let client = client();
    assert_eq!(call(&client, &rule, None).await.json["data"]["title"], "for anybody");
    assert_eq!(call(&client, &rule, Some("alice")).await.json["data"]["title"], "for alice");
    assert_eq!(call(&client, &rule, Some("old")).await.code(), "TOKEN_TIME");
}

#[tokio::test]
async fn a_request_with_two_authorization_headers_is_refused() {
    let request =
        Request::post("/things").header("authorization", "Bearer alice").header("authorization", "Bearer bob");
    let answer = client().send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.code(), "TOKEN_INVALID");
}

#[test]
fn the_document_lists_every_route_with_its_policy() {
    let (_, document) = api(Things::default(), None);
    let mut rules: Vec<_> = route_rules(&document)
        .into_iter()
        .map(|rule| (rule.method + " " + &rule.path, rule.signed_in, rule.roles, rule.key_required))
        .collect();
    rules.sort();
    let editors: Vec<String> = EDITORS.iter().map(|&role| role.to_owned()).collect();
    let expected = [
        ("GET /own-code", false, vec![], false),
        ("GET /panic", false, vec![], false),
        ("GET /slow", false, vec![], false),
        ("GET /things", false, vec![], false),
        ("GET /things/{id}", false, vec![], false),
        ("PATCH /patient", false, vec![], false),
        ("POST /orders", true, vec![], true),
        ("POST /things", true, vec![], false),
        ("PUT /things/{id}", true, editors, false),
    ];
    let expected = expected.map(|(route, signed_in, roles, key)| (route.to_owned(), signed_in, roles, key));
    assert_eq!(rules, expected);
}
