//! The command line.

use std::{io::Write, path::PathBuf};

use clap::{Parser, Subcommand};

use crate::{import, jobs};

/// A subscription video service: upload, encode, publish, subscribe, watch.
///
/// `codeflix up` runs everything in one process with no other server. Settings come from a TOML file and from variables
/// such as `CODEFLIX_GATEWAY__LISTEN`; `codeflix config print` shows all of them with their values.
#[derive(Debug, Parser)]
#[command(name = "codeflix", version, propagate_version = true)]
pub struct Cli {
    /// The configuration file [default: codeflix.toml, if there is one].
    #[arg(long, short, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run everything: databases are made and brought up to date, and the address is printed.
    Up,
    /// Run everything with a demo catalogue and demo accounts, for trying it out. Never on the open internet.
    Demo,
    /// Bring every database up to date, and stop.
    Migrate,
    /// Have the search index made anew from the catalogue. Codeflix may run: it answers from the old index until then.
    RebuildIndex,
    Import(import::Arguments),
    /// Look after the encodes of a Codeflix that runs: see them, stop them, try them again.
    #[command(after_long_help = jobs::MORE)]
    Jobs {
        #[command(subcommand)]
        command: jobs::Command,
    },
    /// Check what Codeflix needs of this machine; each failure comes with its remedy.
    Doctor,
    /// Write the contracts (OpenAPI, events, configuration) as JSON files.
    Schemas {
        /// Where to.
        folder: PathBuf,
    },
    /// Look at the configuration.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the settings in force, without secrets; those that are not set are left out.
    Print,
    /// Report every mistake in the file and the environment.
    Check,
}

/// Prints a line for the person at the terminal. A closed pipe is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
