//! Access tokens: which are accepted, and with which keys.

mod issuer;
mod keys;
mod tokens;
