//! Asks ffprobe what a source is, and reads its end to see whether it is whole.

use std::time::Duration;

use platform::sandbox::{KilledBy, Limits, Observer};

use super::arguments::{Arguments, SOURCE, seconds};
use super::probe_report::{ENTRIES, ProbeReport};
use super::run::{EncodeError, ended};
use super::transcoder::{Jail, reading};
use crate::application::ports::Within;
use crate::domain::{
    ContainerKind, Inspection, Length, MediaLimits, Refusal, RefusalCode, SourceFacts, Tail, examine, examine_start,
    settle_duration,
};

/// The last seconds of a source that are read.
const TAIL: f64 = 10.0;
/// Later than any source ends: reading from there begins at the last key frame, where there is an index.
const AFTER_THE_END: f64 = 1e9;

/// Words of ffprobe and what they mean, the more telling first.
const MEANINGS: [(&str, RefusalCode); 7] = [
    ("Skipped opening external track", RefusalCode::ExternalReference),
    ("Format not on whitelist", RefusalCode::FormatNotAllowed),
    ("exceeds max_streams", RefusalCode::TooManyTracks),
    ("moov atom not found", RefusalCode::MoovMissing),
    ("exceeds specified max pixel count", RefusalCode::ResolutionTooLarge),
    ("Cannot allocate memory", RefusalCode::SandboxLimit),
    ("not on whitelist", RefusalCode::CodecNotAllowed),
];

/// The facts of the source in the job folder and its key frames (see [`key_times`]), or why it is refused.
pub async fn probe(jail: &Jail<'_>, limits: &MediaLimits) -> Result<(SourceFacts, Vec<f64>), EncodeError> {
    if jail.source_bytes()? == 0 {
        return Err(Refusal::from(RefusalCode::FileEmpty).into());
    }
    // What is read on the chance that it is needed has no say in why a source is refused, and holds nobody up.
    let stop = jail.cancel.child_token();
    let chance = jail.quietly(&stop);
    let inspected = async { inspect(jail).await.inspect_err(|_| stop.cancel()) };
    let (report, tail, keys) = tokio::join!(inspected, read_tail(&chance, Some(AFTER_THE_END)), key_times(&chance));
    let report = report?;
    let facts = examine(&report, limits)?;
    let tail = match tail {
        // A search by time ends at the picture that is stored last, which need not be shown last.
        Ok(tail) if tail.end.is_some() && facts.container != ContainerKind::Searched => tail,
        _ => find_tail(jail, &facts).await?,
    };
    let keys = keys?.since(facts.origin);
    Ok((settle_duration(facts, &report, tail, limits)?, keys))
}

/// The facts of a source that still arrives, by what its beginning says; its end is not there to be looked at. A length
/// of 0 is to be guessed.
pub async fn probe_start(jail: &Jail<'_>, limits: &MediaLimits) -> Result<(SourceFacts, Vec<f64>), EncodeError> {
    let report = inspect(jail).await?;
    let facts = examine_start(&report, limits)?;
    // Those of its beginning would say nothing about the rest.
    let keys = match facts.length {
        Length::Known => key_times(&jail.quietly(jail.cancel)).await?.since(facts.origin),
        Length::Guessed => Vec::new(),
    };
    Ok((facts, keys))
}

/// Until when each picture is there that is stored in the first `bytes`, seconds from the title's first frame; looked
/// at from `since` on. Pictures are stored by the time of their decoding, which is never after that of their showing.
pub async fn reach(jail: &Jail<'_>, facts: &SourceFacts, within: Within) -> Result<Option<f64>, EncodeError> {
    let mut line = Arguments::new("-hide_banner -loglevel error").probe_guards().words("-select_streams V:0");
    let from = facts.origin + within.since - TAIL;
    if from > 0.0 {
        line = line.option("-read_intervals", format!("{}%", seconds(from)));
    }
    let line = line.words("-show_entries packet=dts_time,pos,size -of compact=print_section=0").option("-i", SOURCE);
    let mut packets = Arrived { bytes: within.bytes, until: None };
    let outcome = jail.ffprobe(line.done(), Limits { stdout_kept: 0, ..Limits::probe() }, &mut packets).await?;
    ended(&outcome, RefusalCode::SandboxLimit)?;
    Ok(packets.until.map(|until| until - facts.origin))
}

