//! A playback service with a film on the shelf and a browser in front.

use axum::{Router, body::Body, response::Response};
use contracts::{
    catalog_admin::{CatalogAdminEvent, Markers, Media, Picture, PictureKeys, Video, VideoChanged},
    subscriptions::{Entitlement, Subscription, SubscriptionsEvent},
};
use http::{Method, Request, StatusCode, header};
use kernel::Timestamp;
use platform::{
    http::{HttpSettings, kit},
    objects::ObjectKey,
    service::Service,
};
use serde_json::{Value, json};
use testkit::{TestPlatform, signed_in};
use tower::ServiceExt;
use uuid::Uuid;

pub const VIDEO: Uuid = Uuid::from_u128(0x10);
pub const FILM: Uuid = Uuid::from_u128(0x20);
pub const TRAILER: Uuid = Uuid::from_u128(0x21);
pub const PICTURE: Uuid = Uuid::from_u128(0x30);
pub const VIEWER: Uuid = Uuid::from_u128(0x40);
pub const SEGMENT: &[u8] = b"0123456789";
pub const MASTER: &str = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=1920x1080\nv1080.m3u8\n\
    #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=426x240\nv240.m3u8\n";

pub const MANIFEST: &str = "<MPD><Period><Representation width=\"1920\" height=\"1080\"><SegmentList/></Representation>\
    <Representation width=\"426\" height=\"240\"><SegmentList/></Representation></Period></MPD>";

pub struct World {
    pub test: TestPlatform,
    pub service: Service,
    pub router: Router,
}

impl World {
    /// Nothing published yet.
    pub async fn new(test: TestPlatform) -> Self {
        let service = playback::build(&test.platform, playback::Config::default(), false).await.unwrap();
        let router = kit(service.http.clone(), HttpSettings::default());
        Self { test, service, router }
    }

    /// A published film with bytes.
    pub async fn with_film(test: TestPlatform) -> Self {
        let world = Self::new(test).await;
        for (key, bytes) in [
            ("enc/a/final/master.m3u8", MASTER.as_bytes()),
            ("enc/a/final/manifest.mpd", MANIFEST.as_bytes()),
            ("enc/a/final/v240.m3u8", b"#EXTM3U\n#EXT-X-ENDLIST\n"),
            ("enc/a/live/v240.m3u8", b"#EXTM3U\n"),
            ("enc/a/c0.1/240/init.mp4", b"init"),
            ("enc/a/c0.1/240/0.m4s", SEGMENT),
            ("enc/a/1.1/a0/0.m4s", b"sound"),
            ("enc/t/final/master.m3u8", b"#EXTM3U\n"),
            ("blob/small", b"RIFF"),
        ] {
            world.store(key, bytes).await;
        }
        world.film(published(1)).await;
        world
    }

    pub async fn store(&self, key: &str, bytes: &'static [u8]) {
        let key = ObjectKey::parse(key).unwrap();
        self.test.platform.objects.put(&key, bytes.into()).await.unwrap();
    }

    pub async fn film(&self, video: Video) {
        let fact = CatalogAdminEvent::VideoUpdated(Box::new(VideoChanged { video, first: false, reason: None }));
        self.test.deliver(&self.service, &fact).await.unwrap();
    }

    /// Entitles the viewer until so many milliseconds from the test's beginning.
    pub async fn subscribe(&self, version: i64, valid_for_ms: i64, max_streams: u8, max_height: u32) {
        let valid_until = Timestamp::from_millis(self.now() + valid_for_ms).to_string();
        let entitlement = Some(Entitlement { valid_until, max_streams, max_height });
        self.subscription(version, entitlement).await;
    }

    pub async fn subscription(&self, version: i64, entitlement: Option<Entitlement>) {
        let fact = SubscriptionsEvent::Started(Subscription {
            subscription_id: Uuid::from_u128(0x50),
            version,
            account_id: Uuid::from_u128(0x51),
            user_id: VIEWER,
            plan_id: Uuid::from_u128(0x52),
            price_id: Uuid::from_u128(0x53),
            status: "active".into(),
            current_period_start: String::new(),
            current_period_end: String::new(),
            trial_end: None,
            entitlement,
            reason: None,
        });
        self.test.deliver(&self.service, &fact).await.unwrap();
    }

    pub fn now(&self) -> i64 {
        kernel::Clock::now(&self.test.clock).millis()
    }

