#![doc = include_str!("../README.md")]
#![warn(missing_docs)]
#![allow(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]
#![allow(clippy::missing_panics_doc, reason = "everything here panics when a test cannot be set up")]

mod clock;
mod database;
mod environment;
mod kernel;
pub mod media;
mod platform;
mod postgres;

pub use clock::FakeClock;
pub use database::{TestDatabase, databases, postgres, sqlite};
pub use kernel::hide_system_call;
pub use platform::{TestPlatform, platforms, redeliver, signed_in};
