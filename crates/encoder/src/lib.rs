#![doc = include_str!("../README.md")]

mod application;
mod config;
pub mod domain;
mod inbound;
pub mod outbound;

use std::sync::Arc;

use platform::{
    db::{self, Db, MigrationSet},
    http::{HttpSettings, Idempotency},
    jobs::{Jobs, WorkerPool},
    messaging::Consumer,
    service::{Platform, Service, Worker},
};
use tokio::sync::Mutex;

pub use config::{Config, ConversionSettings};

use application::{Arrivals, Bell, Board, Conversions, Converter, Desk, Intake, JobStore, Pace, Reach, Workshop};
use inbound::{events, http, workers};
use outbound::{SqlConversionStore, SqlJobStore, ffmpeg::Transcoder};

/// The service's own tables.
pub const MIGRATIONS: MigrationSet = platform::migrations![
    "0100_encode_jobs",
    "0101_job_history",
    "0102_preset_of_a_job",
    "0103_conversions",
    "0104_arriving_sources",
    "0105_source_bytes",
    "0110_former_job"
];

/// Builds the service. Its workers start with the others.
pub async fn build(platform: &Platform, config: Config) -> Result<Service, db::Error> {
    let db = platform.database("encoder", MIGRATIONS).await?;
    let sql = Arc::new(SqlJobStore::new(db.clone(), platform.clock.clone()));
    let store: Arc<dyn JobStore> = sql.clone();
    let arrivals: Arc<dyn Arrivals> = sql.clone();
    let limits = domain::MediaLimits::default();
    let transcoder = Arc::new(Transcoder::new(platform.sandbox.clone(), platform.tools.clone(), limits));
    let planning = config.planning(&platform.tools);
    let workshop = Workshop {
        store: store.clone(),
        arrivals: arrivals.clone(),
        encoding: transcoder.clone(),
        objects: platform.objects.clone(),
        scratch: platform.scratch.clone(),
        clock: platform.clock.clone(),
        board: Board::default(),
        planning,
        pace: Pace::default(),
        reach: Reach::default(),
        publishing: Arc::new(Mutex::new(())),
    };
    let (conversions, converter) = conversions(platform, &db, transcoder, &workshop);
    let intake = Intake { store: store.clone(), arrivals, clock: platform.clock.clone() };
    let desk = Desk { store, objects: platform.objects.clone(), planning, clock: platform.clock.clone() };
    let idempotency = Idempotency::new(db.clone(), platform.clock.clone(), HttpSettings::default().deadline);
    let state = http::State { book: sql, desk, board: workshop.board.clone(), conversions };
    let (routes, openapi) = http::routes(state, config.converters(), idempotency);
    let consumer = Consumer {
        name: "encoder.uploads",
        types: config
            .while_uploading
            .then_some(events::EARLY)
            .into_iter()
            .chain(events::TYPES.iter().copied())
            .collect(),
        handler: Arc::new(events::Uploads { intake, workshop: workshop.clone() }),
    };
    Ok(Service {
        name: "encoder",
        workers: background(platform, config, &db, workers::Work { workshop, converter }),
        db,
        http: routes,
        openapi,
        grpc: None,
        consumers: vec![consumer],
    })
}

/// What owners do with conversions, and who does these.
fn conversions(
    platform: &Platform,
    db: &Db,
    transcoder: Arc<Transcoder>,
    workshop: &Workshop,
) -> (Conversions, Converter) {
    let (clock, objects, bell) = (platform.clock.clone(), platform.objects.clone(), Bell::default());
    let store = Arc::new(SqlConversionStore::new(db.clone(), clock.clone()));
    let conversions = Conversions { store: store.clone(), objects, clock, bell: bell.clone() };
    (conversions, Converter { store, extraction: transcoder, bell, workshop: workshop.clone() })
}

/// One slot plans, the others encode, one loop tells how far they are, and the machine is tried out once.
fn background(platform: &Platform, config: Config, db: &Db, work: workers::Work) -> Vec<Worker> {
    let jobs = Jobs::new(db.clone(), platform.clock.clone());
    let (slots, teller, work) = (config.slots(), work.workshop.clone(), Arc::new(work));
    let pool = |kinds| WorkerPool::new(jobs.clone(), kinds, work.clone(), platform.instance.clone());
    let (planning, encoding, following) = (pool(workers::PLANNING), pool(workers::ENCODING), pool(workers::FOLLOWING));
    let (arrivals, trial) = (teller.clone(), teller.clone());
    vec![
        Worker::new("encode trial", |stop| trial.try_out(stop)),
        Worker::new("encode planning", |stop| planning.run(1, stop)),
        Worker::new("encode tasks", move |stop| encoding.run(slots, stop)),
        Worker::new("encode following", |stop| following.run(workers::MOST_FOLLOWED, stop)),
        Worker::new("encode arrivals", |stop| arrivals.follow_arrivals(stop)),
        Worker::new("encode progress", |stop| teller.tell_progress(stop)),
    ]
}
