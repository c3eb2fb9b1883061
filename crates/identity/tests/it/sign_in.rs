//! Passwords: right, wrong, unknown, too many; by form and by `POST /login`.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::identity::user_admin::IssueTicketRequest;
use http::StatusCode;
use platform::on;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fixture::{House, OIDC, PASSWORD, authorization, claims, text};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_get_the_same_answer() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut pages = Vec::new();
    for (email, password) in [("vera@tv.example", "not the password"), ("nemo@tv.example", PASSWORD)] {
        let mut browser = house.browser();
        let page = browser.authorize(&[]).await;
        let answer = browser.fill_in(&page, email, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("role=\"alert\"") && browser.cookies.is_empty());
        pages.push(answer.text.replace(email, "somebody"));
        let basic = house.basic(email, password).await;
        assert_eq!(basic.status, StatusCode::UNAUTHORIZED);
        pages.push(basic.text.split("request_id").next().unwrap().to_owned());
    }
    assert_eq!(pages[0], pages[2]);
    assert_eq!(pages[1], pages[3]);
    assert!(pages[1].contains("CREDENTIALS_INVALID"));
}

#[tokio::test]
async fn what_nobody_can_be_called_is_a_wrong_password_too() {
    let house = House::new().await;
    for (email, password) in [("", ""), ("not an address", PASSWORD), ("a@b.c", &"x".repeat(5_000)), ("a\0@b.c", "y")] {
        assert_eq!(house.basic(email, password).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn basic_login_gives_a_pair_of_tokens_that_can_be_renewed() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let answer = house.basic("vera@tv.example", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.header("cache-control"), "no-store");
        let tokens = answer.json();
        assert_eq!(tokens.as_object().unwrap().len(), 4);
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(300)));
        let subject = house.verifier.verify(&text(&tokens, "access_token")).await.unwrap();
        assert_eq!(subject.email, "vera@tv.example");
        assert_eq!(claims(&tokens["access_token"])["azp"], "codeflix-login");
        let refresh_token = text(&tokens, "refresh_token");
        let fields =
            [("grant_type", "refresh_token"), ("refresh_token", &refresh_token), ("client_id", "codeflix-login")];
        let renewed = house.browser().post(&format!("{OIDC}/token"), &fields).await;
        assert_eq!(renewed.status, StatusCode::OK, "{}", renewed.text);
    }
}

#[tokio::test]
async fn too_many_tries_slow_an_account_and_never_lock_it() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        house.viewer("vito@tv.example").await;
        for _ in 0..5 {
            assert_eq!(house.basic("vera@tv.example", "wrong").await.status, StatusCode::UNAUTHORIZED);
        }
        for email in ["vera@tv.example", " VERA@tv.example "] {
            let slowed = house.basic(email, PASSWORD).await;
            assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS, "{}", slowed.text);
            assert_eq!((slowed.header("retry-after"), text(&slowed.json(), "code").as_str()), ("12", "RATE_LIMITED"));
        }
        assert_eq!(house.basic("vito@tv.example", PASSWORD).await.status, StatusCode::OK, "nobody else is slowed");
        house.advance(Duration::from_secs(12));
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK, "one try came back");
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        house.advance(Duration::from_mins(1));
        for _ in 0..5 {
            assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK, "all of them did");
        }
    }
}

#[tokio::test]
async fn an_unknown_account_is_slowed_like_a_known_one() {
    let house = House::new().await;
    for _ in 0..5 {
        assert_eq!(house.basic("nemo@tv.example", "wrong").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(house.basic("nemo@tv.example", "wrong").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_form_says_how_long_to_wait() {
    let house = House::new().await;
    let mut browser = house.browser();
    let page = browser.authorize(&[]).await;
    for _ in 0..5 {
        browser.fill_in(&page, "vera@tv.example", "wrong").await;
    }
    let slowed = browser.fill_in(&page, "vera@tv.example", "wrong").await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "12"));
    assert!(slowed.text.contains("Try again in 12 s."), "{}", slowed.text);
}

#[tokio::test]
async fn a_network_that_tries_many_accounts_is_slowed() {
    let house = House::new().await;
    house.count_tries("192.0.2.0/24", 299).await;
    assert_eq!(house.basic("a@tv.example", "wrong").await.status, StatusCode::UNAUTHORIZED, "the three hundredth");
    assert_eq!(house.basic("b@tv.example", "wrong").await.status, StatusCode::TOO_MANY_REQUESTS);
    let mut neighbour = house.browser();
    neighbour.network = "192.0.3.1".into();
    let page = neighbour.authorize(&[]).await;
    let answer = neighbour.fill_in(&page, "b@tv.example", "wrong").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "another network goes on");
}

#[tokio::test]
async fn a_form_from_another_site_signs_nobody_in() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    let action = browser.authorize(&[]).await.form_action();
    let fields = [("email", "vera@tv.example"), ("password", PASSWORD)];
    for headers in [
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("origin", "https://evil.example")],
        [("origin", "null")],
    ] {
        let answer = browser.post_with(&action, &fields, &headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(browser.cookies.is_empty());
    }
    let answer = browser.post_with(&action, &fields, &[("origin", "http://tv.example")]).await;
    assert!(answer.redirect().contains_key("code"), "a browser that only sends Origin");
}

