//! From the last byte of an upload to the first picture, and playing while the rest is encoded.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context;

use crate::{
    Bench,
    encode::LADDER,
    figures::{Report, median},
    hls::{Viewer, Want},
    playing::{Playing, play},
    server::Server,
    studio::{ASK_EVERY, Studio, Uploaded},
    wait::{until, within},
};

/// The longest the first segment may take before we give up.
const PLAYABLE: Duration = Duration::from_secs(120);
/// The longest a minute of film may be played.
const PLAYED: Duration = Duration::from_secs(600);
/// So much of a long film is played.
const LOOKED_AT: Duration = Duration::from_secs(60);

/// A server that encodes, and when the upload was finished.
struct Encoding {
    /// Dropping it kills it.
    _server: Server,
    studio: Studio,
    uploaded: Uploaded,
    begin: Instant,
}

/// What a viewer saw of a film, seconds after the end of its upload.
struct Seen {
    /// The first segment of the lowest rung.
    lowest: f64,
    /// A decoded picture of the published film.
    picture: f64,
    playing: Playing,
}

/// Medians of the rounds; stalls are counted over all of them.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let (minute, ten_seconds) = (bench.minute().await?, bench.ten_seconds().await?);
    let (half_an_hour, three_hours) = (bench.half_an_hour().await?, bench.three_hours().await?);
    let (mut short, mut whole, mut long) = (Vec::new(), Vec::new(), Vec::new());
    let (mut all, mut ratios) = (Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        whole.push(told("60 s", round, played(bench, &minute, PLAYED).await?));
        short.push(told("30 min", round, played(bench, &half_an_hour, LOOKED_AT).await?));
        let every = all_rungs(bench, &minute).await?;
        let quick = lowest_rung(bench, &ten_seconds).await?;
        let slow = told("3 h", round, played(bench, &three_hours, LOOKED_AT).await?);
        eprintln!("start of 10 s {round}: {quick:.2} s; of 60 s in all rungs: {every:.2} s");
        all.push(every);
        ratios.push(slow.lowest / quick);
        long.push(slow);
    }
    let middle = |all: &[Seen], value: fn(&Seen) -> f64| median(all.iter().map(value)).context("no round was run");
    report.at_most("start.first_segment_lowest_rung", middle(&whole, |seen| seen.lowest)?, "s", 3.0);
    report.at_most("start.first_segment_all_rungs", median(all).context("no round was run")?, "s", 6.0);
    report.at_most("start.first_segment_3h_ratio", median(ratios).context("no round was run")?, "ratio", 1.3);
    for (length, seen) in [("60s", &whole), ("30min", &short), ("3h", &long)] {
        report.at_most(&format!("start.first_picture_{length}"), middle(seen, |seen| seen.picture)?, "s", 5.0);
        let stalls: u32 = seen.iter().map(|seen| seen.playing.stalls).sum();
        report.at_most(&format!("start.stalls_{length}"), f64::from(stalls), "stalls", 0.0);
        let stalled: Duration = seen.iter().map(|seen| seen.playing.stalled).sum();
        report.note(&format!("start.stalled_{length}"), stalled.as_secs_f64(), "s");
    }
    Ok(())
}

fn told(length: &str, round: u32, seen: Seen) -> Seen {
    let Seen { lowest, picture, playing } = &seen;
    eprintln!(
        "start of {length} {round}: lowest rung {lowest:.2} s, picture {picture:.2} s, then {} stalls",
        playing.stalls
    );
    seen
}

/// A film that is played for so long at most, published as soon as it can be. Dropping the server kills it: the rest is
/// not needed.
async fn played(bench: &Bench, film: &Path, most: Duration) -> anyhow::Result<Seen> {
    let scratch = bench.scratch()?;
    let mut encoding = Encoding::begin(bench, scratch.path(), film).await?;
    let lowest = encoding.first_segment().await?;
    let (viewer, picture) = encoding.first_picture(bench, scratch.path()).await?;
    let playing = within("the film is played", PLAYED, play(&viewer, most)).await?;
    Ok(Seen { lowest, picture, playing })
}

