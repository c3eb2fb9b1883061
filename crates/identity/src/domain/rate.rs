//! How often something may be tried. A limit slows people down and never locks them out.

use std::time::Duration;

use kernel::Timestamp;

/// So many tries at once, and each one is given back after a while (a leaky bucket, kept as one number:
/// when the bucket will be full again).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    burst: u32,
    each: Duration,
}

impl Limit {
    /// `count` in a minute, all of them at once if somebody likes.
    pub const fn per_minute(count: u32) -> Self {
        let count = if count == 0 { 1 } else { count };
        Self { burst: count, each: Duration::from_millis(60_000 / count as u64) }
    }

    /// How much later the bucket is full for each try.
    pub const fn each(self) -> Duration {
        self.each
    }

    /// A bucket that is full later than this has no try left at `now`.
    pub fn latest_full_at(self, now: Timestamp) -> Timestamp {
        now.plus(self.each * (self.burst - 1))
    }

    /// How long to wait for the next try, of a bucket that has none left.
    pub fn wait(self, full_at: Timestamp, now: Timestamp) -> Duration {
        full_at.since(self.latest_full_at(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_a_minute_gives_one_back_every_twelve_seconds() {
        let limit = Limit::per_minute(5);
        let now = Timestamp::from_millis(1_000_000);
        assert_eq!(limit.each(), Duration::from_secs(12));
        let after_five = now.plus(limit.each() * 5);
        assert_eq!(limit.wait(after_five, now), Duration::from_secs(12));
        assert_eq!(limit.wait(after_five, now.plus(Duration::from_secs(12))), Duration::ZERO);
    }
}
