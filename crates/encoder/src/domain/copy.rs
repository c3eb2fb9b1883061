//! Whether the largest rung can be the source's own picture.

use super::{Codec, ContainerKind, Grid, Ladder, Rung, SourceFacts};

/// Above so many times the ceiling of its rung, a picture costs viewers more than it is worth.
const MOST: f64 = 2.0;

/// A second of it may have so many times the bits of a usual one.
const PEAK: f64 = 2.0;

/// The rung that a source with key frames at `keys`, seconds from its first frame, can give as it is, with the ceiling
/// of the source. A ladder of a single rung is encoded: what nobody decodes, nobody has looked at.
pub(super) fn copied(facts: &SourceFacts, keys: &[f64], grid: &Grid, ladder: &Ladder) -> Option<Rung> {
    let mut rungs = ladder.rungs().iter().filter(|rung| rung.codec == Codec::H264);
    let (top, _) = (rungs.next()?, rungs.next()?);
    let suits = facts.container == ContainerKind::Mapped
        && facts.video.plain
        && (facts.video.width, facts.video.height) == (top.width, top.height)
        && kbps(facts) <= f64::from(top.max_kbps) * MOST
        && (0..grid.segments()).all(|number| has_key(keys, grid.start(number), grid.rate().seconds(1) / 2.0));
    suits.then(|| Rung { max_kbps: top.max_kbps.max(ceiling(facts)), ..*top })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a bit rate")]
fn ceiling(facts: &SourceFacts) -> u32 {
    (kbps(facts) * PEAK).ceil() as u32
}

/// Of the whole file, which is a little more than that of its picture.
#[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
fn kbps(facts: &SourceFacts) -> f64 {
    facts.size_bytes as f64 * 8.0 / 1_000.0 / facts.duration.max(0.001)
}

/// Whether one of `keys`, which are in order, lies so near to `at`.
fn has_key(keys: &[f64], at: f64, near: f64) -> bool {
    keys.get(keys.partition_point(|key| *key < at - near)).is_some_and(|key| *key < at + near)
}
