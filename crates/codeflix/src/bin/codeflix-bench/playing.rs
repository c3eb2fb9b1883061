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
/// the playlists anew when it has all of that (RFC 8216, 6.3.4).
pub async fn play(viewer: &Viewer, most: Duration) -> anyhow::Result<Playing> {
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
        let begin = *begin.get_or_insert_with(Instant::now);
        if lists.iter().all(|list| list.end_list) {
            return Ok(playing);
        }
        if begin.elapsed() >= most {
            // What it waits for now comes too late as well.
            buffered.iter().min().into_iter().for_each(|buffered| playing.arrived(begin, *buffered));
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
