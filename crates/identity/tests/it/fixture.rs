//! A whole identity service, browsers with cookies, and the steps of the code flow.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use contracts::identity::user_admin::{CreateUserRequest, user_admin_client::UserAdminClient};
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use identity::{AUDIENCE, ClientConfig, Config, Identity};
use kernel::{Clock, Timestamp, id};
use platform::{
    auth::{Authentication, Expectations, JwksVerifier, RouterKeySource, TokenVerifier},
    grpc::Link,
    http::{HttpSettings, kit},
    on,
    service::Service,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use testkit::TestPlatform;
use tower::{Layer, ServiceExt};
use url::Url;

pub const PUBLIC_URL: &str = "http://tv.example";
pub const ISSUER: &str = "http://tv.example/realms/codeflix";
pub const OIDC: &str = "/realms/codeflix/protocol/openid-connect";
pub const CALLBACK: &str = "http://127.0.0.1:7001/cb";
pub const SECRET: &str = "a secret: with % and + in it";
pub const PASSWORD: &str = "quiet tractor lemon";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// Everything that runs in one test.
pub struct House {
    pub platform: TestPlatform,
    pub service: Service,
    pub setup_link: Option<String>,
    pub app: Router,
    pub verifier: Arc<dyn TokenVerifier>,
}

fn config() -> Config {
    let app = |id: &str, secret: Option<&str>| ClientConfig {
        id: id.into(),
        secret: secret.map(Into::into),
        redirect_uris: vec![CALLBACK.into(), "http://127.0.0.1:7001/other".into()],
        post_logout_redirect_uris: vec!["http://127.0.0.1:7001/bye".into()],
    };
    Config { clients: vec![app("app", None), app("backend", Some(SECRET))], ..Config::default() }
}

impl House {
    pub async fn new() -> Self {
        Self::on(TestPlatform::sqlite().await).await
    }

    /// One on each database.
    pub async fn both() -> [Self; 2] {
        let [sqlite, postgres] = testkit::platforms().await;
        [Self::on(sqlite).await, Self::on(postgres).await]
    }

    pub async fn on(platform: TestPlatform) -> Self {
        let public_url = Url::parse(PUBLIC_URL).unwrap();
        let Identity { service, setup_link } =
            identity::build(&platform.platform, config(), &public_url).await.unwrap();
        let keys = RouterKeySource::new(service.http.clone(), format!("{OIDC}/certs"));
        let expected = Expectations { issuer: ISSUER.into(), audience: AUDIENCE.into() };
        let verifier: Arc<dyn TokenVerifier> =
            Arc::new(JwksVerifier::new(Arc::new(keys), expected, Arc::new(platform.clock.clone())));
        let authenticated = Authentication::new(verifier.clone()).layer(service.http.clone());
        let app = kit(Router::new().fallback_service(authenticated), HttpSettings::default());
        Self { platform, service, setup_link, app, verifier }
    }

    /// The same installation after a new start.
    pub async fn restart(self) -> Self {
        self.service.db.close().await;
        Self::on(self.platform).await
    }

    pub fn now(&self) -> Timestamp {
        self.platform.clock.now()
    }

    pub fn advance(&self, by: Duration) {
        self.platform.clock.advance(by);
    }

    pub fn browser(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: BTreeMap::new(), network: "192.0.2.1".into() }
    }

    pub fn user_admin(&self) -> UserAdminClient<Link> {
        UserAdminClient::new(Link::Memory(self.service.grpc.clone().unwrap()))
    }

    /// A viewer with [`PASSWORD`], as the sign-up makes one; its user id.
    pub async fn viewer(&self, email: &str) -> String {
        let request = CreateUserRequest {
            account_id: id::v7(self.now()).to_string(),
            email: email.into(),
            name: "Vera Viewer".into(),
            password: PASSWORD.into(),
            locale: "pt-BR".into(),
            network: "192.0.2.0/24".into(),
        };
        self.user_admin().create_user(request).await.unwrap().into_inner().user_id
    }

    /// Counts so many of the 300 tries a minute from there: to make them would only measure the hash.
    pub async fn count_tries(&self, network: &str, tries: i64) {
        const SQL: &str = "INSERT INTO rate_limits (bucket, full_at) VALUES ($1, $2)
            ON CONFLICT (bucket) DO UPDATE SET full_at = excluded.full_at";
        let full_at = self.now().millis() + tries * 200;
        let mut tx = self.service.db.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(format!("network:{network}")).bind(full_at).execute(conn).await.map(|_| ()))
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// The first operator, made through the link; the browser is signed in.
    pub async fn operator(&self) -> Browser {
        let mut browser = self.browser();
        let token = self.setup_token();
        let fields = [("token", token.as_str()), ("email", "op@tv.example"), ("name", "Op"), ("password", PASSWORD)];
        let answer = browser.post("/realms/codeflix/setup", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }

    pub fn setup_token(&self) -> String {
        let link = self.setup_link.as_ref().expect("nobody is operator yet");
        link.split_once("token=").unwrap().1.to_owned()
    }

    /// `POST /login`.
    pub async fn basic(&self, email: &str, password: &str) -> Answer {
        let credentials = STANDARD.encode(format!("{email}:{password}"));
        let request = Request::post("/login").header(header::AUTHORIZATION, format!("Basic {credentials}"));
        self.browser().send(request.body(Body::empty()).unwrap()).await
    }

    /// A request of the API with somebody's token.
    pub async fn api(&self, method: Method, path: &str, token: &str, body: Option<Value>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(serde_json::to_vec(&body).unwrap())),
            None => request.body(Body::empty()),
        };
        self.browser().send(request.unwrap()).await
    }

    /// The token endpoint, as the public client.
    pub async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("client_id", "app")];
        all.extend_from_slice(fields);
        self.browser().post(&format!("{OIDC}/token"), &all).await
    }

    pub async fn exchange(&self, code: &str) -> Answer {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ])
        .await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// A fresh set of tokens of a viewer.
    pub async fn tokens(&self, browser: &mut Browser, email: &str) -> Value {
        let code = browser.sign_in(email, PASSWORD).await;
        let answer = self.exchange(&code).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}: {} {}", self.status, self.text)).to_str().unwrap()
    }

    /// The parameters of the redirect.
    pub fn redirect(&self) -> HashMap<String, String> {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        let location = Url::parse(self.header("location")).unwrap();
        location.query_pairs().into_owned().collect()
    }

    /// The address that the page's form is sent to.
    pub fn form_action(&self) -> String {
        let (_, rest) = self.text.split_once("action=\"").unwrap_or_else(|| panic!("no form: {}", self.text));
        rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")
    }
}

