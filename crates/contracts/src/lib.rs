#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod catalog_admin;
pub mod conversions;
pub mod encoder;
mod envelope;
pub mod identity;
pub mod subscriptions;

pub use envelope::{Aggregate, Envelope, Fact, InvalidEvent, MAX_DATA_BYTES, MAX_EVENT_BYTES};

/// Every event type there is: a message of any other type is dead-lettered.
pub const CATALOGUE: &[&[&str]] =
    &[catalog_admin::TYPES, conversions::TYPES, encoder::TYPES, identity::TYPES, subscriptions::TYPES];

/// Whether some service of this release publishes the type.
pub fn is_catalogued(event_type: &str) -> bool {
    CATALOGUE.iter().any(|types| types.contains(&event_type))
}

#[cfg(test)]
mod tests;
