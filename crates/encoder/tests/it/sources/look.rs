//! Looks at what the encoder published with tools that are not ours: ffprobe for times and tags, ffmpeg as a player.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::source::{Made, Seen};
use crate::workshop::{ffmpeg, ffprobe};

/// How near the colours are to those of the test picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    Exact,
    /// Mapped from another range: the right hue, and neither dull nor glaring.
    Mapped,
    /// Grey.
    None,
    /// It shows something else.
    Unknown,
}

/// The side of the small pictures that are looked at.
const SIDE: usize = 64;
/// The corners from the upper left one like a `Z`, and the ground between them.
const CORNERS: [(usize, usize, [i32; 3]); 5] = [
    (8, 8, [0xC0, 0, 0]),
    (56, 8, [0, 0xC0, 0]),
    (8, 56, [0, 0, 0xC0]),
    (56, 56, [0xE0, 0xE0, 0xE0]),
    (32, 8, [0x40, 0x40, 0x40]),
];
/// A frame's packets, pictures and moments may lie this far from where they belong, seconds.
const SLIP: f64 = 0.045;

/// What came out, decoded.
pub struct Look<'a> {
    made: &'a Made,
    whole: PathBuf,
    frames: Vec<Vec<u8>>,
    sound: Vec<i16>,
}

impl<'a> Look<'a> {
    pub fn at(made: &'a Made) -> Self {
        let folder = made.shop.published();
        let (_, highest) = &made.tracks.rungs[0];
        let whole = made.whole(highest, "highest.mp4");
        let mut line = "-v warning -xerror -i master.m3u8 -map 0:v:0 -fps_mode passthrough \
                        -vf scale=64:64:flags=area -f rawvideo -pix_fmt rgb24 -y look.rgb"
            .to_owned();
        if !made.tracks.sounds.is_empty() {
            line += " -map 0:a:0 -ac 1 -ar 48000 -f s16le -y look.pcm";
        }
        let (_, said) = ffmpeg(&line, &folder);
        assert!(!said.contains("rror"), "it does not play: {said}");
        let frames = std::fs::read(folder.join("look.rgb")).unwrap();
        let sound = std::fs::read(folder.join("look.pcm")).unwrap_or_default();
        Self {
            made,
            whole,
            frames: frames.chunks_exact(SIDE * SIDE * 3).map(<[u8]>::to_vec).collect(),
            sound: sound.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect(),
        }
    }

    pub fn assert(&self, seen: &Seen) {
        assert_eq!(self.made.warnings, seen.warnings);
        assert_eq!(self.made.facts.video.frame_rate.to_string(), seen.rate);
        let rung = self.made.plan.ladder.rungs()[0];
        assert_eq!((rung.width, rung.height), seen.size);
        self.assert_stream(seen);
        assert_eq!(self.frames.len(), seen.frames, "decoded frames");
        self.assert_times(seen);
        self.assert_colours(seen.colours);
        if seen.colours != Colours::Unknown {
            self.assert_numbers(seen.number);
            if let Some(flash) = seen.flash {
                self.assert_flash(flash, seen.sound);
            }
        }
        assert_eq!(!self.sound.is_empty(), seen.sound, "sound");
    }

    /// It plays to its end: every frame that is listed can be seen, as many as the film has.
    pub fn assert_whole(&self) {
        let listed = usize::try_from(self.made.tracks.rungs[0].1.frames).unwrap();
        assert_eq!(self.frames.len(), listed);
        let seconds = self.made.facts.video.frame_rate.seconds(self.made.tracks.rungs[0].1.frames);
        assert!((seconds - self.made.facts.duration).abs() <= 1.0, "{seconds} of {} s", self.made.facts.duration);
    }

    fn field(&self, entries: &str) -> String {
        let folder = self.made.shop.published();
        let args = format!("-v error -select_streams v -show_entries {entries} -of csv=p=0 {}", self.whole.display());
        ffprobe(&args, &folder).trim().trim_end_matches(',').to_owned()
    }

    /// Square pixels, colours that every player shows, no word of the source's tags.
    fn assert_stream(&self, seen: &Seen) {
        let form = self.field("stream=width,height,sample_aspect_ratio,pix_fmt,field_order");
        let (width, height) = seen.size;
        assert_eq!(form, format!("{width},{height},1:1,yuv420p,progressive"));
        let colours = self.field("stream=color_range,color_space,color_transfer,color_primaries");
        let named: Vec<&str> = colours.split(',').collect();
        assert!(named[0] != "pc" && named[1] != "unknown", "{colours}");
        let tags = self.field("format_tags=title,artist,comment:stream_tags=title");
        assert_eq!(tags, "");
    }

