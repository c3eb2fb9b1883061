//! A platform for one test: a service is built on it as in the product, with a clock that is moved by hand.

use std::sync::Arc;

use ::platform::{
    auth::{Credentials, Subject},
    db::DbConfig,
    lifecycle::Lifecycle,
    messaging::{Handler, HandlerError},
    objects::{Objects, Reserve},
    sandbox::{FfmpegTools, Sandbox, SandboxConfig, ToolSearch},
    service::{Databases, Platform, Service},
};
use contracts::{Envelope, Fact};
use kernel::{Cause, Timestamp, Trigger};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{FakeClock, TestDatabase};

/// A platform whose folder and database go with it.
pub struct TestPlatform {
    /// What a service is built on.
    pub platform: Platform,
    /// The platform's clock.
    pub clock: FakeClock,
    _database: Option<TestDatabase>,
    _folder: TempDir,
}

/// One on each database.
pub async fn platforms() -> [TestPlatform; 2] {
    [TestPlatform::sqlite().await, TestPlatform::postgres().await]
}

impl TestPlatform {
    /// On SQLite files.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let databases = Databases::Files(folder.path().to_owned());
        Self::on(databases, None, folder).await
    }

    /// On a PostgreSQL database of its own.
    pub async fn postgres() -> Self {
        let database = crate::postgres();
        let DbConfig::Postgres { url, connections, .. } = database.config().clone() else {
            unreachable!("asked for PostgreSQL");
        };
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Self::on(Databases::Postgres { url, connections }, Some(database), folder).await
    }

    async fn on(databases: Databases, database: Option<TestDatabase>, folder: TempDir) -> Self {
        let clock = FakeClock::at(Timestamp::from_millis(1_800_000_000_000));
        let scratch = folder.path().join("scratch");
        std::fs::create_dir(&scratch).expect("a new folder is empty");
        let objects = Objects::open_folder(folder.path().join("objects"), Reserve { percent: 0, bytes: 0 });
        let search = ToolSearch {
            ffmpeg: Some(crate::media::ffmpeg()),
            search_path: crate::environment::search_path(),
            ..ToolSearch::default()
        };
        let platform = Platform {
            clock: Arc::new(clock.clone()),
            databases,
            objects: objects.await.expect("a new folder takes objects"),
            sandbox: Sandbox::new(SandboxConfig::default()).expect("a thread can be started"),
            tools: FfmpegTools::find(&search).expect("run scripts/setup.sh test"),
            scratch,
            lifecycle: Lifecycle::new(),
            instance: "test".into(),
        };
        Self { platform, clock, _database: database, _folder: folder }
    }

    /// Hands an event to every consumer of the service that wants it, as the relay would.
    pub async fn deliver<F: Fact>(&self, service: &Service, fact: &F) -> Result<(), HandlerError> {
        let cause = Cause::worker(Uuid::nil());
        let event = Envelope::wrap(fact, &cause, kernel::Clock::now(&self.clock)).expect("a fact fits an event");
        for consumer in service.consumers.iter().filter(|it| it.types.contains(&event.event_type.as_str())) {
            redeliver(consumer.handler.as_ref(), consumer.name, &event).await?;
        }
        Ok(())
    }
}

/// Hands over one event under its own id: twice is a redelivery.
pub async fn redeliver(handler: &dyn Handler, name: &'static str, event: &Envelope) -> Result<(), HandlerError> {
    let trigger = Trigger::Message { consumer: name, event_id: event.id };
    let cause = Cause { trigger, correlation_id: event.correlationid, traceparent: None, actor: None };
    handler.handle(event, &cause).await
}

/// What the token check would leave in a request of this user.
pub fn signed_in(user_id: Uuid, roles: &[&str]) -> Credentials {
    Credentials::Verified(Arc::new(Subject {
        user_id,
        account_id: None,
        email: "viewer@example.org".into(),
        name: "Viewer".into(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        session_id: Some("session".into()),
        expires_at: Timestamp::from_millis(4_000_000_000_000),
    }))
}
