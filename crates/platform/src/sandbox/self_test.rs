//! What the jailed child tries in order to show that the walls stand.

use std::fs;
use std::io::ErrorKind;
use std::net::{TcpStream, UdpSocket};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

/// The last line of a good self-test; a missing line is a failure too.
pub(super) const ALL_REFUSED: &str = "sandbox self-test: all refused";

/// Tries everything, prints one line for each wall with a hole, and returns the exit status.
pub(super) fn report_from_inside() -> i32 {
    let holes: Vec<&str> = attempts().into_iter().filter(|a| !a.held).map(|a| a.what).collect();
    for hole in &holes {
        eprintln!("{hole}");
    }
    if holes.is_empty() {
        eprintln!("{ALL_REFUSED}");
        return 0;
    }
    1
}

struct Attempt {
    what: &'static str,
    held: bool,
}

fn attempts() -> Vec<Attempt> {
    let written = fs::write("out/self-test", b"x").is_ok();
    let mode = fs::Permissions::from_mode(0o777);
    let checks = [
        ("a file in out/ cannot be written", written),
        ("a system file can be read", denied(fs::read("/etc/passwd"))),
        ("the parent folder can be listed", denied(fs::read_dir("/"))),
        ("in/ can be written", denied(fs::write("in/self-test", b"x"))),
        ("a mode can be changed", denied(fs::set_permissions("out/self-test", mode))),
        ("a link can be made", denied(std::os::unix::fs::symlink("/etc", "out/link"))),
        ("TCP is open", denied(TcpStream::connect(("127.0.0.1", 9)))),
        ("UDP is open", denied(UdpSocket::bind(("127.0.0.1", 0)))),
        ("another program can be executed", denied(Command::new("/bin/sh").arg("-c").arg("exit").status())),
    ];
    checks.into_iter().map(|(what, held)| Attempt { what, held }).collect()
}

fn denied<T>(result: std::io::Result<T>) -> bool {
    matches!(result, Err(e) if e.kind() == ErrorKind::PermissionDenied)
}
