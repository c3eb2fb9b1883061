//! From the last byte of an upload to the first picture, and playing while the rest is encoded.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context;
use m3u8_rs::MediaPlaylist;

use crate::{
    Bench,
    figures::{Report, median},
    hls::{Viewer, Want, init_of},
    server::Server,
    studio::{ASK_EVERY, Studio, Uploaded},
    wait::{until, within},
};

/// The longest the first segment may take before we give up.
const PLAYABLE: Duration = Duration::from_secs(120);
/// The longest a minute of film may be played.
const PLAYED: Duration = Duration::from_secs(600);

/// A server that encodes, and when the upload was finished.
struct Encoding {
    server: Server,
    studio: Studio,
    uploaded: Uploaded,
    begin: Instant,
}

/// How a film played.
#[derive(Default)]
struct Playing {
    stalls: u32,
    stalled: Duration,
}

/// Medians of the rounds; stalls are counted over all of them.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let minute = bench.minute().await?;
    let (mut first, mut stalls, mut stalled) = (Vec::new(), 0, 0.0);
    for round in 1..=bench.rounds {
        let scratch = bench.scratch()?;
        let mut encoding = Encoding::begin(bench, scratch.path(), &minute).await?;
        let (viewer, seconds) = encoding.first_picture(bench, scratch.path()).await?;
        let playing = within("the film is played", PLAYED, play(&viewer)).await?;
        eprintln!("start {round}: {seconds:.2} s, then {} stalls", playing.stalls);
        first.push(seconds);
        stalls += playing.stalls;
        stalled += playing.stalled.as_secs_f64();
        encoding.server.stop().await?;
    }
    report.at_most("start.first_picture_60s", median(first).context("no round was run")?, "s", 5.0);
    report.at_most("start.stalls", f64::from(stalls), "stalls", 0.0);
    report.note("start.stalled", stalled, "s");

    let half_an_hour = bench.half_an_hour().await?;
    let mut first = Vec::new();
    for round in 1..=bench.rounds {
        let scratch = bench.scratch()?;
        let mut encoding = Encoding::begin(bench, scratch.path(), &half_an_hour).await?;
        let (_, seconds) = encoding.first_picture(bench, scratch.path()).await?;
        eprintln!("start of half an hour {round}: {seconds:.2} s");
        first.push(seconds);
        // Dropping the server kills it: the rest of the film is not needed.
    }
    report.at_most("start.first_picture_30min", median(first).context("no round was run")?, "s", 5.0);
    Ok(())
}

impl Encoding {
    async fn begin(bench: &Bench, scratch: &Path, film: &Path) -> anyhow::Result<Self> {
        let server = Server::start(bench, &scratch.join("data")).await?;
        let mut studio = Studio::open(&server).await?;
        let uploaded = studio.upload(film).await?;
        studio.show(&uploaded, &picture(bench, scratch).await?).await?;
        let begin = Instant::now();
        studio.encode(&uploaded).await?;
        Ok(Self { server, studio, uploaded, begin })
    }

    /// Publishes the film as soon as it can be watched, and waits until a player would show a picture of the lowest rung
    /// with its sound: both were fetched and decoded.
    async fn first_picture(&mut self, bench: &Bench, scratch: &Path) -> anyhow::Result<(Viewer, f64)> {
        let Self { studio, uploaded, begin, .. } = self;
        until("the first segment is encoded", PLAYABLE, ASK_EVERY, async || {
            Ok(studio.is_playable(uploaded).await?.then_some(()))
        })
        .await?;
        studio.publish_early(uploaded).await?;
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

/// Any JPEG.
async fn picture(bench: &Bench, scratch: &Path) -> anyhow::Result<Vec<u8>> {
    bench.tools.ffmpeg("-loglevel error -f lavfi -i testsrc2=s=1280x720 -frames:v 1 thumbnail.jpg", scratch).await?;
    Ok(tokio::fs::read(scratch.join("thumbnail.jpg")).await?)
}

/// Plays the lowest rung from the start, as players do: it fetches what is listed, and loads the playlists anew when it
/// has all of that (RFC 8216, 6.3.4).
async fn play(viewer: &Viewer) -> anyhow::Result<Playing> {
    let tracks = viewer.tracks().await?;
    let (picture, sound) = (tracks.lowest()?.uri.clone(), tracks.sound.context("the film lost its sound")?);
    let mut playing = Playing::default();
    let mut fetched = [0, 0];
    let mut buffered = [Duration::ZERO; 2];
    let mut begin = None;
    loop {
        let asked = tokio::time::Instant::now();
        let lists = [viewer.playlist(&picture).await?, viewer.playlist(&sound).await?];
        let mut found = false;
        for ((list, fetched), buffered) in lists.iter().zip(&mut fetched).zip(&mut buffered) {
            if *fetched == 0 {
                viewer.fetch(init_of(list)?).await?;
            }
            for segment in list.segments.iter().skip(*fetched) {
                viewer.fetch(&segment.uri).await?;
                (*fetched, found) = (*fetched + 1, true);
                if let Some(begin) = begin {
                    playing.arrived(begin, *buffered);
                }
                *buffered += Duration::from_secs_f32(segment.duration);
            }
        }
        // It begins with the first segments it got.
        begin = begin.or_else(|| Some(Instant::now()));
        if lists.iter().all(|list| list.end_list) {
            return Ok(playing);
        }
        tokio::time::sleep_until(asked + reload_after(&lists, found)).await;
    }
}

impl Playing {
    /// A segment that follows `before` of film has come. One that comes too late has stopped the player until now.
    fn arrived(&mut self, begin: Instant, before: Duration) {
        let played = begin.elapsed().saturating_sub(self.stalled);
        if let Some(late) = played.checked_sub(before).filter(|late| *late > Duration::ZERO) {
            self.stalls += 1;
            self.stalled += late;
        }
    }
}

/// A target duration, or half of it if nothing was new.
fn reload_after(lists: &[MediaPlaylist], found: bool) -> Duration {
    let target = lists.iter().map(|list| list.target_duration).max().unwrap_or(1);
    let wait = Duration::from_secs(target);
    if found { wait } else { wait / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_segment_stops_the_film_once_and_moves_what_comes_after() {
        let begin = Instant::now().checked_sub(Duration::from_secs(10)).unwrap();
        let mut playing = Playing::default();
        playing.arrived(begin, Duration::from_secs(20));
        assert_eq!(playing.stalls, 0);
        playing.arrived(begin, Duration::from_secs(4));
        assert_eq!((playing.stalls, playing.stalled.as_secs()), (1, 6));
        playing.arrived(begin, Duration::from_secs(8));
        assert_eq!(playing.stalls, 1);
    }
}
