//! Tasks that want too much end in a code, leave nothing running, and the next one is fine.

use std::time::Duration;

use libtest_mimic::{Failed, Trial};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use platform::sandbox::{KilledBy, Limits, Observer, Silent};

use super::fixture::{Fixture, block_on, quick};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("a_time_bomb_ends_at_the_wall", time_bomb),
        Trial::test("a_processor_bomb_ends_at_its_share", processor_bomb),
        Trial::test("a_memory_bomb_ends_in_an_abort", memory_bomb),
        Trial::test("a_disk_bomb_ends_at_the_file_size", disk_bomb),
        Trial::test("a_fork_bomb_leaves_no_process_behind", fork_bomb),
        Trial::test("a_cancelled_task_ends", cancelled),
        Trial::test("dropping_the_future_ends_the_task", dropped),
        Trial::test("a_task_comes_to_its_end_when_a_service_manager_asks_it_to_stop", asked_to_stop),
    ]
}

fn time_bomb() -> Result<(), Failed> {
    let limits = Limits { wall: Duration::from_millis(400), ..quick() };
    ends_with(&["spin"], limits, KilledBy::Wall)
}

fn processor_bomb() -> Result<(), Failed> {
    ends_with(&["spin"], Limits { cpu_seconds: 1, ..quick() }, KilledBy::Cpu)
}

fn memory_bomb() -> Result<(), Failed> {
    let limits = Limits { address_space: 256 << 20, ..quick() };
    ends_with(&["allocate"], limits, KilledBy::Signal(Signal::SIGABRT as i32))
}

fn disk_bomb() -> Result<(), Failed> {
    let limits = Limits { file_size: 1 << 20, ..quick() };
    ends_with(&["fill-disk"], limits, KilledBy::FileSize)
}

fn ends_with(attack: &[&str], limits: Limits, expected: KilledBy) -> Result<(), Failed> {
    let fixture = Fixture::new();
    let outcome = fixture.run(attack, limits);
    assert_eq!(outcome.killed_by, Some(expected), "{outcome:?}");
    assert_eq!(outcome.status, None);
    fixture.assert_next_task_is_fine();
    Ok(())
}

fn fork_bomb() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let limits = Limits { processes: 24, wall: Duration::from_millis(1_500), ..quick() };
    let outcome = fixture.run(&["fork"], limits);
    assert_eq!(outcome.killed_by, Some(KilledBy::Wall), "{outcome:?}");
    assert!(processes_in(&fixture).is_empty());
    fixture.assert_next_task_is_fine();
    Ok(())
}

struct CancelAtFirstLine(tokio_util::sync::CancellationToken);

impl Observer for CancelAtFirstLine {
    fn stdout_line(&mut self, _: &str) {
        self.0.cancel();
    }
}

fn cancelled() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let task = fixture.task(&["print", "4000000000"], quick());
    let mut observer = CancelAtFirstLine(task.cancel.clone());
    let outcome = block_on(fixture.sandbox.run(task, &mut observer))?;
    assert_eq!(outcome.killed_by, Some(KilledBy::Cancelled));
    fixture.assert_next_task_is_fine();
    Ok(())
}

struct Tell(tokio::sync::mpsc::UnboundedSender<()>);

impl Observer for Tell {
    fn stdout_line(&mut self, _: &str) {
        let _ = self.0.send(());
    }
}

fn dropped() -> Result<(), Failed> {
    let fixture = Fixture::new();
    block_on(async {
        let (started, mut running) = tokio::sync::mpsc::unbounded_channel();
        let mut observer = Tell(started);
        let task = fixture.task(&["print", "4000000000"], quick());
        tokio::select! {
            _ = fixture.sandbox.run(task, &mut observer) => panic!("the task ended by itself"),
            _ = running.recv() => {}
        }
    });
    let mut tries = 0;
    while !processes_in(&fixture).is_empty() {
        tries += 1;
        assert!(tries < 100_000, "the task lives on");
    }
    block_on(fixture.sandbox.run(fixture.task(&["copy"], quick()), &mut Silent))?;
    Ok(())
}

/// Asks for the end of what runs in a folder, once.
struct AskToStop<'a> {
    fixture: &'a Fixture,
    asked: usize,
}

impl Observer for AskToStop<'_> {
    fn stdout_line(&mut self, _: &str) {
        if self.asked > 0 {
            return;
        }
        for process in processes_in(self.fixture) {
            for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
                kill(process, signal).unwrap();
            }
            self.asked += 1;
        }
    }
}

fn asked_to_stop() -> Result<(), Failed> {
    let fixture = Fixture::new();
    let mut observer = AskToStop { fixture: &fixture, asked: 0 };
    let outcome = block_on(fixture.sandbox.run(fixture.task(&["print", "100000"], quick()), &mut observer))?;
    assert_eq!(observer.asked, 1);
    assert!(outcome.succeeded(), "{outcome:?}");
    Ok(())
}

/// Processes whose working folder is this fixture's job folder.
fn processes_in(fixture: &Fixture) -> Vec<Pid> {
    let folder = fixture.folder.path();
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let inside = processes.filter(|entry| std::fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == folder));
    inside.map(|entry| Pid::from_raw(entry.file_name().to_str().unwrap().parse().unwrap())).collect()
}
