//! What comes in: requests and events.

pub mod events;
pub mod http;
pub mod workers;
