//! Codeflix: the one binary. It reads the command line and the configuration, and puts the house together.
#![allow(
    clippy::similar_names,
    clippy::duration_suboptimal_units,
    reason = "things that belong together are named and timed alike"
)]

mod cli;
mod demo;
mod doctor;
mod environment;
mod house;
mod import;
mod jobs;
mod management;
mod preset;
mod remote;
mod schemas;
mod settings;
mod terminal;
mod up;

use std::{collections::BTreeMap, process::ExitCode};

use anyhow::Context;
use clap::Parser;
use platform::sandbox::{CHILD_COMMAND, child_main};

use cli::{Cli, Command, ConfigCommand};
use remote::Credentials;
use settings::{PASSWORD_VARIABLE, Settings};

/// At which durable step a test lets the process die.
const CRASH_VARIABLE: &str = "CODEFLIX_CRASH_AT";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    if arguments.nth(1).is_some_and(|first| first == CHILD_COMMAND) {
        child_main(arguments);
    }
    match run(&Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("codeflix: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let mut variables = environment::variables();
    if cfg!(debug_assertions)
        && let Some(step) = variables.remove(CRASH_VARIABLE)
    {
        platform::crash::at(step.parse().context(CRASH_VARIABLE)?);
    }
    let settings = Settings::load(cli.config.as_deref(), &variables)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match &cli.command {
        Command::Up => runtime.block_on(up::up(settings, false)),
        Command::Demo => runtime.block_on(up::up(settings, true)),
        Command::Migrate => runtime.block_on(up::migrate(settings)),
        Command::RebuildIndex => runtime.block_on(up::rebuild_index(&settings)),
        Command::Import(arguments) => runtime.block_on(import::run(arguments, credentials(settings, &variables))),
        Command::Jobs { command } => runtime.block_on(jobs::run(command, credentials(settings, &variables))),
        Command::Doctor => Ok(runtime.block_on(doctor::doctor(&settings))),
        Command::Schemas { folder } => {
            runtime.block_on(schemas::write(folder))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Config { command: ConfigCommand::Print } => {
            cli::say(&settings.to_toml()?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Config { command: ConfigCommand::Check } => {
            cli::say("the configuration is valid");
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Of whoever speaks to a Codeflix that runs.
fn credentials(settings: Settings, variables: &BTreeMap<String, String>) -> Credentials {
    Credentials { server: settings.gateway.public_url, password: variables.get(PASSWORD_VARIABLE).cloned() }
}
