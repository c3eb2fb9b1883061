//! `codeflix doctor` and `codeflix config`: each failure is provoked once and comes with its remedy.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use nix::libc;
use tempfile::TempDir;

use crate::house::{codeflix, free_port};

/// What a command printed, and how it ended.
struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Outcome {
    fn of(command: &mut Command) -> Self {
        let done = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: done.status.code().unwrap(), stdout: text(done.stdout), stderr: text(done.stderr) }
    }

    /// The lines of one check: what was found, and the remedy below it.
    fn check(&self, name: &str) -> (&str, &str) {
        let mut lines = self.stdout.lines();
        let found = lines.find(|line| line.split_once("  ").is_some_and(|(_, rest)| rest.trim().starts_with(name)));
        let found = found.unwrap_or_else(|| panic!("no line about {name} in {}", self.stdout));
        (found, lines.next().filter(|next| next.trim().starts_with('→')).unwrap_or_default())
    }

    /// Exactly this check fails, and says what to do.
    fn fails_only(&self, name: &str, found: &str, remedy: &str) {
        let (line, advice) = self.check(name);
        assert!(line.starts_with("FAIL") && line.contains(found), "{}", self.stdout);
        assert!(advice.contains(remedy), "{}", self.stdout);
        assert_eq!(self.stdout.matches("FAIL").count(), 1, "{}", self.stdout);
        assert_eq!(self.code, 1);
    }
}

/// A machine on which everything is as it should be.
struct Machine {
    folder: TempDir,
}

impl Machine {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self) -> Command {
        let mut command = codeflix(&self.data());
        command.env("CODEFLIX_GATEWAY__LISTEN", format!("127.0.0.1:{}", free_port()));
        command.env("CODEFLIX_MANAGEMENT__LISTEN", format!("127.0.0.1:{}", free_port()));
        command
    }

    /// What Debian 12 has, without any encoder.
    fn old_ffmpeg(&self) -> PathBuf {
        let old = self.folder.path().join("ffmpeg");
        fs::write(&old, "#!/bin/sh\necho 'ffmpeg version 5.1.9-0+deb12u1 Copyright (c)'\n").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o755)).unwrap();
        old
    }

    /// `codeflix doctor` with one more variable.
    fn doctor_with(&self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Outcome {
        Outcome::of(self.command().env(name, value).arg("doctor"))
    }
}

const CHECKS: [&str; 9] = [
    "ffmpeg",
    "sandbox",
    "data folder",
    "disk",
    "web address",
    "management address",
    "database",
    "certificate",
    "mail server",
];

#[test]
fn the_doctor_finds_nothing_on_a_good_machine() {
    let machine = Machine::new();
    let outcome = Outcome::of(machine.command().arg("doctor"));
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    for name in CHECKS {
        let (found, _) = outcome.check(name);
        assert!(!found.starts_with("FAIL"), "{found}");
    }
    assert_eq!(outcome.stdout.matches("FAIL").count(), 0);
    assert!(outcome.check("ffmpeg").0.starts_with("ok") || outcome.check("ffmpeg").1.contains("scripts/setup.sh"));
}

#[test]
fn the_doctor_misses_ffmpeg() {
    let machine = Machine::new();
    let outcome = Outcome::of(
        machine
            .command()
            .env("PATH", "")
            .env("CODEFLIX_TOOLS__FOLDER", machine.folder.path())
            .env("CODEFLIX_TOOLS__FFMPEG", machine.folder.path().join("ffmpeg"))
            .arg("doctor"),
    );
    outcome.fails_only("ffmpeg", "ffmpeg", "apt install ffmpeg");
    let nowhere = machine.command().env("PATH", "").env("CODEFLIX_TOOLS__FOLDER", "").arg("doctor").output().unwrap();
    assert_eq!(nowhere.status.code(), Some(1), "an empty search path is no place either");
}

