//! The re-executed child: locks itself in, then becomes the program.
//!
//! The order matters. Namespaces and the uid come first because they need rights that the later
//! layers remove; the parent-death signal comes after the uid because a change of uid clears it;
//! seccomp comes last because it forbids the calls the other layers are made of.

use std::ffi::{CString, OsString};
use std::fs::File;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible as _, PathBeneath, PathFd, Ruleset,
    RulesetAttr as _, RulesetCreated, RulesetCreatedAttr as _, RulesetStatus, Scope,
};
use nix::fcntl::AtFlags;
use nix::sched::{CloneFlags, unshare};
use nix::sys::prctl::set_pdeathsig;
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{SigSet, Signal};
use nix::unistd::{Gid, Pid, Uid, execveat, getppid, setgroups, setresgid, setresuid};

use rustix::process::nice;

use super::spec::{Spec, Work};
use super::{Limits, filter, self_test};

/// The hidden first argument that turns a binary into the jailed child.
pub const CHILD_COMMAND: &str = "__sandbox";

/// The exit status of a child that could not lock itself in; its last line of standard error says why.
pub(super) const SETUP_FAILED: i32 = 121;

/// Libraries a dynamic program needs. What does not exist is skipped.
const LIBRARIES: [&str; 6] = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"];

/// Program interpreters: executing a dynamic program executes one of these.
const LOADERS: [&str; 4] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
];

/// Runs the child and never returns. `args` is what follows [`CHILD_COMMAND`] on the command line:
/// the spec, the program, its arguments. The working folder is the job folder.
pub fn child_main(args: impl IntoIterator<Item = OsString>) -> ! {
    let args: Vec<OsString> = args.into_iter().collect();
    match lock_in_and_work(&args) {
        Ok(status) => std::process::exit(status),
        Err(why) => {
            eprintln!("{why}");
            std::process::exit(SETUP_FAILED)
        }
    }
}

fn lock_in_and_work(args: &[OsString]) -> Result<i32, String> {
    let (spec, command) = args.split_first().ok_or("the spec is missing")?;
    let spec = spec.to_str().ok_or("the spec is not text")?;
    let spec: Spec = serde_json::from_str(spec).map_err(|e| format!("the spec is wrong: {e}"))?;
    // Opened before the uid is dropped: the folders above a program may be closed to others.
    let program = match spec.work {
        Work::Execute => Some(open_program(command)?),
        Work::SelfTest => None,
    };
    lock_in(&spec, command.first().map(Path::new))?;
    match program {
        Some(program) => execute(&program, command),
        None => Ok(self_test::report_from_inside()),
    }
}

fn open_program(command: &[OsString]) -> Result<File, String> {
    let program = command.first().ok_or("the program is missing")?;
    File::open(program).map_err(|e| format!("the program cannot be opened: {e}"))
}

fn lock_in(spec: &Spec, program: Option<&Path>) -> Result<(), String> {
    let rules = landlock_rules(program);
    leave_namespaces(spec.uid.is_some());
    if let Some(uid) = spec.uid {
        become_uid(uid)?;
    }
    die_with_parent(spec.parent)?;
    be_deaf_to_wishes()?;
    set_limits(&spec.limits)?;
    let walls = rules.and_then(restrict_files).and_then(|()| filter::install());
    if spec.allow_unsandboxed {
        return Ok(());
    }
    walls
}

/// Best effort: containers and hardened kernels refuse this, and the layers below do not need it.
fn leave_namespaces(root: bool) {
    let apart = CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWIPC | CloneFlags::CLONE_NEWUTS;
    let flags = if root { apart } else { apart | CloneFlags::CLONE_NEWUSER };
    if unshare(flags).is_err() {
        // A refusal of one namespace must not cost the others.
        for flag in flags.iter() {
            let _ = unshare(flag);
        }
    }
}

fn become_uid(uid: u32) -> Result<(), String> {
    let (user, group) = (Uid::from_raw(uid), Gid::from_raw(uid));
    setgroups(&[])
        .and_then(|()| setresgid(group, group, group))
        .and_then(|()| setresuid(user, user, user))
        .map_err(|e| format!("the uid cannot be dropped: {e}"))
}

