//! Signing a browser in.

use std::time::Duration;

use axum::response::Response;
use http::{Method, StatusCode, header};
use url::Url;

use crate::{World, provider::Provider};

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
