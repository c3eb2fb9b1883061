//! Waiting longer after each failure, with full jitter so that many do not return at once.

use std::time::Duration;

/// Exponential waiting: between zero and `base · 2ⁿ`, never more than `cap`.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// Upper limit of the first wait.
    pub base: Duration,
    /// Upper limit of every wait.
    pub cap: Duration,
}

impl Backoff {
    /// For messages and jobs: 5 s, 10 s, 20 s … 15 min.
    pub const MESSAGE: Self = Self { base: Duration::from_secs(5), cap: Duration::from_mins(15) };
    /// For a transport that is away: 1 s, 2 s, 4 s … 30 s.
    pub const TRANSPORT: Self = Self { base: Duration::from_secs(1), cap: Duration::from_secs(30) };

    /// The wait before try number `attempt` + 1.
    pub fn wait(self, attempt: u32) -> Duration {
        let limit = self.base.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(self.cap);
        limit.mul_f64(rand::random_range(0.0..1.0))
    }
}
