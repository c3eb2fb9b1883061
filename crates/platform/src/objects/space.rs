//! How much room the disk has, and how much of it is kept back so that running things can end well.

use std::{io, path::Path};

use nix::sys::statvfs::statvfs;

/// Room of the file system that holds the objects, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// In all.
    pub total: u64,
    /// What this process may still use.
    pub free: u64,
}

/// What new uploads and encodes must leave free: the larger of the two. Databases and playback go on below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// Per cent of the whole file system.
    pub percent: u8,
    /// Bytes.
    pub bytes: u64,
}

impl Default for Reserve {
    /// 5 %, and never less than 2 GiB.
    fn default() -> Self {
        Self { percent: 5, bytes: 2 << 30 }
    }
}

impl Space {
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let found = statvfs(folder)?;
        let block = found.fragment_size();
        Ok(Self { total: found.blocks().saturating_mul(block), free: found.blocks_available().saturating_mul(block) })
    }

    /// Whether `bytes` more leave the reserve untouched.
    pub fn has_room(&self, bytes: u64, reserve: Reserve) -> bool {
        let share = self.total / 100 * u64::from(reserve.percent);
        self.free >= bytes.saturating_add(share.max(reserve.bytes))
    }
}
