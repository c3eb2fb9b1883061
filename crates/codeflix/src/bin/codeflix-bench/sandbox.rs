//! What the walls cost a task, and how long the encoder looks at a usual film before it plans.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use encoder::{
    domain::MediaLimits,
    outbound::ffmpeg::{SOURCE_NAME, Transcoder},
};
use platform::sandbox::{JobFolder, Limits, Sandbox, Silent, Task};
use tokio_util::sync::CancellationToken;

use crate::{
    Bench,
    figures::{Report, median},
    source::sandbox,
    tools::{command, run},
};

/// Each takes milliseconds, so there are as many whatever the number of rounds.
const RUNS: usize = 21;
/// A program that does next to nothing.
const TRIVIAL: &str = "-nostdin -hide_banner -loglevel error -f lavfi -i color=s=16x16:d=0.04 -f null -";
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let scratch = bench.scratch()?;
    let walls = sandbox(bench)?;
    let folder = JobFolder::create(scratch.path().join("task"))?;
    let (mut bare, mut jailed) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        bare.push(without(bench, folder.path()).await?);
        jailed.push(within(bench, &walls, &folder).await?);
    }
    let (bare, jailed) = (middle(bare)?, middle(jailed)?);
    report.at_most("sandbox.overhead", jailed - bare, "ms", 20.0);
    report.note("sandbox.bare_task", bare, "ms");

    let film = bench.minute().await?;
    let transcoder = Transcoder::new(walls, bench.tools.found.clone(), MediaLimits::default());
    let folder = JobFolder::create(scratch.path().join("probe"))?;
    folder.put(&film, SOURCE_NAME)?;
    let mut probes = Vec::new();
    for _ in 0..RUNS {
        let (cancel, begin) = (CancellationToken::new(), Instant::now());
        let (_, keys) = transcoder.probe(&folder, &cancel).await?;
        probes.push(milliseconds(begin));
        ensure!(!keys.is_empty(), "a film has key frames");
    }
    report.at_most("sandbox.probe", middle(probes)?, "ms", 150.0);
    Ok(())
}

async fn without(bench: &Bench, folder: &Path) -> anyhow::Result<f64> {
    let begin = Instant::now();
    let mut command = command(&bench.tools.ffmpeg, folder);
    command.args(TRIVIAL.split_whitespace());
    run(command, "ffmpeg that does next to nothing", PATIENCE).await?;
    Ok(milliseconds(begin))
}

async fn within(bench: &Bench, walls: &Sandbox, folder: &JobFolder) -> anyhow::Result<f64> {
    let begin = Instant::now();
    let task = Task {
        program: bench.tools.ffmpeg.clone(),
        args: TRIVIAL.split_whitespace().map(Into::into).collect(),
        folder: folder.clone(),
        limits: Limits::probe(),
        cancel: CancellationToken::new(),
    };
    let outcome = walls.run(task, &mut Silent).await?;
    ensure!(outcome.succeeded(), "in the sandbox it fails: {}", outcome.stderr_tail);
    Ok(milliseconds(begin))
}

fn milliseconds(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1e3
}

fn middle(values: Vec<f64>) -> anyhow::Result<f64> {
    median(values).context("there are runs")
}
