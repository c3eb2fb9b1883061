//! Where reading a source starts, so that the decoder meets a key frame before the first picture it must show.

use platform::sandbox::Limits;

use super::arguments::{Arguments, SOURCE};
use super::probe::KeyTimes;
use super::run::{EncodeError, ended};
use super::transcoder::Jail;
use crate::domain::{ContainerKind, RefusalCode, SourceFacts};

/// An index names key frames by the time they are stored, which is a few frames before they are shown; seconds.
const INDEXED_LEAD: f64 = 0.5;
/// A search among timestamps may end anywhere between key frames; seconds of the first try.
const SEARCHED_LEAD: f64 = 2.5;
/// Each further try looks for a key frame this many times as far away.
const FURTHER: f64 = 4.0;

/// What the source's clock shows where reading for a picture at `at` seconds from the title's first frame starts;
/// `None` for the start of the file.
pub async fn entry(jail: &Jail<'_>, facts: &SourceFacts, at: f64) -> Result<Option<f64>, EncodeError> {
    let searched = facts.container == ContainerKind::Searched;
    let mut lead = if searched { SEARCHED_LEAD } else { INDEXED_LEAD };
    while lead < at {
        let start = facts.origin + at - lead;
        if !searched || first_key(jail, facts, start).await?.is_some_and(|key| key <= at) {
            return Ok(Some(start));
        }
        lead *= FURTHER;
    }
    Ok(None)
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
    let outcome = jail.ffmpeg(line.done(), Limits { stdout_kept: 0, ..Limits::probe() }, &mut keys).await?;
    ended(&outcome, RefusalCode::SandboxLimit)?;
    Ok(keys.since(facts.origin).first().copied())
}
