#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod application;
mod config;
mod domain;
mod inbound;
mod outbound;

use std::sync::Arc;

use kernel::Clock;
use platform::{
    db::{self, Db, MigrationSet},
    service::{Platform, Service},
};
use url::Url;

pub use application::{AUDIENCE, BASIC_CLIENT};
pub use config::{ClientConfig, Config, ConfigError, WEB_CLIENT};
pub use inbound::http::REALM;

use application::{Identity as UseCases, Ports, StoreError};
use inbound::http::Web;
use outbound::{Argon2id, Rs256, sql::SqlStore};

/// As in event sources and database names.
pub const NAME: &str = "identity";

/// The tables of identity.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_identity"];

/// Identity could not be built.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings contradict each other.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database does not open.
    #[error("the database of identity does not open")]
    Database(#[from] db::Error),
    /// Keys or links could not be made.
    #[error("identity could not be started")]
    Start(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Start(error.into())
    }
}

/// The service, and the door for the first operator.
pub struct Identity {
    /// Ready to be started.
    pub service: Service,
    /// Opens once, and only while nobody is operator; for the terminal, not for a log.
    pub setup_link: Option<String>,
}

/// Opens the database and builds the service for browsers that come by `public_url`.
pub async fn build(platform: &Platform, config: Config, public_url: &Url) -> Result<Identity, Error> {
    let db = platform.database(NAME, MIGRATIONS).await?;
    assemble(db, platform.clock.clone(), &config, public_url).await
}

/// Builds the service on an open database.
async fn assemble(db: Db, clock: Arc<dyn Clock>, config: &Config, public_url: &Url) -> Result<Identity, Error> {
    let site = config.site(public_url);
    let settings = config.settings(&site)?;
    let store = Arc::new(SqlStore::new(db.clone(), clock.clone()));
    let ports = Ports {
        users: store.clone(),
        sessions: store.clone(),
        grants: store.clone(),
        passes: store.clone(),
        limits: store.clone(),
        hasher: Argon2id::new().await?,
        keys: Arc::new(Rs256::default()),
        key_store: store,
    };
    let identity = Arc::new(UseCases::new(ports, clock.clone(), settings));
    identity.load_keys().await?;
    let token = identity.setup_token().await?;
    let setup_link = token.map(|token| format!("{}/setup?token={}", site.issuer(), token.reveal()));
    let (http, openapi) = inbound::http::router(Web::new(identity.clone(), site));
    let service = Service {
        name: NAME,
        db,
        http,
        openapi,
        grpc: Some(inbound::grpc::routes(identity.clone(), clock)),
        consumers: Vec::new(),
        workers: vec![inbound::workers::housekeeping(identity)],
    };
    Ok(Identity { service, setup_link })
}
