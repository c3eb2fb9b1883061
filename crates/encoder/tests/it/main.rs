//! The media core against real files and the real ffmpeg in the sandbox. This binary is also the
//! jailed child, so it has a main of its own.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::unnecessary_wraps, missing_docs, reason = "tests")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes and times of tiny films"
)]

mod arriving;
mod badmedia;
mod conversions;
mod families;
mod form;
mod joins;
mod missing;
mod mutations;
mod operators;
mod packaging;
mod pass_through;
mod posters;
mod refusals;
mod service;
mod sound;
mod sources;
mod text;
mod workshop;

use std::process::ExitCode;

use libtest_mimic::Arguments;
use platform::sandbox::{CHILD_COMMAND, child_main};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|first| first == CHILD_COMMAND) {
        child_main(args);
    }
    let tests = [
        arriving::tests(),
        refusals::tests(),
        joins::tests(),
        families::tests(),
        packaging::tests(),
        pass_through::tests(),
        posters::tests(),
        sound::tests(),
        operators::tests(),
        missing::tests(),
        conversions::tests(),
        sources::tests(),
        text::tests(),
        mutations::tests(),
    ];
    let tests = tests.into_iter().flatten().collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}
