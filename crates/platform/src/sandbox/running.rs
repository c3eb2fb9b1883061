//! One jailed process from its start to the end of its last child.

use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::process::{Child, ChildStderr, ChildStdout};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::output::{Lines, Observer, Pipe, Tail};
use super::{KilledBy, Limits, Outcome};

/// How long the pipes may stay open after the process group was killed.
const DRAIN: Duration = Duration::from_secs(2);

/// A live process group. Dropping it kills the group.
pub(super) struct Running {
    child: Child,
    group: Group,
    limits: Limits,
    cancel: CancellationToken,
    started: Instant,
    killed_by: Option<KilledBy>,
    out: Collected,
}

/// What has been read so far.
struct Collected {
    stdout: Pipe<ChildStdout>,
    stderr: Pipe<ChildStderr>,
    stdout_lines: Lines,
    stderr_lines: Lines,
    kept: Vec<u8>,
    keep: usize,
    tail: Tail,
}

impl Running {
    pub(super) fn new(mut child: Child, limits: Limits, cancel: CancellationToken) -> Self {
        let out = Collected {
            stdout: Pipe::new(child.stdout.take()),
            stderr: Pipe::new(child.stderr.take()),
            stdout_lines: Lines::default(),
            stderr_lines: Lines::default(),
            kept: Vec::new(),
            keep: limits.stdout_kept,
            tail: Tail::default(),
        };
        let group = Group(child.id());
        Self { child, group, limits, cancel, started: Instant::now(), killed_by: None, out }
    }

    /// Reads and waits until the process is gone and its pipes are closed.
    pub(super) async fn watch(mut self, observer: &mut dyn Observer) -> std::io::Result<Outcome> {
        let status = self.until_exit(observer).await?;
        // Children it left behind hold the pipes and keep writing. Once the leader is reaped an
        // empty group's number may be given away, so this happens at once, and only once.
        self.group.kill();
        self.group = Group(None);
        let _ = tokio::time::timeout(DRAIN, self.out.drain(observer)).await;
        self.out.finish(observer);
        Ok(Outcome {
            status: status.code(),
            killed_by: self.killed_by.or_else(|| killer(status)),
            stdout: self.out.kept,
            stderr_tail: self.out.tail.into_text(),
            wall: self.started.elapsed(),
        })
    }

    async fn until_exit(&mut self, observer: &mut dyn Observer) -> std::io::Result<ExitStatus> {
        let deadline = self.started + self.limits.wall;
        loop {
            let running = self.killed_by.is_none();
            tokio::select! {
                status = self.child.wait() => return status,
                () = self.out.read_some(observer), if self.out.is_open() => {}
                () = tokio::time::sleep_until(deadline), if running => self.end(KilledBy::Wall),
                () = self.cancel.cancelled(), if running => self.end(KilledBy::Cancelled),
            }
        }
    }

    fn end(&mut self, why: KilledBy) {
        self.killed_by = Some(why);
        self.group.kill();
    }
}

impl Collected {
    const fn is_open(&self) -> bool {
        self.stdout.is_open() || self.stderr.is_open()
    }

    async fn drain(&mut self, observer: &mut dyn Observer) {
        while self.is_open() {
            self.read_some(observer).await;
        }
    }

    async fn read_some(&mut self, observer: &mut dyn Observer) {
        tokio::select! {
            bytes = self.stdout.read(), if self.stdout.is_open() => {
                let room = self.keep.saturating_sub(self.kept.len()).min(bytes.len());
                self.kept.extend(bytes.iter().take(room));
                self.stdout_lines.push(bytes, |line| observer.stdout_line(line));
            }
            bytes = self.stderr.read(), if self.stderr.is_open() => {
                self.tail.push(bytes);
                self.stderr_lines.push(bytes, |line| observer.stderr_line(line));
            }
        }
    }

    fn finish(&mut self, observer: &mut dyn Observer) {
        self.stdout_lines.flush(|line| observer.stdout_line(line));
        self.stderr_lines.flush(|line| observer.stderr_line(line));
    }
}

fn killer(status: ExitStatus) -> Option<KilledBy> {
    let signal = status.signal()?;
    Some(match Signal::try_from(signal) {
        Ok(Signal::SIGXCPU) => KilledBy::Cpu,
        Ok(Signal::SIGXFSZ) => KilledBy::FileSize,
        _ => KilledBy::Signal(signal),
    })
}

/// The process group of a task, whose leader is the task itself.
struct Group(Option<u32>);

impl Group {
    fn kill(&self) {
        if let Some(pid) = self.0.and_then(|pid| i32::try_from(pid).ok()) {
            // Gone already is the usual case.
            let _ = killpg(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
