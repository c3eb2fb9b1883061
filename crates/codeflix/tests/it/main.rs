//! The whole house from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod architecture;
mod client;
mod doctor;
mod house;
