//! An API of the kind services have, and everything that can go wrong with it.

mod answers;
mod fixture;
mod idempotency;
mod input;
mod messages;
mod outer_layers;
mod policies;

pub use fixture::client;
