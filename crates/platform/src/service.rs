//! What a service hands to the binary, and what the binary hands to a service.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use futures::future::BoxFuture;
use kernel::Clock;
use tokio_util::sync::CancellationToken;

use crate::{
    db::{Db, DbConfig, Error, MigrationSet, PLATFORM},
    lifecycle::Lifecycle,
    messaging::{Consumer, Inlet, Relay, RetryTimer},
    objects::Objects,
    retention::Retention,
    sandbox::{FfmpegTools, Sandbox},
};

/// The engines under the services, chosen once by the binary.
#[derive(Clone)]
pub struct Platform {
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Where databases lie.
    pub databases: Databases,
    /// Object storage.
    pub objects: Objects,
    /// The jail for ffmpeg.
    pub sandbox: Sandbox,
    /// The ffmpeg to run in it.
    pub tools: FfmpegTools,
    /// A folder for work in progress, on the file system of the objects; emptied at start.
    pub scratch: PathBuf,
    /// Background tasks.
    pub lifecycle: Lifecycle,
    /// Names this process in leases.
    pub instance: String,
}

/// Which engine, and where.
#[derive(Clone, Debug)]
pub enum Databases {
    /// One SQLite file a service in this folder.
    Files(PathBuf),
    /// One schema a service in this PostgreSQL database.
    Postgres {
        /// `postgres://…`, with a login that owns the schemas.
        url: String,
        /// Connections at most, for each service.
        connections: u32,
    },
}

impl Platform {
    /// Opens a service's own database with its tables up to date.
    pub async fn database(&self, service: &str, migrations: MigrationSet) -> Result<Db, Error> {
        self.databases.open(service, migrations).await
    }
}

impl Databases {
    /// Opens a service's own database with its tables up to date.
    pub async fn open(&self, service: &str, migrations: MigrationSet) -> Result<Db, Error> {
        let config = match self {
            Self::Files(folder) => DbConfig::Sqlite { file: folder.join(format!("{service}.db")) },
            Self::Postgres { url, connections } => {
                DbConfig::Postgres { url: url.clone(), schema: service.replace('-', "_"), connections: *connections }
            }
        };
        Db::connect(&config, &[PLATFORM, migrations]).await
    }
}

/// A task of a service that runs until stopped.
pub struct Worker {
    /// For logs.
    pub name: &'static str,
    /// Runs until the token is cancelled.
    pub run: Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>,
}

impl Worker {
    /// Wraps an async function.
    pub fn new<F, R>(name: &'static str, run: F) -> Self
    where
        F: FnOnce(CancellationToken) -> R + Send + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        Self { name, run: Box::new(move |stop| Box::pin(run(stop))) }
    }
}

/// A service, ready to be started.
pub struct Service {
    /// As in event sources and database names.
    pub name: &'static str,
    /// Its own database.
    pub db: Db,
    /// Its REST routes, with full paths.
    pub http: axum::Router,
    /// What they are.
    pub openapi: utoipa::openapi::OpenApi,
    /// Its gRPC routes.
    pub grpc: Option<axum::Router>,
    /// The events it takes in.
    pub consumers: Vec<Consumer>,
    /// What runs beside.
    pub workers: Vec<Worker>,
}

/// Connects the services of one process by the embedded broker and starts their workers.
pub fn start(platform: &Platform, services: &mut [Service]) {
    let inlets: Arc<[Inlet]> = services.iter().flat_map(|service| inlets(platform, service)).collect();
    let lifecycle = &platform.lifecycle;
    for service in services {
        let relay = Relay::new(service.db.clone(), inlets.clone(), platform.clock.clone());
        lifecycle.spawn("relay", relay.run(lifecycle.stopping()));
        let retention = Retention::new(service.db.clone(), platform.clock.clone());
        lifecycle.spawn("retention", retention.run(lifecycle.stopping()));
        for worker in service.workers.drain(..) {
            lifecycle.spawn(worker.name, (worker.run)(lifecycle.stopping()));
        }
    }
    lifecycle.spawn("retry timer", RetryTimer::new(inlets).run(lifecycle.stopping()));
}

fn inlets(platform: &Platform, service: &Service) -> Vec<Inlet> {
    let consumers = service.consumers.iter().cloned();
    consumers.map(|consumer| Inlet::new(consumer, service.db.clone(), platform.clock.clone())).collect()
}

/// One document of several services' REST interfaces.
pub fn merge_openapi(services: &[Service]) -> utoipa::openapi::OpenApi {
    let mut merged = utoipa::openapi::OpenApi::default();
    let by_name: BTreeMap<&str, &Service> = services.iter().map(|service| (service.name, service)).collect();
    for service in by_name.values() {
        merged.merge(service.openapi.clone());
    }
    merged
}
