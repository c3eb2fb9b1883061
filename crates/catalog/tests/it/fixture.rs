//! A catalogue in memory reach: events go in, the index follows when told to, and answers come out over HTTP.

use std::{path::PathBuf, sync::Arc};

use axum::{Router, body::Body};
use catalog::{
    MIGRATIONS,
    application::{follow, home::HomePages},
    inbound::{
        events,
        http::{Catalogue, api},
    },
    outbound::{search::TantivyIndex, sql::SqlStore},
};
use contracts::{
    Envelope,
    catalog_admin::{
        CastMember, CatalogAdminEvent, Category, Genre, Media, Picture, PictureKeys, TextTrack, Video, VideoChanged,
    },
};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::{Cause, Clock, Timestamp};
use platform::{
    auth::Credentials,
    http::{HttpSettings, kit},
    messaging::{Consumer, Inlet},
};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{FakeClock, TestPlatform, signed_in};
use tower::ServiceExt;
use uuid::Uuid;

/// An id that is the same in every run; larger numbers are later ones.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

/// A published film with a thumbnail and nothing else.
pub fn film(number: u128, title: &str) -> Video {
    Video {
        id: id(number),
        version: 1,
        title: title.to_owned(),
        description: "Nothing to see.".to_owned(),
        year_launched: 2001,
        duration_ms: Some(5_400_000),
        rating: "12".to_owned(),
        opened: false,
        status: "published".to_owned(),
        categories_id: vec![],
        genres_id: vec![],
        cast_members_id: vec![],
        markers: None,
        published_at: Some(
            Timestamp::from_millis(1_700_000_000_000 + i64::try_from(number).unwrap() * 1_000).to_string(),
        ),
        banner: None,
        thumbnail: Some(picture(number)),
        thumbnail_half: None,
        trailer: None,
        video: Some(media(number)),
        text_tracks: vec![text("ru", "captions"), text("xx", "forced")],
    }
}

pub fn picture(number: u128) -> Picture {
    let key = |size: &str| format!("blob/{number}-{size}");
    Picture {
        id: id(number + 1_000_000),
        keys: PictureKeys { small: key("small"), medium: key("medium"), large: key("large") },
        width: 1280,
        height: 720,
        placeholder: "data:image/webp;base64,AAAA".to_owned(),
    }
}

fn text(language: &str, kind: &str) -> TextTrack {
    TextTrack { language: language.to_owned(), kind: kind.to_owned(), label: "Text".to_owned(), path: String::new() }
}

pub fn media(number: u128) -> Media {
    Media {
        id: id(number + 2_000_000),
        status: "completed".to_owned(),
        path: Some(format!("enc/{number}")),
        growing: false,
        duration_ms: Some(5_400_000),
        audio_languages: vec!["pt".to_owned()],
        text_tracks: vec![text("pt", "subtitles"), text("pt", "captions")],
        chapters_path: None,
    }
}

pub fn category(number: u128, name: &str) -> Category {
    Category { id: id(number), version: 1, name: name.to_owned(), description: None, is_active: true }
}

pub fn genre(number: u128, name: &str) -> Genre {
    Genre { id: id(number), version: 1, name: name.to_owned(), is_active: true, categories_id: vec![] }
}

pub fn director(number: u128, name: &str) -> CastMember {
    CastMember { id: id(number), version: 1, name: name.to_owned(), role: "director".to_owned() }
}

fn changed(video: Video) -> Box<VideoChanged> {
    Box::new(VideoChanged { video, first: true, reason: None })
}

pub fn published(video: Video) -> CatalogAdminEvent {
    CatalogAdminEvent::VideoPublished(changed(video))
}

pub fn unpublished(mut video: Video) -> CatalogAdminEvent {
    video.version += 1;
    video.status = "unpublished".to_owned();
    CatalogAdminEvent::VideoUnpublished(changed(video))
}

pub fn deleted(mut video: Video) -> CatalogAdminEvent {
    video.version += 1;
    video.status = "deleted".to_owned();
    CatalogAdminEvent::VideoDeleted(changed(video))
}

