//! The command lines of the sound: each track is one task for the whole title.
//!
//! AAC frames of 1,024 samples do not fit segments, and every new encoder starts with silence: sound
//! joined from chunks would click at each join.

use std::ffi::OsString;
use std::fmt::Write as _;

use super::arguments::{Arguments, SOURCE, seconds};
use super::transcoder::EncodeJob;
use crate::domain::{
    AudioWork, Gain, Grid, Layout, Length, PRIMING, SAMPLE_RATE, Sound, SourceFacts, measured_windows,
};

/// A gain below this leaves no peak above the limit, dB.
const HARMLESS: f64 = -6.0;
/// No peak between samples above -1.5 dB: the limiter sees four times as many samples (ITU-R BS.1770-4, annex 2).
const LIMITER: &str = "aresample=192000,alimiter=limit=0.841395:level=disabled:latency=1,aresample=48000";

/// The arguments that measure the loudness of one rendition in parts of the first `seconds` of the source.
pub fn measurement(facts: &SourceFacts, work: &AudioWork, sound: &Sound, seconds: f64) -> Vec<OsString> {
    let windows = measured_windows(seconds);
    let mut line = loud().guards();
    let mut graph = String::new();
    for (index, window) in windows.iter().enumerate() {
        let (start, end) = (facts.origin + window.start, facts.origin + window.end);
        line = line.seek(start).option("-i", SOURCE);
        let cut = format!("atrim=start={start:.6}:end={end:.6},asetpts=PTS-STARTPTS");
        let _ = write!(graph, "[{index}:a:{}]{cut},{}[w{index}];", work.stream, layout(sound));
    }
    for index in 0..windows.len() {
        let _ = write!(graph, "[w{index}]");
    }
    let _ = write!(graph, "concat=n={}:v=0:a=1,{}", windows.len(), meter(sound));
    // Without a word ffmpeg would decode the pictures, too.
    line.option("-filter_complex", graph).words("-vn -sn -dn -f null -").done()
}

/// The arguments that encode a track, from the first frame of the picture to the last: gaps become silence, and a
/// shorter track is filled up with it. Where the end of the picture is not known, the track ends as it does. Each
/// rendition lies in the folder named beside its gain.
pub fn arguments(job: &EncodeJob<'_>, input: &str, work: &AudioWork, takes: &[Take<'_>]) -> Vec<OsString> {
    let EncodeJob { facts, grid, .. } = *job;
    let mut line = loud()
        .guards()
        .words("-max_error_rate 1")
        .option("-i", input)
        .option("-filter_complex", graph(facts, grid, work, takes));
    for (index, take) in takes.iter().enumerate() {
        line = line
            .option("-map", format!("[o{index}]"))
            .words("-c:a aac -threads:a 1")
            .option("-b:a", format!("{}k", take.sound.kbps))
            .segments(&take.folder, grid, 0, grid.segment_seconds());
    }
    line.done()
}

/// One rendition in one run.
#[derive(Clone)]
pub struct Take<'a> {
    /// What is made.
    pub sound: &'a Sound,
    /// Below `out/`.
    pub folder: String,
    /// `None` leaves the level alone and measures nothing.
    pub gain: Option<Gain>,
}

fn graph(facts: &SourceFacts, grid: &Grid, work: &AudioWork, takes: &[Take<'_>]) -> String {
    let origin = seconds(facts.origin);
    let mut graph = format!(
        "[0:a:{}]asetpts=PTS-{origin}/TB,aresample=48000:async=1:first_pts=0,{}asplit={}",
        work.stream,
        cut(facts, grid),
        takes.len()
    );
    for index in 0..takes.len() {
        let _ = write!(graph, "[s{index}]");
    }
    for (index, take) in takes.iter().enumerate() {
        let _ = write!(graph, ";[s{index}]{}", layout(take.sound));
        if let Some(gain) = take.gain {
            let _ = write!(graph, ",volume={:.2}dB", gain.decibels());
            if gain.decibels() > HARMLESS {
                let _ = write!(graph, ",{LIMITER}");
            }
            let _ = write!(graph, ",{}", meter(take.sound));
        }
        let _ = write!(graph, "[o{index}]");
    }
    graph
}

/// To the length of the picture, if that is known.
fn cut(facts: &SourceFacts, grid: &Grid) -> String {
    if facts.length == Length::Guessed {
        return String::new();
    }
    // Without the encoder's own packet at the end: the track would be longer than the picture and have a last segment
    // of a few milliseconds.
    let priming = f64::from(PRIMING) / f64::from(SAMPLE_RATE);
    let length = seconds((grid.rate().seconds(grid.total_frames()) - priming).max(priming));
    format!("apad=whole_dur={length},atrim=end={length},")
}

/// The meters speak at the level of information.
fn loud() -> Arguments {
    Arguments::ffmpeg().words("-loglevel repeat+info")
}

const fn layout(sound: &Sound) -> &'static str {
    match sound.layout() {
        Layout::Stereo => "aformat=sample_rates=48000:channel_layouts=stereo",
        Layout::Surround => "aformat=sample_rates=48000:channel_layouts=5.1",
    }
}

/// Says at the end how loud the whole was.
fn meter(sound: &Sound) -> String {
    format!("ebur128@{}=framelog=verbose", sound.name)
}
