//! A Codeflix that runs somewhere, as commands speak to it: over its public API, as one of its users.

mod account;
mod client;

pub use account::{Account, Credentials, sign_in};
pub use client::{Call, Client, Error, Patience};
