//! The demo catalogue: what it shows, and how its films and pictures are made.

pub mod artwork;
pub mod films;
mod graphs;
pub mod render;
