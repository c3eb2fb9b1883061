//! What a jailed program must not reach, and what it must.

use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use platform::sandbox::{Limits, Observer, Silent, Task};
use tokio_util::sync::CancellationToken;

use super::fixture::{Fixture, INPUT, all_ffmpegs, block_on, quick};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("the_self_test_passes", self_test_passes),
        Trial::test("an_honest_task_reads_its_input_and_writes_its_output", honest_task),
        Trial::test("files_of_others_cannot_be_read_or_listed", foreign_files),
        Trial::test("the_source_cannot_be_changed_through_its_link", source_is_read_only),
        Trial::test("modes_owners_times_and_lengths_cannot_be_changed", metadata),
        Trial::test("links_cannot_be_made", links),
        Trial::test("there_is_no_network", no_network),
        Trial::test("no_other_program_can_be_executed", no_other_program),
        Trial::test("other_processes_cannot_be_signalled", no_signals),
        Trial::test("a_task_stands_back_as_far_as_it_is_told", stands_back),
        Trial::test("every_line_of_output_is_seen_once", output_lines),
        Trial::test("good_media_encodes_with_every_ffmpeg_here", media_encodes),
    ]
}

fn self_test_passes() -> Result<(), Failed> {
    let fixture = Fixture::new();
    block_on(fixture.sandbox.self_test(&fixture.root.path().join("self-test")))?;
    Ok(())
}

fn honest_task() -> Result<(), Failed> {
    Fixture::new().assert_next_task_is_fine();
    Ok(())
}

fn foreign_files() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let foreign = fixture.root.path().join("other-job/in");
    std::fs::create_dir_all(&foreign)?;
    let secret = foreign.join("in.bin");
    std::fs::write(&secret, b"another tenant's film")?;
    let secret = secret.to_str().unwrap();
    for path in [secret, "../other-job/in/in.bin", "/etc/passwd", "/etc/hostname", "/proc/1/environ"] {
        assert_held(&fixture, &["read", path]);
    }
    for path in ["/", "..", "/etc", "/tmp", "/home"] {
        assert_held(&fixture, &["list", path]);
    }
    assert_held(&fixture, &["write", "/tmp/codeflix-sandbox-test"]);
    // The same deed on its own input comes through, so the refusals above mean something.
    assert_eq!(fixture.run(&["read", "in/in.bin"], quick()).status, Some(1));
    Ok(())
}

fn source_is_read_only() -> Result<(), Failed> {
    let fixture = Fixture::new();
    assert_held(&fixture, &["write", "in/in.bin"]);
    assert_held(&fixture, &["append", "in/in.bin"]);
    assert_held(&fixture, &["remove", "in/in.bin"]);
    assert_held(&fixture, &["write", "in/another"]);
    assert_held(&fixture, &["move-out"]);
    assert_eq!(std::fs::read(fixture.source())?, INPUT);
    Ok(())
}

fn metadata() -> Result<(), Failed> {
    let fixture = Fixture::new();
    for attack in [
        ["chmod", "out"].as_slice(),
        &["chmod", "in/in.bin"],
        &["chmod", "/tmp"],
        &["fchmod"],
        &["chown", "out"],
        &["touch"],
        &["truncate", "in/in.bin"],
    ] {
        assert_held(&fixture, attack);
    }
    assert_eq!(std::fs::read(fixture.source())?, INPUT);
    Ok(())
}

fn links() -> Result<(), Failed> {
    let fixture = Fixture::new();
    assert_held(&fixture, &["symlink", "/etc/passwd"]);
    assert_held(&fixture, &["hard-link"]);
    Ok(())
}

fn no_network() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let tcp = TcpListener::bind("127.0.0.1:0")?;
    let udp = UdpSocket::bind("127.0.0.1:0")?;
    assert_held(&fixture, &["tcp", &tcp.local_addr()?.to_string()]);
    assert_held(&fixture, &["udp", &udp.local_addr()?.to_string()]);
    Ok(())
}

fn no_other_program() -> Result<(), Failed> {
    let fixture = Fixture::new();
    for program in ["/bin/sh", "/usr/bin/env", "/bin/cat"] {
        if Path::new(program).exists() {
            assert_held(&fixture, &["exec", program]);
        }
    }
    Ok(())
}

fn no_signals() -> Result<(), Failed> {
    let fixture = Fixture::new();
    assert_held(&fixture, &["signal-parent"]);
    assert_held(&fixture, &["signal", &std::process::id().to_string()]);
    Ok(())
}

struct Count(u32, Vec<String>);

impl Observer for Count {
    fn stdout_line(&mut self, line: &str) {
        assert_eq!(line, format!("line {}", self.0));
        self.0 += 1;
    }
    fn stderr_line(&mut self, line: &str) {
        self.1.push(line.to_owned());
    }
}

fn output_lines() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let limits = Limits { stdout_kept: 12, ..quick() };
    let mut seen = Count(0, Vec::new());
    let task = fixture.task(&["print", "20000"], limits);
    let outcome = block_on(fixture.sandbox.run(task, &mut seen))?;
    assert_eq!((seen.0, outcome.stdout.as_slice()), (20_000, b"line 0\nline ".as_slice()));
    assert_eq!(seen.1, ["the last words"]);
    assert_eq!(outcome.stderr_tail, "the last words");
    Ok(())
}

fn stands_back() -> Result<(), Failed> {
    let fixture = Fixture::new();
    for niceness in [0, 7] {
        let outcome = fixture.run(&["niceness"], Limits { niceness, ..quick() });
        let told = String::from_utf8_lossy(&outcome.stdout).into_owned();
        assert_eq!(told, niceness.to_string(), "{outcome:?}");
    }
    Ok(())
}

fn media_encodes() -> Result<(), Failed> {
    for ffmpeg in all_ffmpegs() {
        let fixture = Fixture::new();
        let source = fixture.root.path().join("film.mp4");
        let made = Command::new(&ffmpeg)
            .args(["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=24:d=1"])
            .arg(&source)
            .status()?;
        assert!(made.success());
        fixture.folder.put(&source, "film.bin")?;
        let args = "-v error -nostdin -i in/film.bin -c:v libx264 -y out/film.mp4";
        let task = Task {
            program: ffmpeg.clone(),
            args: args.split(' ').map(Into::into).collect(),
            folder: fixture.folder.clone(),
            limits: Limits::encode(std::time::Duration::from_secs(1), 1 << 20),
            cancel: CancellationToken::new(),
        };
        let outcome = block_on(fixture.sandbox.run(task, &mut Silent))?;
        assert!(outcome.succeeded(), "{}: {outcome:?}", ffmpeg.display());
        assert!(std::fs::metadata(fixture.folder.output().join("film.mp4"))?.len() > 1_000);
    }
    Ok(())
}

fn assert_held(fixture: &Fixture, attack: &[&str]) {
    let outcome = fixture.run(attack, quick());
    assert_eq!(outcome.status, Some(0), "{attack:?} was not refused: {outcome:?}");
}