/// A film of which nothing else is looked at.
async fn lowest_rung(bench: &Bench, film: &Path) -> anyhow::Result<f64> {
    let scratch = bench.scratch()?;
    Encoding::begin(bench, scratch.path(), film).await?.first_segment().await
}

/// A film that is not published: until each size has a segment that its makers can fetch. Once there are viewers, and
/// the machine is slow, the largest sizes come last.
async fn all_rungs(bench: &Bench, film: &Path) -> anyhow::Result<f64> {
    let scratch = bench.scratch()?;
    let mut encoding = Encoding::begin(bench, scratch.path(), film).await?;
    let Encoding { studio, uploaded, begin, .. } = &mut encoding;
    until_playable(studio, uploaded).await?;
    let viewer = Viewer::admit(&mut studio.client, uploaded, Want::Preview).await?;
    until("all rungs have a segment", PLAYED, ASK_EVERY, async || {
        let tracks = viewer.tracks().await?;
        if tracks.rungs.len() < LADDER.len() {
            return Ok(None);
        }
        for rung in &tracks.rungs {
            viewer.first_segment(&rung.uri).await?;
        }
        Ok(Some(begin.elapsed().as_secs_f64()))
    })
    .await
}

impl Encoding {
    async fn begin(bench: &Bench, scratch: &Path, film: &Path) -> anyhow::Result<Self> {
        let server = Server::start(bench, &scratch.join("data")).await?;
        let mut studio = Studio::open(&server).await?;
        let uploaded = studio.upload(film).await?;
        studio.show(&uploaded, &picture(bench, scratch).await?).await?;
        let begin = Instant::now();
        studio.encode(&uploaded).await?;
        Ok(Self { _server: server, studio, uploaded, begin })
    }

    /// See [`first_segment`].
    async fn first_segment(&mut self) -> anyhow::Result<f64> {
        first_segment(&mut self.studio, &self.uploaded).await?;
        Ok(self.begin.elapsed().as_secs_f64())
    }

    /// Waits until a player would show a picture of the lowest rung with its sound, of which the first segment is
    /// there: both were fetched and decoded.
    async fn first_picture(&mut self, bench: &Bench, scratch: &Path) -> anyhow::Result<(Viewer, f64)> {
        let Self { studio, uploaded, begin, .. } = self;
        let viewer = Viewer::admit(&mut studio.client, uploaded, Want::Start).await?;
        let tracks = viewer.tracks().await?;
        let sound = tracks.sound.as_deref().context("the film lost its sound")?;
        for (uri, name) in [(tracks.lowest()?.uri.as_str(), "picture.mp4"), (sound, "sound.mp4")] {
            viewer.download(uri, 1, &scratch.join(name)).await?;
            let ask = format!("-read_intervals %+#1 -show_entries frame=media_type -of csv=p=0 {name}");
            let decoded = bench.tools.ffprobe(&ask, scratch).await?;
            anyhow::ensure!(!decoded.is_empty(), "{name} cannot be decoded");
        }
        Ok((viewer, begin.elapsed().as_secs_f64()))
    }
}

/// Publishes the film as soon as it can be watched, and waits until a viewer has the first segment of the lowest rung.
pub async fn first_segment(studio: &mut Studio, film: &Uploaded) -> anyhow::Result<Viewer> {
    until_playable(studio, film).await?;
    studio.publish_early(film).await?;
    let viewer = Viewer::admit(&mut studio.client, film, Want::Start).await?;
    let uri = viewer.tracks().await?.lowest()?.uri.clone();
    viewer.first_segment(&uri).await?;
    Ok(viewer)
}

async fn until_playable(studio: &mut Studio, film: &Uploaded) -> anyhow::Result<()> {
    until("the first segment is encoded", PLAYABLE, ASK_EVERY, async || {
        Ok(studio.is_playable(film).await?.then_some(()))
    })
    .await
}

/// Any JPEG.
pub async fn picture(bench: &Bench, scratch: &Path) -> anyhow::Result<Vec<u8>> {
    bench.tools.ffmpeg("-loglevel error -f lavfi -i testsrc2=s=1920x1080 -frames:v 1 thumbnail.jpg", scratch).await?;
    Ok(tokio::fs::read(scratch.join("thumbnail.jpg")).await?)
}
