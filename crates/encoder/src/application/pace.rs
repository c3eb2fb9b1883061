//! How fast a core of this machine is: by a trial at the start, then learned from finished chunks.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How much of the old belief each chunk replaces: about ten chunks make a new one.
const WEIGHT: f64 = 0.2;
/// Seconds below which a chunk says more about starting programs than about the core.
const TELLING: f64 = 2.0;
/// Beyond this, a clock or a film is odd, not the machine.
const POSSIBLE: std::ops::RangeInclusive<f64> = 0.05..=20.0;

/// The speed of a core compared with the reference.
#[derive(Clone, Default)]
pub struct Pace {
    speed: Arc<Mutex<Option<f64>>>,
    trial: Arc<tokio::sync::Mutex<()>>,
}

impl Pace {
    /// For who tries the machine out, one at a time; whoever waited for that knows the speed then.
    pub async fn alone(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.trial.lock().await
    }

    /// As far as it is known.
    pub fn speed(&self) -> Option<f64> {
        *self.lock()
    }

    /// A trial took so long that takes the reference core `expected` seconds. What was learned of chunks is better.
    pub fn try_out(&self, expected: f64, took: Duration) -> f64 {
        *self.lock().get_or_insert(ratio(expected, took))
    }

    /// A chunk took so long that takes the reference core `expected` seconds.
    pub fn learn(&self, expected: f64, took: Duration) {
        if expected < TELLING {
            return;
        }
        let seen = ratio(expected, took);
        let mut speed = self.lock();
        *speed = Some(speed.map_or(seen, |known| known + (seen - known) * WEIGHT));
    }

    fn lock(&self) -> MutexGuard<'_, Option<f64>> {
        self.speed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ratio(expected: f64, took: Duration) -> f64 {
    (expected / took.as_secs_f64()).clamp(*POSSIBLE.start(), *POSSIBLE.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_of_a_core_is_learned_and_one_odd_chunk_changes_little() {
        let pace = Pace::default();
        assert_eq!(pace.speed(), None);
        pace.try_out(0.2, Duration::from_millis(200));
        for _ in 0..30 {
            pace.learn(10.0, Duration::from_secs(20));
        }
        let known = pace.speed().unwrap();
        assert!((known - 0.5).abs() < 0.01, "{known}");
        pace.learn(0.3, Duration::from_secs(1));
        assert_eq!(pace.speed(), Some(known), "a tiny chunk tells nothing");
        assert_eq!(pace.try_out(0.2, Duration::from_secs(1)).to_bits(), known.to_bits(), "a trial tells less");
        pace.learn(10.0, Duration::from_hours(1));
        assert!(pace.speed().unwrap() > 0.4);
    }
}
