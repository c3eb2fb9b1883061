//! What an operator can set about playback.

use serde::{Deserialize, Serialize};

/// Settings of playback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Segments and playlists kept in memory at most, in bytes.
    pub cache_bytes: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self { cache_bytes: 64 << 20 }
    }
}
