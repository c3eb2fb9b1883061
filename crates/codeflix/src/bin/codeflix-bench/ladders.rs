//! The ladder with other settings and beside other peers, on 24 s of mixed material.

use std::{path::Path, time::Instant};

use anyhow::Context;

use crate::{
    Bench,
    encode::{Cost, PEER, ours, peer},
    figures::{Report, median},
    process::cpu_of_ended_children,
    server::Setup,
    tools::{command, run},
};

/// The two sides of each round.
type Rounds = Vec<(Cost, Cost)>;

/// Medians of the rounds; ratios are taken within a round.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let (regular, short) = (bench.regular().await?, bench.short().await?);
    let rounds = beside_peertube(bench, "copy", &regular, &[("ENCODER__PASS_THROUGH", "true")]).await?;
    report.at_most("ladders.copy_wall_ratio", middle(&rounds, |cost| cost.wall)?, "ratio", 0.22);
    report.at_most("ladders.copy_cpu_ratio", middle(&rounds, |cost| cost.cpu)?, "ratio", 0.33);

    let rounds = beside_peertube(bench, "av1", &short, &[("ENCODER__SECOND_CODEC", "av1")]).await?;
    report.at_most("ladders.av1_wall_ratio", middle(&rounds, |cost| cost.wall)?, "ratio", 0.75);
    report.at_most("ladders.av1_cpu_ratio", middle(&rounds, |cost| cost.cpu)?, "ratio", 1.0);

    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        let ours = ours(bench, &short, with(&[("ENCODER__PRESET", "best")])).await?;
        rounds.push(told("MediaCMS", round, ours, mediacms(bench, &short).await?));
    }
    report.at_most("ladders.mediacms_wall_ratio", middle(&rounds, |cost| cost.wall)?, "ratio", 0.80);
    report.at_most("ladders.mediacms_cpu_ratio", middle(&rounds, |cost| cost.cpu)?, "ratio", 0.80);

    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        // A slot is to have one core, and no more: programs of one task would spread over all there are.
        let one = Setup { settings: &[("ENCODER__WORKERS", "1")], cores: Some("0") };
        let one = ours(bench, &short, one).await?;
        let two = Setup { settings: &[("ENCODER__WORKERS", "2")], cores: Some("0,1") };
        let two = ours(bench, &short, two).await?;
        rounds.push(told("two slots", round, two, one));
    }
    // At least 1.85 times as fast.
    report.at_most("ladders.two_slots_wall_ratio", middle(&rounds, |cost| cost.wall)?, "ratio", 1.0 / 1.85);
    Ok(())
}

async fn beside_peertube(bench: &Bench, name: &str, film: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Rounds> {
    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        let ours = ours(bench, film, with(settings)).await?;
        rounds.push(told(name, round, ours, peer(bench, film, "1").await?));
    }
    Ok(rounds)
}

const fn with<'a>(settings: &'a [(&'a str, &'a str)]) -> Setup<'a> {
    Setup { settings, cores: None }
}

fn told(name: &str, round: u32, one: Cost, other: Cost) -> (Cost, Cost) {
    eprintln!(
        "{name} {round}: {:.1} s, {:.1} CPU s; beside it {:.1} s, {:.1} CPU s",
        one.wall, one.cpu, other.wall, other.cpu
    );
    (one, other)
}

fn middle(rounds: &Rounds, value: impl Fn(&Cost) -> f64) -> anyhow::Result<f64> {
    median(rounds.iter().map(|(one, other)| value(one) / value(other))).context("no round was run")
}

/// `MediaCMS`'s steps one after the other.
async fn mediacms(bench: &Bench, film: &Path) -> anyhow::Result<Cost> {
    let scratch = bench.scratch()?;
    let mut command = command(bench.file("scripts/bench/mediacms.sh"), scratch.path());
    command.arg(film).arg(scratch.path());
    command.env("FFMPEG", &bench.tools.ffmpeg).env("FFPROBE", &bench.tools.ffprobe);
    let (begin, used) = (Instant::now(), cpu_of_ended_children()?);
    run(command, "scripts/bench/mediacms.sh", PEER).await?;
    Ok(Cost::of(begin.elapsed().as_secs_f64(), cpu_of_ended_children()? - used))
}
