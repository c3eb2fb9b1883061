//! How far a title is and how long it will still take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ChunkWork, Plan, Rung, TaskNumber, Work};

/// How far one task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    /// The task.
    pub task: TaskNumber,
    /// Frames it has put out in each of its rungs.
    pub frames: u64,
}

/// How far the rungs of one size are, in all families.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungProgress {
    /// Their shorter side, pixels.
    pub height: u32,
    /// 0–100.
    pub percent: u8,
}

/// How far a title is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// 0–100, by work on pictures and not by count of rungs; 0 where there is none to be done.
    pub percent: u8,
    /// Highest first.
    pub rungs: Vec<RungProgress>,
    /// Seconds still needed at the speed so far; `None` while nothing is known.
    pub remaining_seconds: Option<u64>,
    /// Seconds of film encoded in a second; `None` while nothing is known.
    pub speed: Option<f64>,
}

impl Progress {
    /// `advances` has one entry for each task that has started, `elapsed` counts seconds since the
    /// first one did.
    #[must_use]
    pub fn new(plan: &Plan, advances: &[Advance], elapsed: f64) -> Self {
        let frames: BTreeMap<TaskNumber, u64> = advances.iter().map(|advance| (advance.task, advance.frames)).collect();
        let total = plan.grid.total_frames();
        let (mut done_pixels, mut all_pixels) = (0, 0);
        // By size: frames done and frames there are.
        let mut sizes: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for rung in plan.ladder.rungs() {
            let is_there = plan.takes_over(rung);
            let made = chunks_with(plan, rung).map(|(task, work)| done_frames(plan, &frames, task, work));
            let done: u64 = if is_there { total } else { made.sum() };
            // Copying is no work to speak of.
            let pixels = if is_there || plan.copies(rung) { 0 } else { rung.pixels() };
            done_pixels += done * pixels;
            all_pixels += total * pixels;
            let size = sizes.entry(rung.short_side()).or_default();
            *size = (size.0 + done, size.1 + total);
        }
        let of_size = |(height, (done, total))| RungProgress { height, percent: percent(done, total) };
        let rungs = sizes.into_iter().rev().map(of_size).collect();
        let (done, speed) = (ratio(done_pixels, all_pixels), ratio(done_pixels, all_pixels) / elapsed.max(0.001));
        Self {
            percent: percent(done_pixels, all_pixels),
            rungs,
            remaining_seconds: (done > 0.0).then(|| whole_seconds((1.0 - done) / speed)),
            speed: (done > 0.0).then(|| speed * plan.grid.rate().seconds(total)),
        }
    }
}

fn chunks_with<'a>(plan: &'a Plan, rung: &'a Rung) -> impl Iterator<Item = (TaskNumber, &'a ChunkWork)> {
    plan.tasks.iter().filter_map(move |task| match &task.work {
        Work::Chunk(work) if work.rungs.contains(rung) => Some((task.number, work)),
        _ => None,
    })
}

fn done_frames(plan: &Plan, frames: &BTreeMap<TaskNumber, u64>, task: TaskNumber, work: &ChunkWork) -> u64 {
    frames.get(&task).copied().unwrap_or(0).min(plan.grid.frames(&work.segments))
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn ratio(done: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(done: u64, all: u64) -> u8 {
    (ratio(done, all) * 100.0).floor() as u8
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded up and not negative")]
fn whole_seconds(seconds: f64) -> u64 {
    seconds.max(0.0).ceil() as u64
}
