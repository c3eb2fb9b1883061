//! One PostgreSQL server per test process, from the machine's own binaries, in a temporary folder.
//!
//! It listens on a Unix socket in that folder only, so it needs no port and disturbs no other server. A small shell
//! stands between: it holds the read end of a pipe from this process, and when the pipe closes, however this process
//! ended, it stops the server and removes the folder. Should the shell itself have been killed, the next test process
//! sweeps up.

use std::{
    fs::{self, File, TryLockError},
    io,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, User, geteuid},
};

const REMEDY: &str = "install the PostgreSQL server (`scripts/setup.sh test`, or on Debian `apt install postgresql`)";
const FOLDER_PREFIX: &str = "codeflix-test-postgres-";
const OWNER: &str = "codeflix";
const START_LIMIT: Duration = Duration::from_mins(1);

/// Waits for the end of its input, then stops the server ($1 is the folder, the rest its command line).
const KEEPER: &str =
    r#"folder=$1; shift; "$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$folder""#;

/// Throw-away data needs no syncs; everything else is as in production.
const SETTINGS: [&str; 8] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "max_connections=400",
    "shared_buffers=64MB",
    "max_wal_size=256MB",
    "jit=off",
    "unix_socket_permissions=0700",
];

/// The running server.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    binaries: PathBuf,
    /// Held for life: whoever can take it knows that this process is gone.
    _lock: File,
    /// Closed by the kernel when this process ends.
    _lifeline: ChildStdin,
}

impl Server {
    /// The server of this process, started at the first call.
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
        match SERVER.get_or_init(Self::start) {
            Ok(server) => server,
            Err(problem) => panic!("no PostgreSQL for the tests: {problem}"),
        }
    }

    /// How to reach the database `name`.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://{OWNER}@localhost/{name}?host={}", self.folder.display())
    }

    /// Makes an empty database and says its name.
    pub fn create_database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.run("createdb", &["--template=template0", &name]).expect("a database can be made");
        name
    }

    /// Removes a database and breaks the connections to it.
    pub fn drop_database(&self, name: &str) -> Result<(), String> {
        self.run("dropdb", &["--force", "--if-exists", name])
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let mut command = Command::new(self.binaries.join(program));
        run(command.args(["-U", OWNER, "-h"]).arg(&self.folder).args(arguments))
    }

    fn start() -> Result<Self, String> {
        let binaries = find_binaries().ok_or_else(|| format!("initdb was not found: {REMEDY}"))?;
        let user = unprivileged_user()?;
        let (folder, lock) = claim_folder().map_err(|error| format!("no temporary folder: {error}"))?;
        initialise(&folder, &binaries, user.as_ref())?;
        let lifeline = launch(&folder, &binaries, user.as_ref())?;
        let server = Self { folder, binaries, _lock: lock, _lifeline: lifeline };
        server.await_readiness()?;
        Ok(server)
    }

    fn await_readiness(&self) -> Result<(), String> {
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            let mut probe = Command::new(self.binaries.join("pg_isready"));
            let answer = probe.arg("-q").arg("-h").arg(&self.folder).status();
            if answer.map_err(|error| format!("pg_isready: {error}"))?.success() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(25));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("the server was not ready after {} s:\n{log}", START_LIMIT.as_secs()))
    }
}

/// The newest version under Debian's folder, else whatever is on the path.
fn find_binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    folders.sort();
    let path = crate::environment::search_path();
    let newest_first = folders.into_iter().rev().map(|(_, folder)| folder);
    newest_first.chain(std::env::split_paths(&path)).find(|folder| folder.join("initdb").is_file())
}

/// PostgreSQL refuses to run as root: whom it runs as in that case.
fn unprivileged_user() -> Result<Option<User>, String> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    let known = ["postgres", "nobody"].iter().find_map(|name| User::from_name(name).ok().flatten());
    known.map(Some).ok_or_else(|| "root may not run it, and there is no user postgres or nobody".to_owned())
}

/// A fresh folder, locked, after removing those whose process is gone.
fn claim_folder() -> io::Result<(PathBuf, File)> {
    // Not the configured temporary folder: a socket's path may have 107 bytes only.
    let parent = Path::new("/tmp");
    // One process at a time, so that nobody sweeps a folder between its making and its locking.
    let turn_file = parent.join(format!("{FOLDER_PREFIX}turn-{}", geteuid()));
    let turn = File::options().create(true).append(true).open(turn_file)?;
    turn.lock()?;
    sweep(parent)?;
    let folder = tempfile::Builder::new().prefix(FOLDER_PREFIX).tempdir_in(parent)?.keep();
    let lock = File::create(folder.join("lock"))?;
    lock.lock()?;
    Ok((folder, lock))
}

fn sweep(parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let folder = entry?.path();
        let ours = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(FOLDER_PREFIX));
        let Ok(lock) = File::open(folder.join("lock")) else { continue };
        if ours && !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            kill_server(&folder);
            // Its keeper may be removing it at this moment: what is left then is gone anyway.
            let _ = fs::remove_dir_all(&folder);
        }
    }
    Ok(())
}

/// Stops the server of `folder`, if the process with its number is still that server.
fn kill_server(folder: &Path) {
    let pid_file = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    let Some(pid) = pid_file.lines().next().and_then(|line| line.trim().parse::<i32>().ok()) else { return };
    let command_line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if String::from_utf8_lossy(&command_line).contains(&*folder.to_string_lossy()) {
        // It may have ended since it was looked at.
        let _ = kill(Pid::from_raw(pid), Signal::SIGQUIT);
    }
}

fn initialise(folder: &Path, binaries: &Path, user: Option<&User>) -> Result<(), String> {
    if let Some(user) = user {
        chown(folder, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = as_user(user, &binaries.join("initdb"));
    command.args(["-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]);
    run(command.arg(folder.join("data")).current_dir(folder))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|error| format!("{program}: {error}"))?;
    if done.status.success() {
        return Ok(());
    }
    Err(format!("{program}: {}", String::from_utf8_lossy(&done.stderr)))
}

fn launch(folder: &Path, binaries: &Path, user: Option<&User>) -> Result<ChildStdin, String> {
    let log = File::create(folder.join("log")).map_err(|error| format!("log: {error}"))?;
    let errors = log.try_clone().map_err(|error| format!("log: {error}"))?;
    let server = as_user(user, &binaries.join("postgres"));
    let mut keeper = Command::new("sh");
    keeper.args(["-c", KEEPER, "sh"]).arg(folder).arg(server.get_program()).args(server.get_args());
    keeper.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    keeper.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    // A group of its own: Ctrl-C in the terminal ends the tests, and the closing pipe ends the server.
    keeper.stdin(Stdio::piped()).stdout(log).stderr(errors).current_dir(folder).process_group(0);
    let mut child = keeper.spawn().map_err(|error| format!("sh: {error}"))?;
    child.stdin.take().ok_or_else(|| "the keeper has no input".to_owned())
}

/// A command that starts `program` as `user`, or as whoever we are.
fn as_user(user: Option<&User>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={}", user.uid)).arg(format!("--regid={}", user.gid)).arg("--clear-groups");
    command.arg(program);
    command
}
