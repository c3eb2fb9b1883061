//! Plumbing under every service: each port beside its adapters. It knows no business word.

#![warn(missing_docs)]

pub mod auth;
pub mod db;
pub mod grpc;
pub mod http;
pub mod jobs;
pub mod lifecycle;
pub mod messaging;
pub mod objects;
pub mod sandbox;
pub mod service;
pub mod telemetry;
