//! Steps at which a test lets the process die.
//!
//! What outlives a process is what it has committed, and files that have got their names. A process that goes on rightly
//! from before and after each of these steps goes on rightly from wherever it was killed: effects outside, such as a
//! letter or a charge, lie between the two steps around them. Release builds do not count.

use std::sync::atomic::{AtomicU64, Ordering};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

static PASSED: AtomicU64 = AtomicU64::new(0);
static FATAL: AtomicU64 = AtomicU64::new(0);

/// From now on the process dies at its step of this number, counted from its start.
pub fn at(step: u64) {
    FATAL.store(step, Ordering::Relaxed);
}

/// Something is about to outlive the process, or does so from now on.
pub fn step(name: &'static str) {
    if cfg!(debug_assertions) {
        let number = PASSED.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::debug!(number, name, "durable step");
        if number == FATAL.load(Ordering::Relaxed) {
            // Nothing runs after it, which a panic or an exit would allow.
            let _ = kill(Pid::this(), Signal::SIGKILL);
        }
    }
}
