//! `codeflix import`: a folder of films becomes drafts with media. Names, table and plan are pure; the rest asks a
//! running Codeflix over its public API and keeps no state of its own.

mod arguments;
mod bring;
mod catalogue;
mod cells;
mod command;
mod files;
mod folder;
mod gather;
mod keys;
mod names;
mod outlook;
mod plan;
mod sheet;
mod show;
mod upload;

pub use arguments::Arguments;
pub use command::run;
