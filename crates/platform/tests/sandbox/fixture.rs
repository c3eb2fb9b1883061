//! A sandbox, a job folder and a way to run attacks in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use platform::sandbox::{FfmpegTools, JobFolder, Limits, Outcome, Sandbox, SandboxConfig, Silent, Task, ToolSearch};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::attacks;

/// A sandbox with one job folder that holds `in/in.bin`.
pub struct Fixture {
    pub root: TempDir,
    pub sandbox: Sandbox,
    pub folder: JobFolder,
}

pub const INPUT: &[u8] = b"the source";

impl Fixture {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let source = root.path().join("source");
        std::fs::write(&source, INPUT).unwrap();
        let folder = JobFolder::create(root.path().join("job")).unwrap();
        folder.put(&source, "in.bin").unwrap();
        let sandbox = Sandbox::new(SandboxConfig::default()).unwrap();
        Self { root, sandbox, folder }
    }

    /// The same bytes as `in/in.bin`, hard-linked.
    pub fn source(&self) -> PathBuf {
        self.root.path().join("source")
    }

    pub fn task(&self, attack: &[&str], limits: Limits) -> Task {
        let args = std::iter::once(attacks::COMMAND).chain(attack.iter().copied());
        Task {
            program: std::env::current_exe().unwrap(),
            args: args.map(OsString::from).collect(),
            folder: self.folder.clone(),
            limits,
            cancel: CancellationToken::new(),
        }
    }

    pub fn run(&self, attack: &[&str], limits: Limits) -> Outcome {
        let task = self.task(attack, limits);
        block_on(self.sandbox.run(task, &mut Silent)).unwrap()
    }

    /// Runs an honest task and checks that it saw its input and wrote its output.
    pub fn assert_next_task_is_fine(&self) {
        let outcome = self.run(&["copy"], quick());
        assert_eq!(outcome.status, Some(0), "{}", outcome.stderr_tail);
        assert_eq!(std::fs::read(self.folder.output().join("copy")).unwrap(), INPUT);
    }
}

/// Limits for tasks that take milliseconds.
pub fn quick() -> Limits {
    Limits { wall: Duration::from_secs(20), ..Limits::probe() }
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

/// The project's ffmpeg and every other one on this machine.
pub fn all_ffmpegs() -> Vec<PathBuf> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools");
    let search = ToolSearch {
        search_path: std::env::var_os("PATH").unwrap(),
        tools_folder: tools.canonicalize().ok(),
        ..ToolSearch::default()
    };
    let on_path = ToolSearch { tools_folder: None, ..search.clone() };
    let mut found: Vec<PathBuf> = [search, on_path]
        .iter()
        .filter_map(|search| FfmpegTools::find(search).ok())
        .map(|tools| tools.ffmpeg)
        .collect();
    found.dedup();
    assert!(!found.is_empty(), "no ffmpeg on this machine");
    found
}
