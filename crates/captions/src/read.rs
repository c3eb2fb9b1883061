//! WebVTT, SRT and ASS to cues. Whatever makes no sense in them is passed over.

use crate::{
    Captions, Cue,
    decode::decode,
    markup::{clean, plain},
};

/// Bytes of a text track at most, as it comes and as it is kept.
pub const LARGEST: usize = 2 * 1024 * 1024;
/// Letters of a cue that are kept: what is longer was never meant to be read.
const LONGEST_CUE: usize = 2_000;

/// Why bytes are no subtitles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More than [`LARGEST`].
    #[error("the subtitles are too large")]
    TooLarge,
    /// There is not a single cue in it.
    #[error("no cue can be read")]
    NoCue,
}

impl Unreadable {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "SUBTITLE_TOO_LARGE",
            Self::NoCue => "SUBTITLE_INVALID",
        }
    }
}

/// Reads the bytes of a file in any of the three formats and in whatever encoding.
pub fn read(bytes: &[u8]) -> Result<Captions, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let is_ass = text.lines().any(|line| line.trim().eq_ignore_ascii_case("[events]"));
    let captions = Captions::new(if is_ass { ass(&text) } else { timed_blocks(&text) });
    if captions.is_empty() {
        return Err(Unreadable::NoCue);
    }
    if captions.webvtt().len() > LARGEST { Err(Unreadable::TooLarge) } else { Ok(captions) }
}

/// `WebVTT` and SRT: a line with two times, and text up to an empty line.
fn timed_blocks(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut block: Option<Block> = None;
    for line in text.lines() {
        let times = times(line);
        if times.is_some() || line.trim().is_empty() {
            cues.extend(block.take().and_then(|block| block.cue(times.is_some())));
        } else if let Some(block) = &mut block {
            block.lines.push(line);
        }
        block = block.or_else(|| times.map(|(start, end)| Block { start, end, lines: Vec::new() }));
    }
    cues.extend(block.and_then(|block| block.cue(false)));
    cues
}

struct Block<'a> {
    start: i64,
    end: i64,
    lines: Vec<&'a str>,
}

impl Block<'_> {
    /// Where the empty line is missing, the number of the next block stands at the end of this one.
    fn cue(mut self, is_cut_short: bool) -> Option<Cue> {
        if is_cut_short && self.lines.last().is_some_and(|line| line.trim().bytes().all(|byte| byte.is_ascii_digit())) {
            self.lines.pop();
        }
        Cue::cleaned(self.start, self.end, clean(&shortened(&self.lines.join("\n"))))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_CUE).collect()
}

/// `00:01.500 --> 01:00:02,5`, with whatever settings behind, which are dropped: they may hide text.
fn times(line: &str) -> Option<(i64, i64)> {
    let (start, end) = line.split_once("-->")?;
    Some((moment(start.trim())?, moment(end.split_whitespace().next()?)?))
}

/// Milliseconds of `[hours:]minutes:seconds[.fraction]`.
fn moment(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut seconds = 0;
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for part in parts {
        seconds = seconds * 60 + number(part, 4)?;
    }
    let fraction = fraction.get(..fraction.len().min(3))?;
    let scale = match fraction.len() {
        1 => 100,
        2 => 10,
        _ => 1,
    };
    Some(seconds * 1_000 + number(fraction, 3)? * scale)
}

fn number(digits: &str, most: usize) -> Option<i64> {
    let fits = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// The events of an ASS or SSA script. Their `Format:` line says what is where; the text comes last.
fn ass(text: &str) -> Vec<Cue> {
    let mut lines = text.lines().skip_while(|line| !line.trim().eq_ignore_ascii_case("[events]")).skip(1);
    let mut columns = None;
    let mut cues = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.starts_with('[')) {
        if let Some(format) = line.strip_prefix("Format:") {
            columns = Columns::parse(format);
        } else if let (Some(event), Some(columns)) = (line.strip_prefix("Dialogue:"), &columns) {
            cues.extend(columns.cue(event));
        }
    }
    cues
}

struct Columns {
    start: usize,
    end: usize,
    text: usize,
}

impl Columns {
    fn parse(format: &str) -> Option<Self> {
        let place = |name: &str| format.split(',').position(|column| column.trim().eq_ignore_ascii_case(name));
        Some(Self { start: place("Start")?, end: place("End")?, text: place("Text")? })
    }

    fn cue(&self, event: &str) -> Option<Cue> {
        let values: Vec<&str> = event.splitn(self.text + 1, ',').collect();
        let (start, end) = (values.get(self.start)?.trim(), values.get(self.end)?.trim());
        Cue::cleaned(moment(start)?, moment(end)?, plain(&shortened(&spoken(values.get(self.text)?)?)))
    }
}

/// The text of an event without its overrides; `None` if it is a drawing.
fn spoken(text: &str) -> Option<String> {
    let mut spoken = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('{') {
        let Some((overrides, after)) = inside.split_once('}') else { break };
        if draws(overrides) {
            return None;
        }
        spoken.push_str(before);
        rest = after;
    }
    spoken.push_str(rest);
    Some(spoken.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u{a0}"))
}

/// `\p1` begins a drawing; `\pos` and `\pbo` do not.
fn draws(overrides: &str) -> bool {
    let mut commands = overrides.split('\\').filter_map(|command| command.strip_prefix('p'));
    commands.any(|scale| scale.starts_with(|it: char| ('1'..='9').contains(&it)))
}
