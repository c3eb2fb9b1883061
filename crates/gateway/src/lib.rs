#![doc = include_str!("../README.md")]

mod application;
mod config;
mod inbound;
mod listener;
mod outbound;

use std::sync::Arc;

use axum::{Router, middleware};
use platform::{
    auth::{Authentication, TokenVerifier},
    db::{self, MigrationSet},
    http::{HttpSettings, kit},
    service::{Platform, Worker},
};
use utoipa::openapi::OpenApi;

pub use config::{Config, RateLimits, Tls};
pub use listener::{Listener, ListenerError};

use application::{Sessions, SignIn};
use inbound::{limits::Limiter, web};
use outbound::{Provider, SessionStore};

/// The gateway's own tables.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_sessions"];

/// The client the gateway is to the OpenID Connect provider.
pub const CLIENT_ID: &str = "codeflix-web";

/// The paths of the sign-in routes.
pub use inbound::auth::CALLBACK_PATH;

/// What stands behind the gateway.
pub struct Upstream {
    /// The routes of all services, merged.
    pub services: Router,
    /// Their API documents, merged.
    pub openapi: OpenApi,
    /// The routes of the OpenID Connect provider, called in memory.
    pub provider: Router,
    /// Who checks tokens.
    pub verifier: Arc<dyn TokenVerifier>,
}

/// The gateway, ready to be served.
pub struct Gateway {
    /// Everything a client can reach.
    pub router: Router,
    /// The gateway's own operations.
    pub openapi: OpenApi,
    /// Its own database, for the health report and the stop.
    pub db: db::Db,
    /// What runs beside.
    pub workers: Vec<Worker>,
}

/// Puts the gateway in front of the services.
pub async fn build(platform: &Platform, config: Config, upstream: Upstream) -> Result<Gateway, db::Error> {
    let db = platform.database("gateway", MIGRATIONS).await?;
    let store = SessionStore::new(db.clone());
    let provider = Arc::new(Provider::new(upstream.provider, &config, platform.clock.clone()));
    let (clock, lifecycle) = (platform.clock.clone(), platform.lifecycle.clone());
    let sessions = Arc::new(Sessions::new(store.clone(), provider.clone(), clock, lifecycle));
    let sign_in = Arc::new(SignIn::new(store, provider, sessions.clone(), platform.clock.clone()));
    let workers = vec![Worker::new("session cleanup", {
        let sessions = sessions.clone();
        |stop| async move { sessions.forget_expired(stop).await }
    })];

    let state = inbound::State { sign_in, sessions, config: Arc::new(config) };
    let (own, openapi) = inbound::routes(state.clone());
    let mut all = upstream.openapi;
    all.merge(openapi.clone());
    let inner = upstream.services.merge(own).merge(inbound::docs::routes(&all));
    let router = assemble(&state, inner, upstream.verifier);
    Ok(Gateway { router, openapi, db, workers })
}

/// From the inside out: routes, limits, token check, session, address, headers, and the kit's outer layers.
fn assemble(state: &inbound::State, inner: Router, verifier: Arc<dyn TokenVerifier>) -> Router {
    let limiter = Limiter::new(&state.config);
    let router = inner
        .fallback_service(web::routes(&state.config))
        .layer(middleware::from_fn_with_state(limiter.clone(), inbound::limits::enforce))
        .layer(Authentication::new(verifier))
        .layer(middleware::from_fn_with_state(state.clone(), inbound::session::attach))
        .layer(middleware::from_fn_with_state(limiter, inbound::limits::name_client))
        .layer(middleware::from_fn_with_state(state.config.clone(), inbound::headers::secure));
    kit(router, HttpSettings::default())
}