/// Keeps the latest moment of the packets that lie within some bytes.
struct Arrived {
    bytes: u64,
    until: Option<f64>,
}

impl Observer for Arrived {
    fn stdout_line(&mut self, line: &str) {
        let (mut stored, mut position, mut size) = (None, None, None);
        for (name, value) in line.split('|').filter_map(|field| field.split_once('=')) {
            match name {
                "dts_time" => stored = value.parse::<f64>().ok(),
                "pos" => position = value.parse::<u64>().ok(),
                "size" => size = value.parse::<u64>().ok(),
                _ => {}
            }
        }
        if let (Some(stored), Some(position), Some(size)) = (stored, position, size)
            && position.saturating_add(size) <= self.bytes
        {
            self.until = Some(self.until.map_or(stored, |until| until.max(stored)));
        }
    }
}

/// The times of the source's key frames if its container has an index that tells without reading everything (MP4, MOV);
/// else, or if anything fails, none: they only make chunks cheaper.
async fn key_times(jail: &Jail<'_>) -> Result<KeyTimes, EncodeError> {
    let line = Arguments::new("-nostdin -hide_banner -nostats -loglevel error -copyts")
        .guards()
        .words("-format_whitelist mov -discard:v nokey")
        .option("-i", SOURCE)
        .words("-map 0:V:0 -c copy -f framecrc pipe:1");
    let mut keys = KeyTimes::default();
    let outcome = jail.ffmpeg(line.done(), Limits { stdout_kept: 0, ..Limits::probe() }, &mut keys).await?;
    if outcome.killed_by == Some(KilledBy::Cancelled) {
        return Err(EncodeError::Cancelled);
    }
    Ok(if outcome.succeeded() { keys } else { KeyTimes::default() })
}

/// What ffmpeg says of a time that the container does not tell (`AV_NOPTS_VALUE`).
const UNKNOWN: i64 = i64::MIN;

/// Collects the times at which key frames are shown from ffmpeg's list of packets. Where packets between them are left
/// out, their shown times are those of others; but each key frame is shown as long after it is stored as the first one.
#[derive(Default)]
pub struct KeyTimes {
    /// Seconds.
    tick: Option<f64>,
    /// Ticks from storing the first one to showing it.
    wait: Option<i64>,
    /// On the source's own clock, seconds.
    times: Vec<f64>,
}

impl KeyTimes {
    /// Seconds from `origin`, in order.
    pub fn since(&self, origin: f64) -> Vec<f64> {
        let mut times: Vec<f64> = self.times.iter().map(|time| time - origin).collect();
        times.sort_by(f64::total_cmp);
        times
    }
}

impl Observer for KeyTimes {
    #[expect(clippy::cast_precision_loss, reason = "clocks count far less than 2^52 ticks")]
    fn stdout_line(&mut self, line: &str) {
        if let Some((ticks, second)) = line.strip_prefix("#tb 0: ").and_then(|base| base.split_once('/')) {
            self.tick = ticks.parse().ok().zip(second.parse().ok()).map(|(ticks, second): (f64, f64)| ticks / second);
        }
        // A packet that is no key frame carries its flags in another field.
        if line.starts_with('#') || line.contains("F=0x0") {
            return;
        }
        let mut fields =
            line.split(',').skip(1).map(|field| field.trim().parse::<i64>().ok().filter(|ticks| *ticks != UNKNOWN));
        if let (Some(Some(stored)), Some(Some(shown)), Some(tick)) = (fields.next(), fields.next(), self.tick) {
            let wait = *self.wait.get_or_insert(shown.saturating_sub(stored));
            self.times.push(tick * stored.saturating_add(wait) as f64);
        }
    }
}

