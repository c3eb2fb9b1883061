//! What the kernel knows about processes: `/proc`, see proc(5).

use std::{collections::HashMap, fs};

use anyhow::Context;

/// Parts of a second in which the kernel tells processor time: 100 on every architecture Rust runs on (`USER_HZ`).
const TICKS: f64 = 100.0;

/// The line of one process in `/proc/<pid>/stat`.
struct Stat {
    parent: u32,
    own: f64,
    /// Of children that ended and were waited for, and theirs.
    ended: f64,
}

/// Seconds of processor time that a process and all its descendants have used, those that ended included.
pub fn cpu_of_tree(root: u32) -> anyhow::Result<f64> {
    Ok(tree(root)?.values().map(|stat| stat.own + stat.ended).sum())
}

/// MiB that the process called `name` among the descendants of `root` which had most has had at most. The kernel keeps
/// a peak only as long as its process lives: ask often.
pub fn peak_of_descendants(root: u32, name: &str) -> anyhow::Result<f64> {
    // The kernel keeps 15 letters.
    let name: String = name.chars().take(15).collect();
    let is_meant = |pid: &u32| fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|comm| comm.trim() == name);
    // One that has just ended has none.
    let peaks = tree(root)?.into_keys().filter(is_meant).filter_map(|pid| peak_memory(pid).ok());
    Ok(peaks.fold(0.0, f64::max))
}

/// A process and all its descendants.
fn tree(root: u32) -> anyhow::Result<HashMap<u32, Stat>> {
    let mut all: HashMap<u32, Stat> = HashMap::new();
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // One that has just ended counts at its parent.
        if let Ok(stat) = Stat::read(&pid.to_string()) {
            all.insert(pid, stat);
        }
    }
    anyhow::ensure!(all.contains_key(&root), "process {root} has ended");
    let parents: HashMap<u32, u32> = all.iter().map(|(pid, stat)| (*pid, stat.parent)).collect();
    all.retain(|pid, _| {
        let mut at = *pid;
        while at != root {
            match parents.get(&at) {
                Some(parent) if *parent != at => at = *parent,
                _ => return false,
            }
        }
        true
    });
    Ok(all)
}

/// Seconds of processor time of our own children that ended, and theirs.
pub fn cpu_of_ended_children() -> anyhow::Result<f64> {
    Ok(Stat::read("self")?.ended)
}

/// MiB of memory a process has now.
pub fn memory(pid: u32) -> anyhow::Result<f64> {
    status(pid, "VmRSS:")
}

/// MiB of memory a process has had at most since [`forget_peak`].
pub fn peak_memory(pid: u32) -> anyhow::Result<f64> {
    status(pid, "VmHWM:")
}

/// Begins a new measurement of the peak.
pub fn forget_peak(pid: u32) -> anyhow::Result<()> {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").context("resetting the peak of the memory")
}

/// How many processes ran or wanted to, on average over 1, 5 and 15 minutes.
pub fn load() -> anyhow::Result<String> {
    let text = fs::read_to_string("/proc/loadavg")?;
    Ok(text.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
}

fn status(pid: u32, key: &str) -> anyhow::Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).context("the process has ended")?;
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    let kibibytes = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    Ok(kibibytes.with_context(|| format!("{key} is missing"))? / 1024.0)
}

impl Stat {
    fn read(process: &str) -> anyhow::Result<Self> {
        let line = fs::read_to_string(format!("/proc/{process}/stat"))?;
        Self::parse(&line).with_context(|| format!("cannot read {line:?}"))
    }

    /// The second field is the name in brackets and may hold anything; the third and later ones are plain.
    fn parse(line: &str) -> Option<Self> {
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |number: usize| fields.get(number - 3)?.parse::<f64>().ok();
        let seconds = |user: usize| Some((ticks(user)? + ticks(user + 1)?) / TICKS);
        Some(Self { parent: fields.get(1)?.parse().ok()?, own: seconds(14)?, ended: seconds(16)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_and_spaces_moves_no_field() {
        let line = "7 (a) b (c) S 3 7 7 0 -1 4194560 1 2 3 4 150 50 300 100 20 0 1 0 9 9 9";
        let stat = Stat::parse(line).unwrap();
        assert_eq!(stat.parent, 3);
        assert!((stat.own - 2.0).abs() < 1e-9 && (stat.ended - 4.0).abs() < 1e-9);
    }

    #[test]
    fn the_peak_of_a_child_is_found_by_its_name_and_that_of_others_is_not() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let own = std::process::id();
        // Until it has become that program it is called as we are.
        while fs::read_to_string(format!("/proc/{}/comm", child.id())).unwrap().trim() != "sleep" {}
        assert!(peak_of_descendants(own, "sleep").unwrap() > 0.0);
        assert!(peak_of_descendants(own, "slumber").unwrap() < 0.1);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn the_memory_of_this_process_is_found() {
        let now = memory(std::process::id()).unwrap();
        assert!(now > 0.5 && peak_memory(std::process::id()).unwrap() >= now);
    }
}
