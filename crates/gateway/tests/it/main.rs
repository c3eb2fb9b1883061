//! The gateway from outside, in front of a service that echoes and a provider that is stubborn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod listener;
mod provider;
mod sign_in;

use std::sync::Arc;

use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    response::Response,
    routing::{get, post},
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use kernel::Timestamp;
use platform::{
    auth::{Subject, TokenError, TokenVerifier},
    db::Db,
};
use testkit::TestPlatform;
use tower::ServiceExt;
use uuid::Uuid;

/// Knows one token.
struct OneToken;

#[async_trait]
impl TokenVerifier for OneToken {
    async fn verify(&self, token: &str) -> Result<Arc<Subject>, TokenError> {
        if token != "good" {
            return Err(TokenError::Invalid("unknown"));
        }
        Ok(Arc::new(Subject {
            user_id: Uuid::from_u128(7),
            account_id: None,
            email: "viewer@example.org".into(),
            name: "Viewer".into(),
            roles: ["operator".to_owned()].into(),
            session_id: None,
            expires_at: Timestamp::from_millis(4_000_000_000_000),
        }))
    }
}

struct World {
    router: Router,
    db: Db,
    test: TestPlatform,
}

impl World {
    async fn new(change: impl FnOnce(&mut gateway::Config)) -> Self {
        Self::before(Router::new(), change).await
    }

    async fn before(provider: Router, change: impl FnOnce(&mut gateway::Config)) -> Self {
        let test = TestPlatform::sqlite().await;
        let mut config = gateway::Config::default();
        change(&mut config);
        let seen = |headers: HeaderMap| async move {
            headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or("none").to_owned()
        };
        let echo = || post(|body: String| async { body });
        let services = Router::new().route("/api/v1/echo", echo()).route("/upload", echo());
        let services = services.route("/api/v1/seen", get(seen));
        let upstream = gateway::Upstream {
            services,
            openapi: utoipa::openapi::OpenApi::default(),
            provider,
            verifier: Arc::new(OneToken),
        };
        let gateway = gateway::build(&test.platform, config, upstream).await.unwrap();
        Self { router: gateway.router, db: gateway.db, test }
    }

