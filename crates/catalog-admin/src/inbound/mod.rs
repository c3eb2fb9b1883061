//! Who asks: HTTP, the encoder's events, and the clock.

mod events;
pub mod http;
mod workers;

pub use events::consumer;
pub use workers::workers;
