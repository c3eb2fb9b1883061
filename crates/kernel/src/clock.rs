//! Time is passed in: whoever needs "now" is given a clock.

use crate::Timestamp;

/// Tells the present time. Tests advance one by hand.
pub trait Clock: Send + Sync + 'static {
    /// The present, in whole milliseconds.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
    }
}