    pub async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Asks for a grant as a user with these roles, or as nobody.
    pub async fn ask(&self, user: Option<(Uuid, &[&str])>, wish: Value) -> Response {
        let mut request = Request::post("/api/v1/playback/grants").header(header::CONTENT_TYPE, "application/json");
        if let Some((user, roles)) = user {
            request = request.extension(signed_in(user, roles));
        }
        self.send(request.body(Body::from(wish.to_string())).unwrap()).await
    }

    /// A grant for the film, as the viewer.
    pub async fn granted(&self, device: &str) -> Grant {
        let response = self.ask(Some((VIEWER, &[])), wish("video", device)).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        Grant::of(response).await
    }

    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Response {
        self.fetch(Method::GET, path, cookie, &[]).await
    }

    pub async fn fetch(
        &self,
        method: Method,
        path: &str,
        cookie: Option<&str>,
        headers: &[(header::HeaderName, &str)],
    ) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, format!("other=1; {cookie}"));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A report of the viewer's player.
    pub async fn beat(&self, grant: &Grant, beat: Value) -> Response {
        self.beat_as(Some((VIEWER, &[])), grant, beat).await
    }

    /// A report from a browser in which that user is signed in, or nobody.
    pub async fn beat_as(&self, user: Option<(Uuid, &[&str])>, grant: &Grant, beat: Value) -> Response {
        let path = format!("/api/v1/playback/streams/{}/heartbeat", grant.stream);
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, &grant.cookie);
        if let Some((user, roles)) = user {
            request = request.extension(signed_in(user, roles));
        }
        self.send(request.body(Body::from(beat.to_string())).unwrap()).await
    }

    /// A request of the viewer's own.
    pub async fn own(&self, method: Method, path: &str) -> Response {
        self.as_user(VIEWER, method, path).await
    }

    /// The same as [`Self::get`] from somebody who is signed in.
    pub async fn get_as(&self, user: Uuid, path: &str, cookie: &str) -> Response {
        let request = Request::get(path).header(header::COOKIE, cookie).extension(signed_in(user, &[]));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn as_user(&self, user: Uuid, method: Method, path: &str) -> Response {
        let request = Request::builder().method(method).uri(path).extension(signed_in(user, &[]));
        self.send(request.body(Body::empty()).unwrap()).await
    }
}

/// What a browser keeps of a grant.
pub struct Grant {
    pub stream: Uuid,
    pub cookie: String,
    pub body: Value,
}

impl Grant {
    pub async fn of(response: Response) -> Self {
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let body = json_of(response).await["data"].clone();
        Self { stream: body["stream_id"].as_str().unwrap().parse().unwrap(), cookie, body }
    }
}

pub async fn bytes_of(response: Response) -> Vec<u8> {
    axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()
}

pub async fn json_of(response: Response) -> Value {
    serde_json::from_slice(&bytes_of(response).await).unwrap()
}

/// The stable code of a refusal.
pub async fn code_of(response: Response) -> (StatusCode, String) {
    let status = response.status();
    (status, json_of(response).await["code"].as_str().unwrap().to_owned())
}

pub fn wish(kind: &str, device: &str) -> Value {
    json!({ "video_id": VIDEO, "kind": kind, "device_id": device, "device_name": format!("the {device}") })
}

pub fn published(version: i64) -> Video {
    Video {
        id: VIDEO,
        version,
        title: "A film".into(),
        description: "About something".into(),
        year_launched: 2020,
        duration_ms: Some(100_000),
        rating: "l".into(),
        opened: false,
        status: "published".into(),
        categories_id: vec![],
        genres_id: vec![],
        cast_members_id: vec![],
        markers: Some(Markers { credits_start_ms: Some(90_000), ..Markers::default() }),
        published_at: None,
        banner: None,
        thumbnail: Some(Picture {
            id: PICTURE,
            keys: PictureKeys { small: "blob/small".into(), medium: "blob/medium".into(), large: "blob/large".into() },
            width: 1280,
            height: 720,
            placeholder: String::new(),
        }),
        thumbnail_half: None,
        trailer: Some(media(TRAILER, "enc/t")),
        video: Some(media(FILM, "enc/a")),
        text_tracks: vec![],
    }
}

pub fn media(id: Uuid, path: &str) -> Media {
    Media {
        id,
        status: "completed".into(),
        path: Some(path.into()),
        growing: false,
        duration_ms: Some(100_000),
        audio_languages: vec![],
        text_tracks: vec![],
        chapters_path: None,
    }
}
