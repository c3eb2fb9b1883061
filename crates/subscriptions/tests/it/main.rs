//! Subscriptions through its REST interface, its events and its workers, on both databases.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod crashes;
mod identity;
mod plans;
mod sign_up;
mod subscribing;
mod time;
mod world;
