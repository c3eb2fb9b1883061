//! Good files damaged in many ways: each ends in a code in time, or in a title that plays whole.

use std::path::Path;
use std::time::{Duration, Instant};

use encoder::domain::RefusalCode;
use encoder::outbound::ffmpeg::EncodeError;
use libtest_mimic::{Failed, Trial};

use super::badmedia::{Corpus, boxes, find};
use super::sources::{look::Look, source::Made};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("a_file_cut_at_any_box_ends_in_a_code_or_plays", cuts),
        Trial::test("a_header_that_lies_ends_in_a_code_or_plays", lies),
        Trial::test("whatever_the_damage_what_is_published_plays_whole", damage),
    ]
}

/// The longest that eight seconds of a tiny film may take on a busy machine.
const LONGEST: Duration = Duration::from_mins(1);

/// The code of a file, or `None` if it became a title that plays.
fn end(root: &Path, file: &Path, what: &str) -> Option<RefusalCode> {
    let place = tempfile::tempdir_in(root).unwrap();
    let start = Instant::now();
    let code = match Made::of(place.path(), file) {
        Ok(made) => {
            Look::at(&made).assert_whole();
            None
        }
        Err(EncodeError::Refused(refusal)) => Some(refusal.code),
        Err(other) => panic!("{what}: {other}"),
    };
    assert!(start.elapsed() < LONGEST, "{what} took {:?}", start.elapsed());
    assert_ne!(code, Some(RefusalCode::Internal), "{what}");
    code
}

fn cuts() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let corpus = Corpus::new(root.path(), 6);
    let (mut refused, mut played) = (0, 0);
    for of in ["good.mp4", "faststart.mp4"] {
        let bytes = corpus.read(of);
        let places = boxes(&bytes).into_iter().flat_map(|start| [start, start + 8]);
        for place in places.filter(|place| *place < bytes.len()) {
            let cut = corpus.write("cut.mp4", &bytes[..place]);
            match end(root.path(), &cut, &format!("{of} cut at {place}")) {
                Some(_) => refused += 1,
                None => played += 1,
            }
        }
    }
    // Where the index breaks off behind the picture's track, all of the picture is there.
    assert!(refused > played, "{refused} refused, {played} played");
    Ok(())
}

/// Where a box has a number, and what it says instead.
const LIES: [(&[u8; 4], usize, u32); 14] = [
    // Frames of the first entry, and how long each lasts.
    (b"stts", 8, u32::MAX),
    (b"stts", 12, u32::MAX),
    (b"stts", 12, 0),
    // The number of samples, and their size.
    (b"stsz", 8, u32::MAX),
    (b"stsz", 4, 0x7FFF_FFFF),
    (b"stsz", 12, 0x7FFF_FFFF),
    // Where they lie.
    (b"stco", 4, u32::MAX),
    (b"stco", 8, u32::MAX),
    (b"stsc", 8, 0),
    // Key frames.
    (b"stss", 4, u32::MAX),
    // Ticks in a second.
    (b"mdhd", 12, 0),
    (b"mdhd", 12, u32::MAX),
    // When the first frame is shown.
    (b"elst", 12, 0x7FFF_FFFF),
    (b"ctts", 12, 0x7FFF_FFFF),
];

fn lies() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let corpus = Corpus::new(root.path(), 7);
    for (name, offset, says) in LIES {
        let mut bytes = corpus.read("good.mp4");
        let at = find(&bytes, name, find(&bytes, b"moov", 0)) + 4 + offset;
        bytes[at..at + 4].copy_from_slice(&says.to_be_bytes());
        let lie = corpus.write("lie.mp4", &bytes);
        end(root.path(), &lie, &format!("{} says {says} at {offset}", String::from_utf8_lossy(name)));
    }
    Ok(())
}

fn damage() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let (mut refused, mut played) = (0, 0);
    for seed in 100..130 {
        let mut corpus = Corpus::new(root.path(), seed);
        let file = corpus.mutated(0);
        match end(root.path(), &file, &format!("the damage of seed {seed}")) {
            Some(_) => refused += 1,
            None => played += 1,
        }
    }
    assert!(refused > 3 && played > 3, "{refused} refused, {played} played: the corpus is one-sided");
    Ok(())
}
