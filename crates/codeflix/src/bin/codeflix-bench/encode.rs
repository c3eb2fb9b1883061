//! The whole ladder of a film: Codeflix as it runs, beside `PeerTube`'s command lines and beside nothing but its
//! encoders, on the same film in the same run.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

use crate::{
    Bench, bare,
    figures::{Report, median},
    hls::{Track, Viewer, Want},
    process::{cpu_of_ended_children, cpu_of_tree},
    server::{Server, Setup},
    studio::Studio,
    tools::{command, run},
};

/// What a film of 1080 lines is offered in.
pub const LADDER: [u64; 5] = [1080, 720, 480, 360, 240];
/// The longest `PeerTube`'s steps may take for a minute of film.
pub const PEER: Duration = Duration::from_secs(3_600);

/// What a ladder cost.
#[derive(Clone, Copy)]
pub struct Cost {
    pub wall: f64,
    pub cpu: f64,
    pub bytes: u64,
    /// Pictures that are missing or too many, in all rungs.
    pub wrong_frames: u64,
}

impl Cost {
    /// Of work whose product is not looked at.
    pub const fn of(wall: f64, cpu: f64) -> Self {
        Self { wall, cpu, bytes: 0, wrong_frames: 0 }
    }
}

/// The sides of a round.
struct Round {
    ours: Cost,
    peer: Cost,
    bare: Cost,
}

/// A rung of ours, as a file.
pub struct Made {
    pub rung: Track,
    pub file: PathBuf,
    pub bytes: u64,
}

/// What is measured on a film, and what it may cost beside `PeerTube`.
struct Trial<'a> {
    /// The beginning of the figures' names.
    name: &'a str,
    film: PathBuf,
    rounds: u32,
    wall: f64,
    cpu: f64,
}

/// Medians of the rounds on mixed material, and one round on a minute of film; ratios are taken within a round.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let (mixed, minute) = (bench.short().await?, bench.minute().await?);
    let mixed = Trial { name: "encode", film: mixed, rounds: bench.rounds, wall: 0.47, cpu: 0.64 };
    mixed.run(bench, report).await?;
    let minute = Trial { name: "encode.minute", film: minute, rounds: 1, wall: 0.50, cpu: 0.68 };
    minute.run(bench, report).await
}

impl Trial<'_> {
    async fn run(&self, bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
        let Self { name, film, .. } = self;
        let mut rounds = Vec::new();
        for round in 1..=self.rounds {
            let ours = ours(bench, film, Setup::default()).await?;
            let peer = peer(bench, film, "1").await?;
            let bare = bare::ladder(bench, film).await?;
            for (side, cost) in [("ours", ours), ("PeerTube", peer), ("bare", bare)] {
                eprintln!("{name} {round}: {side} {:.1} s, {:.1} CPU s, {} bytes", cost.wall, cost.cpu, cost.bytes);
            }
            let alike = (0.95..1.05).contains(&ratio(ours.bytes, bare.bytes));
            ensure!(alike, "the bare encoders made {} bytes and ours {}: no comparison", bare.bytes, ours.bytes);
            rounds.push(Round { ours, peer, bare });
        }
        self.tell(report, &rounds, peer(bench, film, "0").await?)
    }

    fn tell(&self, report: &mut Report, rounds: &[Round], automatic: Cost) -> anyhow::Result<()> {
        let named = |figure: &str| format!("{}.{figure}", self.name);
        let middle = |value: &dyn Fn(&Round) -> f64| median(rounds.iter().map(value)).context("no round was run");
        let (wall, cpu) = (middle(&|round| round.ours.wall)?, middle(&|round| round.ours.cpu)?);
        let (to_peer, to_bare) =
            (|round: &Round| round.ours.cpu / round.peer.cpu, |round: &Round| round.ours.cpu / round.bare.cpu);
        report.at_most(&named("wall_ratio"), middle(&|round| round.ours.wall / round.peer.wall)?, "ratio", self.wall);
        report.at_most(&named("cpu_ratio"), middle(&to_peer)?, "ratio", self.cpu);
        report.at_most(&named("cpu_ratio_bare"), middle(&to_bare)?, "ratio", 1.08);
        let bytes = middle(&|round| ratio(round.ours.bytes, round.peer.bytes))?;
        report.at_most(&named("bytes_ratio"), bytes, "ratio", 0.85);
        report.at_most(&named("wall_ratio_threads_0"), wall / automatic.wall, "ratio", 0.55);
        report.note(&named("cpu_ratio_threads_0"), cpu / automatic.cpu, "ratio");
        report.note(&named("wall"), wall, "s");
        report.note(&named("cpu"), cpu, "s");
        report.note(&named("peertube_wall"), middle(&|round| round.peer.wall)?, "s");
        report.note(&named("peertube_cpu"), middle(&|round| round.peer.cpu)?, "s");
        report.note(&named("bare_wall"), middle(&|round| round.bare.wall)?, "s");
        report.note(&named("bare_cpu"), middle(&|round| round.bare.cpu)?, "s");
        let wrong: u64 = rounds.iter().map(|round| round.ours.wrong_frames).sum();
        report.at_most(&named("wrong_frames"), count(wrong), "frames", 0.0);
        Ok(())
    }
}

