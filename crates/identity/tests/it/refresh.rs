//! Refresh tokens: each is spent by its use, and theft ends the family.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::join_all;
use http::StatusCode;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::fixture::{Answer, House, PASSWORD, claims, text};

fn refresh_token(tokens: &Value) -> String {
    text(tokens, "refresh_token")
}

fn assert_refused(answer: &Answer) {
    assert_eq!((answer.status, text(&answer.json(), "error").as_str()), (StatusCode::BAD_REQUEST, "invalid_grant"));
}

async fn first_tokens(house: &House) -> Value {
    house.viewer("vera@tv.example").await;
    house.tokens(&mut house.browser(), "vera@tv.example").await
}

#[tokio::test]
async fn a_refresh_gives_new_tokens_of_the_same_login() {
    for house in House::both().await {
        let first = first_tokens(&house).await;
        house.advance(Duration::from_secs(200));
        let second = house.refresh(&refresh_token(&first)).await.json();
        let (before, after) = (claims(&first["access_token"]), claims(&second["access_token"]));
        assert_eq!((&before["sub"], &before["sid"]), (&after["sub"], &after["sid"]));
        assert_ne!(before["jti"], after["jti"]);
        let (id_before, id_after) = (claims(&first["id_token"]), claims(&second["id_token"]));
        assert_eq!(id_before["auth_time"], id_after["auth_time"]);
        assert!(id_after.get("nonce").is_none(), "the nonce belongs to the first ID token");
        assert_ne!(refresh_token(&first), refresh_token(&second));
    }
}

#[tokio::test]
async fn a_spent_refresh_token_ends_the_family_for_thief_and_owner() {
    for house in House::both().await {
        let first = first_tokens(&house).await;
        let second = house.refresh(&refresh_token(&first)).await.json();
        house.advance(Duration::from_secs(10));
        assert_refused(&house.refresh(&refresh_token(&first)).await);
        assert_refused(&house.refresh(&refresh_token(&second)).await);
    }
}

#[tokio::test]
async fn a_lost_answer_may_be_asked_for_again_within_ten_seconds() {
    for house in House::both().await {
        let first = first_tokens(&house).await;
        let lost = house.refresh(&refresh_token(&first)).await.json();
        house.advance(Duration::from_millis(9_999));
        let again = house.refresh(&refresh_token(&first)).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text);
        let alive = house.refresh(&refresh_token(&again.json())).await;
        assert_eq!(alive.status, StatusCode::OK, "the honest client goes on");
        assert_refused(&house.refresh(&refresh_token(&lost)).await);
    }
}

#[tokio::test]
async fn the_grace_is_not_prolonged_by_using_it() {
    let house = House::new().await;
    let first = first_tokens(&house).await;
    house.refresh(&refresh_token(&first)).await;
    house.advance(Duration::from_secs(6));
    assert_eq!(house.refresh(&refresh_token(&first)).await.status, StatusCode::OK);
    house.advance(Duration::from_secs(6));
    assert_refused(&house.refresh(&refresh_token(&first)).await);
}

#[tokio::test]
async fn the_grace_ends_as_soon_as_the_successor_is_used() {
    for house in House::both().await {
        let first = first_tokens(&house).await;
        let second = house.refresh(&refresh_token(&first)).await.json();
        let third = house.refresh(&refresh_token(&second)).await.json();
        assert_refused(&house.refresh(&refresh_token(&first)).await);
        assert_refused(&house.refresh(&refresh_token(&third)).await);
    }
}

#[tokio::test]
async fn simultaneous_refreshes_leave_one_live_branch() {
    for house in House::both().await {
        house.viewer("vera@tv.example").await;
        for count in [2_usize, 10, 20] {
            let tokens = house.tokens(&mut house.browser(), "vera@tv.example").await;
            let shown = refresh_token(&tokens);
            let answers = join_all((0..count).map(|_| house.refresh(&shown))).await;
            assert!(answers.iter().all(|answer| answer.status == StatusCode::OK), "all come within the grace");
            let branches: Vec<String> = answers.iter().map(|answer| refresh_token(&answer.json())).collect();
            let mut live = 0;
            for branch in &branches {
                live += usize::from(is_live(&house, branch).await);
            }
            assert_eq!(live, 1, "of {count}");
            house.advance(Duration::from_mins(2));
        }
    }
}

