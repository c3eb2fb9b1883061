//! What the hostile program tries. Exit status 0 means that the wall held (or, for an honest deed,
//! that it worked), 1 that the attack came through, 2 that it failed for another reason.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::net::{TcpStream, UdpSocket};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use nix::sys::signal::kill;
use nix::unistd::{Pid, getppid, truncate};
use rustix::process::getpriority_process;

pub const COMMAND: &str = "__attack";

pub fn run(args: &[OsString]) -> ExitCode {
    let args: Vec<&str> = args.iter().map(|arg| arg.to_str().unwrap()).collect();
    match args.as_slice() {
        ["copy"] => worked(fs::read("in/in.bin").and_then(|all| fs::write("out/copy", all))),
        ["read", path] => held(fs::read(path)),
        ["list", path] => held(fs::read_dir(path)),
        ["write", path] => held(fs::write(path, b"changed")),
        ["append", path] => held(OpenOptions::new().append(true).open(path)),
        ["remove", path] => held(fs::remove_file(path)),
        ["move-out"] => held(fs::rename("in/in.bin", "out/in.bin")),
        ["hard-link"] => held(fs::hard_link("in/in.bin", "out/linked")),
        ["symlink", to] => held(symlink(to, "out/link")),
        ["chmod", path] => held(fs::set_permissions(path, fs::Permissions::from_mode(0o777))),
        ["fchmod"] => held(own_file().set_permissions(fs::Permissions::from_mode(0o777))),
        ["chown", path] => held(chown(path, Some(0), Some(0))),
        ["touch"] => held(own_file().set_modified(std::time::UNIX_EPOCH)),
        ["truncate", path] => held(truncate(Path::new(path), 0).map_err(Into::into)),
        ["tcp", address] => held(TcpStream::connect(address)),
        ["udp", address] => held(UdpSocket::bind("127.0.0.1:0").and_then(|socket| socket.send_to(b"x", address))),
        ["exec", program] => held(Command::new(program).status()),
        ["signal-parent"] => held(kill(getppid(), None).map_err(Into::into)),
        ["signal", pid] => held(kill(Pid::from_raw(pid.parse().unwrap()), None).map_err(Into::into)),
        ["spin"] => spin(),
        ["allocate"] => allocate(),
        ["fill-disk"] => fill_disk(),
        ["fork"] => fork_bomb(),
        ["print", count] => print_lines(count.parse().unwrap()),
        ["niceness"] => print_niceness(),
        other => panic!("unknown attack {other:?}"),
    }
}

fn held<T>(result: std::io::Result<T>) -> ExitCode {
    match result {
        Ok(_) => ExitCode::from(1),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => ExitCode::SUCCESS,
        Err(e) if e.raw_os_error() == Some(nix::libc::EXDEV) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::from(2)
        }
    }
}

fn worked<T>(result: std::io::Result<T>) -> ExitCode {
    match result {
        Ok(_) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::from(2)
        }
    }
}

fn own_file() -> File {
    File::create("out/own").unwrap()
}

fn spin() -> ! {
    loop {
        std::hint::spin_loop();
    }
}

fn allocate() -> ExitCode {
    let mut all: Vec<Vec<u8>> = Vec::new();
    loop {
        all.push(vec![1; 16 << 20]);
    }
}

fn fill_disk() -> ExitCode {
    let mut file = own_file();
    loop {
        file.write_all(&[0; 4096]).unwrap();
    }
}

/// Every process starts more of its kind for as long as it may, and none ever ends.
fn fork_bomb() -> ExitCode {
    let me = std::env::current_exe().unwrap_or_else(|_| std::env::args_os().next().unwrap().into());
    loop {
        let _ = Command::new(&me).args([COMMAND, "fork"]).stdin(Stdio::null()).spawn();
    }
}

fn print_lines(count: u32) -> ExitCode {
    let mut out = std::io::stdout().lock();
    for number in 0..count {
        writeln!(out, "line {number}").unwrap();
    }
    eprint!("the last words");
    ExitCode::SUCCESS
}

fn print_niceness() -> ExitCode {
    print!("{}", getpriority_process(None).unwrap());
    ExitCode::SUCCESS
}
