//! Ending logins.

use std::time::Duration;

use http::StatusCode;

use crate::fixture::{Browser, House, OIDC, text};

const BYE: &str = "http://127.0.0.1:7001/bye";

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.authorize(&[("prompt", "none")]).await.redirect().contains_key("code")
}

fn logout(parameters: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{OIDC}/logout?{query}")
}

#[tokio::test]
async fn a_client_ends_the_login_with_its_id_token_even_an_old_one() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        let tokens = house.tokens(&mut browser, "vera@tv.example").await;
        house.advance(Duration::from_hours(24));
        let id_token = text(&tokens, "id_token");
        let parameters = [("id_token_hint", id_token.as_str()), ("post_logout_redirect_uri", BYE), ("state", "x y")];
        let answer = browser.get(&logout(&parameters)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, &*format!("{BYE}?state=x+y")));
        assert!(browser.cookies.is_empty() && !is_signed_in(&mut browser).await);
        let refused = house.refresh(&text(&tokens, "refresh_token")).await;
        assert_eq!(text(&refused.json(), "error"), "invalid_grant");
    }
}

#[tokio::test]
async fn without_an_id_token_the_person_is_asked_first() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    house.tokens(&mut browser, "vera@tv.example").await;
    let page = browser.get(&logout(&[("client_id", "app"), ("post_logout_redirect_uri", BYE)])).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(is_signed_in(&mut browser).await, "a link alone signs nobody out");
    let fields = [("client_id", "app"), ("post_logout_redirect_uri", BYE)];
    let foreign = browser.post_with(&page.form_action(), &fields, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert!(is_signed_in(&mut browser).await);
    let answer = browser.post(&page.form_action(), &fields).await;
    assert_eq!(answer.header("location"), BYE);
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn nobody_is_sent_to_a_place_the_client_does_not_own() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    let tokens = house.tokens(&mut browser, "vera@tv.example").await;
    let id_token = text(&tokens, "id_token");
    for parameters in [
        vec![("id_token_hint", id_token.as_str()), ("post_logout_redirect_uri", "https://evil.example/")],
        vec![("post_logout_redirect_uri", BYE)],
        vec![("client_id", "nobody"), ("post_logout_redirect_uri", BYE)],
        vec![("client_id", "backend"), ("id_token_hint", id_token.as_str())],
    ] {
        let answer = browser.get(&logout(&parameters)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{parameters:?}");
        assert!(!answer.headers.contains_key("location"));
    }
    assert!(is_signed_in(&mut browser).await, "a refused logout ends nothing");
}

#[tokio::test]
async fn a_forged_id_token_ends_nothing() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    let tokens = house.tokens(&mut browser, "vera@tv.example").await;
    let id_token = text(&tokens, "id_token");
    let (message, _) = id_token.rsplit_once('.').unwrap();
    for hint in [format!("{message}."), format!("{message}.AAAA"), text(&tokens, "access_token"), "x.y.z".to_owned()] {
        let answer = house.browser().get(&logout(&[("id_token_hint", &hint)])).await;
        assert_eq!(answer.status, StatusCode::OK, "the page that says it is done");
    }
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn giving_up_the_last_refresh_token_ends_the_login() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        let first = house.tokens(&mut browser, "vera@tv.example").await;
        let code = browser.authorize(&[]).await.redirect()["code"].clone();
        let second = house.exchange(&code).await.json();
        let revoke = |token: String| {
            let mut program = house.browser();
            async move { program.post(&format!("{OIDC}/revoke"), &[("client_id", "app"), ("token", &token)]).await }
        };
        assert_eq!(revoke(text(&first, "refresh_token")).await.status, StatusCode::OK);
        let refused = house.refresh(&text(&first, "refresh_token")).await;
        assert_eq!(text(&refused.json(), "error"), "invalid_grant");
        assert!(is_signed_in(&mut browser).await, "another client still holds the login");
        assert_eq!(revoke("nonsense".to_owned()).await.status, StatusCode::OK, "what is unknown is revoked already");
        assert_eq!(revoke(text(&second, "refresh_token")).await.status, StatusCode::OK);
        assert!(!is_signed_in(&mut browser).await);
    }
}

#[tokio::test]
async fn a_token_is_given_up_only_by_its_own_client() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let tokens = house.tokens(&mut house.browser(), "vera@tv.example").await;
    let token = text(&tokens, "refresh_token");
    let fields = [("client_id", "codeflix-login"), ("token", token.as_str())];
    assert_eq!(house.browser().post(&format!("{OIDC}/revoke"), &fields).await.status, StatusCode::OK);
    assert_eq!(house.refresh(&token).await.status, StatusCode::OK);
}
