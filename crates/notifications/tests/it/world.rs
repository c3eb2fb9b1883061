//! The service over a throw-away database, with a clock, a mail server or a folder, and the events of other services.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::body::Body;
use contracts::{
    Envelope, Fact,
    catalog_admin::{CatalogAdminEvent, MediaChanged, MediaFailed, Video},
    conversions::{ConversionCompleted, ConversionEvent, ConversionFailed},
    identity::{IdentityEvent, User},
    subscriptions::{Account, SubscriptionsEvent},
};
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use kernel::{Cause, Clock, Timestamp};
use notifications::{Config, MIGRATIONS, Security, Site, Smtp};
use platform::{
    db::{Db, PLATFORM},
    http::{HttpSettings, kit},
    messaging::HandlerError,
    on,
    service::Service,
};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{FakeClock, TestDatabase, redeliver, signed_in};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

use crate::mail_server::MailServer;

pub const ANA: Uuid = Uuid::from_u128(0xA1);
pub const VIDEO: Uuid = Uuid::from_u128(0xF1);
pub const CONVERSION: Uuid = Uuid::from_u128(0xC1);
/// 2 October 2096: PostgreSQL goes by its own clock, so nothing is due there before a test says so.
const NOW: i64 = 4_000_000_000_000;
/// A test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct World {
    _database: TestDatabase,
    pub db: Db,
    pub clock: FakeClock,
    pub config: Config,
    pub server: MailServer,
    folder: TempDir,
}

/// One on each database, with a mail server.
pub async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for database in testkit::databases() {
        let db = database.connect(&[PLATFORM, MIGRATIONS]).await;
        let server = MailServer::new().await;
        let config = Config { smtp: smtp(&server), ..Config::default() };
        let (clock, folder) = (FakeClock::at(Timestamp::from_millis(NOW)), tempfile::tempdir().unwrap());
        worlds.push(World { _database: database, db, clock, config, server, folder });
    }
    worlds
}

fn smtp(server: &MailServer) -> Smtp {
    Smtp {
        host: Some("127.0.0.1".to_owned()),
        port: Some(server.address.port()),
        security: Security::None,
        ..Smtp::default()
    }
}

/// What a request was answered.
pub struct Answer {
    pub status: StatusCode,
    pub json: Value,
}

impl World {
    /// A process of the service; calling it again is another one over the same database.
    pub fn service(&self) -> Service {
        let clock: Arc<dyn Clock> = Arc::new(self.clock.clone());
        let site = Site { public_url: "https://films.example.org".parse().unwrap(), mail_folder: self.mail_folder() };
        notifications::assemble(self.db.clone(), clock, "test".to_owned(), &self.config, &site)
    }

    pub fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// Hands an event over under an id of its own.
    pub async fn tell(&self, fact: &impl Fact) -> Envelope {
        let event = Envelope::wrap(fact, &Cause::worker(Uuid::nil()), self.clock.now()).unwrap();
        self.hand_over(&event).await.unwrap();
        event
    }

    /// Hands an event over as it is.
    pub async fn hand_over(&self, event: &Envelope) -> Result<(), HandlerError> {
        let service = self.service();
        let wanted = |types: &[&str]| types.contains(&event.event_type.as_str());
        for consumer in service.consumers.iter().filter(|consumer| wanted(&consumer.types)) {
            redeliver(consumer.handler.as_ref(), consumer.name, event).await?;
        }
        Ok(())
    }

    /// Makes what is queued due once, and lets a process and the mail server work until the notifications stand so,
    /// oldest first.
    pub async fn work_until(&self, statuses: &[&str]) {
        self.execute("UPDATE jobs SET next_at = 0 WHERE state = 'queued'").await;
        let stop = CancellationToken::new();
        let worker = self.service().workers.pop().unwrap();
        let watch = async {
            let mut commits = self.db.commits();
            while self.statuses().await != statuses {
                commits.changed().await.unwrap();
            }
            stop.cancel();
        };
        let work = async { tokio::join!((worker.run)(stop.clone()), watch) };
        tokio::select! {
            _ = work => {}
            () = self.server.serve() => {}
            () = tokio::time::sleep(PATIENCE) => panic!("{} instead of {statuses:?}", self.get("/outgoing").await),
        }
    }

