//! The authorization code flow with PKCE, and everything it refuses.

use std::time::Duration;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fixture::{CALLBACK, House, ISSUER, OIDC, PASSWORD, SECRET, VERIFIER, claims, part, text};

#[tokio::test]
async fn a_browser_signs_in_and_its_client_gets_tokens_on_both_databases() {
    for house in House::both().await {
        let user_id = house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        let page = browser.authorize(&[]).await;
        assert_eq!(page.status, StatusCode::OK);
        let answer = browser.fill_in(&page, "Vera@TV.example", PASSWORD).await;
        let redirect = answer.redirect();
        assert!(answer.header("location").starts_with(&format!("{CALLBACK}?code=")));
        assert_eq!((redirect["state"].as_str(), redirect["iss"].as_str()), ("st&te", ISSUER));

        let answer = house.exchange(&redirect["code"]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.header("cache-control"), "no-store");
        let tokens = answer.json();
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(300)));

        let access = claims(&tokens["access_token"]);
        assert_eq!(part(&tokens["access_token"], 0)["typ"], "at+jwt");
        for (name, value) in [
            ("iss", ISSUER),
            ("sub", &user_id),
            ("aud", "codeflix-api"),
            ("azp", "app"),
            ("scope", "email openid profile"),
            ("preferred_username", "vera@tv.example"),
            ("email", "vera@tv.example"),
            ("name", "Vera Viewer"),
            ("locale", "pt-BR"),
        ] {
            assert_eq!(access[name], value, "{name}");
        }
        assert_eq!(access["email_verified"], false);
        assert_eq!(access["realm_access"], json!({ "roles": [] }));
        assert!(access["account_id"].is_string() && access["jti"].is_string() && access["sid"].is_string());
        assert_eq!(access["exp"].as_i64().unwrap() - access["iat"].as_i64().unwrap(), 300);

        let id = claims(&tokens["id_token"]);
        assert_eq!((&id["aud"], &id["nonce"], &id["sid"]), (&json!("app"), &json!("n0nce"), &access["sid"]));
        let hash = Sha256::digest(text(&tokens, "access_token"));
        assert_eq!(id["at_hash"], URL_SAFE_NO_PAD.encode(&hash[..16]));
        assert_eq!(id["auth_time"], id["iat"]);
    }
}

#[tokio::test]
async fn a_signed_in_browser_is_not_asked_again_by_a_second_client() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.sign_in("vera@tv.example", PASSWORD).await;
    let answer = browser.authorize(&[("client_id", "backend")]).await;
    assert!(answer.redirect().contains_key("code"));
    let page = browser.authorize(&[("prompt", "login")]).await;
    assert_eq!(page.status, StatusCode::OK, "prompt=login asks in any case");
}

#[tokio::test]
async fn without_a_login_prompt_none_is_told_so() {
    let house = House::new().await;
    let answer = house.browser().authorize(&[("prompt", "none")]).await.redirect();
    assert_eq!((answer["error"].as_str(), answer["state"].as_str()), ("login_required", "st&te"));
    assert_eq!(answer["iss"], ISSUER);
}

#[tokio::test]
async fn a_login_older_than_max_age_is_asked_again() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.sign_in("vera@tv.example", PASSWORD).await;
    house.advance(Duration::from_secs(61));
    assert_eq!(browser.authorize(&[("max_age", "60")]).await.status, StatusCode::OK);
    assert!(browser.authorize(&[("max_age", "62")]).await.redirect().contains_key("code"));
}