#[test]
fn the_doctor_warns_of_an_ffmpeg_that_cannot_make_the_second_family() {
    let machine = Machine::new();
    let old = machine.old_ffmpeg();
    for (codec, needed) in [("av1", "libsvtav1"), ("hevc", "libx265")] {
        let mut command = machine.command();
        command.env("CODEFLIX_TOOLS__FFMPEG", &old).env("CODEFLIX_ENCODER__SECOND_CODEC", codec);
        let outcome = Outcome::of(command.arg("doctor"));
        let (found, remedy) = outcome.check("ffmpeg");
        assert!(found.starts_with("warn") && found.contains("encoder.second_codec"), "{found}");
        assert!(remedy.contains(needed) && remedy.contains("tools.ffmpeg"), "{remedy}");
    }
}

#[test]
fn the_doctor_warns_of_an_old_ffmpeg() {
    let machine = Machine::new();
    let outcome = machine.doctor_with("CODEFLIX_TOOLS__FFMPEG", machine.old_ffmpeg());
    let (found, remedy) = outcome.check("ffmpeg");
    assert!(found.starts_with("warn") && found.contains("5.1.9"), "{found}");
    assert!(remedy.contains("scripts/setup.sh"), "{remedy}");
    assert_eq!(outcome.code, 0, "it works");
}

#[test]
fn the_doctor_notices_a_kernel_that_cannot_jail() {
    let machine = Machine::new();
    let (strict, lenient) = without_landlock(|| {
        let doctor = |allowed| machine.doctor_with("CODEFLIX_TOOLS__ALLOW_UNSANDBOXED", allowed);
        (doctor("false"), doctor("true"))
    });
    strict.fails_only("sandbox", "Landlock", "use a kernel with Landlock");
    let (found, remedy) = lenient.check("sandbox");
    assert!(found.starts_with("warn") && found.contains("tools.allow_unsandboxed"), "{found}");
    assert!(remedy.contains("any uploaded film may read"), "{remedy}");
}

/// What a thread starts in which Landlock looks as if this kernel did not have it.
fn without_landlock<T: Send>(start: impl FnOnce() -> T + Send) -> T {
    let masked = || {
        testkit::hide_system_call(libc::SYS_landlock_create_ruleset);
        start()
    };
    std::thread::scope(|scope| scope.spawn(masked).join().unwrap())
}

#[test]
fn the_doctor_notices_a_full_disk() {
    let machine = Machine::new();
    for (name, value) in [("CODEFLIX_DISK__RESERVE_PERCENT", "100"), ("CODEFLIX_DISK__RESERVE_MIB", "1099511627776")] {
        machine.doctor_with(name, value).fails_only("disk", "MiB free of", "free some room");
    }
    let outcome = machine.doctor_with("CODEFLIX_DISK__RESERVE_PERCENT", "101");
    assert!(outcome.stderr.contains("disk.reserve_percent: at most 100"), "{}", outcome.stderr);
}

#[test]
fn the_doctor_notices_a_data_folder_that_cannot_be_written() {
    let machine = Machine::new();
    fs::write(machine.data(), "a file in its place").unwrap();
    let outcome = Outcome::of(machine.command().arg("doctor"));
    assert_eq!(outcome.code, 1);
    let (found, remedy) = outcome.check("data folder");
    assert!(found.starts_with("FAIL") && found.contains(machine.data().to_str().unwrap()), "{found}");
    assert!(remedy.contains("data_dir"), "{remedy}");
    assert_eq!(fs::read_to_string(machine.data()).unwrap(), "a file in its place");
}

#[test]
fn the_doctor_notices_a_port_that_is_taken() {
    let machine = Machine::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (variable, check, setting) in [
        ("CODEFLIX_GATEWAY__LISTEN", "web address", "gateway.listen"),
        ("CODEFLIX_MANAGEMENT__LISTEN", "management address", "management.listen"),
    ] {
        machine.doctor_with(variable, &address).fails_only(check, &address, setting);
    }
}

