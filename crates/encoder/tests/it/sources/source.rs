//! A source: how ffmpeg makes it from the test picture, and what a viewer must see of it.

use std::path::{Path, PathBuf};

use encoder::domain::{Machine, Phase, Plan, RefusalCode, SourceFacts, Track, Tracks, Warning, check_whole};
use encoder::outbound::ffmpeg::EncodeError;

use super::look::{Colours, Look};
use crate::workshop::{Workshop, ffmpeg};

/// One source with what is expected of it.
#[derive(Clone)]
pub struct Source {
    /// What is tested, as the name of a test.
    pub sentence: &'static str,
    file: &'static str,
    steps: String,
    expected: Result<Seen, RefusalCode>,
}

/// What a viewer of the highest rung sees and hears.
#[derive(Clone)]
pub struct Seen {
    /// Of the highest rung.
    pub size: (u32, u32),
    pub rate: &'static str,
    pub frames: usize,
    /// The number that the source's picture shows in a frame of the result.
    pub number: fn(usize) -> usize,
    pub colours: Colours,
    pub flash: Option<f64>,
    pub sound: bool,
    pub warnings: &'static [Warning],
}

/// Enough workers to need no head start.
const FAST: Machine = Machine { workers: 2, core_speed: 100.0 };

/// A source whose picture shows `film()`; it is called `file` and comes of `steps` of ffmpeg, one a
/// line, the last of which makes the file.
pub fn source(sentence: &'static str, file: &'static str, steps: impl Into<String>) -> Source {
    let seen = Seen {
        size: (160, 120),
        rate: "25/1",
        frames: 225,
        number: |frame| frame,
        colours: Colours::Exact,
        flash: Some(FLASH),
        sound: true,
        warnings: &[],
    };
    Source { sentence, file, steps: steps.into(), expected: Ok(seen) }
}

/// A source that is refused.
pub fn refused(sentence: &'static str, file: &'static str, steps: impl Into<String>, code: RefusalCode) -> Source {
    Source { expected: Err(code), ..source(sentence, file, steps) }
}

impl Source {
    /// Changes what is expected.
    pub fn seen(mut self, change: impl FnOnce(&mut Seen)) -> Self {
        if let Ok(seen) = &mut self.expected {
            change(seen);
        }
        self
    }

    pub fn silent(self) -> Self {
        self.seen(|seen| seen.sound = false)
    }

    pub fn size(self, width: u32, height: u32) -> Self {
        self.seen(|seen| seen.size = (width, height))
    }

    pub fn rate(self, rate: &'static str, frames: usize) -> Self {
        self.seen(|seen| (seen.rate, seen.frames) = (rate, frames))
    }

    pub fn numbers(self, number: fn(usize) -> usize) -> Self {
        self.seen(|seen| seen.number = number)
    }

    /// Makes it, sends it through the encoder, and looks at what came out.
    pub fn check(&self) {
        let root = tempfile::tempdir().unwrap();
        let file = self.make(root.path());
        match (&self.expected, Made::of(root.path(), &file)) {
            (Ok(seen), Ok(made)) => Look::at(&made).assert(seen),
            (Err(code), Err(error)) => assert_eq!(error.code(), *code, "{error}"),
            (Ok(_), Err(error)) => panic!("refused: {error:?}"),
            (Err(code), Ok(_)) => panic!("accepted instead of {}", code.as_str()),
        }
    }

    fn make(&self, root: &Path) -> PathBuf {
        std::fs::write(root.join(WORDS), "1\n00:00:01,000 --> 00:00:02,000\nHello\n").unwrap();
        let (before, last) = self.steps.rsplit_once('\n').unwrap_or(("", &self.steps));
        for step in before.lines() {
            ffmpeg(&format!("-v error -y {step}"), root);
        }
        ffmpeg(&format!("-v error -y {last} {}", self.file), root);
        root.join(self.file)
    }
}