/// A catalogue.
pub struct Shop {
    pub test: TestPlatform,
    pub clock: FakeClock,
    pub store: Arc<SqlStore>,
    pub index: Arc<TantivyIndex>,
    consumer: Consumer,
    inlet: Inlet,
    router: Router,
    folder: TempDir,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    /// `data[*].title` of a list.
    pub fn titles(&self) -> Vec<&str> {
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        self.body["data"].as_array().unwrap().iter().map(|card| card["title"].as_str().unwrap()).collect()
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap()
    }
}

impl Shop {
    pub async fn sqlite() -> Self {
        Self::on(TestPlatform::sqlite().await, tempfile::tempdir().unwrap()).await
    }

    /// One on each database.
    pub async fn both() -> [Self; 2] {
        let [sqlite, postgres] = testkit::platforms().await;
        [Self::on(sqlite, tempfile::tempdir().unwrap()).await, Self::on(postgres, tempfile::tempdir().unwrap()).await]
    }

    /// A catalogue of these films, indexed.
    pub async fn of(films: impl IntoIterator<Item = Video>) -> Self {
        let shop = Self::sqlite().await;
        for film in films {
            shop.tell(&published(film)).await;
        }
        shop.follow().await;
        shop
    }

    async fn on(test: TestPlatform, folder: TempDir) -> Self {
        let db = test.platform.database("catalog", MIGRATIONS).await.unwrap();
        let clock: Arc<dyn Clock> = test.platform.clock.clone();
        let store = Arc::new(SqlStore::open(db.clone(), clock.clone()).await.unwrap());
        let index = Arc::new(TantivyIndex::open(folder.path().to_owned()).await.unwrap());
        follow::begin(store.as_ref(), index.as_ref()).await.unwrap();
        let catalogue = Catalogue {
            index: index.clone(),
            shelves: store.clone(),
            lists: store.clone(),
            homes: Arc::new(HomePages::new(store.clone(), index.clone(), store.clone())),
            clock: clock.clone(),
        };
        let router = kit(api(catalogue).0, HttpSettings::default());
        let consumer = events::consumer(store.clone());
        let inlet = Inlet::new(consumer.clone(), db, clock);
        Self { clock: test.clock.clone(), test, store, index, consumer, inlet, router, folder }
    }

    /// Where the index lies.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Ends this process and starts another on the same rows and files, after `between` has looked at the files.
    pub async fn restarted(self, between: impl FnOnce(&std::path::Path)) -> Self {
        let Self { test, folder, index, router, store, consumer, inlet, .. } = self;
        drop((index, router, store, consumer, inlet));
        between(folder.path());
        Self::on(test, folder).await
    }

    /// Hands over an event as the relay would, under an id of its own.
    pub async fn tell(&self, fact: &CatalogAdminEvent) {
        let event = Envelope::wrap(fact, &Cause::worker(Uuid::nil()), self.clock.now()).unwrap();
        self.redeliver(&event).await;
    }

    /// Hands over this very event.
    pub async fn redeliver(&self, event: &Envelope) {
        assert!(self.consumer.types.contains(&event.event_type.as_str()), "{} is not consumed", event.event_type);
        self.inlet.deliver(&event.to_json().unwrap(), false).await.unwrap();
        testkit::redeliver(self.consumer.handler.as_ref(), self.consumer.name, event).await.unwrap();
    }

    /// Lets the index catch up; returns how many videos it wrote.
    pub async fn follow(&self) -> u64 {
        follow::catch_up(self.store.as_ref(), self.index.as_ref()).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Request::get(format!("/api/v1/catalog{path}")).body(Body::empty()).unwrap()).await
    }

    /// Searches for a text.
    pub async fn find(&self, text: &str) -> Answer {
        self.get(&format!("/videos?q={}", encoded(text))).await
    }

    pub async fn call_as(&self, user: Uuid, method: &str, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(format!("/api/v1/catalog{path}"));
        let credentials: Credentials = signed_in(user, &["subscriber"]);
        self.call(request.extension(credentials).body(Body::empty()).unwrap()).await
    }

    pub async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        Answer { status, headers, body }
    }

    /// Asks again with the tag of an answer.
    pub async fn revalidate(&self, path: &str, known: &Answer) -> Answer {
        let tag = known.headers.get(header::ETAG).unwrap();
        let request = Request::get(format!("/api/v1/catalog{path}")).header(header::IF_NONE_MATCH, tag);
        self.call(request.body(Body::empty()).unwrap()).await
    }
}

pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
