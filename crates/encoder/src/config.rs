//! What an operator can set about encoding.

use std::thread::available_parallelism;

use serde::{Deserialize, Serialize};

use crate::application::Planning;

/// Settings of the encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Tasks at the same time, each on about one core and with about 0.5 GiB; 0 means as many as cores.
    pub workers: u32,
    /// Bit rate of the sound, kbit/s.
    pub audio_kbps: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { workers: 0, audio_kbps: 128 }
    }
}

impl Config {
    /// Tasks at the same time.
    pub fn slots(self) -> usize {
        match self.workers {
            0 => available_parallelism().map_or(1, usize::from),
            workers => usize::try_from(workers).unwrap_or(1),
        }
    }

    pub(crate) fn planning(self) -> Planning {
        Planning { workers: u32::try_from(self.slots()).unwrap_or(1), audio_kbps: self.audio_kbps }
    }
}
