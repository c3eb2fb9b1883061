//! The composition root: engines, services, gateway, in the order they depend on one another.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use axum::Router;
use gateway::{Gateway, Upstream};
use identity::Identity;
use kernel::{Clock, SystemClock, id};
use platform::{
    auth::{Expectations, JwksVerifier, RouterKeySource},
    db::Db,
    grpc::Link,
    lifecycle::Lifecycle,
    objects::Objects,
    sandbox::{FfmpegTools, Sandbox, SandboxConfig, ToolSearch},
    service::{self, Databases, Platform, Service},
};
use secrecy::ExposeSecret;

use crate::{environment, settings::Settings};

/// The audience of our access tokens.
const AUDIENCE: &str = "codeflix-api";

/// Everything, built and not yet started.
pub struct House {
    pub services: Vec<Service>,
    pub gateway: Gateway,
    /// Makes the first operator; absent when there is one.
    pub setup_link: Option<String>,
}

impl House {
    /// The databases by service, to be watched and closed.
    pub fn databases(&self) -> Vec<(&'static str, Db)> {
        let services = self.services.iter().map(|service| (service.name, service.db.clone()));
        services.chain([("gateway", self.gateway.db.clone())]).collect()
    }

    /// Starts relays, consumers and workers.
    pub fn start(&mut self, platform: &Platform) {
        service::start(platform, &mut self.services);
        for worker in self.gateway.workers.drain(..) {
            platform.lifecycle.spawn(worker.name, (worker.run)(platform.lifecycle.stopping()));
        }
    }
}

/// The engines under the services.
pub async fn platform(settings: &Settings, lifecycle: Lifecycle) -> anyhow::Result<Platform> {
    let data = &settings.data_dir;
    std::fs::create_dir_all(data).with_context(|| format!("cannot make the data folder {}", data.display()))?;
    let data = &data.canonicalize()?;
    let scratch = emptied(&data.join("scratch"))?;
    let tools = FfmpegTools::find(&tool_search(settings)).context("run `codeflix doctor`")?;
    let sandbox = sandbox(settings, &scratch).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let databases = databases(settings);
    if let Databases::Files(folder) = &databases {
        made(folder)?;
    }
    Ok(Platform {
        instance: id::v7(clock.now()).to_string(),
        clock,
        databases,
        objects: Objects::open_folder(data.join("objects"), settings.disk.reserve()).await?,
        sandbox,
        tools,
        scratch,
        lifecycle,
    })
}

/// Where the services keep what they know.
pub fn databases(settings: &Settings) -> Databases {
    match &settings.database.url {
        Some(url) => {
            Databases::Postgres { url: url.expose_secret().to_owned(), connections: settings.database.connections }
        }
        None => Databases::Files(settings.data_dir.join("db")),
    }
}

/// Builds every service on the platform, and the gateway in front.
pub async fn build(platform: &Platform, settings: &Settings) -> anyhow::Result<House> {
    let issuer = settings.gateway.issuer();
    let Identity { service: identity, setup_link } =
        identity::build(platform, settings.identity.clone(), &settings.gateway.public_url).await?;
    let user_admin = Link::Memory(identity.grpc.clone().unwrap_or_default());
    let services = vec![
        subscriptions::build(platform, settings.subscriptions.clone(), user_admin).await?,
        catalog_admin::build(platform, settings.catalog_admin).await?,
        encoder::build(platform, settings.encoder).await?,
        catalog::build(platform, settings.catalog.clone(), settings.data_dir.clone()).await?,
        playback::build(platform, settings.playback, settings.gateway.is_secure()).await?,
        notifications::build(platform, &settings.notifications, &site(settings)).await?,
        identity,
    ];
    let provider = provider_of(&services);
    let expectations = Expectations { issuer, audience: AUDIENCE.into() };
    let keys = RouterKeySource::new(provider.clone(), "/realms/codeflix/protocol/openid-connect/certs");
    let verifier = JwksVerifier::new(Arc::new(keys), expectations, platform.clock.clone());
    let upstream = Upstream {
        services: services.iter().fold(Router::new(), |all, service| all.merge(service.http.clone())),
        openapi: service::merge_openapi(&services),
        provider,
        verifier: Arc::new(verifier),
    };
    let gateway = gateway::build(platform, settings.gateway.clone(), upstream).await?;
    Ok(House { services, gateway, setup_link })
}

/// What mail needs to know of this installation.
fn site(settings: &Settings) -> notifications::Site {
    notifications::Site { public_url: settings.gateway.public_url.clone(), mail_folder: mail_folder(settings) }
}

/// Where mail lies if there is no mail server.
pub fn mail_folder(settings: &Settings) -> std::path::PathBuf {
    settings.data_dir.join("mail")
}

/// Where ffmpeg may be.
pub fn tool_search(settings: &Settings) -> ToolSearch {
    ToolSearch {
        ffmpeg: settings.tools.ffmpeg.clone(),
        ffprobe: settings.tools.ffprobe.clone(),
        search_path: environment::search_path(),
        tools_folder: settings.tools.folder.clone(),
    }
}

fn provider_of(services: &[Service]) -> Router {
    let identity = services.iter().find(|service| service.name == "identity");
    identity.map(|service| service.http.clone()).unwrap_or_default()
}

async fn sandbox(settings: &Settings, scratch: &Path) -> anyhow::Result<Sandbox> {
    let allow_unsandboxed = settings.tools.allow_unsandboxed;
    let sandbox = Sandbox::new(SandboxConfig { allow_unsandboxed, ..SandboxConfig::default() })?;
    match sandbox.self_test(&scratch.join("self-test")).await {
        Ok(()) => {}
        Err(error) if allow_unsandboxed => {
            tracing::warn!(%error, "RUNNING WITHOUT THE SANDBOX: uploaded films may read what Codeflix can read");
        }
        Err(error) => return Err(error).context("this machine cannot jail ffmpeg; run `codeflix doctor`"),
    }
    Ok(sandbox)
}

fn made(folder: &Path) -> anyhow::Result<std::path::PathBuf> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_owned())
}

/// What a killed process left of its work in progress goes.
fn emptied(folder: &Path) -> anyhow::Result<std::path::PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    made(folder)
}
