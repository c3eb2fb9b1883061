//! What one task of ffmpeg needs of the machine's memory at most, whatever it does for a film.

use std::{path::Path, time::Duration};

use anyhow::Context;

use crate::{
    Bench,
    figures::{Report, median},
    process::peak_of_descendants,
    server::{Server, Setup},
    studio::{Studio, Uploaded},
    wait::within,
};

/// A task that ends between two looks is missed, and one at its end loses what it took since the last.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The longest a film of some seconds may take.
const ENCODED_WITHIN: Duration = Duration::from_mins(10);

/// Medians of the rounds, each the largest of all tasks.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let (short, large) = (bench.short().await?, bench.large().await?);
    let av1 = [("ENCODER__SECOND_CODEC", "av1")];
    let cases =
        [("1080p", &short, &[] as &[_], 512.0), ("1080p_av1", &short, &av1, 1_024.0), ("2160p", &large, &[], 2_048.0)];
    for (name, film, settings, most) in cases {
        let mut peaks = Vec::new();
        for round in 1..=bench.rounds {
            let peak = peak(bench, film, Setup { settings, cores: None }).await?;
            eprintln!("memory of a task at {name} {round}: {peak:.0} MiB");
            peaks.push(peak);
        }
        let peak = median(peaks).context("no round was run")?;
        report.at_most(&format!("memory.of_a_task_{name}"), peak, "MiB", most);
    }
    Ok(())
}

async fn peak(bench: &Bench, film: &Path, setup: Setup<'_>) -> anyhow::Result<f64> {
    let scratch = bench.scratch()?;
    let server = Server::start_with(bench, &scratch.path().join("data"), setup).await?;
    let mut studio = Studio::open(&server).await?;
    let uploaded = studio.upload(film).await?;
    studio.encode(&uploaded).await?;
    let watched = within("the film is encoded", ENCODED_WITHIN, watch(bench, &server, &mut studio, &uploaded)).await?;
    server.stop().await?;
    Ok(watched)
}

async fn watch(bench: &Bench, server: &Server, studio: &mut Studio, film: &Uploaded) -> anyhow::Result<f64> {
    let name = bench.tools.ffmpeg.file_name().and_then(|name| name.to_str()).context("ffmpeg has a name")?;
    let encoded = studio.wait_until_encoded(film);
    tokio::pin!(encoded);
    let mut peak = 0.0_f64;
    loop {
        tokio::select! {
            done = &mut encoded => {
                done?;
                anyhow::ensure!(peak > 0.0, "no task was seen");
                return Ok(peak);
            }
            () = tokio::time::sleep(LOOK_EVERY) => peak = peak.max(peak_of_descendants(server.pid(), name)?),
        }
    }
}