/// Everything the encoder made of a source.
pub struct Made {
    pub shop: Workshop,
    pub facts: SourceFacts,
    pub plan: Plan,
    pub tracks: Tracks,
    pub warnings: Vec<Warning>,
}

impl Made {
    /// Encodes `file` with a join behind every segment.
    pub fn of(root: &Path, file: &Path) -> Result<Self, EncodeError> {
        let shop = Workshop::new(&root.join("work"), file);
        let facts = shop.probe()?;
        let plan = shop.plan_in_pieces(&facts, FAST);
        let product = shop.make(&facts, &plan, 1)?;
        let joined = Tracks::join(&plan, &product.finished).map_err(|e| EncodeError::Output(e.to_string()))?;
        let warnings = check_whole(&plan, &facts, &joined, product.damage)?;
        let tracks = shop.publish(&plan, &product, Phase::Final);
        Ok(Self { shop, facts, plan, tracks, warnings })
    }

    /// The bytes of a track in one piece.
    pub fn whole(&self, track: &Track, name: &str) -> PathBuf {
        let folder = self.shop.published();
        let parts = track.init.iter().chain(track.segments.iter().map(|segment| &segment.uri));
        let bytes: Vec<u8> = parts.flat_map(|uri| std::fs::read(folder.join(uri)).unwrap()).collect();
        std::fs::write(folder.join(name), bytes).unwrap();
        folder.join(name)
    }
}

/// A file with a subtitle that lies beside every source.
pub const WORDS: &str = "words.srt";
/// When it flashes and beeps, seconds.
pub const FLASH: f64 = 5.0;

/// The test picture and its sound as two inputs: 9 s of 160 × 120 at 25 frames per second.
pub fn film() -> String {
    film_of("160x120", "25", 9)
}

/// The same in another shape.
pub fn film_of(size: &str, rate: &str, seconds: u32) -> String {
    format!("{} {}", picture(size, rate, seconds), beep(seconds))
}

/// A red, a green, a blue and a white corner, from the upper left one like a `Z`; between them the number of the
/// frame as eight bits, the lowest at the left; below it a flash of a fifth of a second.
pub fn picture(size: &str, rate: &str, seconds: u32) -> String {
    let boxed = |x: &str, y: &str, w: &str, h: &str, colour: &str, when: &str| {
        format!(",drawbox=x={x}:y={y}:w={w}:h={h}:c={colour}:t=fill{when}")
    };
    let mut graph = format!("color=c=0x404040:s={size}:r={rate}:d={seconds}");
    for (x, y, colour) in [
        ("0", "0", "0xC00000"),
        ("iw*3/4", "0", "0x00C000"),
        ("0", "ih*3/4", "0x0000C0"),
        ("iw*3/4", "ih*3/4", "0xE0E0E0"),
    ] {
        graph += &boxed(x, y, "iw/4", "ih/4", colour, "");
    }
    for bit in 0..8 {
        let when = format!(":enable='mod(floor(n/{})\\,2)'", 1 << bit);
        graph += &boxed(&format!("iw*{bit}/8"), "ih*3/8", "iw/8", "ih/8", "0xE0E0E0", &when);
    }
    let when = format!(":enable='between(t\\,{FLASH}-0.001\\,{FLASH}+0.199)'");
    graph += &boxed("iw*3/8", "ih*9/16", "iw/4", "ih/8", "0xE0E0E0", &when);
    format!("-f lavfi -i {graph}")
}

/// Silence with a beep at the flash.
pub fn beep(seconds: u32) -> String {
    beep_at(FLASH, seconds)
}

/// Silence with a beep at another moment.
pub fn beep_at(at: f64, seconds: u32) -> String {
    format!("-f lavfi -i aevalsrc=exprs=0.5*sin(2*PI*1000*t)*between(t\\,{at}\\,{at}+0.2):s=48000:d={seconds}")
}
