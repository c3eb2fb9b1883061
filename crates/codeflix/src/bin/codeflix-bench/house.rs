//! How soon the server is ready, and what it needs at rest.

use std::time::Duration;

use anyhow::Context;

use crate::{
    Bench,
    figures::{Report, median},
    process::memory,
    server::Server,
    studio::Studio,
};

/// So long after the start it is looked at.
const REST: Duration = Duration::from_secs(10);

/// On a data folder that a first start has filled. Starts are quick: there are five at least.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let scratch = bench.scratch()?;
    let data = scratch.path().join("data");
    let first = Server::start(bench, &data).await?;
    Studio::open(&first).await?;
    report.note("house.ready_on_an_empty_folder", first.ready_after.as_secs_f64(), "s");
    first.stop().await?;
    let mut ready = Vec::new();
    for _ in 0..bench.rounds.max(5) {
        let server = Server::start(bench, &data).await?;
        ready.push(server.ready_after.as_secs_f64());
        server.stop().await?;
    }
    report.at_most("house.ready", median(ready).context("no round was run")?, "s", 1.0);

    let server = Server::start(bench, &data).await?;
    tokio::time::sleep(REST).await;
    report.at_most("house.memory_at_rest", memory(server.pid())?, "MiB", 150.0);
    server.stop().await
}
