//! Identity through its public surface: HTTP as browsers and programs send it, gRPC as the sign-up calls it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod code_flow;
mod events;
mod fixture;
mod keys;
mod logout;
mod pages;
mod refresh;
mod setup;
mod sign_in;
mod user_admin;
mod users;