fn die_with_parent(parent: i32) -> Result<(), String> {
    set_pdeathsig(Signal::SIGKILL).map_err(|e| format!("no parent-death signal: {e}"))?;
    // The parent may have died before the signal was set. Pid 0 means it lives in another namespace.
    let now = getppid();
    if now == Pid::from_raw(parent) || now == Pid::from_raw(0) {
        return Ok(());
    }
    Err("the parent is gone".to_owned())
}

/// A service manager tells all processes of a service to end. A program that obeys ends early and well, so that what it
/// made looks like a short film. Who must end it does it the hard way.
fn be_deaf_to_wishes() -> Result<(), String> {
    let wishes = SigSet::from_iter([Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM]);
    wishes.thread_block().map_err(|e| format!("signals cannot be blocked: {e}"))
}

fn set_limits(limits: &Limits) -> Result<(), String> {
    let cpu = limits.cpu_seconds;
    let all = [
        (Resource::RLIMIT_AS, limits.address_space, limits.address_space),
        // The gap lets a program that catches SIGXCPU say so; then SIGKILL follows.
        (Resource::RLIMIT_CPU, cpu, cpu.saturating_add(2)),
        (Resource::RLIMIT_FSIZE, limits.file_size, limits.file_size),
        (Resource::RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (Resource::RLIMIT_NPROC, limits.processes, limits.processes),
        (Resource::RLIMIT_CORE, 0, 0),
    ];
    for (resource, soft, hard) in all {
        setrlimit(resource, soft, hard).map_err(|e| format!("{resource:?} cannot be set: {e}"))?;
    }
    nice(limits.niceness.into()).map(drop).map_err(|e| format!("it cannot stand back: {e}"))
}

/// The file system rules are required (Landlock ABI 1); network and scopes come where the kernel
/// has them.
fn landlock_rules(program: Option<&Path>) -> Result<RulesetCreated, String> {
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let write = read
        | AccessFs::WriteFile
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir
        | AccessFs::Truncate;
    let execute = AccessFs::ReadFile | AccessFs::Execute;
    let mut rules = new_ruleset().map_err(|e| format!("Landlock is not available: {e}"))?;
    let mut grant = |path: &Path, access: BitFlags<AccessFs>| -> Result<(), String> {
        let Ok(fd) = PathFd::new(path) else { return Ok(()) };
        let access = if path.is_dir() { access } else { access & AccessFs::from_file(ABI::V5) };
        (&mut rules)
            .add_rule(PathBeneath::new(fd, access))
            .map(|_| ())
            .map_err(|e| format!("a Landlock rule was refused: {e}"))
    };
    for path in LIBRARIES {
        grant(Path::new(path), read)?;
    }
    for path in LOADERS.map(Path::new).into_iter().chain(program) {
        grant(path, execute)?;
    }
    grant(Path::new("/dev/null"), AccessFs::ReadFile | AccessFs::WriteFile)?;
    grant(Path::new("/dev/urandom"), AccessFs::ReadFile.into())?;
    grant(Path::new("in"), read)?;
    grant(Path::new("out"), write)?;
    Ok(rules)
}

fn new_ruleset() -> Result<RulesetCreated, landlock::RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()
}

fn restrict_files(rules: RulesetCreated) -> Result<(), String> {
    let status = rules.restrict_self().map_err(|e| format!("Landlock was refused: {e}"))?;
    match status.ruleset {
        RulesetStatus::NotEnforced => Err("Landlock is not enforced".to_owned()),
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced => Ok(()),
    }
}

fn execute(program: &File, command: &[OsString]) -> Result<i32, String> {
    let args = command
        .iter()
        .map(|arg| CString::new(arg.as_bytes()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| "an argument holds a NUL byte")?;
    let environment = [c"LC_ALL=C", c"TZ=UTC"];
    match execveat(program, c"", &args, &environment, AtFlags::AT_EMPTY_PATH) {
        Ok(never) => match never {},
        Err(e) => Err(format!("the program cannot be executed: {e}")),
    }
}
