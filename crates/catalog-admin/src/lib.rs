#![doc = include_str!("../README.md")]

mod application;
mod domain;
mod errands;
mod inbound;
mod outbound;

use std::sync::Arc;

use platform::{
    db,
    db::MigrationSet,
    http::{HttpSettings, Idempotency},
    service::{Platform, Service},
};
use serde::{Deserialize, Serialize};

pub use application::ports::{MadePicture, PictureError, PictureMaker, PictureOrder};
use application::{
    UploadRules, Writers,
    ports::{Originals, Ports, UploadLimits},
};
pub use outbound::JailedPictures;
use outbound::{Feed, SqlStore, StoredObjects};

/// This service's own tables.
pub const MIGRATIONS: MigrationSet =
    platform::migrations!["0100_catalogue", "0101_uploads", "0102_intended_video", "0103_preset_of_an_upload"];

/// What an operator may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Largest film, in bytes.
    pub max_video_bytes: u64,
    /// Largest trailer, in bytes.
    pub max_trailer_bytes: u64,
    /// Unfinished uploads of one user.
    pub uploads_per_user: u32,
    /// Unfinished uploads in all.
    pub uploads_in_all: u32,
    /// Whether originals stay when they are encoded. Without its original, a film can neither be encoded again nor be
    /// downloaded as it was.
    pub keep_originals: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_video_bytes: 50 * 1024 * 1024 * 1024,
            max_trailer_bytes: 1024 * 1024 * 1024,
            uploads_per_user: 5,
            uploads_in_all: 1_000,
            keep_originals: true,
        }
    }
}

impl From<Config> for UploadRules {
    fn from(config: Config) -> Self {
        Self {
            max_video: config.max_video_bytes,
            max_trailer: config.max_trailer_bytes,
            limits: UploadLimits { per_owner: config.uploads_per_user, in_all: config.uploads_in_all },
        }
    }
}

/// Puts the service together, with pictures made by ffmpeg in the jail.
pub async fn build(platform: &Platform, config: Config) -> Result<Service, db::Error> {
    let (sandbox, ffmpeg) = (platform.sandbox.clone(), platform.tools.ffmpeg.clone());
    let pictures = JailedPictures::new(sandbox, ffmpeg, platform.scratch.clone());
    build_with(platform, config, Arc::new(pictures)).await
}

/// Puts the service together with another maker of pictures.
pub async fn build_with(
    platform: &Platform,
    config: Config,
    pictures: Arc<dyn PictureMaker>,
) -> Result<Service, db::Error> {
    let db = platform.database("catalog-admin", MIGRATIONS).await?;
    let store = Arc::new(SqlStore::new(db.clone(), platform.clock.clone()));
    let ports = Ports {
        catalogue: store.clone(),
        uploads: store.clone(),
        progress: store,
        objects: Arc::new(StoredObjects::new(platform.objects.clone())),
        writers: Writers::default(),
        pictures,
        feed: Arc::new(Feed::default()),
        originals: if config.keep_originals { Originals::Kept } else { Originals::Dropped },
        clock: platform.clock.clone(),
    };
    let idempotency = Idempotency::new(db.clone(), platform.clock.clone(), HttpSettings::default().deadline);
    let state = inbound::http::State {
        ports: ports.clone(),
        rules: config.into(),
        listeners: Arc::default(),
        stopping: platform.lifecycle.stopping(),
    };
    let (http, openapi) = inbound::http::router(state, idempotency);
    let workers = inbound::workers(&ports, &db, platform.instance.clone());
    let consumers = vec![inbound::consumer(ports)];
    Ok(Service { name: "catalog-admin", db, http, openapi, grpc: None, consumers, workers })
}
