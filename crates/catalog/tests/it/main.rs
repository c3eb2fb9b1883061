//! The catalogue, through events and HTTP, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#![allow(clippy::pedantic, reason = "tables of inputs and sums read better plainly here")]

mod browse;
mod facets;
mod fixture;
mod home;
mod index;
mod my_list;
mod projection;
mod search;
mod suggest;
