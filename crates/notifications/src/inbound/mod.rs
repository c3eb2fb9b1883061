//! How the world reaches the use cases: events, time, and operators over REST.

pub mod events;
pub mod http;
pub mod workers;
