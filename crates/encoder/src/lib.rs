//! The encoder: probes uploads, plans tasks, encodes them with ffmpeg in the sandbox, and turns what
//! they leave behind into playlists.

#![warn(missing_docs)]

pub mod domain;
pub mod outbound;
