//! `codeflix jobs`: encodes as operators see them, in a terminal. It asks a running Codeflix over its public API.

mod arguments;
mod command;
mod job;
mod show;

pub use arguments::{Command, MORE};
pub use command::run;
