//! Runs ffmpeg, follows its progress, and says what went wrong.

use std::io;

use platform::sandbox::{KilledBy, Observer, Outcome, SandboxError};

use crate::domain::{Refusal, RefusalCode};

/// Why a task has no result.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// It is the source's fault, and final.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The caller cancelled it.
    #[error("the task was cancelled")]
    Cancelled,
    /// It was ended from outside.
    #[error("the program was ended from outside")]
    Killed,
    /// The disk is full.
    #[error("no space is left")]
    Full,
    /// The sandbox could not be set up.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The job folder could not be read or written.
    #[error("the job folder failed")]
    Folder(#[from] io::Error),
    /// ffmpeg made something that cannot be joined to the rest; its words are for the log.
    #[error("the output is not what was asked for: {0}")]
    Output(String),
}

impl EncodeError {
    /// The code that stands on the job.
    #[must_use]
    pub fn code(&self) -> RefusalCode {
        match self {
            Self::Refused(refusal) => refusal.code,
            _ => RefusalCode::Internal,
        }
    }
}

/// How far a running task is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// Frames put out in each rung.
    pub frames: u64,
    /// Seconds of output.
    pub seconds: f64,
}

/// Follows one run.
pub struct Follower<'a> {
    report: &'a mut (dyn FnMut(Update) + Send),
    update: Update,
    errors: u64,
}

impl<'a> Follower<'a> {
    pub fn new(report: &'a mut (dyn FnMut(Update) + Send)) -> Self {
        Self { report, update: Update { frames: 0, seconds: 0.0 }, errors: 0 }
    }

    /// Frames that could not be decoded, or only in part.
    pub const fn errors(&self) -> u64 {
        self.errors
    }
}

impl Observer for Follower<'_> {
    fn stdout_line(&mut self, line: &str) {
        let Some((name, value)) = line.split_once('=') else { return };
        let value = value.trim();
        match name {
            "frame" => self.update.frames = value.parse().unwrap_or(self.update.frames),
            "out_time_us" => {
                let micros = value.parse::<f64>().unwrap_or(0.0).max(0.0);
                self.update.seconds = self.update.seconds.max(micros / 1e6);
            }
            "progress" => (self.report)(self.update),
            _ => {}
        }
    }

    fn stderr_line(&mut self, line: &str) {
        // The first is a frame with holes, the others a frame that is missing (new and old wording).
        let signs = ["corrupt decoded frame", "Error submitting packet to decoder", "Error while decoding stream"];
        if signs.iter().any(|sign| line.contains(sign)) {
            self.errors += 1;
        }
    }
}

/// What became of a run that did not end by itself; `late` is the code of one that took too long.
pub fn ended(outcome: &Outcome, late: RefusalCode) -> Result<(), EncodeError> {
    let Some(killed_by) = outcome.killed_by else { return Ok(()) };
    Err(match killed_by {
        KilledBy::Cancelled => EncodeError::Cancelled,
        KilledBy::Wall => Refusal::from(late).into(),
        _ if killed_by.is_from_outside() => EncodeError::Killed,
        KilledBy::Cpu | KilledBy::FileSize | KilledBy::Signal(_) => Refusal::from(RefusalCode::SandboxLimit).into(),
    })
}

/// Turns the end of a run into a result.
pub fn judge(outcome: &Outcome) -> Result<(), EncodeError> {
    let refused = |code| Err(Refusal::from(code).into());
    ended(outcome, RefusalCode::EncodeTimeout)?;
    if outcome.succeeded() {
        return Ok(());
    }
    if outcome.stderr_tail.contains("No space left on device") {
        return Err(EncodeError::Full);
    }
    if outcome.stderr_tail.contains("Cannot allocate memory") {
        return refused(RefusalCode::SandboxLimit);
    }
    if ["Error opening output", "Unrecognized option"].iter().any(|sign| outcome.stderr_tail.contains(sign)) {
        return Err(EncodeError::Output(last_line(&outcome.stderr_tail)));
    }
    refused(RefusalCode::MediaDamaged)
}

pub fn last_line(text: &str) -> String {
    text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn end(killed_by: Option<KilledBy>, said: &str) -> EncodeError {
        let outcome = Outcome {
            status: killed_by.is_none().then_some(255),
            killed_by,
            stdout: Vec::new(),
            stderr_tail: said.to_owned(),
            wall: Duration::from_secs(1),
        };
        judge(&outcome).unwrap_err()
    }

    #[test]
    fn only_what_the_source_causes_is_final() {
        const KILL: i32 = 9;
        const SEGV: i32 = 11;
        assert!(matches!(end(Some(KilledBy::Signal(KILL)), ""), EncodeError::Killed));
        assert!(matches!(end(None, "Error writing trailer: No space left on device"), EncodeError::Full));
        assert!(matches!(end(Some(KilledBy::Cancelled), ""), EncodeError::Cancelled));
        let refused = [
            (Some(KilledBy::Signal(SEGV)), "", RefusalCode::SandboxLimit),
            (Some(KilledBy::Cpu), "", RefusalCode::SandboxLimit),
            (Some(KilledBy::Wall), "", RefusalCode::EncodeTimeout),
            (None, "Cannot allocate memory", RefusalCode::SandboxLimit),
            (None, "Invalid data found", RefusalCode::MediaDamaged),
        ];
        for (killed_by, said, code) in refused {
            assert!(matches!(end(killed_by, said), EncodeError::Refused(refusal) if refusal.code == code), "{said}");
        }
    }
}
