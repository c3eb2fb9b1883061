//! How fast a core of this machine is, learned from finished chunks.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How much of the old belief each chunk replaces: about ten chunks make a new one.
const WEIGHT: f64 = 0.2;
/// Seconds below which a chunk says more about starting programs than about the core.
const TELLING: f64 = 2.0;
/// Beyond this, a clock or a film is odd, not the machine.
const POSSIBLE: std::ops::RangeInclusive<f64> = 0.05..=20.0;

/// The speed of a core compared with the reference; that of the reference until a chunk was made.
#[derive(Clone)]
pub struct Pace(Arc<Mutex<f64>>);

impl Default for Pace {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(1.0)))
    }
}

impl Pace {
    /// As far as it is known.
    pub fn speed(&self) -> f64 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A chunk took so long that takes the reference core `expected` seconds.
    pub fn learn(&self, expected: f64, took: Duration) {
        if expected < TELLING {
            return;
        }
        let seen = (expected / took.as_secs_f64()).clamp(*POSSIBLE.start(), *POSSIBLE.end());
        let mut speed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *speed += (seen - *speed) * WEIGHT;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_of_a_core_is_learned_and_one_odd_chunk_changes_little() {
        let pace = Pace::default();
        for _ in 0..30 {
            pace.learn(10.0, Duration::from_secs(20));
        }
        assert!((pace.speed() - 0.5).abs() < 0.01, "{}", pace.speed());
        pace.learn(10.0, Duration::from_hours(1));
        assert!(pace.speed() > 0.4, "{}", pace.speed());
        let known = pace.speed();
        pace.learn(0.3, Duration::from_secs(1));
        assert!((pace.speed() - known).abs() < f64::EPSILON, "a tiny chunk tells nothing");
    }
}