#[tokio::test]
async fn a_login_gets_an_identity_of_its_own_each_time() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.cookies.insert("codeflix_sso".into(), "planted".into());
    browser.sign_in("vera@tv.example", PASSWORD).await;
    let first = browser.cookies["codeflix_sso"].clone();
    let page = browser.authorize(&[("prompt", "login")]).await;
    browser.fill_in(&page, "vera@tv.example", PASSWORD).await.redirect();
    let second = browser.cookies["codeflix_sso"].clone();
    assert!(first != "planted" && first != second && first.len() == 43);
}

#[tokio::test]
async fn somebody_else_signing_in_ends_the_login_before() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    house.viewer("vito@tv.example").await;
    let mut browser = house.browser();
    let tokens = house.tokens(&mut browser, "vera@tv.example").await;
    let page = browser.authorize(&[("prompt", "login")]).await;
    browser.fill_in(&page, "vito@tv.example", PASSWORD).await.redirect();
    let answer = house.refresh(&text(&tokens, "refresh_token")).await;
    assert_eq!(text(&answer.json(), "error"), "invalid_grant");
}

#[tokio::test]
async fn a_ticket_signs_a_browser_in_once_and_within_a_minute() {
    for house in House::both().await {
        let user_id = house.viewer("vera@tv.example").await;
        let issue = || async {
            let request = IssueTicketRequest { user_id: user_id.clone() };
            house.user_admin().issue_ticket(request).await.unwrap().into_inner().ticket
        };
        let ticket = issue().await;
        let mut browser = house.browser();
        let redirect = browser.authorize(&[("ticket", &ticket)]).await.redirect();
        let tokens = house.exchange(&redirect["code"]).await.json();
        assert_eq!(claims(&tokens["access_token"])["sub"], user_id.as_str());
        assert!(browser.authorize(&[]).await.redirect().contains_key("code"), "the browser stays signed in");

        let again = house.browser().authorize(&[("ticket", &ticket)]).await;
        assert_eq!(again.status, StatusCode::OK, "a spent ticket is as good as none");
        assert!(!again.text.contains(&ticket), "and is not carried along");

        let late = issue().await;
        house.advance(Duration::from_mins(1));
        assert_eq!(house.browser().authorize(&[("ticket", &late)]).await.status, StatusCode::OK);
        let simultaneous = issue().await;
        let mut browsers: Vec<_> = (0..10).map(|_| house.browser()).collect();
        let tries = browsers.iter_mut().map(|browser| async {
            browser.authorize(&[("ticket", &simultaneous)]).await.status == StatusCode::SEE_OTHER
        });
        let opened = futures::future::join_all(tries).await;
        assert_eq!(opened.into_iter().filter(|opened| *opened).count(), 1);
    }
}

#[tokio::test]
async fn a_ticket_from_another_site_signs_nobody_in_and_is_not_spent() {
    let house = House::new().await;
    let user_id = house.viewer("vera@tv.example").await;
    let request = IssueTicketRequest { user_id };
    let ticket = house.user_admin().issue_ticket(request).await.unwrap().into_inner().ticket;
    let link = authorization(&[("ticket", &ticket)]);
    let mut browser = house.browser();
    for site in ["cross-site", "same-site", "none"] {
        let answer = browser.get_with(&link, &[("sec-fetch-site", site)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{site}: the form comes");
        assert!(browser.cookies.is_empty() && !answer.text.contains(&ticket), "{site}");
    }
    let (path, query) = link.split_once('?').unwrap();
    let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = browser.post_with(path, &fields, &[("origin", "https://evil.example")]).await;
    assert_eq!(answer.status, StatusCode::OK, "a form of another site, sent by a browser that only sends Origin");

    let answer = browser.get_with(&link, &[("sec-fetch-site", "same-origin")]).await;
    assert!(answer.redirect().contains_key("code"), "our own sign-up page");
    assert!(browser.cookies.contains_key("codeflix_sso"));
}

#[tokio::test]
async fn passwords_are_stored_as_argon2id_and_secrets_as_hashes() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        let mut browser = house.browser();
        house.tokens(&mut browser, "vera@tv.example").await;
        let mut tx = house.service.db.read().await.unwrap();
        let hash: String = on!(&mut tx, conn => sqlx::query_scalar("SELECT password_hash FROM users")
            .fetch_one(conn).await)
        .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{hash}");
        let stored: Vec<u8> = on!(&mut tx, conn => sqlx::query_scalar("SELECT secret_hash FROM login_sessions")
            .fetch_one(conn).await)
        .unwrap();
        let cookie = browser.cookies["codeflix_sso"].clone();
        let secret = URL_SAFE_NO_PAD.decode(cookie).unwrap();
        assert_eq!(stored, Sha256::digest(secret).to_vec());
    }
}

#[tokio::test]
async fn a_weaker_stored_hash_is_replaced_at_the_next_login() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let weak = argon2::Argon2::new(
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        argon2::Params::new(8 * 1_024, 1, 1, None).unwrap(),
    );
    let weak = argon2::PasswordHasher::hash_password(&weak, PASSWORD.as_bytes()).unwrap().to_string();
    let mut tx = house.service.db.begin().await.unwrap();
    on!(&mut tx, conn => sqlx::query("UPDATE users SET password_hash = $1").bind(&weak)
        .execute(conn).await.map(|_| ()))
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(house.basic("vera@tv.example", "wrong").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK);
    let mut tx = house.service.db.read().await.unwrap();
    let hash: String =
        on!(&mut tx, conn => sqlx::query_scalar("SELECT password_hash FROM users").fetch_one(conn).await).unwrap();
    assert!(hash.contains("m=47104"), "{hash}");
    drop(tx);
    assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::OK);
}
