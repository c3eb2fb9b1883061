//! Frame rates as exact fractions: 30000/1001 is not 29.97.

use serde::{Deserialize, Serialize};

/// Frames per second as a fraction of two positive numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameRate {
    num: u32,
    den: u32,
}

/// Rates that recordings mean even when a container rounds them.
const COMMON: [FrameRate; 12] = [
    FrameRate { num: 24_000, den: 1001 },
    FrameRate { num: 24, den: 1 },
    FrameRate { num: 25, den: 1 },
    FrameRate { num: 30_000, den: 1001 },
    FrameRate { num: 30, den: 1 },
    FrameRate { num: 48, den: 1 },
    FrameRate { num: 50, den: 1 },
    FrameRate { num: 60_000, den: 1001 },
    FrameRate { num: 60, den: 1 },
    FrameRate { num: 15, den: 1 },
    FrameRate { num: 12, den: 1 },
    FrameRate { num: 10, den: 1 },
];

/// The highest rate we put out; a faster source is divided by the smallest whole number that fits.
const MOST: u32 = 60;
/// The lowest rate we put out; frames of a slower source are shown several times. An encoder stores a picture up to two
/// frames before it is shown, which must not be before the first moment of a title, a second after zero.
const LEAST: u32 = 5;

impl FrameRate {
    /// `None` unless both are positive.
    #[must_use]
    pub const fn try_new(num: u32, den: u32) -> Option<Self> {
        if num == 0 || den == 0 { None } else { Some(Self { num, den }) }
    }

    /// Reads ffprobe's `num/den`; `0/0` is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (num, den) = text.split_once('/')?;
        Self::try_new(num.parse().ok()?, den.parse().ok()?)
    }

    /// Frames per second.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.num) / f64::from(self.den)
    }

    /// A clock on which a frame lasts a whole number of ticks: ticks in a second, and in a frame.
    #[must_use]
    pub const fn clock(self) -> (u32, u32) {
        (self.num, self.den)
    }

    /// Seconds that `frames` frames last.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "2^52 frames are millions of years")]
    pub fn seconds(self, frames: u64) -> f64 {
        frames as f64 * f64::from(self.den) / f64::from(self.num)
    }

    /// The nearest whole number of frames in `seconds`; 0 for a negative time.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and not negative")]
    pub fn frames_in(self, seconds: f64) -> u64 {
        (seconds.max(0.0) * self.value()).round() as u64
    }

    /// The rate meant by a container's two statements, and whether the source keeps to it.
    ///
    /// `nominal` is the rate at which all timestamps fit, `average` the frames over the duration.
    #[must_use]
    pub fn intended(nominal: Option<Self>, average: Option<Self>) -> Option<(Self, bool)> {
        let average = average.or(nominal)?;
        let constant = nominal.is_none_or(|nominal| nominal.is_near(average, 0.001));
        if constant {
            let common = COMMON.into_iter().find(|common| common.is_near(average, 0.0002));
            // A length that counts a moment before the first frame makes the average of a short film too low.
            let meant = common.or(nominal.filter(|nominal| COMMON.contains(nominal)));
            return Some((meant.unwrap_or(average).fit(), true));
        }
        // Frames come when they like: at the rate at which all their times fit, if that is one of a film,
        // or else at the lowest common rate that has room for them all.
        if let Some(nominal) = nominal.filter(|nominal| nominal.value() <= f64::from(MOST)) {
            return Some((nominal.fit(), false));
        }
        let mut rates = COMMON.to_vec();
        rates.sort_by(|a, b| a.value().total_cmp(&b.value()));
        let enough = rates.into_iter().find(|rate| rate.value() >= average.value() * 0.995);
        Some((enough.unwrap_or(average).fit(), false))
    }

    fn is_near(self, other: Self, share: f64) -> bool {
        (self.value() - other.value()).abs() <= other.value() * share
    }

    fn fit(self) -> Self {
        let divisor = self.num.div_ceil(self.den.saturating_mul(MOST)).max(1);
        let factor = (u64::from(self.den) * u64::from(LEAST)).div_ceil(self.num.into()).max(1);
        let num = u32::try_from(factor).ok().and_then(|factor| self.num.checked_mul(factor));
        let den = self.den.checked_mul(divisor);
        num.zip(den).map_or(Self { num: LEAST, den: 1 }, |(num, den)| Self { num, den })
    }
}

impl std::fmt::Display for FrameRate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.num, self.den)
    }
}

#[cfg(test)]
mod tests {
    use super::FrameRate;

    fn intended(nominal: &str, average: &str) -> String {
        match FrameRate::intended(FrameRate::parse(nominal), FrameRate::parse(average)) {
            Some((rate, true)) => rate.to_string(),
            Some((rate, false)) => format!("{rate} variable"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn a_container_s_rounding_is_undone_and_real_rates_are_kept() {
        let cases = [
            ("24/1", "24/1", "24/1"),
            ("24000/1001", "24000/1001", "24000/1001"),
            ("24000/1001", "2997/125", "24000/1001"),
            ("24/1", "24000/1001", "24000/1001"),
            ("25/1", "25/1", "25/1"),
            ("25/1", "6400000/256137", "25/1"),
            ("90000/1", "2987/100", "30000/1001 variable"),
            ("30/1", "2850/100", "30/1 variable"),
            ("120/1", "120/1", "120/2"),
            ("100/1", "100/1", "100/2"),
            ("60000/1001", "60000/1001", "60000/1001"),
            ("18/1", "18/1", "18/1"),
            ("1/1", "1/1", "5/1"),
            ("1/60", "1/60", "300/60"),
            ("1/4000000000", "1/4000000000", "5/1"),
            ("0/0", "0/0", "none"),
            ("0/0", "25/1", "25/1"),
        ];
        for (nominal, average, expected) in cases {
            assert_eq!(intended(nominal, average), expected, "{nominal} {average}");
        }
    }
}
