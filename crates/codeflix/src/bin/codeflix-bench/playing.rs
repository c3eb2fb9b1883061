//! Playing a film that grows: a player that takes what is listed, and counts when it would stand still.

use std::time::{Duration, Instant};

use anyhow::Context;
use m3u8_rs::MediaPlaylist;

use crate::hls::{Viewer, init_of};

/// How a film played.
#[derive(Default)]
pub struct Playing {
    pub stalls: u32,
    pub stalled: Duration,
}

/// Plays the lowest rung from the start for so long, or to its end, as players do: it fetches what is listed, and loads
/// each playlist anew when it has all of that (RFC 8216, 6.3.4).
pub async fn play(viewer: &Viewer, most: Duration) -> anyhow::Result<Playing> {
    let tracks = viewer.tracks().await?;
    let sound = tracks.sound.as_ref().context("the film lost its sound")?;
    let mut tracks = [&tracks.lowest()?.uri, sound].map(|uri| Track::new(uri.clone()));
    let mut playing = Playing::default();
    let mut begin = None;
    loop {
        let now = tokio::time::Instant::now();
        for track in tracks.iter_mut().filter(|track| !track.ended && track.due <= now) {
            track.load(viewer, begin, &mut playing).await?;
        }
        // It begins with the first segments it got.
        let begin = *begin.get_or_insert_with(Instant::now);
        if tracks.iter().all(|track| track.ended) {
            return Ok(playing);
        }
        if begin.elapsed() >= most {
            // What it waits for now comes too late as well.
            tracks.iter().map(|track| track.buffered).min().into_iter().for_each(|it| playing.arrived(begin, it));
            return Ok(playing);
        }
        let due = tracks.iter().filter(|track| !track.ended).map(|track| track.due).min();
        tokio::time::sleep_until(due.unwrap_or(now)).await;
    }
}

/// Pictures or sound.
struct Track {
    uri: String,
    fetched: usize,
    buffered: Duration,
    ended: bool,
    /// When its playlist is loaded next.
    due: tokio::time::Instant,
}

impl Track {
    fn new(uri: String) -> Self {
        Self { uri, fetched: 0, buffered: Duration::ZERO, ended: false, due: tokio::time::Instant::now() }
    }

    async fn load(&mut self, viewer: &Viewer, begin: Option<Instant>, playing: &mut Playing) -> anyhow::Result<()> {
        let asked = tokio::time::Instant::now();
        let list = viewer.playlist(&self.uri).await?;
        if self.fetched == 0 {
            viewer.fetch(init_of(&list)?).await?;
        }
        let known = self.fetched;
        for segment in list.segments.iter().skip(known) {
            viewer.fetch(&segment.uri).await?;
            self.fetched += 1;
            if let Some(begin) = begin {
                playing.arrived(begin, self.buffered);
            }
            self.buffered += Duration::from_secs_f32(segment.duration);
        }
        self.ended = list.end_list;
        self.due = asked + reload_after(&list, self.fetched > known);
        Ok(())
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
fn reload_after(list: &MediaPlaylist, found: bool) -> Duration {
    let target = Duration::from_secs(list.target_duration);
    if found { target } else { target / 2 }
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
