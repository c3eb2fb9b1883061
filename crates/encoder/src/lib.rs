#![doc = include_str!("../README.md")]

mod application;
mod config;
pub mod domain;
mod inbound;
pub mod outbound;

use std::sync::Arc;

use platform::{
    db::{self, Db, MigrationSet},
    jobs::{Jobs, WorkerPool},
    messaging::Consumer,
    service::{Platform, Service, Worker},
};
use tokio::sync::Mutex;

pub use config::Config;

use application::{Arrivals, Board, Desk, Intake, JobStore, Pace, Reach, Workshop};
use inbound::{events, http, workers};
use outbound::{SqlJobStore, ffmpeg::Transcoder};

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");
/// The service's own tables.
pub const MIGRATIONS: MigrationSet = MigrationSet { sqlite: &SQLITE, postgres: &POSTGRES };

/// Builds the service. Its workers start with the others.
pub async fn build(platform: &Platform, config: Config) -> Result<Service, db::Error> {
    let db = platform.database("encoder", MIGRATIONS).await?;
    let sql = Arc::new(SqlJobStore::new(db.clone(), platform.clock.clone()));
    let store: Arc<dyn JobStore> = sql.clone();
    let arrivals: Arc<dyn Arrivals> = sql.clone();
    let limits = domain::MediaLimits::default();
    let transcoder = Transcoder::new(platform.sandbox.clone(), platform.tools.clone(), limits);
    let workshop = Workshop {
        store: store.clone(),
        arrivals: arrivals.clone(),
        encoding: Arc::new(transcoder),
        objects: platform.objects.clone(),
        scratch: platform.scratch.clone(),
        clock: platform.clock.clone(),
        board: Board::default(),
        planning: config.planning(&platform.tools),
        pace: Pace::default(),
        reach: Reach::default(),
        publishing: Arc::new(Mutex::new(())),
    };
    let intake = Intake { store: store.clone(), arrivals, clock: platform.clock.clone() };
    let desk = Desk { store, objects: platform.objects.clone(), clock: platform.clock.clone() };
    let (routes, openapi) = http::routes(http::State { book: sql, desk, board: workshop.board.clone() });
    let consumer = Consumer {
        name: "encoder.uploads",
        types: config
            .while_uploading
            .then_some(events::EARLY)
            .into_iter()
            .chain(events::TYPES.iter().copied())
            .collect(),
        handler: Arc::new(events::Uploads { intake }),
    };
    Ok(Service {
        name: "encoder",
        workers: background(platform, config, &db, &workshop),
        db,
        http: routes,
        openapi,
        grpc: None,
        consumers: vec![consumer],
    })
}

/// One slot plans, the others encode, and one loop tells how far they are.
fn background(platform: &Platform, config: Config, db: &Db, workshop: &Workshop) -> Vec<Worker> {
    let jobs = Jobs::new(db.clone(), platform.clock.clone());
    let work = Arc::new(workers::Work { workshop: workshop.clone() });
    let pool = |kinds| WorkerPool::new(jobs.clone(), kinds, work.clone(), platform.instance.clone());
    let (planning, encoding, following) = (pool(workers::PLANNING), pool(workers::ENCODING), pool(workers::FOLLOWING));
    let (slots, teller, arrivals) = (config.slots(), workshop.clone(), workshop.clone());
    vec![
        Worker::new("encode planning", |stop| planning.run(1, stop)),
        Worker::new("encode tasks", move |stop| encoding.run(slots, stop)),
        Worker::new("encode following", |stop| following.run(workers::MOST_FOLLOWED, stop)),
        Worker::new("encode arrivals", |stop| arrivals.follow_arrivals(stop)),
        Worker::new("encode progress", |stop| teller.tell_progress(stop)),
    ]
}
