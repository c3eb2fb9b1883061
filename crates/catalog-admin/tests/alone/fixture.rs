//! The service with the real ffmpeg, and requests to it.

use axum::{Router, body::Body};
use catalog_admin::{Config, build};
use http::{Request, Response, StatusCode};
use platform::{
    http::{HttpSettings, kit},
    service::Service,
};
use serde_json::{Value, json};
use testkit::{TestPlatform, signed_in};
use tower::ServiceExt;
use uuid::Uuid;

pub struct Studio {
    pub test: TestPlatform,
    app: Router,
    _service: Service,
}

impl Studio {
    pub async fn open() -> Self {
        let test = TestPlatform::sqlite().await;
        let service = build(&test.platform, Config::default()).await.unwrap();
        Self { app: kit(service.http.clone(), HttpSettings::default()), test, _service: service }
    }

    pub fn request(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder().method(method).uri(path).extension(signed_in(Uuid::from_u128(7), &["catalog_admin"]))
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.app.clone().oneshot(request).await.unwrap()
    }

    pub async fn make_video(&self) -> String {
        let body = json!({ "title": "A", "description": "B", "year_launched": 2020, "rating": "l" });
        let request = self.request("POST", "/api/v1/admin/videos").header("content-type", "application/json");
        let made = self.send(request.body(Body::from(body.to_string())).unwrap()).await;
        assert_eq!(made.status(), StatusCode::CREATED);
        json_of(made).await["data"]["id"].as_str().unwrap().to_owned()
    }

    pub async fn image(&self, video: &str, kind: &str) -> Value {
        let request = self.request("GET", &format!("/api/v1/admin/videos/{video}")).body(Body::empty()).unwrap();
        json_of(self.send(request).await).await["data"][kind].clone()
    }

    pub async fn read(&self, video: &str, kind: &str, size: &str) -> Vec<u8> {
        let path = format!("/api/v1/admin/videos/{video}/medias/{kind}?size={size}");
        let answer = self.send(self.request("GET", &path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::OK);
        axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()
    }

    /// Uploads a picture; the status and, of a refusal, its code.
    pub async fn put(&self, video: &str, kind: &str, bytes: &[u8]) -> (StatusCode, String) {
        let head = b"--b\r\nContent-Disposition: form-data; name=\"media_file\"; filename=\"a\"\r\n\r\n";
        let body = [head.as_slice(), bytes, b"\r\n--b--\r\n"].concat();
        let request = self.request("POST", &format!("/api/v1/admin/videos/{video}/medias/{kind}"));
        let request = request.header("content-type", "multipart/form-data; boundary=b").body(Body::from(body)).unwrap();
        let answer = self.send(request).await;
        let status = answer.status();
        (status, json_of(answer).await["code"].as_str().unwrap_or_default().to_owned())
    }
}

async fn json_of(answer: Response<Body>) -> Value {
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
