//! A film that is watched while it is still being uploaded: half a gigabyte over a line of 5 MB/s.

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use anyhow::Context;
use bytes::Bytes;
use tokio::{io::AsyncReadExt, time::sleep_until};

use crate::{
    Bench,
    client::Client,
    figures::{Report, median},
    server::Server,
    start::{first_segment, picture},
    studio::{Studio, Upload},
};

/// Bytes a second.
const LINE: u32 = 5_000_000;
/// Parts a second: a client may ask 600 times a minute, and it asks for the film as well.
const PARTS: u32 = 2;

/// How an upload and its first segment met.
struct Met {
    /// Seconds from the first segment to the last byte; less than nothing if the byte came first.
    ahead: f64,
    /// The part of the bytes that were sent by then.
    share: f64,
}

/// Medians of the rounds.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let film = bench.half_a_gigabyte().await?;
    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        let met = watch(bench, &film).await?;
        eprintln!("arriving {round}: playable {:.1} s before the end, at {:.3} of the bytes", met.ahead, met.share);
        rounds.push(met);
    }
    let middle = |value: fn(&Met) -> f64| median(rounds.iter().map(value)).context("no round was run");
    report.at_least("arriving.playable_before_the_end", middle(|met| met.ahead)?, "s", 0.0);
    report.note("arriving.bytes_until_playable", middle(|met| met.share)?, "ratio");
    Ok(())
}

async fn watch(bench: &Bench, film: &Path) -> anyhow::Result<Met> {
    let scratch = bench.scratch()?;
    let server = Server::start(bench, &scratch.path().join("data")).await?;
    let mut studio = Studio::open(&server).await?;
    let size = film.metadata()?.len();
    let (uploaded, upload) = studio.await_film(size).await?;
    studio.show(&uploaded, &picture(bench, scratch.path()).await?).await?;
    let (sender, sent) = (studio.client.clone(), AtomicU64::new(0));
    let sending = send(&sender, &upload, film, &sent);
    let watching = async {
        first_segment(&mut studio, &uploaded).await?;
        Ok((Instant::now(), sent.load(Ordering::Relaxed)))
    };
    let (ended, (playable, bytes)) = tokio::try_join!(sending, watching)?;
    let late = playable.saturating_duration_since(ended).as_secs_f64();
    let ahead = ended.saturating_duration_since(playable).as_secs_f64() - late;
    // Dropping the server kills it: the rest of the film is not needed.
    Ok(Met { ahead, share: precise(bytes) / precise(size) })
}

/// Sends a film at the pace of the line; returns when its last byte was acknowledged.
async fn send(client: &Client, upload: &Upload, film: &Path, sent: &AtomicU64) -> anyhow::Result<Instant> {
    let size = film.metadata()?.len();
    let mut source = tokio::fs::File::open(film).await?;
    let mut due = tokio::time::Instant::now();
    let mut offset = 0;
    while offset < size {
        due += Duration::from_secs(1) / PARTS;
        let mut part = vec![0; usize::try_from(u64::from(LINE / PARTS).min(size - offset))?];
        source.read_exact(&mut part).await?;
        // The last byte of a part comes when the line has carried all of it.
        sleep_until(due).await;
        let length = part.len() as u64;
        upload.append(client, offset, Bytes::from(part)).await?;
        offset += length;
        sent.store(offset, Ordering::Relaxed);
    }
    Ok(Instant::now())
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn precise(number: u64) -> f64 {
    number as f64
}
