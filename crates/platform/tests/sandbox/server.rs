//! A server process around the sandbox: what happens where the kernel lacks a wall, and when the
//! server is killed.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Failed, Trial};
use nix::libc;
use platform::sandbox::{JobFolder, Observer, Sandbox, SandboxConfig, SandboxError, Silent, Task};
use tokio_util::sync::CancellationToken;

use super::attacks;
use super::fixture::{block_on, quick};

pub const COMMAND: &str = "__server";

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("nothing_starts_without_landlock", || refuses("landlock", "Landlock")),
        Trial::test("nothing_starts_without_seccomp", || refuses("seccomp", "seccomp")),
        Trial::test("the_operator_may_go_on_without_walls", goes_on),
        Trial::test("a_task_dies_with_the_server", dies_with_server),
    ]
}

/// Runs in a process of its own, because masking a call cannot be undone.
pub fn run(args: &[OsString]) -> ExitCode {
    let args: Vec<&str> = args.iter().map(|arg| arg.to_str().unwrap()).collect();
    let [part, masked, folder] = args.as_slice() else { panic!("wrong arguments {args:?}") };
    mask(masked);
    let folder = JobFolder::create(Path::new(folder)).unwrap();
    let config = SandboxConfig { allow_unsandboxed: *part == "unsandboxed", ..Default::default() };
    let sandbox = Sandbox::new(config).unwrap();
    if *part == "killed" {
        return print_and_spin(&sandbox, folder);
    }
    let tested = block_on(sandbox.self_test(folder.path()));
    println!("self-test: {}", tested.map_or_else(|e| e.to_string(), |()| "passed".to_owned()));
    match block_on(sandbox.run(task(folder, &["read", "/etc/passwd"]), &mut Silent)) {
        Ok(outcome) => println!("ran: {:?}", outcome.status),
        Err(SandboxError::Setup(why)) => println!("refused: {why}"),
        Err(e) => println!("other: {e}"),
    }
    ExitCode::SUCCESS
}

fn task(folder: JobFolder, attack: &[&str]) -> Task {
    let args = std::iter::once(attacks::COMMAND).chain(attack.iter().copied());
    Task {
        program: std::env::current_exe().unwrap(),
        args: args.map(OsString::from).collect(),
        folder,
        limits: quick(),
        cancel: CancellationToken::new(),
    }
}

fn mask(what: &str) {
    match what {
        "landlock" => testkit::hide_system_call(libc::SYS_landlock_create_ruleset),
        "seccomp" => testkit::hide_system_call(libc::SYS_seccomp),
        _ => {}
    }
}

struct Relay;

impl Observer for Relay {
    fn stdout_line(&mut self, line: &str) {
        println!("{line}");
    }
}

fn print_and_spin(sandbox: &Sandbox, folder: JobFolder) -> ExitCode {
    let _ = block_on(sandbox.run(task(folder, &["print", "4000000000"]), &mut Relay));
    ExitCode::FAILURE
}

fn serve(part: &str, masked: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([COMMAND, part, masked]).arg(folder);
    command
}

fn refuses(masked: &str, named: &str) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let output = serve("strict", masked, folder.path()).output()?;
    let said = String::from_utf8(output.stdout)?;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said} {}", String::from_utf8_lossy(&output.stderr));
    assert!(lines[0].starts_with("self-test: ") && lines[0].contains(named), "{said}");
    assert!(lines[1].starts_with("refused: ") && lines[1].contains(named), "{said}");
    Ok(())
}

fn goes_on() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let output = serve("unsandboxed", "landlock", folder.path()).output()?;
    let said = String::from_utf8(output.stdout)?;
    // Status 1: the file that the missing wall would have guarded was read.
    assert!(said.contains("ran: Some(1)"), "{said}");
    assert!(said.contains("self-test failed"), "{said}");
    Ok(())
}

fn dies_with_server() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let job = folder.path().canonicalize()?;
    let mut server = serve("killed", "nothing", &job).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut first = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut first)?;
    assert_eq!(first, "line 0\n");
    server.kill()?;
    server.wait()?;
    let mut tries = 0;
    while lives_in(&job) {
        tries += 1;
        assert!(tries < 100_000, "the task outlived its server");
    }
    Ok(())
}

fn lives_in(folder: &Path) -> bool {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    processes.filter_map(|entry| std::fs::read_link(entry.path().join("cwd")).ok()).any(|cwd| cwd == folder)
}
