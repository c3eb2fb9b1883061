//! Logs and metrics of the process.

use std::{
    fs,
    io::IsTerminal,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use http::{Method, StatusCode};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Upper bounds of the request histogram, in seconds.
const BUCKETS: [f64; 12] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0];
/// Size of a memory page where `/proc` counts in pages.
const PAGE_BYTES: u32 = 4_096;

static METRICS: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people; coloured on a terminal.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Logs could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The levels cannot be read.
    #[error("the log levels are invalid: {0}")]
    Levels(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody set up logs before.
    #[error("logs are set up already")]
    Logs(#[from] tracing_subscriber::util::TryInitError),
    /// Somebody set up metrics before.
    #[error("metrics could not be set up")]
    Metrics(#[from] BuildError),
}

/// Whether `levels` can be read, as [`init_logs`] takes them.
pub fn check_levels(levels: &str) -> Result<(), TelemetryError> {
    EnvFilter::try_new(levels)?;
    Ok(())
}

/// Starts logs on standard error. `levels` is a list like `info,sqlx=warn`.
pub fn init_logs(levels: &str, format: LogFormat) -> Result<(), TelemetryError> {
    let filter = EnvFilter::try_new(levels)?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
    };
    tracing_subscriber::registry().with(filter).with(lines).try_init()?;
    Ok(())
}

/// Starts metrics; a second call changes nothing.
pub fn init_metrics() -> Result<(), TelemetryError> {
    let mut metrics = METRICS.lock().unwrap_or_else(PoisonError::into_inner);
    if metrics.is_some() {
        return Ok(());
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("http_request_seconds".to_owned()), &BUCKETS)?
        .install_recorder()?;
    metrics::describe_counter!("http_requests_total", "Answered requests by route template and status.");
    metrics::describe_histogram!("http_request_seconds", "Time until an answer began.");
    metrics::describe_gauge!("process_resident_memory_bytes", "Memory of this process.");
    metrics::describe_gauge!("process_open_fds", "Open file descriptors of this process.");
    *metrics = Some(handle);
    Ok(())
}

/// All metrics in the text format of Prometheus; empty if metrics were not started.
pub fn render() -> String {
    let handle = METRICS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(handle) = handle else {
        return String::new();
    };
    observe_process();
    handle.run_upkeep();
    handle.render()
}

pub(crate) fn count_request(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let labels = [
        ("method", method_label(method).to_owned()),
        ("route", route.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(took);
}

/// Invented methods share one label, so that a caller cannot make labels without end.
fn method_label(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "other",
    }
}

/// Reads `/proc`; elsewhere the gauges stay away.
fn observe_process() {
    if let Some(bytes) = resident_bytes() {
        metrics::gauge!("process_resident_memory_bytes").set(bytes);
    }
    if let Ok(descriptors) = fs::read_dir("/proc/self/fd") {
        let open = u32::try_from(descriptors.count()).unwrap_or(u32::MAX);
        metrics::gauge!("process_open_fds").set(f64::from(open));
    }
}

/// The second number of `/proc/self/statm` counts resident pages.
fn resident_bytes() -> Option<f64> {
    let pages: u32 = fs::read_to_string("/proc/self/statm").ok()?.split_whitespace().nth(1)?.parse().ok()?;
    Some(f64::from(pages) * f64::from(PAGE_BYTES))
}
