//! The platform through its public surface.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod auth;
mod db;
mod grpc;
mod http;
mod jobs;
mod messaging;
mod objects;
mod telemetry;
