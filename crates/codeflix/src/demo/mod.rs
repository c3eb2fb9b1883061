//! The demo catalogue: what it shows, and how its films and pictures are made.

pub mod artwork;
mod client;
pub mod films;
mod graphs;
pub mod render;
pub mod seed;
mod show;
mod words;

pub use show::{Stage, run};
