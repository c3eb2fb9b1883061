//! The catalogue.
pub mod application;
pub mod domain;
pub mod outbound;
