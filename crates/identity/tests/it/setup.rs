//! The first operator.

use http::StatusCode;
use serde_json::json;

use crate::fixture::{House, PASSWORD, PUBLIC_URL, claims};

const SETUP: &str = "/realms/codeflix/setup";

#[tokio::test]
async fn the_link_makes_the_first_operator_once_and_signs_in() {
    for house in House::both().await {
        let link = house.setup_link.clone().unwrap();
        assert!(link.starts_with(&format!("{PUBLIC_URL}{SETUP}?token=")), "{link}");
        let page = house.browser().get(link.strip_prefix(PUBLIC_URL).unwrap()).await;
        assert_eq!((page.status, page.form_action().as_str()), (StatusCode::OK, SETUP));

        let mut browser = house.operator().await;
        let code = browser.authorize(&[]).await.redirect()["code"].clone();
        let tokens = house.exchange(&code).await.json();
        let roles = &claims(&tokens["access_token"])["realm_access"]["roles"];
        assert_eq!(roles, &json!(["operator", "catalog_admin", "subscription_admin"]));

        assert_eq!(house.browser().get(link.strip_prefix(PUBLIC_URL).unwrap()).await.status, StatusCode::NOT_FOUND);
        let token = house.setup_token();
        let fields = [("token", token.as_str()), ("email", "b@tv.example"), ("name", "B"), ("password", PASSWORD)];
        assert_eq!(house.browser().post(SETUP, &fields).await.status, StatusCode::NOT_FOUND);
        let house = house.restart().await;
        assert_eq!(house.setup_link, None);
    }
}

#[tokio::test]
async fn a_new_start_replaces_the_link() {
    let house = House::new().await;
    let old = house.setup_token();
    let house = house.restart().await;
    assert_ne!(old, house.setup_token());
    assert_eq!(house.browser().get(&format!("{SETUP}?token={old}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.browser().get(&format!("{SETUP}?token={}", house.setup_token())).await.status, StatusCode::OK);
    house.operator().await;
}

#[tokio::test]
async fn of_many_who_use_the_link_at_once_one_becomes_operator() {
    for house in House::both().await {
        let token = house.setup_token();
        let emails: Vec<String> = (0..8).map(|n| format!("op{n}@tv.example")).collect();
        let tries = emails.iter().map(|email| {
            let (mut browser, token) = (house.browser(), token.clone());
            async move {
                let fields = [("token", token.as_str()), ("email", email), ("name", "Op"), ("password", PASSWORD)];
                browser.post(SETUP, &fields).await.status
            }
        });
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == StatusCode::NOT_FOUND).count(), 7, "{answers:?}");
    }
}

#[tokio::test]
async fn what_is_typed_wrongly_is_said_at_its_field_and_the_link_still_opens() {
    let house = House::new().await;
    let token = house.setup_token();
    let fields = [("token", token.as_str()), ("email", "nobody"), ("name", ""), ("password", "password1")];
    let answer = house.browser().post(SETUP, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"email-error\"", "id=\"name-error\"", "easy to guess", "value=\"nobody\""] {
        assert!(answer.text.contains(part), "{part}: {}", answer.text);
    }
    assert!(!answer.text.contains("password1"), "a password is never sent back");
    house.operator().await;
}

#[tokio::test]
async fn without_the_token_or_from_another_site_nobody_becomes_operator() {
    let house = House::new().await;
    let token = house.setup_token();
    for token in ["", "nonsense", &"A".repeat(43)] {
        let fields = [("token", token), ("email", "op@tv.example"), ("name", "Op"), ("password", PASSWORD)];
        assert_eq!(house.browser().post(SETUP, &fields).await.status, StatusCode::NOT_FOUND);
    }
    let fields = [("token", token.as_str()), ("email", "op@tv.example"), ("name", "Op"), ("password", PASSWORD)];
    let foreign = house.browser().post_with(SETUP, &fields, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert!(house.restart().await.setup_link.is_some());
}
