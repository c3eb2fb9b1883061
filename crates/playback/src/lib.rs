#![doc = include_str!("../README.md")]

mod application;
mod config;
pub mod domain;
mod inbound;
mod outbound;

use std::sync::Arc;

use contracts::{catalog_admin, subscriptions};
use platform::{
    db::{self, MigrationSet},
    messaging::Consumer,
    service::{Platform, Service},
};

pub use config::Config;

use application::{MediaShelf, Signer, Watching};
use outbound::{SqlStore, grant_key};

/// The service's own tables.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_playback", "0101_texts"];

/// Builds the service. `secure` says whether browsers reach it over TLS, so that cookies may be `Secure`.
pub async fn build(platform: &Platform, config: Config, secure: bool) -> Result<Service, db::Error> {
    let db = platform.database("playback", MIGRATIONS).await?;
    let store = Arc::new(SqlStore::new(db.clone(), platform.clock.clone()));
    let signer = Signer::new(grant_key(&db).await?);
    let shelf = MediaShelf::new(platform.objects.clone(), config.cache_bytes);
    let watching = Watching { store: store.clone(), clock: platform.clock.clone() };
    let workers = vec![inbound::workers::retention(watching.clone())];
    let state = inbound::http::State { watching, signer, shelf, clock: platform.clock.clone(), secure };
    let (http, openapi) = inbound::http::routes(state);
    let handler = Arc::new(inbound::events::Copies { store });
    let videos = [catalog_admin::TYPES, subscriptions::TYPES].concat();
    let types = videos.into_iter().filter(|name| inbound::events::wanted(name)).collect();
    Ok(Service {
        name: "playback",
        db,
        http,
        openapi,
        grpc: None,
        consumers: vec![Consumer { name: "playback.copies", types, handler }],
        workers,
    })
}
