//! Starts a jailed program, watches it, and ends it when it goes over a limit.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use nix::unistd::{Pid, Uid};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

use super::child::{CHILD_COMMAND, SETUP_FAILED};
use super::output::{Observer, Silent};
use super::running::Running;
use super::self_test::ALL_REFUSED;
use super::spawner::Spawner;
use super::spec::{Spec, Work};
use super::{JobFolder, Limits};

/// The uids given to jailed processes when we are root, one per running task, so that process
/// limits are counted per task and tasks cannot touch each other. Within 16 bits because
/// containers often map no more; Debian reserves this range and hands none of it out.
const UIDS: std::ops::Range<u32> = 58_000..59_000;

/// How the sandbox is set up.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// The program that, called with [`CHILD_COMMAND`], becomes the jailed child.
    pub launcher: PathBuf,
    /// Run even where Landlock or seccomp is missing. Off by default; logged and shown when on.
    pub allow_unsandboxed: bool,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        // The running image itself, also after the file on disk was replaced by an upgrade.
        Self { launcher: PathBuf::from("/proc/self/exe"), allow_unsandboxed: false }
    }
}

/// One program to run.
#[derive(Debug, Clone)]
pub struct Task {
    /// Absolute path of the program.
    pub program: PathBuf,
    /// Its arguments; paths are relative to the job folder.
    pub args: Vec<OsString>,
    /// Where it works.
    pub folder: JobFolder,
    /// What it may use.
    pub limits: Limits,
    /// Ends it when cancelled.
    pub cancel: CancellationToken,
}

/// Why a task did not end by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KilledBy {
    /// Its time on the wall was over.
    Wall,
    /// Its processor time was over.
    Cpu,
    /// It wrote a file larger than allowed.
    FileSize,
    /// The caller cancelled it.
    Cancelled,
    /// A signal nobody here sent: a crash, or the kernel's memory killer.
    Signal(i32),
}

impl KilledBy {
    /// Whether somebody outside ended it: a service manager, a person, or a kernel in need of memory. The task itself
    /// is not to blame, and may go well another time.
    pub const fn is_from_outside(self) -> bool {
        matches!(self, Self::Signal(nix::libc::SIGHUP | nix::libc::SIGINT | nix::libc::SIGKILL | nix::libc::SIGTERM))
    }
}

/// How a task ended.
#[derive(Debug)]
pub struct Outcome {
    /// Its exit status, if it ended by itself.
    pub status: Option<i32>,
    /// What ended it otherwise.
    pub killed_by: Option<KilledBy>,
    /// Standard output up to [`Limits::stdout_kept`].
    pub stdout: Vec<u8>,
    /// The last 16 KiB of standard error.
    pub stderr_tail: String,
    /// From start to end.
    pub wall: Duration,
}

impl Outcome {
    /// Whether it ended by itself with status 0.
    pub fn succeeded(&self) -> bool {
        self.status == Some(0)
    }
}

/// Why a task could not be run at all. None of these says anything about the input.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The child could not lock itself in, or the program is missing.
    #[error("the sandbox could not be set up: {0}")]
    Setup(String),
    /// A wall has a hole.
    #[error("the sandbox self-test failed: {0}")]
    SelfTest(String),
    /// The operating system refused something on our side of the wall.
    #[error("the sandbox could not be started")]
    Io(#[from] io::Error),
}

/// Runs programs in the jail. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sandbox {
    config: SandboxConfig,
    spawner: Arc<Spawner>,
    uids: Arc<Mutex<HashSet<u32>>>,
}

impl Sandbox {
    /// Starts the spawner thread; nothing is jailed yet.
    pub fn new(config: SandboxConfig) -> Result<Self, SandboxError> {
        let spawner = Arc::new(Spawner::start()?);
        Ok(Self { config, spawner, uids: Arc::default() })
    }

    /// Whether tasks may run without the walls.
    pub fn allows_unsandboxed(&self) -> bool {
        self.config.allow_unsandboxed
    }

    /// Locks a child in and has it try what must be refused. `scratch` is a folder it may use.
    ///
    /// An error means that no task may be started; with `allow_unsandboxed` it is a warning.
    pub async fn self_test(&self, scratch: &std::path::Path) -> Result<(), SandboxError> {
        let task = Task {
            program: PathBuf::new(),
            args: Vec::new(),
            folder: JobFolder::create(scratch)?,
            limits: Limits::probe(),
            cancel: CancellationToken::new(),
        };
        let outcome = self.launch(task, Work::SelfTest, &mut Silent).await?;
        if outcome.succeeded() && outcome.stderr_tail.trim_end().ends_with(ALL_REFUSED) {
            return Ok(());
        }
        Err(SandboxError::SelfTest(outcome.stderr_tail.trim().replace('\n', ", ")))
    }

    /// Runs `task` to its end. Dropping the future kills it.
    pub async fn run(&self, task: Task, observer: &mut dyn Observer) -> Result<Outcome, SandboxError> {
        self.launch(task, Work::Execute, observer).await
    }

    async fn launch(&self, task: Task, work: Work, observer: &mut dyn Observer) -> Result<Outcome, SandboxError> {
        let uid = self.lend_uid_if_root()?;
        if let Some(uid) = &uid {
            task.folder.hand_to(uid.value)?;
        }
        let child = self.spawner.spawn(self.command(&task, work, uid.as_ref())?).await?;
        let outcome = Running::new(child, task.limits, task.cancel.clone()).watch(observer).await?;
        if uid.is_some() {
            task.folder.take_back()?;
        }
        if outcome.status == Some(SETUP_FAILED) {
            return Err(SandboxError::Setup(outcome.stderr_tail.trim().to_owned()));
        }
        Ok(outcome)
    }

    fn command(&self, task: &Task, work: Work, uid: Option<&LentUid>) -> Result<Command, SandboxError> {
        let spec = Spec {
            limits: task.limits,
            uid: uid.map(|uid| uid.value),
            parent: Pid::this().as_raw(),
            allow_unsandboxed: self.config.allow_unsandboxed,
            work,
        };
        let spec = serde_json::to_string(&spec).map_err(io::Error::other)?;
        let mut command = Command::new(&self.config.launcher);
        command
            .arg(CHILD_COMMAND)
            .arg(spec)
            .arg(&task.program)
            .args(&task.args)
            .current_dir(task.folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        Ok(command)
    }

    /// A uid no other task of ours has; `None` when we are not root and cannot change ours.
    fn lend_uid_if_root(&self) -> io::Result<Option<LentUid>> {
        if !Uid::effective().is_root() {
            return Ok(None);
        }
        // Starting at another place in each process keeps two instances on one machine apart.
        let middle = UIDS.start + std::process::id() % (UIDS.end - UIDS.start);
        let mut order = (middle..UIDS.end).chain(UIDS.start..middle);
        let mut lent = self.uids.lock().unwrap_or_else(PoisonError::into_inner);
        let free = order.find(|uid| !lent.contains(uid));
        let value = free.ok_or_else(|| io::Error::other("no uid is free"))?;
        lent.insert(value);
        Ok(Some(LentUid { value, all: Arc::clone(&self.uids) }))
    }
}

/// A uid in use; given back when dropped.
struct LentUid {
    value: u32,
    all: Arc<Mutex<HashSet<u32>>>,
}

impl Drop for LentUid {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.value);
    }
}