#[tokio::test]
async fn an_unknown_client_or_redirect_gets_a_page_and_no_redirect() {
    let house = House::new().await;
    for change in [
        ("client_id", "nobody"),
        ("client_id", ""),
        ("client_id", "codeflix-login"),
        ("redirect_uri", "https://evil.example/cb"),
        ("redirect_uri", "http://127.0.0.1:7001/cb/"),
        ("redirect_uri", "http://127.0.0.1:7001/cb?x=1"),
        ("redirect_uri", ""),
    ] {
        let answer = house.browser().authorize(&[change]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{change:?}");
        assert!(!answer.headers.contains_key("location") && answer.text.contains("<h1>"), "{change:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_otherwise_is_told_to_the_client_with_state_and_issuer() {
    let house = House::new().await;
    for (change, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("request", "e30.e30."), "request_not_supported"),
        (("request_uri", "https://evil.example/r"), "request_uri_not_supported"),
    ] {
        let answer = house.browser().authorize(&[change]).await.redirect();
        assert_eq!(answer["error"], error, "{change:?}");
        assert_eq!((answer["state"].as_str(), answer["iss"].as_str()), ("st&te", ISSUER));
    }
}

#[tokio::test]
async fn a_repeated_parameter_is_refused() {
    let house = House::new().await;
    let address = crate::fixture::authorization(&[]);
    let answer = house.browser().get(&format!("{address}&scope=openid")).await;
    assert_eq!(answer.redirect()["error"], "invalid_request");
    let answer = house.browser().get(&format!("{address}&redirect_uri=https%3A%2F%2Fevil.example")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

/// Every wrong use of a code: it is refused, and the code is spent by it.
#[tokio::test]
async fn a_code_shown_with_something_else_than_its_request_is_refused_and_spent() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    let verifier_of_another = "x".repeat(43);
    for change in [
        ("code_verifier", verifier_of_another.as_str()),
        ("redirect_uri", "http://127.0.0.1:7001/other"),
        ("client_id", "codeflix-web"),
    ] {
        let page = browser.authorize(&[("prompt", "login")]).await;
        let code = browser.fill_in(&page, "vera@tv.example", PASSWORD).await.redirect()["code"].clone();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_id", "app"),
        ];
        fields.retain(|(name, _)| *name != change.0);
        fields.push(change);
        let answer = house.browser().post(&format!("{OIDC}/token"), &fields).await;
        assert_eq!((answer.status, text(&answer.json(), "error").as_str()), (StatusCode::BAD_REQUEST, "invalid_grant"));
        let again = house.exchange(&code).await;
        assert_eq!(text(&again.json(), "error"), "invalid_grant", "{change:?} spent the code");
    }
}

#[tokio::test]
async fn a_code_is_good_for_sixty_seconds() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        let code = browser.sign_in("vera@tv.example", PASSWORD).await;
        house.advance(Duration::from_mins(1));
        assert_eq!(text(&house.exchange(&code).await.json(), "error"), "invalid_grant");
        let code = browser.authorize(&[]).await.redirect()["code"].clone();
        house.advance(Duration::from_millis(59_999));
        assert_eq!(house.exchange(&code).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_code_shown_twice_ends_the_tokens_it_was_exchanged_for() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let code = house.browser().sign_in("vera@tv.example", PASSWORD).await;
        let tokens = house.exchange(&code).await.json();
        assert_eq!(text(&house.exchange(&code).await.json(), "error"), "invalid_grant");
        let answer = house.refresh(&text(&tokens, "refresh_token")).await;
        assert_eq!(text(&answer.json(), "error"), "invalid_grant");
    }
}

#[tokio::test]
async fn of_many_simultaneous_exchanges_of_a_code_at_most_one_wins_and_its_tokens_are_ended() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let code = house.browser().sign_in("vera@tv.example", PASSWORD).await;
        let answers = futures::future::join_all((0..10).map(|_| house.exchange(&code))).await;
        let won: Vec<_> = answers.iter().filter(|answer| answer.status == StatusCode::OK).collect();
        assert_eq!(won.len(), 1);
        assert!(answers.iter().all(|answer| answer.status != StatusCode::INTERNAL_SERVER_ERROR));
        let answer = house.refresh(&text(&won[0].json(), "refresh_token")).await;
        assert_eq!(text(&answer.json(), "error"), "invalid_grant", "the others were replays");
    }
}

#[tokio::test]
async fn a_confidential_client_shows_its_secret_in_the_header_or_in_the_body() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.sign_in("vera@tv.example", PASSWORD).await;
    let escaped: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let header = format!("Basic {}", STANDARD.encode(format!("backend:{escaped}")));
    let wrong = format!("Basic {}", STANDARD.encode("backend:nonsense"));
    let in_body = [("client_id", "backend"), ("client_secret", SECRET)];
    for (headers, fields, status) in [
        (vec![("authorization", header.as_str())], vec![], StatusCode::OK),
        (vec![], in_body.to_vec(), StatusCode::OK),
        (vec![("authorization", wrong.as_str())], vec![], StatusCode::UNAUTHORIZED),
        (vec![], vec![("client_id", "backend")], StatusCode::UNAUTHORIZED),
        (vec![], vec![("client_id", "backend"), ("client_secret", "nonsense")], StatusCode::UNAUTHORIZED),
        (vec![], vec![("client_id", "nobody")], StatusCode::UNAUTHORIZED),
        (vec![], vec![], StatusCode::UNAUTHORIZED),
        (vec![("authorization", header.as_str())], in_body.to_vec(), StatusCode::BAD_REQUEST),
        (vec![], vec![("client_id", "app"), ("client_secret", "x")], StatusCode::UNAUTHORIZED),
    ] {
        let code = browser.authorize(&[("client_id", "backend")]).await.redirect()["code"].clone();
        let mut all = vec![
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        all.extend(fields.iter().copied());
        let answer = house.browser().post_with(&format!("{OIDC}/token"), &all, &headers).await;
        assert_eq!(answer.status, status, "{headers:?} {fields:?} {}", answer.text);
        if status == StatusCode::UNAUTHORIZED {
            assert_eq!(text(&answer.json(), "error"), "invalid_client");
            assert!(answer.header("www-authenticate").starts_with("Basic"));
        }
    }
}

#[tokio::test]
async fn other_grants_and_incomplete_requests_are_refused_by_name() {
    let house = House::new().await;
    for (fields, error) in [
        (vec![("grant_type", "password"), ("username", "a"), ("password", "b")], "unsupported_grant_type"),
        (vec![("grant_type", "client_credentials")], "unsupported_grant_type"),
        (vec![], "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("code", "x")], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "nonsense")], "invalid_grant"),
    ] {
        let answer = house.token(&fields).await;
        assert_eq!(
            (answer.status, text(&answer.json(), "error").as_str()),
            (StatusCode::BAD_REQUEST, error),
            "{fields:?}"
        );
    }
}

#[tokio::test]
async fn without_openid_there_is_no_id_token() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.sign_in("vera@tv.example", PASSWORD).await;
    let code = browser.authorize(&[("scope", "email")]).await.redirect()["code"].clone();
    let tokens = house.exchange(&code).await.json();
    assert!(tokens.get("id_token").is_none() && tokens["access_token"].is_string(), "{tokens}");
}
