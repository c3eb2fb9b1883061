//! What operators see.

use platform::telemetry::{LogFormat, TelemetryError, init_logs, init_metrics, render};
use uuid::Uuid;

use crate::http::client;

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_path() {
    init_metrics().unwrap();
    init_metrics().unwrap();
    let client = client();
    let id = Uuid::from_u128(0x77);
    client.get(&format!("/things/{id}")).await;
    client.get(&format!("/nowhere/{id}")).await;
    let metrics = render();
    let counted = |route: &str, status: u16| {
        metrics.lines().any(|line| {
            line.starts_with("http_requests_total{")
                && line.contains(&format!("route=\"{route}\""))
                && line.contains(&format!("status=\"{status}\""))
        })
    };
    assert!(counted("/things/{id}", 200), "{metrics}");
    assert!(counted("unmatched", 404), "{metrics}");
    assert!(metrics.contains("http_request_seconds_bucket{"), "{metrics}");
    assert!(!metrics.contains(&id.to_string()), "{metrics}");
}

#[test]
fn the_process_is_measured() {
    init_metrics().unwrap();
    let metrics = render();
    for gauge in ["process_resident_memory_bytes", "process_open_fds"] {
        let line = metrics.lines().find(|line| line.starts_with(&format!("{gauge} "))).unwrap();
        let value: f64 = line.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(value > 1.0, "{line}");
    }
}

#[test]
fn log_levels_that_cannot_be_read_are_refused() {
    let refused = init_logs("platform=loud", LogFormat::Json);
    assert!(matches!(refused, Err(TelemetryError::Levels(_))), "{refused:?}");
}