/// Keeps cookies, follows nothing.
#[derive(Clone)]
pub struct Browser {
    app: Router,
    pub cookies: BTreeMap<String, String>,
    pub network: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[("sec-fetch-site", "same-origin")]).await
    }

    pub async fn post_with(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request.headers_mut().insert("x-forwarded-for", self.network.parse().unwrap());
        let response: Response<Body> = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.into(), value.into());
        }
    }

    /// Asks for a code; the page or the redirect.
    pub async fn authorize(&mut self, changes: &[(&str, &str)]) -> Answer {
        self.get(&authorization(changes)).await
    }

    /// Fills in the form of a page.
    pub async fn fill_in(&mut self, page: &Answer, email: &str, password: &str) -> Answer {
        self.post(&page.form_action(), &[("email", email), ("password", password)]).await
    }

    /// The whole way to a code.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> String {
        let page = self.authorize(&[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let answer = self.fill_in(&page, email, password).await;
        answer.redirect().remove("code").unwrap()
    }
}

/// The address of an authorization request; an empty value leaves a parameter out.
pub fn authorization(changes: &[(&str, &str)]) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let mut parameters = BTreeMap::from([
        ("client_id", "app"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid profile email"),
        ("state", "st&te"),
        ("nonce", "n0nce"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ]);
    parameters.extend(changes.iter().copied());
    parameters.retain(|_, value| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{OIDC}/auth?{query}")
}

/// What stands in a JWT; nothing is checked.
pub fn claims(token: &Value) -> Value {
    part(token, 1)
}

/// One part of a JWT.
pub fn part(token: &Value, index: usize) -> Value {
    let part = token.as_str().unwrap().split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

pub fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}
