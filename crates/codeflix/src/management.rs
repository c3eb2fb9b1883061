//! Health and metrics on a listener of their own, for operators and probes.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context;
use axum::{Json, Router, extract::State, routing::get};
use http::StatusCode;
use platform::{db::Db, lifecycle::Lifecycle, telemetry};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::OnceCell};

/// What probes ask about; shared with whoever starts and stops the process.
#[derive(Clone, Default)]
pub struct Health {
    started: Arc<OnceCell<Vec<(&'static str, Db)>>>,
    stopping: Arc<AtomicBool>,
}

impl Health {
    /// Start-up is over; these databases decide whether we are ready.
    pub fn started(&self, databases: Vec<(&'static str, Db)>) {
        // A second call would be a defect of the caller, and the first one stands.
        let _ = self.started.set(databases);
    }

    /// No more traffic, please.
    pub fn stopping(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Why we cannot serve; empty when we can.
    async fn reasons(&self) -> Vec<String> {
        let Some(databases) = self.started.get() else { return vec!["starting".into()] };
        if self.stopping.load(Ordering::Relaxed) {
            return vec!["stopping".into()];
        }
        let mut reasons = Vec::new();
        for (service, db) in databases {
            if db.ping().await.is_err() {
                reasons.push(format!("the database of {service} does not answer"));
            }
        }
        reasons
    }
}

/// Takes the address; an error names it.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address} (management.listen)"))
}

/// Serves probes until the process stops.
pub fn serve(lifecycle: &Lifecycle, listener: TcpListener, health: Health) {
    let router = Router::new()
        .route("/livez", get(|| async { "alive" }))
        .route("/startupz", get(startupz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(|| async { telemetry::render() }))
        .with_state(health);
    let stop = lifecycle.stopping();
    lifecycle.spawn("management listener", async move {
        let serving = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned());
        if let Err(error) = serving.await {
            tracing::error!(%error, "the management listener failed");
        }
    });
}

async fn startupz(State(health): State<Health>) -> (StatusCode, &'static str) {
    match health.started.get() {
        Some(_) => (StatusCode::OK, "started"),
        None => (StatusCode::SERVICE_UNAVAILABLE, "starting"),
    }
}

async fn readyz(State(health): State<Health>) -> (StatusCode, Json<Value>) {
    let reasons = health.reasons().await;
    let status = if reasons.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": reasons.is_empty(), "reasons": reasons })))
}
