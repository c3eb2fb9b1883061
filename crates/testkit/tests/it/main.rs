//! The test kit, tried on itself.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod database;
mod media;