/// Looks without using: a token that counts is the current one of its family.
async fn is_live(house: &House, token: &str) -> bool {
    let bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
    let hash = Sha256::digest(&bytes).to_vec();
    let mut tx = house.service.db.read().await.unwrap();
    let count: i64 = platform::on!(&mut tx, conn => sqlx::query_scalar(
        "SELECT COUNT(*) FROM token_families WHERE current_hash = $1 AND revoked_at IS NULL")
        .bind(&hash).fetch_one(conn).await)
    .unwrap();
    count == 1
}

#[tokio::test]
async fn a_viewer_may_be_away_for_two_weeks_and_no_login_outlives_thirty_days() {
    const DAY: Duration = Duration::from_hours(24);
    let house = House::new().await;
    let mut tokens = first_tokens(&house).await;
    for _ in 0..2 {
        house.advance(13 * DAY);
        let answer = house.refresh(&refresh_token(&tokens)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        tokens = answer.json();
    }
    house.advance(4 * DAY);
    assert_refused(&house.refresh(&refresh_token(&tokens)).await);
    let tokens = house.tokens(&mut house.browser(), "vera@tv.example").await;
    house.advance(14 * DAY);
    assert_refused(&house.refresh(&refresh_token(&tokens)).await);
}

#[tokio::test]
async fn staff_is_signed_out_after_eight_idle_hours() {
    let house = House::new().await;
    let mut browser = house.operator().await;
    let code = browser.authorize(&[]).await.redirect()["code"].clone();
    let tokens = house.exchange(&code).await.json();
    house.advance(Duration::from_mins(8 * 60 - 1));
    let tokens = house.refresh(&refresh_token(&tokens)).await.json();
    house.advance(Duration::from_mins(8 * 60 - 1));
    assert!(browser.authorize(&[]).await.redirect().contains_key("code"), "a refresh keeps the login in use");
    house.advance(Duration::from_hours(8));
    assert_refused(&house.refresh(&refresh_token(&tokens)).await);
    assert_eq!(browser.authorize(&[]).await.status, StatusCode::OK, "the form again");
}

#[tokio::test]
async fn a_refresh_token_serves_only_the_client_that_got_it() {
    let house = House::new().await;
    let tokens = first_tokens(&house).await;
    let token = refresh_token(&tokens);
    let fields = [("grant_type", "refresh_token"), ("refresh_token", &token), ("client_id", "codeflix-login")];
    let answer = house.browser().post(&format!("{}/token", crate::fixture::OIDC), &fields).await;
    assert_refused(&answer);
    assert_eq!(house.refresh(&token).await.status, StatusCode::OK, "and the owner is not harmed");
}

#[tokio::test]
async fn a_refresh_may_ask_for_less_but_not_for_more() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    let mut browser = house.browser();
    browser.sign_in("vera@tv.example", PASSWORD).await;
    let code = browser.authorize(&[("scope", "openid email")]).await.redirect()["code"].clone();
    let token = refresh_token(&house.exchange(&code).await.json());
    let ask = |token: String, scope: &'static str| {
        let house = &house;
        async move { house.token(&[("grant_type", "refresh_token"), ("refresh_token", &token), ("scope", scope)]).await }
    };
    let more = ask(token.clone(), "openid email profile").await;
    assert_eq!(text(&more.json(), "error"), "invalid_scope");
    let less = ask(token, "openid").await.json();
    assert_eq!(less["scope"], "openid");
    let all = house.refresh(&refresh_token(&less)).await.json();
    assert_eq!(all["scope"], "email openid", "the grant itself is not narrowed");
}

#[tokio::test]
async fn new_roles_stand_in_the_next_access_token() {
    let house = House::new().await;
    let user_id = house.viewer("vera@tv.example").await;
    let tokens = house.tokens(&mut house.browser(), "vera@tv.example").await;
    let role = contracts::identity::user_admin::GrantRoleRequest { user_id, role: "subscriber".into() };
    house.user_admin().grant_role(role).await.unwrap();
    let tokens = house.refresh(&refresh_token(&tokens)).await.json();
    assert_eq!(claims(&tokens["access_token"])["realm_access"]["roles"], serde_json::json!(["subscriber"]));
}
