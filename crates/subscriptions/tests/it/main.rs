//! Subscriptions through its REST interface, its events and its workers, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "tests fail by panicking, and are read as code"
)]

mod crashes;
mod identity;
mod plans;
mod sign_up;
mod subscribing;
mod time;
mod world;
