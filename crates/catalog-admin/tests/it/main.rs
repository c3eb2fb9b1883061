//! The service through its own doors: HTTP requests and events, on both databases where the store matters.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]
#![allow(clippy::unused_self, clippy::needless_pass_by_value, clippy::large_stack_arrays, reason = "reads better")]

mod arriving;
mod encoding;
mod files;
mod fixture;
mod live;
mod posters;
mod publication;
mod roles;
mod text_tracks;
mod uploads;
mod uploads_refused;
mod videos;
mod vocabulary;
