//! Where reading a source starts, so that the decoder meets a key frame before the first picture it must show.

use platform::sandbox::Limits;

use super::arguments::{Arguments, SOURCE};
use super::probe::KeyTimes;
use super::run::{EncodeError, ended};
use super::transcoder::{Jail, reading};
use crate::domain::{ContainerKind, RefusalCode, SourceFacts, is_by};

/// Where an index names key frames by the time they are stored, which is a few frames before they are shown, ffmpeg looks
/// 3/23 s earlier than it is told; seconds that make up for it.
const STEPPED_BACK: f64 = 0.2;
/// How far before the picture an index is asked where that did not lead to the right key frame; seconds.
const INDEXED_LEAD: f64 = 0.5;
/// A search among timestamps may end anywhere between key frames; seconds of the first try.
const SEARCHED_LEAD: f64 = 2.5;
/// Each further try looks for a key frame this many times as far away.
const FURTHER: f64 = 4.0;

/// What the source's clock shows where reading for a picture at `at` seconds from the title's first frame starts;
/// `None` for the start of the file.
pub async fn entry(jail: &Jail<'_>, facts: &SourceFacts, at: f64) -> Result<Option<f64>, EncodeError> {
    if at <= 0.0 {
        return Ok(None);
    }
    let stepped_back = match facts.container {
        ContainerKind::Mapped => 0.0,
        ContainerKind::Indexed => STEPPED_BACK,
        ContainerKind::Searched => return searched(jail, facts, at).await,
    };
    let start = facts.origin + at + stepped_back;
    if suits(jail, facts, start, at).await? {
        return Ok(Some(start));
    }
    Ok((INDEXED_LEAD < at).then_some(facts.origin + at - INDEXED_LEAD))
}

async fn searched(jail: &Jail<'_>, facts: &SourceFacts, at: f64) -> Result<Option<f64>, EncodeError> {
    let mut lead = SEARCHED_LEAD;
    while lead < at {
        let start = facts.origin + at - lead;
        if suits(jail, facts, start, at).await? {
            return Ok(Some(start));
        }
        lead *= FURTHER;
    }
    Ok(None)
}

/// Whether reading from `start` on meets a key frame before the picture at `at`.
async fn suits(jail: &Jail<'_>, facts: &SourceFacts, start: f64, at: f64) -> Result<bool, EncodeError> {
    Ok(first_key(jail, facts, start).await?.is_some_and(|key| is_by(key, at)))
}

/// The first key frame that is met when reading starts at `start`, seconds from the title's first frame.
async fn first_key(jail: &Jail<'_>, facts: &SourceFacts, start: f64) -> Result<Option<f64>, EncodeError> {
    // Copying starts with a key frame.
    let line = Arguments::new("-nostdin -hide_banner -nostats -loglevel error -copyts")
        .guards()
        .seek(start)
        .option("-i", SOURCE)
        .words("-map 0:V:0 -c copy -frames:v 1 -f framecrc pipe:1");
    let mut keys = KeyTimes::default();
    // Where an index is missing after all, everything is read up to there.
    let limits = Limits::probe().longer_by(reading(jail.source_bytes()?));
    let outcome = jail.ffmpeg(line.done(), Limits { stdout_kept: 0, ..limits }, &mut keys).await?;
    ended(&outcome, RefusalCode::SandboxLimit)?;
    Ok(keys.since(facts.origin).first().copied())
}
