#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod auth;
pub mod crash;
pub mod db;
pub mod grpc;
pub mod http;
pub mod jobs;
pub mod lifecycle;
pub mod messaging;
pub mod objects;
pub mod retention;
pub mod sandbox;
pub mod service;
pub mod telemetry;
