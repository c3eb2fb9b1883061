//! Whether what came out is what went in (rule M6).

use serde::{Deserialize, Serialize};

use super::inspection::tolerance;
use super::tracks::Tracks;
use super::{Plan, Refusal, RefusalCode, SourceFacts, Warning};

/// The share of frames that may be undecodable.
const ACCEPTED_ERRORS: f64 = 0.02;

/// What a decoder reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// Frames put out.
    pub frames: u64,
    /// Frames that could not be decoded, or only in part.
    pub errors: u64,
}

impl Damage {
    /// The damage of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { frames: self.frames + other.frames, errors: self.errors + other.errors }
    }
}

/// Judges a whole title before it is completed: every rung has its frames and no gap, every sound track is as long as
/// the picture, and at most 2 % of the source could not be decoded. Some damage below that is a warning.
pub fn check_whole(plan: &Plan, facts: &SourceFacts, tracks: &Tracks, damage: Damage) -> Result<Vec<Warning>, Refusal> {
    let rate = plan.grid.rate();
    let allowed = rate.frames_in(tolerance(facts.duration));
    for (_, track) in &tracks.rungs {
        let reached = rate.frames_in(track.segments.iter().map(|segment| segment.duration).sum());
        for frames in [track.frames, reached] {
            if frames.abs_diff(plan.grid.total_frames()) > allowed {
                return Err(RefusalCode::MediaDamaged.into());
            }
        }
    }
    for (_, track) in &tracks.sounds {
        let reached: f64 = track.segments.iter().map(|segment| segment.duration).sum();
        if (reached - rate.seconds(plan.grid.total_frames())).abs() > tolerance(facts.duration) {
            return Err(RefusalCode::MediaDamaged.into());
        }
    }
    if share(damage) > ACCEPTED_ERRORS {
        return Err(RefusalCode::MediaDamaged.into());
    }
    let mut warnings = facts.warnings.clone();
    if damage.errors > 0 {
        warnings.push(Warning::MediaDamaged);
    }
    Ok(warnings)
}

#[expect(clippy::cast_precision_loss, reason = "frame counts are far below 2^52")]
fn share(damage: Damage) -> f64 {
    if damage.frames == 0 { 1.0 } else { damage.errors as f64 / damage.frames as f64 }
}
