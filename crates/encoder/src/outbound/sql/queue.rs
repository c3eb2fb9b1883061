//! Which row of the queue stands for which piece of work, and in which order.

use std::time::Duration;

use kernel::{Timestamp, id};
use platform::jobs::{JobRow, NewJob};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    application::{
        CLEAR, CONVERT, ClearInput, FINISH, FOLLOW, PLAN, Part, SETTLE, SWEEP, StoreError, SweepInput, TASK, TaskInput,
    },
    domain::{ConversionId, ConversionState, Job, JobId, Plan, PlannedTask, Source, TaskNumber, Work},
};

/// How long growing playlists stay after the end: players that read them turn to the final ones meanwhile.
pub const LIVE_STAYS: Duration = Duration::from_mins(1);
/// A task waits so long for its part of an arriving source, unless it is released: no upload takes so long.
pub const NOT_YET: Duration = Duration::from_hours(10 * 365 * 24);
/// The priority of a title as urgent as a conversion.
const CONVERSION: u8 = 5;
/// Task numbers fit in so many bits below the time of the job.
const NUMBER_BITS: u32 = 14;

pub fn planning(job: &Job) -> NewJob {
    NewJob {
        id: job.id.uuid(),
        parent_id: None,
        seq: job.created_at.millis(),
        kind: PLAN,
        input_hash: hash(&[&job.id.to_string()]),
        input: "{}".into(),
        priority: priority(job) + URGENT,
        not_before: job.created_at,
    }
}

pub fn task(job: &Job, task: &PlannedTask, now: Timestamp) -> Result<NewJob, StoreError> {
    // A title that is completed can be watched already.
    let is_new = job.former.is_none();
    let is_head = is_new && job.title.as_ref().is_some_and(|title| title.plan.begins_with(task));
    let steps = if is_head { URGENT } else { 0 };
    let input = TaskInput { job: job.id, task: task.number };
    let (kind, not_before) = match (job.source, &task.work) {
        (Source::Whole, _) => (TASK, now),
        (Source::Arriving, Work::Audio(_)) => (FOLLOW, now.plus(NOT_YET)),
        (Source::Arriving, _) => (TASK, now.plus(NOT_YET)),
    };
    Ok(NewJob {
        seq: (job.created_at.millis() << NUMBER_BITS) + i64::from(task.number.0),
        kind,
        not_before,
        input_hash: hash(&[&job.id.to_string(), &task.number.to_string()]),
        input: to_json(&input)?,
        priority: priority(job) + steps,
        ..below(job, now)
    })
}

/// Looking again at a source that has arrived.
pub fn settle(job: &Job, now: Timestamp) -> Result<NewJob, StoreError> {
    let input = TaskInput { job: job.id, task: TaskNumber(u32::MAX) };
    Ok(NewJob {
        kind: SETTLE,
        input_hash: hash(&[&job.id.to_string(), "settle"]),
        input: to_json(&input)?,
        priority: priority(job) + URGENT,
        ..below(job, now)
    })
}

pub fn finish(job: &Job, now: Timestamp) -> Result<NewJob, StoreError> {
    let input = TaskInput { job: job.id, task: TaskNumber(u32::MAX) };
    Ok(NewJob {
        kind: FINISH,
        input_hash: hash(&[&job.id.to_string(), "finish"]),
        input: to_json(&input)?,
        priority: priority(job) + URGENT,
        ..below(job, now)
    })
}

/// What lies there and belongs to nothing else any more.
pub fn sweep(prefix: String, not_before: Timestamp) -> Result<NewJob, StoreError> {
    errand(&SweepInput { prefix, job: None, is_rest: false }, not_before)
}

/// What a finished job left over: growing playlists, and tries that were lost.
pub fn sweep_rest(job: JobId, not_before: Timestamp) -> Result<NewJob, StoreError> {
    errand(&SweepInput { prefix: job.prefix(), job: Some(job), is_rest: true }, not_before)
}

/// Everything of a job, unless somebody wants it again by then.
pub fn sweep_job(job: JobId, not_before: Timestamp) -> Result<NewJob, StoreError> {
    errand(&SweepInput { prefix: job.prefix(), job: Some(job), is_rest: false }, not_before)
}

