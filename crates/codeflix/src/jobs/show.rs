//! What a terminal shows of jobs.

use std::fmt::Write;

use console::{Alignment, measure_text_width, pad_str, truncate_str};
use indicatif::BinaryBytes;

use super::job::{Counts, Detail, Done, Job, Queue, Running, Step};
use crate::terminal::safe;

/// Columns of the terminal that a title may take.
const MAX_TITLE: usize = 40;

/// One job a line.
pub fn table(jobs: &[Job], total: u64) -> String {
    if jobs.is_empty() {
        return "no job".to_owned();
    }
    let heading = ["Job", "Title", "Kind", "Status", "Done", "Speed", "Left", "Priority"].map(str::to_owned);
    let rows = jobs.iter().map(|job| {
        [
            job.id.to_string(),
            truncate_str(&title(job), MAX_TITLE, "…").into_owned(),
            job.kind.clone(),
            job.error_code.clone().map_or_else(|| job.status.clone(), |code| format!("{} ({code})", job.status)),
            format!("{} %", job.progress),
            speed(job),
            job.remaining_s.map_or_else(dash, clock),
            job.priority.to_string(),
        ]
    });
    let mut text = aligned(std::iter::once(heading).chain(rows).collect());
    if total > jobs.len() as u64 {
        let _ = writeln!(text, "\n{} of {total} jobs", jobs.len());
    }
    text
}

/// How much there is to do, and one step a line that is being done.
pub fn queue(queue: &Queue) -> String {
    let Counts { queued, running, completed, failed, cancelled } = queue.counts;
    let mut text =
        format!("{queued} queued, {running} running, {completed} completed, {failed} failed, {cancelled} cancelled\n");
    let steps = queue.workers.iter().flat_map(|worker| worker.tasks.iter().map(move |task| (worker, task)));
    let rows: Vec<_> = steps
        .map(|(worker, Running { job_id, label, step })| {
            let title = named(label);
            [
                safe(&worker.name),
                job_id.to_string(),
                truncate_str(&title, MAX_TITLE, "…").into_owned(),
                safe(&step_name(step)),
                step.progress.map_or_else(dash, |percent| format!("{percent} %")),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let heading = ["Worker", "Job", "Title", "Step", "Done"].map(str::to_owned);
        text.push('\n');
        text.push_str(&aligned(std::iter::once(heading).chain(rows).collect()));
    }
    text
}

/// Everything about one job.
pub fn detail(detail: &Detail) -> String {
    let job = &detail.job;
    let mut text = format!("{} ({})\n", title(job), job.kind);
    for (name, value) in facts(detail) {
        let _ = writeln!(text, "  {}{value}", pad_str(name, 12, Alignment::Left, None));
    }
    let _ = writeln!(text, "\nSteps:");
    let heading = ["Step", "State", "Failed tries", "Worker"].map(|name| format!("  {name}"));
    let rows = detail.steps.iter().map(|step| {
        let percent = step.progress.map(|percent| format!(" {percent} %")).unwrap_or_default();
        let worker = step.worker.clone().unwrap_or_else(dash);
        [step_name(step), format!("{}{percent}", step.state), step.attempts.to_string(), worker]
            .map(|cell| format!("  {}", safe(&cell)))
    });
    text.push_str(&aligned(std::iter::once(heading).chain(rows).collect()));
    if let Some(step) = last_failure(&detail.steps) {
        let code = step.error_code.as_deref().unwrap_or("INTERNAL");
        let _ = writeln!(text, "\nLast error ({}): {}", step_name(step), safe(code));
        for line in step.error.iter().flat_map(|error| error.lines()) {
            let _ = writeln!(text, "  | {}", safe(line));
        }
    }
    text
}

/// What became of each job.
pub fn changes(action: &str, all_done: &[Done]) -> String {
    if all_done.is_empty() {
        return "no job".to_owned();
    }
    let mut text = String::new();
    for done in all_done {
        let _ = match (&done.code, done.job_id) {
            (Some(code), _) => writeln!(text, "{}  refused: {}", done.id, safe(code)),
            (None, Some(job)) if job != done.id => writeln!(text, "{}  {action}: it is job {job}", done.id),
            (None, _) => writeln!(text, "{}  {action}: done", done.id),
        };
    }
    text
}

fn facts(detail: &Detail) -> Vec<(&'static str, String)> {
    let job = &detail.job;
    let rungs: Vec<String> = job.rungs.iter().map(|rung| format!("{}p {} %", rung.height, rung.progress)).collect();
    let original = detail.source.as_ref().map(|source| {
        let (codec, size) = (safe(&source.video_codec), BinaryBytes(source.size_bytes));
        format!("{} × {} {codec}, {size}", source.width, source.height)
    });
    let error = job.error_code.as_ref().map(|code| {
        let words = job.error.as_deref().unwrap_or_default();
        format!("{}: {}", safe(code), safe(words))
    });
    let facts = [
        ("job", Some(job.id.to_string())),
        ("status", Some(format!("{}, {} {} %", job.status, job.stage, job.progress))),
        ("error", error),
        ("rungs", Some(rungs.join(", ")).filter(|rungs| !rungs.is_empty())),
        ("speed", job.speed.map(|_| format!("{} real time", speed(job)))),
        ("left", job.remaining_s.map(clock)),
        ("priority", Some(job.priority.to_string())),
        ("attempt", Some(job.attempt.to_string())),
        ("original", original),
        ("created", Some(job.created_at.clone())),
        ("started", job.started_at.clone()),
        ("changed", Some(job.updated_at.clone())),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn title(job: &Job) -> String {
    named(&job.label)
}

fn named(label: &str) -> String {
    if label.is_empty() { "(untitled)".to_owned() } else { safe(label) }
}

fn speed(job: &Job) -> String {
    job.speed.map_or_else(dash, |speed| format!("{speed:.1} ×"))
}

fn dash() -> String {
    "-".to_owned()
}

/// `h:mm:ss`, or less.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

fn step_name(step: &Step) -> String {
    let number = step.number.map(|number| format!("{number} ")).unwrap_or_default();
    let segments = step.segments.as_ref().map(|it| format!(" {}-{}", it.first, it.last)).unwrap_or_default();
    let rungs: Vec<String> = step.rungs.iter().map(|height| format!("{height}p")).collect();
    format!("{number}{}{segments} {}", step.kind, rungs.join(" ")).trim_end().to_owned()
}

/// Of the steps that failed at least once, the one that did so last.
fn last_failure(steps: &[Step]) -> Option<&Step> {
    steps.iter().filter(|step| step.error.is_some()).max_by_key(|step| step.ended_at.clone())
}

fn aligned<const COLUMNS: usize>(rows: Vec<[String; COLUMNS]>) -> String {
    let widths: Vec<usize> = (0..COLUMNS)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| measure_text_width(cell)).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| pad_str(cell, *width, Alignment::Left, None));
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}