/// What ffprobe reports of the source, not yet judged.
pub async fn inspect(jail: &Jail<'_>) -> Result<Inspection, EncodeError> {
    let line = Arguments::new("-hide_banner -loglevel repeat+warning")
        .probe_guards()
        .option("-show_entries", ENTRIES)
        .words("-of json=compact=1")
        .option("-i", SOURCE);
    let outcome = jail.ffprobe(line.done(), Limits::probe(), &mut platform::sandbox::Silent).await?;
    ended(&outcome, RefusalCode::SandboxLimit)?;
    let said = &outcome.stderr_tail;
    if said.contains("Skipped opening external track") {
        return Err(Refusal::from(RefusalCode::ExternalReference).into());
    }
    let report: Option<ProbeReport> = serde_json::from_slice(&outcome.stdout).ok();
    match report {
        Some(report) if outcome.succeeded() => Ok(report.into()),
        _ => Err(Refusal::from(meaning(said)).into()),
    }
}

fn meaning(said: &str) -> RefusalCode {
    let known = MEANINGS.iter().find(|(words, _)| said.contains(words));
    // A container that was recognised and then gave up is broken; otherwise nothing was recognised.
    let recognised = ["[mov,", "[matroska,", "[mpegts ", "[avi "].iter().any(|name| said.contains(name));
    known.map_or(if recognised { RefusalCode::MediaDamaged } else { RefusalCode::NotMedia }, |(_, code)| *code)
}

async fn find_tail(jail: &Jail<'_>, facts: &SourceFacts) -> Result<Tail, EncodeError> {
    let claim = (facts.duration > 0.0).then_some(facts.origin + facts.duration - TAIL);
    let tail = read_tail(jail, claim).await?;
    if tail.end.is_none() && claim.is_some() {
        // The claimed end cannot be reached; the whole file says where it really is.
        return read_tail(jail, None).await;
    }
    Ok(tail)
}

async fn read_tail(jail: &Jail<'_>, from: Option<f64>) -> Result<Tail, EncodeError> {
    let mut line = Arguments::new("-hide_banner -loglevel error").probe_guards().words("-select_streams V:0");
    if let Some(from) = from.filter(|from| *from > 0.0) {
        line = line.option("-read_intervals", format!("{}%", seconds(from)));
    }
    let line = line
        .words("-show_entries packet=pts_time,dts_time,duration_time:packet_side_data=side_data_type")
        .words("-of compact=print_section=0")
        .option("-i", SOURCE);
    let mut packets = LastPacket(Tail { end: None, encrypted: false });
    // All of a file is read where nothing tells its end: that takes a slow disk its time.
    let slow = if from.is_none() { reading(jail.source_bytes()?) } else { Duration::ZERO };
    let limits = Limits { stdout_kept: 0, ..Limits::probe().longer_by(slow) };
    let outcome = jail.ffprobe(line.done(), limits, &mut packets).await?;
    ended(&outcome, RefusalCode::SandboxLimit)?;
    Ok(packets.0)
}

/// Keeps the latest end of all packets seen.
struct LastPacket(Tail);

impl Observer for LastPacket {
    fn stdout_line(&mut self, line: &str) {
        let (mut shown, mut stored, mut length) = (None, None, 0.0);
        for (name, value) in line.split('|').filter_map(|field| field.split_once('=')) {
            match name {
                "pts_time" => shown = value.parse::<f64>().ok(),
                "dts_time" => stored = value.parse::<f64>().ok(),
                "duration_time" => length = value.parse().unwrap_or(0.0),
                _ => self.0.encrypted |= value.starts_with("Encryption"),
            }
        }
        if let Some(start) = shown.or(stored) {
            self.0.end = Some(self.0.end.map_or(start + length, |end| end.max(start + length)));
        }
    }
}