/// A conversion goes with the tasks that make a title playable: it is short, and somebody may be waiting for it.
pub fn converting(conversion: &ConversionState) -> NewJob {
    NewJob {
        id: conversion.id.uuid(),
        parent_id: None,
        seq: conversion.created_at.millis() << NUMBER_BITS,
        kind: CONVERT,
        input_hash: hash(&[&conversion.id.to_string()]),
        input: "{}".into(),
        priority: i64::from(CONVERSION) * STEPS + URGENT,
        not_before: conversion.created_at,
    }
}

/// What is left of a conversion, if it is gone by then.
pub fn clearing(id: ConversionId, why: &str, not_before: Timestamp) -> Result<NewJob, StoreError> {
    Ok(NewJob {
        id: id::v7(not_before),
        parent_id: None,
        seq: not_before.millis(),
        kind: CLEAR,
        input_hash: hash(&[&id.to_string(), why]),
        input: to_json(&ClearInput { conversion: id })?,
        priority: 0,
        not_before,
    })
}

/// Not below the job: cancelling it must not cancel this.
fn errand(input: &SweepInput, not_before: Timestamp) -> Result<NewJob, StoreError> {
    let input = to_json(input)?;
    Ok(NewJob {
        id: id::v7(not_before),
        parent_id: None,
        seq: not_before.millis(),
        kind: SWEEP,
        input_hash: hash(&[&input, &not_before.to_string()]),
        input,
        priority: 0,
        not_before,
    })
}

fn below(job: &Job, now: Timestamp) -> NewJob {
    NewJob {
        id: id::v7(now),
        parent_id: Some(job.id.uuid()),
        seq: job.created_at.millis() << NUMBER_BITS,
        kind: TASK,
        input_hash: String::new(),
        input: String::new(),
        priority: priority(job),
        not_before: now,
    }
}

/// Steps of priority in the queue between two jobs.
pub const STEPS: i64 = 3;
/// What makes a title playable, and what others wait for, goes before the rest of any title,
const URGENT: i64 = 2;
/// and so does, after it, what viewers of a title await.
const AWAITED: i64 = 1;

/// The priority of tasks that viewers await.
pub fn awaited(job: &Job) -> i64 {
    priority(job) + AWAITED
}

fn priority(job: &Job) -> i64 {
    i64::from(job.priority) * STEPS
}

/// A row of the queue as a part of its job; rows that are no tasks are none.
pub fn part(row: &JobRow) -> Result<Option<Part>, StoreError> {
    if ![TASK, FOLLOW].contains(&row.kind.as_str()) {
        return Ok(None);
    }
    let input: TaskInput = from_json(&row.input)?;
    let output = row.result.as_deref().map(from_json).transpose()?;
    Ok(Some(Part { number: input.task, fence: row.fence, done: row.state == "done", output }))
}

/// What becomes possible once these parts are done: the thumbnails when all else is, the end when all is.
pub enum Next<'a> {
    Nothing,
    Storyboard(&'a PlannedTask),
    Finish,
}

pub fn next<'a>(plan: &'a Plan, parts: &[Part]) -> Next<'a> {
    let is_done = |task: &PlannedTask| parts.iter().any(|part| part.done && part.number == task.number);
    let mut waiting = plan.tasks.iter().filter(|task| !is_done(task));
    match (waiting.next(), waiting.next()) {
        (None, _) => Next::Finish,
        (Some(last), None) if matches!(last.work, Work::Storyboard { .. }) => Next::Storyboard(last),
        _ => Next::Nothing,
    }
}

fn hash(parts: &[&str]) -> String {
    hex::encode(Sha256::digest(parts.join("\n").as_bytes()))
}

pub fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError(error.to_string()))
}

pub fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError(format!("a stored value is invalid: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Machine, Order, Title, facts, order, plan};

    #[test]
    fn only_the_head_of_a_title_that_nobody_can_watch_goes_before_the_rest_of_others() {
        let now = Timestamp::from_millis(1_000);
        let plan = plan(600.0, Machine { workers: 2, core_speed: 0.5 });
        let planned = |former| {
            let mut job = Job::accept(Order { former, ..order() }, now);
            job.start(Title { facts: facts(600.0), plan: plan.clone() }, now);
            job
        };
        let new = planned(None);
        let completed = planned(Some(new.id));
        for each in &plan.tasks {
            let [first, again] = [&new, &completed].map(|job| task(job, each, now).unwrap().priority);
            assert_eq!(again, priority(&completed));
            assert_eq!(first > priority(&new), plan.begins_with(each), "{each:?}");
        }
    }
}
