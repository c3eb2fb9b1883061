//! The embedded broker: hands outbox rows of one service to the consumers in this process.
//!
//! A row is marked published once each consumer's inbox holds it. A crash in between repeats the hand-over, and the
//! inbox absorbs it. Rows of one aggregate go one after another, different aggregates side by side.

use std::{sync::Arc, time::Duration};

use futures::{StreamExt, future::join_all, stream};
use kernel::{Clock, Timestamp};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Backoff, Inlet, outbox};
use crate::db::{self, Db};

/// Rows taken at a time.
const BATCH: i64 = 200;
/// Aggregates handed over side by side.
const IN_FLIGHT: usize = 32;
/// The safety net below the wake-up in memory.
const POLL: Duration = Duration::from_secs(1);

/// Relays one service's outbox.
pub struct Relay {
    outbox: Db,
    inlets: Arc<[Inlet]>,
    clock: Arc<dyn Clock>,
    started: Timestamp,
}

impl Relay {
    /// From `outbox` to every one of `inlets` that wants an event.
    pub fn new(outbox: Db, inlets: Arc<[Inlet]>, clock: Arc<dyn Clock>) -> Self {
        let started = clock.now();
        Self { outbox, inlets, clock, started }
    }

    /// Hands over whatever waits, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let mut commits = self.outbox.commits();
        loop {
            commits.mark_unchanged();
            match self.pass().await {
                Ok(count) if count > 0 => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "the outbox could not be read; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                _ = commits.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Hands over one batch; returns how many rows were published.
    pub async fn pass(&self) -> Result<usize, db::Error> {
        let rows = outbox::waiting(&self.outbox, self.clock.now(), BATCH).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let published: Vec<Uuid> = stream::iter(by_aggregate(rows))
            .map(|rows| self.hand_over_in_order(rows))
            .buffer_unordered(IN_FLIGHT)
            .collect::<Vec<_>>()
            .await
            .concat();
        if !published.is_empty() {
            outbox::mark_published(&self.outbox, &published, self.clock.now()).await?;
        }
        Ok(published.len())
    }

    async fn hand_over_in_order(&self, rows: Vec<outbox::Row>) -> Vec<Uuid> {
        let mut published = Vec::with_capacity(rows.len());
        for row in rows {
            if let Err(error) = self.hand_over(&row).await {
                tracing::warn!(%error, event_id = %row.id, "an event could not be handed over; trying again");
                let attempts = u32::try_from(row.attempts).unwrap_or(u32::MAX).saturating_add(1);
                let next_at = self.clock.now().plus(Backoff::TRANSPORT.wait(attempts));
                if let Err(error) = outbox::put_off(&self.outbox, row.id, next_at, &error.to_string()).await {
                    tracing::warn!(%error, "the delay could not be noted");
                }
                break;
            }
            published.push(row.id);
        }
        published
    }

    async fn hand_over(&self, row: &outbox::Row) -> Result<(), db::Error> {
        let redelivered = row.created_at < self.started.millis();
        let deliveries = self.inlets.iter().filter(|inlet| inlet.wants(&row.event_type));
        let outcomes = join_all(deliveries.map(|inlet| inlet.deliver(&row.payload, redelivered))).await;
        outcomes.into_iter().collect()
    }
}

/// Splits rows by aggregate, keeping the order within each.
fn by_aggregate(rows: Vec<outbox::Row>) -> Vec<Vec<outbox::Row>> {
    let mut groups: std::collections::BTreeMap<String, Vec<outbox::Row>> = std::collections::BTreeMap::new();
    for row in rows {
        groups.entry(row.aggregateid.clone()).or_default().push(row);
    }
    groups.into_values().collect()
}
