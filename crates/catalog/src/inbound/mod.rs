//! The ways in: REST, events, and the worker that keeps the index up to date.

pub mod events;
pub mod http;
pub mod workers;
