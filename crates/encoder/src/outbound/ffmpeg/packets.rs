//! Checks the packets of a task's output: each track has one picture on every tick of the grid.
//!
//! ffmpeg reads the segments back and lists every packet with its times; nothing is decoded and no
//! container is parsed here. All tracks are listed by one run.

use std::ffi::OsString;
use std::ops::Range;

use platform::sandbox::Observer;

use super::arguments::Arguments;
use crate::domain::{Grid, TIME_SHIFT, TrackOutput};

/// Files that are opened at the same time: fewer than the sandbox allows.
pub const FILES: usize = 100;

/// The line that lists the packets of some segments of `tracks`; track number n becomes stream n.
pub fn arguments(tracks: &[&TrackOutput], segments: Range<usize>) -> Vec<OsString> {
    let mut line = Arguments::new("-nostdin -hide_banner -nostats -loglevel error");
    for track in tracks {
        let some = track.segments.iter().skip(segments.start).take(segments.len());
        let names = some.map(|segment| &segment.file.name);
        let parts: Vec<String> =
            std::iter::once(&track.init.name).chain(names).map(|name| format!("out/{name}")).collect();
        line = line
            .words("-protocol_whitelist concat,file -format_whitelist mov -copyts")
            .option("-i", format!("concat:{}", parts.join("|")));
    }
    for index in 0..tracks.len() {
        line = line.option("-map", index);
    }
    line.words("-c copy -f framecrc pipe:1").done()
}

/// The packets of one stream.
#[derive(Debug, Default)]
struct Stream {
    /// Ticks in a second.
    timescale: i64,
    stored: Vec<i64>,
    shown: Vec<i64>,
}

/// Collects the list.
#[derive(Debug)]
pub struct PacketList(Vec<Stream>);

impl PacketList {
    pub fn new(streams: usize) -> Self {
        Self(std::iter::repeat_with(Stream::default).take(streams).collect())
    }

    /// The number of pictures in stream `index`, if they are `expected` at most — exactly that many
    /// unless `open_end` — and lie without gap or overlap from segment `first` on.
    pub fn check_pictures(&self, index: usize, grid: &Grid, first: u32) -> Result<u64, String> {
        let stream = self.0.get(index).ok_or("a track is missing")?;
        let count = u64::try_from(stream.shown.len()).map_err(|e| e.to_string())?;
        let start = stream.ticks(grid.start(first) + f64::from(TIME_SHIFT));
        let mut shown = stream.shown.clone();
        shown.sort_unstable();
        for (times, offset) in [(&shown, start), (&stream.stored, stream.stored.first().copied().unwrap_or(start))] {
            for (frame, time) in (0_u64..).zip(times) {
                let expected = offset + stream.ticks(grid.rate().seconds(frame));
                // Half a frame would be a slip; one tick is rounding.
                if time.abs_diff(expected) > 1 {
                    return Err(format!("picture {frame} of track {index} is at {time} instead of {expected}"));
                }
            }
        }
        Ok(count)
    }

    /// Whether no segment's first picture is followed by one that is shown before it (an open group of pictures), so
    /// that a player can start at every segment.
    pub fn check_closed(&self, index: usize, grid: &Grid) -> Result<(), String> {
        let stream = self.0.get(index).ok_or("a track is missing")?;
        let start = stream.ticks(f64::from(TIME_SHIFT));
        let mut earliest = i64::MAX;
        for shown in stream.shown.iter().rev() {
            earliest = earliest.min(*shown);
            let frame = grid.rate().frames_in(stream.seconds(shown - start));
            if frame.is_multiple_of(grid.segment_frames()) && earliest < *shown {
                return Err(format!("picture {frame} is followed by earlier ones"));
            }
        }
        Ok(())
    }

    /// The number of sound packets in stream `index`, if each starts where the one before ends.
    pub fn check_sound(&self, index: usize) -> Result<u64, String> {
        let stream = self.0.get(index).ok_or("a track is missing")?;
        let steps = stream.shown.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(0));
        let wrong = steps.enumerate().find(|(_, step)| *step != 1024);
        match wrong {
            Some((packet, step)) => Err(format!("sound packet {packet} lasts {step} samples")),
            None => u64::try_from(stream.shown.len()).map_err(|e| e.to_string()),
        }
    }
}

impl Stream {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    fn seconds(&self, ticks: i64) -> f64 {
        ticks as f64 / self.timescale.max(1) as f64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "rounded; far below 2^52")]
    fn ticks(&self, seconds: f64) -> i64 {
        (seconds * self.timescale as f64).round() as i64
    }
}

impl Observer for PacketList {
    /// `#tb 0: 1/12288` or `0, <dts>, <pts>, <duration>, <size>, <checksum>`.
    fn stdout_line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("#tb ") {
            let parts =
                rest.split_once(": 1/").and_then(|(index, scale)| Some((index.parse().ok()?, scale.parse().ok()?)));
            if let Some((index, timescale)) = parts
                && let Some(stream) = self.0.get_mut::<usize>(index)
            {
                stream.timescale = timescale;
            }
            return;
        }
        let mut fields = line.split(',').map(|field| field.trim().parse::<i64>().ok());
        if let (Some(Some(index)), Some(Some(stored)), Some(Some(shown))) =
            (fields.next(), fields.next(), fields.next())
            && let Some(stream) = usize::try_from(index).ok().and_then(|index| self.0.get_mut(index))
        {
            stream.stored.push(stored);
            stream.shown.push(shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FrameRate;

    /// Pictures at one in a second, in the order in which they are stored; a segment has four.
    fn list(shown: &[i64]) -> PacketList {
        let mut list = PacketList::new(1);
        list.stdout_line("#tb 0: 1/1");
        for (stored, shown) in (1..).zip(shown) {
            list.stdout_line(&format!("0, {stored}, {}, 1, 100, 0x0", shown + i64::from(TIME_SHIFT)));
        }
        list
    }

    #[test]
    fn a_group_is_open_where_its_first_picture_is_not_shown_first() {
        let grid = Grid::new(FrameRate::parse("1/1").unwrap(), 8.0);
        assert_eq!(list(&[0, 2, 1, 3, 4, 6, 5, 7]).check_closed(0, &grid), Ok(()));
        assert!(list(&[0, 2, 1, 4, 3, 6, 5, 7]).check_closed(0, &grid).is_err());
    }
}
