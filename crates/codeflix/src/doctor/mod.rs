//! `codeflix doctor`: what Codeflix needs of this machine, checked one by one.

mod checks;

use std::process::ExitCode;

use crate::{cli::say, settings::Settings};

/// How one check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Fine(String),
    Warning { found: String, remedy: String },
    Failure { found: String, remedy: String },
}

/// Checks everything and says what to do about what is missing. Fails if Codeflix could not start.
pub async fn doctor(settings: &Settings) -> ExitCode {
    let mut failed = false;
    for (name, verdict) in checks::all(settings).await {
        match verdict {
            Verdict::Fine(found) => say(&format!("ok    {name}: {found}")),
            Verdict::Warning { found, remedy } => say(&format!("warn  {name}: {found}\n      → {remedy}")),
            Verdict::Failure { found, remedy } => {
                failed = true;
                say(&format!("FAIL  {name}: {found}\n      → {remedy}"));
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
