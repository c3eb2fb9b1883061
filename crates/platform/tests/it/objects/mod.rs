//! Object storage: what every store must do, and what the local folder adds.

mod contract;
mod crash;
mod folder;
mod key;
