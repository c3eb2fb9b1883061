//! Signing keys, metadata, and what others do with them.

use std::time::Duration;

use http::{Method, Request, StatusCode};
use platform::auth::TokenError;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::fixture::{House, ISSUER, OIDC, part, text};

const DISCOVERY: &str = "/realms/codeflix/.well-known/openid-configuration";

async fn key_ids(house: &House) -> Vec<String> {
    let set = house.browser().get(&format!("{OIDC}/certs")).await.json();
    set["keys"].as_array().unwrap().iter().map(|key| text(key, "kid")).collect()
}

/// One round of the housekeeping.
async fn tend(house: &mut House) {
    let stop = CancellationToken::new();
    stop.cancel();
    let worker = house.service.workers.pop().unwrap();
    (worker.run)(stop).await;
}

async fn access_token(house: &House) -> Value {
    house.basic("vera@tv.example", crate::fixture::PASSWORD).await.json()["access_token"].clone()
}

#[tokio::test]
async fn services_verify_a_token_with_the_published_key() {
    let house = House::new().await;
    let user_id = house.viewer("vera@tv.example").await;
    let token = access_token(&house).await;
    let subject = house.verifier.verify(token.as_str().unwrap()).await.unwrap();
    assert_eq!((subject.user_id.to_string(), subject.name.as_str()), (user_id, "Vera Viewer"));
    assert!(subject.account_id.is_some() && subject.session_id.is_some() && subject.roles.is_empty());
    house.advance(Duration::from_mins(6));
    assert_eq!(house.verifier.verify(token.as_str().unwrap()).await, Err(TokenError::Time));
}

#[tokio::test]
async fn the_metadata_names_only_what_is_there() {
    let house = House::new().await;
    let answer = house.browser().get(DISCOVERY).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let document = answer.json();
    assert_eq!(document["issuer"], ISSUER);
    assert_eq!(document["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    for name in ["userinfo_endpoint", "jwks_uri", "end_session_endpoint", "authorization_endpoint"] {
        let path = text(&document, name).strip_prefix("http://tv.example").unwrap().to_owned();
        assert_ne!(house.browser().get(&path).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    for name in ["token_endpoint", "revocation_endpoint"] {
        let path = text(&document, name).strip_prefix("http://tv.example").unwrap().to_owned();
        let answer = house.browser().post(&path, &[]).await;
        assert_eq!(text(&answer.json(), "error"), "invalid_client", "{name}");
    }
}

#[tokio::test]
async fn the_key_set_holds_public_halves_only_and_is_the_same_after_a_restart() {
    for house in House::both().await {
        let set = house.browser().get(&format!("{OIDC}/certs")).await.json();
        let key = set["keys"][0].as_object().unwrap();
        let members: Vec<&str> = key.keys().map(String::as_str).collect();
        assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
        let house = house.restart().await;
        assert_eq!(set, house.browser().get(&format!("{OIDC}/certs")).await.json());
    }
}

#[tokio::test]
async fn the_next_key_is_published_long_before_it_signs_and_the_old_one_until_its_tokens_are_over() {
    const DAY: Duration = Duration::from_hours(24);
    for mut house in House::both().await {
        house.viewer("vera@tv.example").await;
        let first = key_ids(&house).await;
        assert_eq!(first.len(), 1);
        tend(&mut house).await;
        let both = key_ids(&house).await;
        assert!(both.len() == 2 && both.contains(&first[0]));
        assert_eq!(part(&access_token(&house).await, 0)["kid"], first[0].as_str(), "the first one still signs");

        house.advance(90 * DAY);
        let mut house = house.restart().await;
        let old_token = access_token(&house).await;
        tend(&mut house).await;
        let next = both.iter().find(|kid| **kid != first[0]).unwrap();
        let token = access_token(&house).await;
        assert_eq!(part(&token, 0)["kid"], next.as_str());
        assert_eq!(key_ids(&house).await.len(), 3);
        for token in [&old_token, &token] {
            assert!(house.verifier.verify(token.as_str().unwrap()).await.is_ok(), "rotation breaks no token");
        }
        house.advance(Duration::from_hours(1));
        assert!(!key_ids(&house).await.contains(&first[0]));
    }
}

#[tokio::test]
async fn two_instances_that_start_together_sign_with_one_key() {
    let platform = testkit::TestPlatform::postgres().await;
    let url = url::Url::parse("http://tv.example").unwrap();
    let start = || identity::build(&platform.platform, identity::Config::default(), &url);
    let (one, other) = futures::future::join(start(), start()).await;
    let mut sets = Vec::new();
    for identity in [one.unwrap(), other.unwrap()] {
        let certs = Request::get(format!("{OIDC}/certs")).body(axum::body::Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(identity.service.http, certs).await.unwrap();
        sets.push(axum::body::to_bytes(response.into_body(), 100_000).await.unwrap());
    }
    assert_eq!(sets[0], sets[1]);
}

#[tokio::test]
async fn userinfo_tells_what_the_scopes_allow_and_only_to_a_live_token() {
    let house = House::new().await;
    let user_id = house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    let tokens = house.tokens(&mut browser, "vera@tv.example").await;
    let userinfo = format!("{OIDC}/userinfo");
    for method in [Method::GET, Method::POST] {
        let info = house.api(method, &userinfo, &text(&tokens, "access_token"), None).await.json();
        assert_eq!((&info["sub"], &info["email"]), (&user_id.as_str().into(), &"vera@tv.example".into()));
        assert_eq!((&info["name"], &info["locale"]), (&"Vera Viewer".into(), &"pt-BR".into()));
    }
    let code = browser.authorize(&[("scope", "openid")]).await.redirect()["code"].clone();
    let narrow = house.exchange(&code).await.json();
    let info = house.api(Method::GET, &userinfo, &text(&narrow, "access_token"), None).await.json();
    assert_eq!(info, serde_json::json!({ "sub": user_id }));

    let id_token = text(&tokens, "id_token");
    let without_openid = text(&house.basic("vera@tv.example", crate::fixture::PASSWORD).await.json(), "access_token");
    let forged = text(&tokens, "access_token").replace('a', "b");
    for token in [id_token.as_str(), &without_openid, &forged, "nonsense", ""] {
        let answer = house.api(Method::GET, &userinfo, token, None).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{token}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    house.advance(Duration::from_mins(5));
    let late = house.api(Method::GET, &userinfo, &text(&tokens, "access_token"), None).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_page_of_another_site_may_call_what_needs_no_cookie() {
    let house = House::new().await;
    for path in ["token", "userinfo", "revoke", "certs"] {
        let request = Request::builder().method(Method::OPTIONS).uri(format!("{OIDC}/{path}"));
        let answer = house.browser().send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(!answer.headers.contains_key("access-control-allow-credentials"));
    }
}
