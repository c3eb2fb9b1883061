//! `make bench`: measures Codeflix as it runs, and prints one line a figure.
//!
//! Everything is measured on the real binary, over HTTP on the loopback interface, in folders made for the occasion.
//! Each wait has a deadline. Figures of a busy machine mean little: the load is told first.
#![allow(
    clippy::similar_names,
    clippy::duration_suboptimal_units,
    reason = "things that belong together are named and timed alike"
)]

mod arriving;
mod bare;
mod client;
mod encode;
mod feel;
mod figures;
mod films;
mod hls;
mod house;
mod joins;
mod ladders;
mod memory;
mod outside;
mod pictures;
mod playing;
mod process;
mod quality;
mod sandbox;
mod server;
mod source;
mod start;
mod studio;
mod tools;
mod uploads;
mod wait;
mod workers;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, ValueEnum};

use figures::Report;
use tools::Tools;

/// Measures Codeflix and prints one line a figure: `name value unit target ok|short`.
#[derive(Debug, Parser)]
#[command(name = "codeflix-bench", version)]
struct Cli {
    /// Write the figures to this file, too: `{name: {value, unit, target, ok}}`.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How often each figure is measured; the median counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=99))]
    rounds: u32,
    /// What to measure; everything if not given.
    group: Option<Group>,
}

/// What belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The ladder of a film beside `PeerTube`'s command lines, and beside its encoders with nothing around them; 5
    /// minutes a round.
    Encode,
    /// The ladder with other settings and beside other peers: the source's own top rung, AV1, `MediaCMS`, one slot.
    Ladders,
    /// The storyboard and posters of a film, beside `PeerTube`'s storyboard.
    Pictures,
    /// VMAF of each rung beside `PeerTube`'s, and the bytes of AV1 for what H.264 looks like; 6 minutes, once.
    Quality,
    /// From the end of an upload to the first segments, whatever the length, and playing while it encodes; 5 minutes a
    /// round.
    Start,
    /// Watching a film of 500 MB before its upload at 5 MB/s has ended; 2 minutes a round.
    Arriving,
    /// The largest task of ffmpeg at 1080p, with AV1, and from 2160p; 3 minutes a round.
    Memory,
    /// What the sandbox costs a task, and how long a film is looked at before it is planned; half a minute, once.
    Sandbox,
    /// A film of two hours on 64 simulated workers, from the times of tasks here; 4 minutes a round.
    Workers,
    /// Start-up, memory, and many uploads at once.
    House,
    /// Search among 100,000 titles.
    Search,
    /// What the web app weighs, and how it feels in a browser; 7 minutes, once.
    Web,
}

/// What every measurement needs.
struct Bench {
    /// The project's folder.
    root: PathBuf,
    /// The binary that is measured.
    binary: PathBuf,
    tools: Tools,
    rounds: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("codeflix-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let bench = Bench::open(cli.rounds)?;
    eprintln!("load of the machine: {}", process::load()?);
    let mut report = Report::default();
    let mut failed = false;
    for group in Group::value_variants().iter().filter(|group| cli.group.is_none_or(|wanted| wanted == **group)) {
        if let Err(error) = measure(*group, &bench, &mut report).await {
            eprintln!("codeflix-bench: {group:?} could not be measured: {error:#}");
            failed = true;
        }
    }
    if let Some(file) = &cli.json {
        report.write(file)?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn measure(group: Group, bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    match group {
        Group::Encode => {
            encode::measure(bench, report).await?;
            joins::measure(bench, report).await
        }
        Group::Ladders => ladders::measure(bench, report).await,
        Group::Pictures => pictures::measure(bench, report).await,
        Group::Quality => quality::measure(bench, report).await,
        Group::Start => start::measure(bench, report).await,
        Group::Arriving => arriving::measure(bench, report).await,
        Group::Memory => memory::measure(bench, report).await,
        Group::Sandbox => sandbox::measure(bench, report).await,
        Group::Workers => workers::measure(bench, report).await,
        Group::House => {
            house::measure(bench, report).await?;
            uploads::measure(bench, report).await
        }
        Group::Search => outside::search(bench, report).await,
        Group::Web => {
            outside::web(bench, report).await?;
            feel::measure(bench, report).await
        }
    }
}

impl Bench {
    fn open(rounds: u32) -> anyhow::Result<Self> {
        let root = std::env::current_dir()?;
        anyhow::ensure!(
            root.join("scripts/bench/peertube.sh").is_file(),
            "run it in the project's folder: `make bench`"
        );
        let own = std::env::current_exe()?;
        let binary = own.parent().map(|folder| folder.join("codeflix")).filter(|file| file.is_file());
        let binary = binary.with_context(|| format!("there is no `codeflix` beside {}: build it", own.display()))?;
        let tools = Tools::find(&root)?;
        Ok(Self { root, binary, tools, rounds })
    }

    /// A folder that goes when it is dropped. In `target`, because a film may be larger than what `/tmp` holds.
    fn scratch(&self) -> anyhow::Result<tempfile::TempDir> {
        let folder = self.kept()?;
        tempfile::tempdir_in(&folder).with_context(|| folder.display().to_string())
    }

    /// Where films stay for the next run.
    fn kept(&self) -> anyhow::Result<PathBuf> {
        let folder = self.root.join("target/bench");
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        Ok(folder)
    }

    /// The file `name` below the project's folder.
    fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.join(name)
    }
}
