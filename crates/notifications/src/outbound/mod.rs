//! The tables, the words, and where mail goes.

mod envelope;
mod folder;
mod letters;
mod smtp;
mod sql;

pub use envelope::{Postmark, Sender};
pub use folder::FolderMailer;
pub use letters::Templates;
pub use smtp::{Security, Server, SmtpMailer};
pub use sql::SqlStore;
