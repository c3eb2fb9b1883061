//! Bit rates of a track as RFC 8216bis, 4.1 defines them: over all segments, and over the worst few seconds.

/// Bit rates, bit/s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bits {
    /// The largest of any contiguous set of segments that lasts between half a target duration and one and a half.
    pub peak: u64,
    /// Over all segments.
    pub average: u64,
}

impl Bits {
    /// Of segments given as bytes and seconds.
    pub fn measured(segments: &[(u64, f64)], target: f64) -> Self {
        let average = rate(segments);
        let peak = (0..segments.len()).filter_map(|first| peak_from(segments.get(first..)?, target)).max();
        // A title that is shorter than half a target duration has no such set.
        Self { peak: peak.unwrap_or(average).max(average), average }
    }

    /// The larger of both, rate by rate.
    #[must_use]
    pub fn or_larger(self, other: Self) -> Self {
        Self { peak: self.peak.max(other.peak), average: self.average.max(other.average) }
    }

    /// Of two tracks that are played together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { peak: self.peak + other.peak, average: self.average + other.average }
    }
}

/// The largest rate of the sets that begin with the first segment.
fn peak_from(segments: &[(u64, f64)], target: f64) -> Option<u64> {
    let mut seconds = 0.0;
    let mut peak = None;
    for (index, (_, duration)) in segments.iter().enumerate() {
        seconds += duration;
        if seconds > target * 1.5 {
            break;
        }
        if seconds >= target * 0.5 {
            peak = peak.max(segments.get(..=index).map(rate));
        }
    }
    peak
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "bit rates are far below 2^52"
)]
fn rate(segments: &[(u64, f64)]) -> u64 {
    let bytes: u64 = segments.iter().map(|(bytes, _)| bytes).sum();
    let seconds: f64 = segments.iter().map(|(_, seconds)| seconds).sum();
    if seconds <= 0.0 { 0 } else { (bytes as f64 * 8.0 / seconds).ceil() as u64 }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn a_peak_is_taken_over_contiguous_segments_of_about_a_target_duration() {
        /// Bytes and seconds of segments, the peak and the average.
        type Case = (&'static [(u64, f64)], u64, u64);
        let cases: [Case; 5] = [
            (&[(1_000, 4.0), (3_000, 4.0)], 6_000, 4_000),
            // A short end counts together with what comes before it only.
            (&[(1_000, 4.0), (1_000, 1.0)], 3_200, 3_200),
            // Two short ones make a set, each alone does not.
            (&[(100, 4.0), (100, 1.5), (700, 1.5), (100, 4.0)], 2_134, 728),
            (&[(500, 1.0)], 4_000, 4_000),
            (&[], 0, 0),
        ];
        for (segments, peak, average) in cases {
            assert_eq!(Bits::measured(segments, 4.0), Bits { peak, average }, "{segments:?}");
        }
    }
}
