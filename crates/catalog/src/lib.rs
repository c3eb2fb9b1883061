#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod application;
pub mod domain;
pub mod inbound;
pub mod outbound;

use std::{path::PathBuf, sync::Arc};

use kernel::Clock;
use platform::{
    db::{self, MigrationSet},
    service::{Databases, Platform, Service},
};
use serde::{Deserialize, Serialize};

use application::{follow, home::HomePages, ports::PortError, rebuild};
use inbound::http::Catalogue;
use outbound::{
    search::{IndexError, TantivyIndex},
    sql::SqlStore,
};

/// The service's name, in event sources and database names.
const NAME: &str = "catalog";

/// The service's tables.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_catalogue"];

/// What can be configured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the search index lies, if not in the data folder.
    pub index_folder: Option<PathBuf>,
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database does not open.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The folder of the index cannot be used.
    #[error("the search index does not open")]
    Index(#[from] IndexError),
    /// The index could not be begun.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// Builds the service. Its search index lies in `data`, the data folder of this process, unless configured otherwise.
pub async fn build(platform: &Platform, config: Config, data: PathBuf) -> Result<Service, Error> {
    let db = platform.database(NAME, MIGRATIONS).await?;
    let store = Arc::new(SqlStore::open(db.clone(), platform.clock.clone()).await?);
    let folder = config.index_folder.unwrap_or_else(|| data.join("search"));
    let index = Arc::new(TantivyIndex::open(folder).await?);
    follow::begin(store.as_ref(), index.as_ref()).await?;
    let catalogue = Catalogue {
        index: index.clone(),
        shelves: store.clone(),
        lists: store.clone(),
        homes: Arc::new(HomePages::new(store.clone(), index.clone(), store.clone())),
        clock: platform.clock.clone(),
    };
    let (http, openapi) = inbound::http::api(catalogue);
    Ok(Service {
        name: NAME,
        http,
        openapi,
        grpc: None,
        consumers: vec![inbound::events::consumer(store.clone())],
        workers: vec![inbound::workers::indexer(&db, store, index)],
        db,
    })
}

/// Has the search index built anew, by whichever processes serve the catalogue: each builds it beside the one it uses,
/// and swaps them when the new one has caught up. None needs to be running now.
pub async fn rebuild_index(databases: &Databases, clock: Arc<dyn Clock>) -> Result<(), Error> {
    let db = databases.open(NAME, MIGRATIONS).await?;
    let store = SqlStore::open(db.clone(), clock.clone()).await?;
    rebuild::request_rebuild(&store, clock.as_ref()).await?;
    db.close().await;
    Ok(())
}