    /// Of all notifications, oldest first.
    pub async fn statuses(&self) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar("SELECT status FROM notifications ORDER BY id").fetch_all(conn).await)
            .unwrap()
    }

    /// Kinds and states of all jobs.
    pub async fn jobs(&self) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar("SELECT state FROM jobs ORDER BY id").fetch_all(conn).await).unwrap()
    }

    pub async fn execute(&self, sql: &'static str) {
        let mut tx = self.db.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query(sql).execute(conn).await.map(|_| ())).unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn call(&self, role: &str, method: Method, path: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1/notifications{path}"));
        request.extensions_mut().unwrap().insert(signed_in(Uuid::from_u128(1), &[role]));
        let router = kit(self.service().http, HttpSettings::default());
        let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Answer { status, json: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    /// As an operator; the data of a success.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.call("operator", Method::GET, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        answer.json["data"].clone()
    }
}

/// The files of a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

pub fn login(version: i64) -> User {
    User {
        user_id: ANA,
        version,
        email: "ana@tv.example".to_owned(),
        name: "Ana Souza".to_owned(),
        locale: "en".to_owned(),
        account_id: None,
        disabled: false,
    }
}

pub fn known() -> IdentityEvent {
    IdentityEvent::UserCreated(login(1))
}

pub fn account(version: i64, locale: &str) -> SubscriptionsEvent {
    SubscriptionsEvent::AccountUpdated(Account {
        account_id: Uuid::from_u128(0xAC),
        version,
        user_id: ANA,
        email: "ana@tv.example".to_owned(),
        name: "Ana".to_owned(),
        locale: locale.to_owned(),
        status: "active".to_owned(),
    })
}

fn video(title: &str) -> Video {
    Video {
        id: VIDEO,
        version: 7,
        title: title.to_owned(),
        description: "Nothing to see.".to_owned(),
        year_launched: 2001,
        duration_ms: None,
        rating: "12".to_owned(),
        opened: false,
        status: "ready".to_owned(),
        categories_id: vec![],
        genres_id: vec![],
        cast_members_id: vec![],
        markers: None,
        published_at: None,
        banner: None,
        thumbnail: None,
        thumbnail_half: None,
        trailer: None,
        video: None,
        text_tracks: vec![],
    }
}

pub fn encoded(title: &str, ready_to_publish: bool) -> CatalogAdminEvent {
    CatalogAdminEvent::MediaEncoded(Box::new(MediaChanged {
        video_id: VIDEO,
        media_id: Uuid::from_u128(2),
        media_type: "video".to_owned(),
        resource_id: "any".to_owned(),
        uploaded_by: ANA,
        ready_to_publish,
        video: video(title),
    }))
}

pub fn ready(title: &str) -> CatalogAdminEvent {
    encoded(title, true)
}

pub fn failed(title: &str, error_code: &str) -> CatalogAdminEvent {
    CatalogAdminEvent::MediaFailed(Box::new(MediaFailed {
        video_id: VIDEO,
        media_id: Uuid::from_u128(2),
        media_type: "trailer".to_owned(),
        error_code: error_code.to_owned(),
        error: "ffmpeg said something".to_owned(),
        uploaded_by: ANA,
        video: video(title),
    }))
}

pub fn converted(file_name: &str) -> ConversionEvent {
    ConversionEvent::Completed(ConversionCompleted {
        conversion_id: CONVERSION,
        version: 3,
        owner: ANA,
        file_name: file_name.to_owned(),
        format: "mp3".to_owned(),
        bytes: 1,
        duration_ms: 1,
        expires_at: "2096-10-09T07:06:40.000Z".to_owned(),
    })
}

pub fn unconverted(file_name: &str, error_code: &str) -> ConversionEvent {
    ConversionEvent::Failed(ConversionFailed {
        conversion_id: CONVERSION,
        version: 3,
        owner: ANA,
        file_name: file_name.to_owned(),
        error_code: error_code.to_owned(),
        error: "ffmpeg said something".to_owned(),
    })
}
