//! The pictures of a film: storyboard and posters as the encoder makes them, beside the storyboard of `PeerTube`.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, ensure};
use encoder::{
    domain::{Moment, Plan, Work, best_moments},
    outbound::ffmpeg::{EncodeJob, SOURCE_NAME},
};
use platform::sandbox::JobFolder;

use crate::{
    Bench,
    figures::{Report, median},
    process::cpu_of_ended_children,
    source::{Source, plan},
    tools::{command, run},
};

/// The longest `PeerTube`'s step may take for a minute of film.
const PEER: Duration = Duration::from_mins(10);
/// The rungs that are looked at, as their plan names them.
const RUNGS: [(&str, u32); 2] = [("low", 240), ("top", 1080)];

/// Medians of the rounds; a ratio is taken within a round.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let film = bench.minute().await?;
    let scratch = bench.scratch()?;
    for (name, height) in RUNGS {
        make_rung(bench, &film, name, height, scratch.path()).await?;
    }
    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        let ours = ours(bench, &film, scratch.path(), round).await?;
        let peer = peer(bench, &film, scratch.path()).await?;
        eprintln!("pictures {round}: {ours:.2} CPU s; PeerTube {peer:.2} CPU s");
        rounds.push((ours, peer));
    }
    let middle = |value: &dyn Fn(&(f64, f64)) -> f64| median(rounds.iter().map(value)).context("no round was run");
    report.at_most("pictures.cpu_ratio", middle(&|(ours, peer)| ours / peer)?, "ratio", 0.08);
    report.note("pictures.cpu", middle(&|(ours, _)| *ours)?, "s");
    report.note("pictures.peertube_cpu", middle(&|(_, peer)| *peer)?, "s");
    Ok(())
}

/// Segments that begin with a key frame every 4 s, as the encoder leaves them: `<name>-<number>.m4s`.
async fn make_rung(bench: &Bench, film: &Path, name: &str, height: u32, folder: &Path) -> anyhow::Result<()> {
    let film = film.file_name().and_then(|name| name.to_str()).context("a film has a name")?;
    let into = folder.file_name().and_then(|name| name.to_str()).context("a folder has a name")?;
    let line = format!(
        "-loglevel error -i {film} -an -vf scale=-2:{height} -c:v libx264 -preset veryfast -crf 24 -g 96 -keyint_min 96 \
         -sc_threshold 0 -f hls -hls_time 4 -hls_list_size 0 -hls_segment_type fmp4 -hls_fmp4_init_filename {name}.mp4 \
         -hls_segment_filename {into}/{name}-%d.m4s {into}/{name}.m3u8"
    );
    bench.tools.ffmpeg(&line, &bench.kept()?).await.map(drop)
}

/// Processor time of the two runs of ffmpeg, in the sandbox.
async fn ours(bench: &Bench, film: &Path, rungs: &Path, round: u32) -> anyhow::Result<f64> {
    let place = rungs.join(format!("job-{round}"));
    let source = Source::open(bench, film, &place).await?;
    let (folder, facts, cancel) = (source.folder(&place)?, &source.facts, &source.cancel);
    let plan = plan(facts, &[], 1, 1.0);
    let job = EncodeJob { folder: &folder, facts, grid: &plan.grid, preset: plan.preset, stands_back: false, cancel };
    let transcoder = &source.transcoder;
    let low = plan.ladder.quick().last().context("a ladder has a lowest rung")?;
    let best = plan.ladder.best().context("a ladder has a best rung")?;

    let used = cpu_of_ended_children()?;
    put(&folder, rungs, "low", |_| true)?;
    let (_, moments) = transcoder.storyboard(&job, low, every(&plan)).await?;
    let chosen: Vec<u32> = best_moments(&moments).iter().map(|moment: &Moment| moment.segment).collect();
    put(&folder, rungs, "top", |number| chosen.contains(&number))?;
    let posters = transcoder.posters(&job, best).await?;
    ensure!(posters.len() == chosen.len() && !chosen.is_empty(), "{} posters, {chosen:?} chosen", posters.len());
    Ok(cpu_of_ended_children()? - used)
}

fn every(plan: &Plan) -> u32 {
    let every = plan.tasks.iter().find_map(|task| match task.work {
        Work::Storyboard { every, .. } => Some(every),
        _ => None,
    });
    every.unwrap_or(1)
}

/// Makes some segments of a rung the source in the folder.
fn put(folder: &JobFolder, rungs: &Path, name: &str, is_wanted: impl Fn(u32) -> bool) -> anyhow::Result<()> {
    let mut whole = fs::read(rungs.join(format!("{name}.mp4")))?;
    let segment = |number: u32| -> PathBuf { rungs.join(format!("{name}-{number}.m4s")) };
    for number in (0..).take_while(|number| segment(*number).is_file()).filter(|number| is_wanted(*number)) {
        whole.extend(fs::read(segment(number))?);
    }
    // It may be a hard link to the film.
    let path = folder.input().join(SOURCE_NAME);
    fs::remove_file(&path)?;
    Ok(fs::write(path, whole)?)
}

/// Processor time of the one step of its script.
async fn peer(bench: &Bench, film: &Path, folder: &Path) -> anyhow::Result<f64> {
    let mut command = command(bench.file("scripts/bench/peertube.sh"), folder);
    command.arg(film).arg(folder).arg("1080").env("ONLY", "storyboard");
    command.env("FFMPEG", &bench.tools.ffmpeg).env("FFPROBE", &bench.tools.ffprobe);
    let used = cpu_of_ended_children()?;
    run(command, "scripts/bench/peertube.sh", PEER).await?;
    Ok(cpu_of_ended_children()? - used)
}