#[test]
fn the_doctor_notices_a_database_that_does_not_answer() {
    let machine = Machine::new();
    let url = format!("postgres://nobody:secret@127.0.0.1:{}/nowhere", free_port());
    let outcome = machine.doctor_with("CODEFLIX_DATABASE__URL", &url);
    outcome.fails_only("database", "", "database.url");
    assert!(!outcome.stdout.contains("secret"), "a password was shown: {}", outcome.stdout);
    let outcome = machine.doctor_with("CODEFLIX_DATABASE__URL", "not a database");
    outcome.fails_only("database", "", "database.url");
}

#[test]
fn the_doctor_notices_a_certificate_that_cannot_be_read() {
    let machine = Machine::new();
    let (certificate, key) = (machine.folder.path().join("certificate.pem"), machine.folder.path().join("key.pem"));
    fs::write(&certificate, "").unwrap();
    let with_tls = |certificate: &Path, key: &Path| {
        let mut command = machine.command();
        command.env("CODEFLIX_GATEWAY__TLS", tls_table(certificate, key));
        Outcome::of(command.arg("doctor"))
    };
    with_tls(&certificate, &key).fails_only("certificate", "key.pem", "gateway.tls");
    with_tls(&key, &certificate).fails_only("certificate", "key.pem", "gateway.tls");
}

#[test]
fn the_doctor_notices_a_mail_server_that_does_not_answer_or_is_no_mail_server() {
    let machine = Machine::new();
    let stranger = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = stranger.local_addr().unwrap().port();
    let doctor = |port: u16| {
        let mut command = machine.command();
        command.env("CODEFLIX_NOTIFICATIONS__SMTP__HOST", "127.0.0.1");
        command.env("CODEFLIX_NOTIFICATIONS__SMTP__PORT", port.to_string());
        command.env("CODEFLIX_NOTIFICATIONS__SMTP__USER", "films");
        command.env("CODEFLIX_NOTIFICATIONS__SMTP__PASSWORD", "8472910");
        Outcome::of(command.arg("doctor"))
    };
    let nobody = doctor(free_port());
    nobody.fails_only("mail server", "SMTP_UNREACHABLE", "notifications.smtp");
    assert!(!nobody.stdout.contains("8472910"), "a password was shown: {}", nobody.stdout);
    let answering = std::thread::spawn(move || {
        let (mut caller, _) = stranger.accept().unwrap();
        std::io::Write::write_all(&mut caller, b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    doctor(port).fails_only("mail server", "SMTP_UNREACHABLE", "notifications.smtp");
    answering.join().unwrap();
}

fn tls_table(certificate: &Path, key: &Path) -> String {
    format!("{{ certificate = \"{}\", key = \"{}\" }}", certificate.display(), key.display())
}

#[test]
fn the_check_of_the_configuration_lists_every_mistake() {
    let machine = Machine::new();
    let file = machine.folder.path().join("codeflix.toml");
    fs::write(&file, "surprise = 1\n[gateway]\nlisten = \"nowhere\"\ncolour = \"red\"\n").unwrap();
    let mut command = codeflix(&machine.data());
    command.env("CODEFLIX_DATABASE__CONNECTIONS", "many").env("CODEFLIX_NONSENSE", "1");
    let outcome = Outcome::of(command.args(["config", "check"]));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    for key in ["surprise", "gateway.listen", "gateway.colour", "database.connections", "nonsense"] {
        assert_eq!(outcome.stderr.matches(&format!("- {key} (")).count(), 1, "{key} in {}", outcome.stderr);
    }
    assert!(outcome.stderr.contains("CODEFLIX_DATABASE__CONNECTIONS"), "it says where: {}", outcome.stderr);
    assert!(!machine.data().exists(), "nothing was begun");
}

#[test]
fn the_check_of_the_configuration_accepts_what_is_printed() {
    let machine = Machine::new();
    let printed = Outcome::of(machine.command().args(["config", "print"]));
    assert_eq!(printed.code, 0, "{}", printed.stderr);
    let file = machine.folder.path().join("printed.toml");
    fs::write(&file, printed.stdout).unwrap();
    let checked = Outcome::of(machine.command().arg("--config").arg(&file).args(["config", "check"]));
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
}
