//! Notifications through events, its worker, its REST interface, and a mail server that speaks SMTP, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "tests fail by panicking, and are read as code"
)]

mod announcing;
mod conversions;
mod delivering;
mod letters;
mod mail_server;
mod operators;
mod world;
