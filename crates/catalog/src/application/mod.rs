//! Use cases of the catalogue, over the ports it needs.

pub mod browse;
pub mod follow;
pub mod home;
pub mod my_list;
pub mod ports;
pub mod rebuild;
pub mod search;
pub mod suggest;
