//! Signing a browser in, and keeping it signed in.

use std::time::Duration;

use axum::response::Response;
use http::{Method, StatusCode, header};
use platform::on;
use url::Url;

use crate::{World, provider::Provider};

/// Longer than an access token lives.
const LATER: Duration = Duration::from_mins(6);

impl World {
    async fn with_provider() -> (Self, Provider) {
        let provider = Provider::default();
        (Self::before(provider.router(), |_| ()).await, provider)
    }

    /// The whole way of a browser; the answer that brings the session.
    async fn sign_in(&self, return_to: &str) -> Response {
        let started = self.get(&format!("/auth/login?return_to={return_to}")).await;
        let state = parameter(&started, "state").unwrap();
        let callback = format!("/auth/callback?state={state}&code={}", parameter(&started, "nonce").unwrap());
        self.send(Method::GET, &callback, &[("cookie", &cookie(&started))]).await
    }

    /// Whether the browser with this cookie is signed in, once its token needs to be renewed.
    async fn renew(&self, cookie: &str) -> StatusCode {
        self.send(Method::GET, "/api/v1/me", &[("cookie", cookie)]).await.status()
    }

    async fn rename_table(&self, from: &str, to: &str) {
        let sql = format!("ALTER TABLE {from} RENAME TO {to}");
        let mut tx = self.db.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query(sqlx::AssertSqlSafe(sql.as_str())).execute(conn).await.map(|_| ())).unwrap();
        tx.commit().await.unwrap();
    }
}

/// A parameter of the redirect.
fn parameter(redirect: &Response, name: &str) -> Option<String> {
    assert_eq!(redirect.status(), StatusCode::SEE_OTHER);
    let location = redirect.headers()[header::LOCATION].to_str().unwrap();
    let location = Url::parse("http://localhost:8080").unwrap().join(location).unwrap();
    location.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The first cookie that an answer sets.
fn cookie(response: &Response) -> String {
    response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_ticket_is_passed_on_only_from_our_own_pages() {
    let (world, _) = World::with_provider().await;
    for (site, passed_on) in
        [("same-origin", true), ("same-site", false), ("cross-site", false), ("none", false), ("", false)]
    {
        let started = world.send(Method::GET, "/auth/login?ticket=t1cket", &[("sec-fetch-site", site)]).await;
        assert_eq!(parameter(&started, "ticket").is_some(), passed_on, "{site}");
    }
    let started = world.get("/auth/login?ticket=t1cket").await;
    assert_eq!(parameter(&started, "ticket").as_deref(), Some("t1cket"), "a browser that does not tell");
}

#[tokio::test]
async fn a_login_never_returns_to_another_login() {
    let (world, _) = World::with_provider().await;
    for (wish, returned) in [
        ("/title/1", "/title/1"),
        ("/auth/login%3Fticket=t1cket", "/"),
        ("/title/../auth/login%3Fticket=t1cket", "/"),
        ("/title/%252e%252e/auth/login%3Fticket=t1cket", "/"),
        ("/realms/codeflix/protocol/openid-connect/auth%3Fticket=t1cket", "/"),
    ] {
        assert_eq!(world.sign_in(wish).await.headers()[header::LOCATION], returned, "{wish}");
    }
}

#[tokio::test]
async fn a_login_works_after_the_provider_replaced_its_key() {
    let (world, provider) = World::with_provider().await;
    assert_eq!(world.sign_in("/").await.status(), StatusCode::SEE_OTHER);
    provider.replace_key();
    world.test.clock.advance(Duration::from_mins(5));
    assert!(cookie(&world.sign_in("/").await).starts_with("codeflix_session="));
}

#[tokio::test]
async fn a_client_that_goes_away_while_its_token_is_renewed_stays_signed_in() {
    let (world, provider) = World::with_provider().await;
    let cookie = cookie(&world.sign_in("/").await);
    world.test.clock.advance(LATER);
    let held = provider.hold_answers().await;
    tokio::select! {
        status = world.renew(&cookie) => panic!("nobody can be told yet: {status}"),
        () = provider.renewal_begun() => {}
    }
    drop(held);
    assert_eq!(world.renew(&cookie).await, StatusCode::OK);
    world.test.clock.advance(LATER);
    assert_eq!(world.renew(&cookie).await, StatusCode::OK, "the refresh token of the renewal was kept");
}

#[tokio::test]
async fn renewed_tokens_are_kept_although_the_database_did_not_take_them_at_first() {
    let (world, provider) = World::with_provider().await;
    let cookie = cookie(&world.sign_in("/").await);
    world.test.clock.advance(LATER);
    let held = provider.hold_answers().await;
    let break_database = async {
        provider.renewal_begun().await;
        world.rename_table("browser_sessions", "hidden").await;
        drop(held);
    };
    let (status, ()) = tokio::join!(world.renew(&cookie), break_database);
    assert_eq!(status, StatusCode::OK, "the token is good");
    world.rename_table("hidden", "browser_sessions").await;
    world.test.clock.advance(LATER);
    assert_eq!(world.renew(&cookie).await, StatusCode::OK, "the refresh token of the renewal was kept");
}
