//! Playback from outside: events in, requests, bytes out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod grants;
mod media;
mod progress;
mod retention;
mod texts;
mod world;
