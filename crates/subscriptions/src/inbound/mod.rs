//! How the world reaches the use cases: REST and time.

pub mod http;
pub mod workers;