    /// One frame on each tick, from the moment where a title starts.
    fn assert_times(&self, seen: &Seen) {
        let packets = self.field("packet=pts_time");
        let mut times: Vec<f64> =
            packets.lines().map(|line| line.trim_end_matches(',').parse::<f64>().unwrap()).collect();
        times.sort_by(f64::total_cmp);
        assert_eq!(times.len(), seen.frames, "packets");
        let rate = self.made.facts.video.frame_rate;
        for (frame, time) in (0..).zip(times) {
            let expected = 1.0 + rate.seconds(frame);
            assert!((time - expected).abs() < 0.001, "frame {frame} at {time} instead of {expected}");
        }
    }

    fn pixel(&self, frame: usize, (x, y): (usize, usize)) -> [i32; 3] {
        let at = (y * SIDE + x) * 3;
        [0, 1, 2].map(|part| i32::from(self.frames[frame][at + part]))
    }

    fn light(&self, frame: usize, place: (usize, usize)) -> i32 {
        let [r, g, b] = self.pixel(frame, place);
        (2 * r + 5 * g + b) / 8
    }

    fn assert_colours(&self, colours: Colours) {
        let middle = self.frames.len() / 2;
        for (x, y, expected) in CORNERS {
            let found = self.pixel(middle, (x, y));
            let off = found.iter().zip(expected).map(|(found, expected)| (found - expected).abs()).max().unwrap();
            match colours {
                Colours::Exact => assert!(off <= 24, "{found:?} at {x},{y} instead of {expected:?}"),
                Colours::Mapped => assert_like(found, expected),
                Colours::None | Colours::Unknown => {}
            }
        }
    }

    /// The number a frame shows: bits are light where the ground is dark.
    fn number(&self, frame: usize) -> usize {
        let threshold = i32::midpoint(self.light(frame, (56, 56)), self.light(frame, (32, 8)));
        (0..8).map(|bit| usize::from(self.light(frame, (8 * bit + 4, 28)) > threshold) << bit).sum()
    }

    fn assert_numbers(&self, number: fn(usize) -> usize) {
        let found: Vec<usize> = (0..self.frames.len()).map(|frame| self.number(frame)).collect();
        let expected: Vec<usize> = (0..self.frames.len()).map(|frame| number(frame) % 256).collect();
        let first = found.iter().zip(&expected).position(|(found, expected)| found != expected);
        assert!(first.is_none(), "wrong from frame {first:?} on: {found:?}");
    }

    fn assert_flash(&self, moment: f64, with_sound: bool) {
        let lit = |frame: &usize| {
            let threshold = i32::midpoint(self.light(*frame, (56, 56)), self.light(*frame, (32, 8)));
            self.light(*frame, (32, 39)) > threshold
        };
        let first = (0..self.frames.len()).find(lit).unwrap();
        let flash = self.made.facts.video.frame_rate.seconds(u64::try_from(first).unwrap());
        assert!((flash - moment).abs() <= SLIP, "it flashes at {flash} instead of {moment}");
        if with_sound {
            let beep = self.beep();
            assert!((beep - flash).abs() <= SLIP, "it beeps at {beep} and flashes at {flash}");
        }
    }

    /// When the beep begins, seconds from the title's first frame.
    fn beep(&self) -> f64 {
        let loudest = self.sound.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
        assert!(loudest > 1_000, "it beeps");
        let first = self.sound.iter().position(|sample| sample.unsigned_abs() > loudest / 4).unwrap();
        let (_, track) = &self.made.tracks.sounds[0];
        let whole = self.made.whole(track, "sound.mp4");
        f64::from(u32::try_from(first).unwrap()) / 48_000.0 + start(&whole) - start(&self.whole)
    }
}

fn start(file: &Path) -> f64 {
    let args = format!("-v error -show_entries stream=start_time -of csv=p=0 {}", file.display());
    ffprobe(&args, file.parent().unwrap()).trim().trim_end_matches(',').parse().unwrap()
}

/// The same parts are strong, and what was light is light.
fn assert_like(found: [i32; 3], expected: [i32; 3]) {
    let strongest = |parts: [i32; 3]| *parts.iter().max().unwrap();
    let is_strong = |parts: [i32; 3]| -> BTreeSet<usize> {
        (0..3).filter(|part| parts[*part] * 4 > strongest(parts) * 3).collect()
    };
    assert_eq!(is_strong(found), is_strong(expected), "{found:?} instead of {expected:?}");
    let share = f64::from(strongest(found)) / f64::from(strongest(expected));
    assert!((0.8..1.2).contains(&share), "{found:?} instead of {expected:?}");
}