/// From the order to encode until the film is whole, with everything the server does meanwhile.
pub async fn ours(bench: &Bench, film: &Path, setup: Setup<'_>) -> anyhow::Result<Cost> {
    let scratch = bench.scratch()?;
    Ok(ours_in(bench, film, setup, scratch.path()).await?.0)
}

/// The same, with the rungs left in `folder`.
pub async fn ours_in(bench: &Bench, film: &Path, setup: Setup<'_>, folder: &Path) -> anyhow::Result<(Cost, Vec<Made>)> {
    let server = Server::start_with(bench, &folder.join("data"), setup).await?;
    let mut studio = Studio::open(&server).await?;
    let uploaded = studio.upload(film).await?;
    let (begin, used) = (Instant::now(), cpu_of_tree(server.pid())?);
    studio.encode(&uploaded).await?;
    studio.wait_until_encoded(&uploaded).await?;
    let (wall, cpu) = (begin.elapsed().as_secs_f64(), cpu_of_tree(server.pid())? - used);

    let viewer = Viewer::admit(&mut studio.client, &uploaded, Want::Whole).await?;
    let tracks = viewer.tracks().await?;
    let mut heights: Vec<u64> = tracks.rungs.iter().map(|rung| rung.height).collect();
    heights.sort_unstable_by(|one, other| other.cmp(one));
    // Each family has all of them.
    heights.dedup();
    ensure!(heights == LADDER, "the ladder is {heights:?}, which cannot be compared");
    let frames = bench.tools.frames(film).await?;
    let (mut cost, mut made) = (Cost::of(wall, cpu), Vec::new());
    for (number, rung) in tracks.rungs.into_iter().enumerate() {
        let file = folder.join(format!("ours-{number}.mp4"));
        let bytes = viewer.download(&rung.uri, usize::MAX, &file).await?;
        cost.bytes += bytes;
        cost.wrong_frames += bench.tools.frames(&file).await?.abs_diff(frames);
        made.push(Made { rung, file, bytes });
    }
    let sound = tracks.sound.context("the film lost its sound")?;
    cost.bytes += viewer.download(&sound, usize::MAX, &folder.join("ours-sound.mp4")).await?;
    server.stop().await?;
    Ok((cost, made))
}

/// `PeerTube`'s steps one after the other. Their time is what they state: what the script asks in between is left out.
pub async fn peer(bench: &Bench, film: &Path, threads: &str) -> anyhow::Result<Cost> {
    let scratch = bench.scratch()?;
    peer_in(bench, film, threads, scratch.path()).await
}

/// The same, with each rung left in `folder` as `<height>.mp4`.
pub async fn peer_in(bench: &Bench, film: &Path, threads: &str, folder: &Path) -> anyhow::Result<Cost> {
    let mut command = command(bench.file("scripts/bench/peertube.sh"), folder);
    command.arg(film).arg(folder).args(LADDER.map(|height| height.to_string()));
    command.env("FFMPEG", &bench.tools.ffmpeg).env("FFPROBE", &bench.tools.ffprobe).env("THREADS", threads);
    let used = cpu_of_ended_children()?;
    let printed = run(command, "scripts/bench/peertube.sh", PEER).await?;
    let cpu = cpu_of_ended_children()? - used;
    let seconds = printed.lines().filter_map(|line| line.split_once(' ')?.1.parse::<f64>().ok());
    let mut cost = Cost::of(seconds.sum(), cpu);
    let frames = bench.tools.frames(film).await?;
    for height in LADDER {
        let file = folder.join(format!("{height}.mp4"));
        cost.bytes += file.metadata().with_context(|| file.display().to_string())?.len();
        let made = bench.tools.frames(&file).await?;
        // Its rate filter may add or lose one at the end.
        let same = made.abs_diff(frames) <= 2;
        ensure!(same, "PeerTube's lines made {made} of {frames} pictures at {height}: no comparison");
    }
    Ok(cost)
}

fn ratio(one: u64, other: u64) -> f64 {
    count(one) / count(other)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn count(number: u64) -> f64 {
    number as f64
}
