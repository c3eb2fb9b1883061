//! The whole house from outside.
#![allow(
    clippy::print_stdout,
    clippy::similar_names,
    clippy::wrong_self_convention,
    clippy::duration_suboptimal_units,
    reason = "counts are printed, and things that belong together are named alike"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod architecture;
mod arriving;
mod bad_input;
mod client;
mod crashes;
mod database;
mod dice;
mod doctor;
mod films;
mod house;
mod import;
mod jobs;
mod line;
mod mail;
mod rebuild;
mod resume;
