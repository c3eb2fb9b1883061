//! How much louder or softer a sound track is made, so that nobody reaches for the volume between two films.

use std::ops::Range;

/// A track may miss the loudness that was asked for by so much, LU.
const TOLERANCE: f64 = 1.0;
/// Below this a track is as good as silent (the absolute gate of ITU-R BS.1770-4 lies at -70 LUFS): it is left alone.
const SILENT: f64 = -60.0;
/// Most that a track is made louder, dB: beyond it, only noise would be.
const MOST: f64 = 24.0;
/// A film up to this long is measured whole, seconds.
const MEASURED_WHOLE: f64 = 90.0;
/// Of a longer one, so many windows are measured, spread evenly: few, because for each the source is opened anew, and
/// the index of a long film takes its time.
const WINDOWS: u32 = 6;
/// The length of one, seconds.
const WINDOW: f64 = 10.0;

/// A change of level that is the same from the first to the last sample.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Gain {
    decibels: f64,
}

impl Gain {
    /// What brings a track of loudness `measured` to `target`, both LUFS.
    #[must_use]
    pub fn between(measured: f64, target: i32) -> Self {
        Self::default().corrected(measured, target)
    }

    /// What would have been right, where this gain led to loudness `reached`.
    #[must_use]
    pub fn corrected(self, reached: f64, target: i32) -> Self {
        if !reached.is_finite() || reached < SILENT {
            return self;
        }
        Self { decibels: (self.decibels + f64::from(target) - reached).min(MOST) }
    }

    /// dB.
    #[must_use]
    pub const fn decibels(self) -> f64 {
        self.decibels
    }

    /// Whether it could be closer to `target` than where it led.
    #[must_use]
    pub fn is_off(self, reached: f64, target: i32) -> bool {
        (reached - f64::from(target)).abs() > TOLERANCE && self.corrected(reached, target) != self
    }
}

/// The parts of a film of `duration` seconds from which its loudness is judged before it is encoded: all of a short
/// one, so that a long one starts as soon.
#[must_use]
pub fn measured_windows(duration: f64) -> Vec<Range<f64>> {
    if duration <= MEASURED_WHOLE {
        return vec![0.0..duration];
    }
    let step = duration / f64::from(WINDOWS);
    let start = |number: u32| f64::from(number).mul_add(step, (step - WINDOW) / 2.0);
    (0..WINDOWS).map(|number| start(number)..start(number) + WINDOW).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_brought_to_the_target_silence_stays_and_noise_is_not_blown_up() {
        let decibels = |measured| Gain::between(measured, -16).decibels();
        let cases = [(-23.0, 7.0), (-9.5, -6.5), (-50.0, 24.0), (-70.0, 0.0), (f64::NEG_INFINITY, 0.0)];
        for (measured, expected) in cases {
            assert!((decibels(measured) - expected).abs() < 1e-9, "{measured}");
        }
    }

    #[test]
    fn a_gain_is_corrected_by_what_it_missed() {
        let gain = Gain::between(-30.0, -16);
        assert!(!gain.is_off(-16.9, -16));
        assert!(gain.is_off(-18.5, -16));
        assert!((gain.corrected(-18.5, -16).decibels() - 16.5).abs() < 1e-9);
        assert!(!Gain::between(-50.0, -16).is_off(-26.0, -16), "no more is possible");
    }

    #[test]
    fn windows_are_spread_over_a_long_film() {
        assert_eq!(measured_windows(60.0), [0.0..60.0]);
        let windows = measured_windows(7_200.0);
        assert_eq!(windows.len(), 6);
        assert!(windows.windows(2).all(|pair| pair[1].start - pair[0].end > 1_000.0));
        assert!(windows[5].end < 7_200.0);
    }
}
