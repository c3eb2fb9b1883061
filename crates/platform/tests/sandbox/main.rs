//! The jail from inside and outside. This binary plays four parts: the tests, the re-executed
//! child, the hostile program in the jail, and a server that starts jailed tasks and dies.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unnecessary_wraps,
    missing_docs,
    reason = "tests"
)]

mod attacks;
mod bombs;
mod fixture;
mod server;
mod walls;

use std::ffi::OsString;
use std::process::ExitCode;

use libtest_mimic::Arguments;
use platform::sandbox::{CHILD_COMMAND, child_main};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let first = args.next();
    match first.as_ref().and_then(|first| first.to_str()) {
        Some(CHILD_COMMAND) => child_main(args),
        Some(attacks::COMMAND) => attacks::run(&args.collect::<Vec<OsString>>()),
        Some(server::COMMAND) => server::run(&args.collect::<Vec<OsString>>()),
        _ => libtest_mimic::run(
            &Arguments::from_args(),
            [walls::tests(), bombs::tests(), server::tests()].into_iter().flatten().collect(),
        )
        .exit_code(),
    }
}
