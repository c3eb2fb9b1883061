//! What one jailed process may use before it is ended.

use std::time::Duration;

use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Ceilings of one task. All of them are hard: reaching one ends the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space, bytes.
    pub address_space: u64,
    /// Processor time of the whole process, seconds.
    pub cpu_seconds: u64,
    /// Time on the wall.
    pub wall: Duration,
    /// Largest file it may write, bytes.
    pub file_size: u64,
    /// Open files.
    pub open_files: u64,
    /// Processes and threads of the task's own uid or user namespace.
    pub processes: u64,
    /// Bytes of standard output that are kept; the rest is read and dropped.
    pub stdout_kept: usize,
    /// How far it stands back where others want the processor too: from 0, not at all, to 19 (`nice(2)`).
    pub niceness: u8,
}

impl Limits {
    /// Reading a container's headers: 2 GiB, 20 s of processor, 30 s on the wall.
    #[must_use]
    pub const fn probe() -> Self {
        Self {
            address_space: 2 * GIB,
            cpu_seconds: 20,
            wall: Duration::from_secs(30),
            file_size: MIB,
            open_files: 128,
            processes: 256,
            stdout_kept: 16 << 20,
            niceness: 0,
        }
    }

    /// Encoding `media` seconds of a source of `input_bytes`: 8 GiB, a wall of 60 s + 20 × the
    /// duration (at most 6 h), files of 4 × the input + 1 GiB.
    #[must_use]
    pub fn encode(media: Duration, input_bytes: u64) -> Self {
        let wall = Duration::from_mins(1).saturating_add(media.saturating_mul(20)).min(Duration::from_hours(6));
        Self {
            address_space: 8 * GIB,
            // The wall is the real ceiling; no process can use more than this on 64 cores.
            cpu_seconds: wall.as_secs().saturating_mul(64),
            wall,
            file_size: input_bytes.saturating_mul(4).saturating_add(GIB),
            stdout_kept: 0,
            ..Self::probe()
        }
    }

    /// The same with so much more time.
    #[must_use]
    pub const fn longer_by(self, time: Duration) -> Self {
        let cpu_seconds = self.cpu_seconds.saturating_add(time.as_secs());
        Self { wall: self.wall.saturating_add(time), cpu_seconds, ..self }
    }

    /// Decoding and re-encoding one picture: 1 GiB, 20 s of processor, 30 s on the wall.
    #[must_use]
    pub const fn picture() -> Self {
        Self { address_space: GIB, file_size: 64 * MIB, ..Self::probe() }
    }
}
