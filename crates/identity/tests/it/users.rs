//! Operators manage users.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::fixture::{House, PASSWORD, text};

const USERS: &str = "/api/v1/identity/users";

async fn operator_token(house: &House) -> String {
    house.operator().await;
    text(&house.basic("op@tv.example", PASSWORD).await.json(), "access_token")
}

fn editor() -> Value {
    json!({ "email": "ed@tv.example", "name": "Édith Editor", "password": PASSWORD, "roles": ["catalog_admin"] })
}

#[tokio::test]
async fn an_operator_makes_finds_and_removes_staff() {
    for house in House::both().await {
        let token = operator_token(&house).await;
        let created = house.api(Method::POST, USERS, &token, Some(editor())).await;
        assert_eq!(created.status, StatusCode::CREATED, "{}", created.text);
        let user = created.json()["data"].clone();
        let path = format!("{USERS}/{}", text(&user, "id"));
        assert_eq!(created.header("location"), path);
        assert_eq!((&user["roles"], &user["disabled"]), (&json!(["catalog_admin"]), &json!(false)));
        assert!(!created.text.contains("argon2") && user.get("password").is_none());
        assert_eq!(house.api(Method::GET, &path, &token, None).await.json()["data"], user);
        assert_eq!(house.basic("ed@tv.example", PASSWORD).await.status, StatusCode::OK);

        house.viewer("vera@tv.example").await;
        for (query, emails) in [
            ("?sort=email", vec!["ed@tv.example", "op@tv.example", "vera@tv.example"]),
            ("?search=EDITH", vec!["ed@tv.example"]),
            ("?search=%25", vec![]),
            ("?role=operator", vec!["op@tv.example"]),
            ("?sort=email&dir=desc&per_page=1", vec!["vera@tv.example"]),
        ] {
            let list = house.api(Method::GET, &format!("{USERS}{query}"), &token, None).await.json();
            let found: Vec<String> = list["data"].as_array().unwrap().iter().map(|user| text(user, "email")).collect();
            assert_eq!(found, emails, "{query}");
        }
        let all = house.api(Method::GET, USERS, &token, None).await.json();
        assert_eq!(all["meta"], json!({ "current_page": 1, "per_page": 15, "last_page": 1, "total": 3 }));

        for _ in 0..2 {
            assert_eq!(house.api(Method::DELETE, &path, &token, None).await.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(house.api(Method::GET, &path, &token, None).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn only_operators_manage_users() {
    let house = House::new().await;
    let operator = operator_token(&house).await;
    house.api(Method::POST, USERS, &operator, Some(editor())).await;
    let editors = text(&house.basic("ed@tv.example", PASSWORD).await.json(), "access_token");
    assert_eq!(house.api(Method::GET, USERS, &editors, None).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.api(Method::POST, USERS, &editors, Some(editor())).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.browser().get(USERS).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let house = House::new().await;
    let token = operator_token(&house).await;
    let body = json!({ "email": "x", "password": "12345678", "roles": ["subscriber"], "admin": true });
    let answer = house.api(Method::POST, USERS, &token, Some(body)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = answer.json()["errors"].clone();
    let mut found: Vec<(String, String)> =
        errors.as_array().unwrap().iter().map(|error| (text(error, "field"), text(error, "code"))).collect();
    found.sort();
    let named = [("/admin", "UNKNOWN_FIELD"), ("/name", "REQUIRED"), ("/roles", "NOT_IN_SET")];
    for (field, code) in named {
        assert!(found.contains(&(field.into(), code.into())), "{field}: {found:?}");
    }
    let body = json!({ "email": "x", "name": "X", "password": "12345678", "roles": ["operator"] });
    let answer = house.api(Method::POST, USERS, &token, Some(body)).await;
    assert!(answer.text.contains("GUESSABLE") && answer.text.contains("/email"), "{}", answer.text);
}

#[tokio::test]
async fn an_address_is_given_once() {
    let house = House::new().await;
    let token = operator_token(&house).await;
    house.api(Method::POST, USERS, &token, Some(editor())).await;
    let again = house.api(Method::POST, USERS, &token, Some(editor())).await;
    assert_eq!((again.status, text(&again.json(), "code").as_str()), (StatusCode::CONFLICT, "EMAIL_TAKEN"));
}

#[tokio::test]
async fn a_disabled_user_is_out_everywhere_and_may_come_back() {
    for house in House::both().await {
        let token = operator_token(&house).await;
        let user_id = house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        let tokens = house.tokens(&mut browser, "vera@tv.example").await;
        let path = format!("{USERS}/{user_id}");
        let answer = house.api(Method::PATCH, &path, &token, Some(json!({ "disabled": true }))).await;
        assert_eq!(answer.json()["data"]["disabled"], true, "{}", answer.text);
        let refused = house.refresh(&text(&tokens, "refresh_token")).await;
        assert_eq!(text(&refused.json(), "error"), "invalid_grant");
        assert_eq!(browser.authorize(&[]).await.status, StatusCode::OK, "the form");
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        house.api(Method::PATCH, &path, &token, Some(json!({ "disabled": false }))).await;
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_customers_login_stays_as_long_as_the_account_that_is_charged() {
    for house in House::both().await {
        let token = operator_token(&house).await;
        let path = format!("{USERS}/{}", house.viewer("vera@tv.example").await);
        let refused = house.api(Method::DELETE, &path, &token, None).await;
        assert_eq!(
            (refused.status, text(&refused.json(), "code").as_str()),
            (StatusCode::CONFLICT, "INVALID_TRANSITION")
        );
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn roles_are_given_and_taken_but_nobody_locks_himself_out() {
    let house = House::new().await;
    let token = operator_token(&house).await;
    let user_id = house.viewer("vera@tv.example").await;
    let role = format!("{USERS}/{user_id}/roles/catalog_videos");
    for _ in 0..2 {
        assert_eq!(house.api(Method::PUT, &role, &token, None).await.status, StatusCode::NO_CONTENT);
    }
    let user = house.api(Method::GET, &format!("{USERS}/{user_id}"), &token, None).await.json();
    assert_eq!((&user["data"]["roles"], &user["data"]["version"]), (&json!(["catalog_videos"]), &json!(2)));
    assert_eq!(house.api(Method::DELETE, &role, &token, None).await.status, StatusCode::NO_CONTENT);
    let unknown = format!("{USERS}/{user_id}/roles/emperor");
    assert_eq!(house.api(Method::PUT, &unknown, &token, None).await.status, StatusCode::NOT_FOUND);

    let me = house.verifier.verify(&token).await.unwrap().user_id;
    for (method, path, body) in [
        (Method::DELETE, format!("{USERS}/{me}"), None),
        (Method::DELETE, format!("{USERS}/{me}/roles/operator"), None),
        (Method::PATCH, format!("{USERS}/{me}"), Some(json!({ "disabled": true }))),
    ] {
        assert_eq!(house.api(method, &path, &token, body).await.status, StatusCode::CONFLICT, "{path}");
    }
}