    async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.router.clone().oneshot(request.body(Body::from("hello")).unwrap()).await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.send(Method::GET, path, &[]).await
    }
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_every_page_a_nonce_of_its_own() {
    let world = World::new(|_| ()).await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = world.get("/title/1").await;
        let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe"), "{policy}");
        assert_eq!(page.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(text(page).await.contains(&nonce));
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
    let problem = world.get("/api/v1/nothing").await;
    assert_eq!(problem.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(!problem.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_secure_installation_says_so_to_browsers() {
    let world = World::new(|config| config.public_url = "https://films.example.org".parse().unwrap()).await;
    let page = world.get("/").await;
    assert!(page.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    let signed_out = world.send(Method::POST, "/auth/logout", &[("x-codeflix-csrf", "1")]).await;
    let cookie = signed_out.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-") && cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
}

#[tokio::test]
async fn another_site_signs_nobody_out() {
    let world = World::new(|_| ()).await;
    for headers in [&[][..], &[("sec-fetch-site", "cross-site"), ("x-codeflix-csrf", "1")]] {
        let refused = world.send(Method::POST, "/auth/logout", headers).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        assert!(
            !refused.headers().contains_key(header::SET_COOKIE) && !refused.headers().contains_key("clear-site-data")
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_under_the_api_and_a_page_elsewhere() {
    let world = World::new(|_| ()).await;
    for missing in ["/api/v1/nothing", "/assets/gone-1234.js", "/v/1/x", "/robots.txt"] {
        let response = world.get(missing).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{missing}");
        assert!(text(response).await.contains("NOT_FOUND"), "{missing}");
    }
    let page = world.get("/any/page/of/the/app").await;
    assert_eq!((page.status(), &page.headers()[header::CACHE_CONTROL]), (StatusCode::OK, &"no-store".parse().unwrap()));
}

#[tokio::test]
async fn a_write_that_rides_on_a_cookie_must_come_from_our_own_pages() {
    let world = World::new(|_| ()).await;
    let cookie = ("cookie", "codeflix_session=anything");
    let foreign = [("sec-fetch-site", "cross-site"), ("x-codeflix-csrf", "1"), cookie];
    let ours = [cookie, ("sec-fetch-site", "same-origin"), ("x-codeflix-csrf", "1")];
    let bearer = [("authorization", "Bearer good")];
    for path in ["/api/v1/echo", "/upload"] {
        for headers in [vec![cookie], foreign.to_vec()] {
            let response = world.send(Method::POST, path, &headers).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
        for headers in [ours.to_vec(), bearer.to_vec()] {
            let response = world.send(Method::POST, path, &headers).await;
            assert_eq!(response.status(), StatusCode::OK, "{path} {headers:?}");
        }
    }
}

#[tokio::test]
async fn a_burst_beyond_the_quota_is_told_when_to_come_again_and_others_are_not_affected() {
    let world = World::new(|config| config.rate_limits.burst = 5.try_into().unwrap()).await;
    let good = [("authorization", "Bearer good")];
    let mut refused = None;
    for _ in 0..6 {
        let response = world.send(Method::GET, "/api/v1/seen", &good).await;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(response);
        }
    }
    let refused = refused.expect("the sixth is one too many");
    assert!(refused.headers()[header::RETRY_AFTER].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert!(text(refused).await.contains("RATE_LIMITED"));
    assert_eq!(world.get("/api/v1/seen").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_client_cannot_escape_its_quota_by_changing_what_it_shows() {
    let world = World::new(|config| config.rate_limits.burst = 5.try_into().unwrap()).await;
    let mut refused = 0;
    for n in 0..10 {
        let cookie = format!("codeflix_session=made-up-{n}");
        let response = world.send(Method::GET, "/api/v1/seen", &[("cookie", &cookie)]).await;
        refused += usize::from(response.status() == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 5);
}

#[tokio::test]
async fn what_a_client_says_of_its_own_address_is_not_believed() {
    let world = World::new(|_| ()).await;
    let seen = world.send(Method::GET, "/api/v1/seen", &[("x-forwarded-for", "203.0.113.9")]).await;
    assert_eq!(text(seen).await, "127.0.0.1");
    let world = World::new(|config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()]).await;
    let seen = world.send(Method::GET, "/api/v1/seen", &[("x-forwarded-for", "198.51.100.1, 203.0.113.9")]).await;
    assert_eq!(text(seen).await, "203.0.113.9");
}

#[tokio::test]
async fn a_client_behind_trusted_proxies_is_whoever_the_first_of_them_saw() {
    let proxies = ["127.0.0.1".parse().unwrap(), "192.0.2.5".parse().unwrap()];
    let world = World::new(|config| config.trusted_proxies = proxies.to_vec()).await;
    let invented = ("x-forwarded-for", "198.51.100.1");
    for (added, client) in [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 192.0.2.5", "203.0.113.9"),
        ("unknown, 192.0.2.5", "192.0.2.5"),
        ("unknown", "127.0.0.1"),
    ] {
        let seen = world.send(Method::GET, "/api/v1/seen", &[invented, ("x-forwarded-for", added)]).await;
        assert_eq!(text(seen).await, client, "{added}");
    }
}

#[tokio::test]
async fn who_is_signed_in_is_told_only_to_them() {
    let world = World::new(|_| ()).await;
    assert_eq!(world.get("/api/v1/me").await.status(), StatusCode::UNAUTHORIZED);
    let me = text(world.send(Method::GET, "/api/v1/me", &[("authorization", "Bearer good")]).await).await;
    assert!(me.contains("viewer@example.org") && me.contains("operator"), "{me}");
    let site = text(world.get("/api/v1/site").await).await;
    assert!(site.contains("\"insecure\":true") && !site.contains('@'), "{site}");
}

#[tokio::test]
async fn a_login_that_another_browser_began_is_begun_anew() {
    let world = World::new(|_| ()).await;
    for headers in [vec![], vec![("cookie", "codeflix_login=other")]] {
        let response = world.send(Method::GET, "/auth/callback?state=forged&code=1", &headers).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/auth/login");
        assert!(!response.headers().contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_makes_a_login_wait_and_not_fail_for_good() {
    let world = World::new(|_| ()).await;
    let response = world.get("/auth/login?return_to=/").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn the_api_is_described_for_programs_and_for_people() {
    let world = World::new(|_| ()).await;
    assert!(text(world.get("/api/openapi.json").await).await.contains("/api/v1/me"));
    let page = text(world.get("/api/docs").await).await;
    assert!(page.contains("<code>GET /api/v1/site</code>"), "{page}");
    for style in ["/theme/fonts.css", "/theme/tokens.css", "/theme/plain.css"] {
        assert_eq!(world.get(style).await.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    }
}

#[tokio::test]
async fn pages_outside_the_app_have_its_fonts() {
    let world = World::new(|_| ()).await;
    let css = text(world.get("/theme/fonts.css").await).await;
    let files: Vec<&str> = css.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(files.len(), 3, "{css}");
    for file in files {
        assert_eq!(world.get(file).await.headers()[header::CONTENT_TYPE], "font/woff2", "{file}");
    }
}
