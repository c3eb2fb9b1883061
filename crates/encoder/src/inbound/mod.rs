//! What comes in: events, requests, and work from the queue.

pub mod events;
pub mod http;
pub mod workers;
