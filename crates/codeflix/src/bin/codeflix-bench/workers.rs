//! A film of two hours on 64 workers: the encoder's own plan with the times that its tasks take here, since nobody who
//! measures has 64 machines.
//!
//! A minute is encoded in pieces of one segment and in usual chunks, two at the same time, and the sound of one and of
//! five minutes is made. That tells what a task costs to begin, and each segment of its own. The plan of the long film,
//! the same minute again and again, then runs as workers take tasks: whoever is free first takes the next.

use std::{ops::Range, path::Path, time::Instant};

use anyhow::{Context, ensure};
use encoder::{
    domain::{AudioWork, ChunkWork, Forecast, Machine, Method, Plan, SourceFacts, Work, audio_works},
    outbound::ffmpeg::EncodeJob,
};
use futures::{StreamExt, TryStreamExt, stream};

use crate::{
    Bench,
    figures::{Report, median},
    source::{self, Source, plan, sound},
};

const WORKERS: u32 = 64;
/// Minutes of the film.
const MINUTES: u32 = 120;
/// Segments of a usual chunk.
const CHUNK: u32 = 4;
/// Tasks at the same time while they are timed.
const SLOTS: usize = 2;

/// What tasks take, in seconds.
struct Times {
    /// Pieces of one segment, all of the minute.
    singles: Vec<f64>,
    /// Usual chunks, all of the minute.
    chunks: Vec<f64>,
    /// The sound of the film.
    sound: f64,
    /// Speed of a core compared with the encoder's reference.
    core_speed: f64,
}

/// A task as it ran.
struct Shift {
    worker: usize,
    begin: f64,
    end: f64,
}

/// How the film went.
struct Course {
    end: f64,
    last_picture: f64,
    efficiency: f64,
}

/// Medians of the rounds.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let mut rounds = Vec::new();
    for round in 1..=bench.rounds {
        let scratch = bench.scratch()?;
        let minute = Source::open(bench, &bench.minute().await?, &scratch.path().join("minute")).await?;
        let longer = Source::open(bench, &bench.five_minutes().await?, &scratch.path().join("five")).await?;
        let times = Times::measure(&minute, &longer, scratch.path()).await?;
        let course = times.course(&minute, &scratch.path().join("lead")).await?;
        eprintln!(
            "workers {round}: {:.1} s, pictures {:.1} s, sound {:.1} s, efficiency {:.3}",
            course.end, course.last_picture, times.sound, course.efficiency
        );
        rounds.push((times, course));
    }
    let middle = |value: &dyn Fn(&(Times, Course)) -> f64| median(rounds.iter().map(value)).context("no round was run");
    report.at_least("workers.efficiency_of_64", middle(&|(_, course)| course.efficiency)?, "ratio", 0.90);
    report.note("workers.two_hours_on_64", middle(&|(_, course)| course.end)?, "s");
    report.note("workers.two_hours_on_64_pictures", middle(&|(_, course)| course.last_picture)?, "s");
    report.note("workers.two_hours_on_1", middle(&|(times, _)| times.alone())?, "s");
    report.note("workers.two_hours_sound", middle(&|(times, _)| times.sound)?, "s");
    Ok(())
}

impl Times {
    async fn measure(minute: &Source, longer: &Source, scratch: &Path) -> anyhow::Result<Self> {
        let plan = plan(&minute.facts, &minute.keys, 2, 1.0);
        let end = plan.grid.segments();
        let pieces = |length: u32| (0..end).step_by(length as usize).map(move |first| first..end.min(first + length));
        let all = |length| pieces(length).map(|segments| chunk(&plan, segments)).collect();
        let singles = chunks(minute, &plan, all(1), &scratch.join("singles")).await?;
        let times = chunks(minute, &plan, all(CHUNK), &scratch.join("chunks")).await?;
        let machine = Machine { workers: 1, core_speed: 1.0 };
        let forecast = Forecast::new(&plan.grid, &minute.facts, &minute.keys, machine);
        let expected: f64 = pieces(CHUNK).map(|segments| forecast.chunk(&chunk(&plan, segments))).sum();
        let core_speed = expected / times.iter().sum::<f64>();
        let (folder, other) = (scratch.join("sound"), scratch.join("longer-sound"));
        let (one, five) = tokio::try_join!(audio(minute, &folder), audio(longer, &other))?;
        // What it needs for a minute more.
        let each = (five - one) * minute.facts.duration / (longer.facts.duration - minute.facts.duration);
        let sound = each.mul_add(f64::from(MINUTES - 1), one);
        Ok(Self { singles, chunks: times, sound, core_speed })
    }

    /// Seconds one worker needs for everything, in usual chunks.
    fn alone(&self) -> f64 {
        self.chunks.iter().sum::<f64>().mul_add(f64::from(MINUTES), self.sound)
    }

    /// What a task costs besides its segments: the shorter the pieces, the more often it is paid.
    fn beginning(&self) -> f64 {
        let more = self.singles.iter().sum::<f64>() - self.chunks.iter().sum::<f64>();
        let tasks = self.singles.len() - self.chunks.len();
        (more / count(tasks)).max(0.0)
    }

    fn of_chunk(&self, segments: &Range<u32>) -> f64 {
        let each = segments.clone().filter_map(|number| self.singles.get(number as usize % self.singles.len()));
        let repeated = f64::from(segments.end - segments.start - 1) * self.beginning();
        each.sum::<f64>() - repeated
    }

    async fn course(&self, minute: &Source, scratch: &Path) -> anyhow::Result<Course> {
        let (facts, keys) = repeated(&minute.facts, &minute.keys);
        let plan = plan(&facts, &keys, WORKERS, self.core_speed);
        let works: Vec<&Work> = plan.tasks.iter().map(|task| &task.work).filter(|work| is_timed(work)).collect();
        let mut partial = partial(minute, &plan, &works, scratch).await?.into_iter();
        let mut times = Vec::new();
        for work in &works {
            times.push(match work {
                Work::Chunk(chunk) if is_partial(&plan, chunk) => partial.next().context("a chunk was timed")?,
                Work::Chunk(chunk) => self.of_chunk(&chunk.segments),
                _ => self.sound,
            });
        }
        let shifts = run(&times, WORKERS as usize);
        print(&works, &shifts);
        let end = shifts.iter().map(|shift| shift.end).fold(0.0, f64::max);
        let pictures = works.iter().zip(&shifts).filter(|(work, _)| matches!(work, Work::Chunk(_)));
        let last_picture = pictures.map(|(_, shift)| shift.end).fold(0.0, f64::max);
        Ok(Course { end, last_picture, efficiency: self.alone() / (f64::from(WORKERS) * end) })
    }
}

/// Pictures and sound: the rest takes a second of one worker.
const fn is_timed(work: &Work) -> bool {
    matches!(work, Work::Chunk(_) | Work::Audio(_))
}

/// Whether only some rungs are made, as in the lead of a film.
fn is_partial(plan: &Plan, chunk: &ChunkWork) -> bool {
    chunk.rungs != plan.ladder.rungs()
}

/// Seconds that each of the chunks of some rungs takes: they lie in the first minute, and there are few.
async fn partial(minute: &Source, plan: &Plan, works: &[&Work], scratch: &Path) -> anyhow::Result<Vec<f64>> {
    let short = source::plan(&minute.facts, &minute.keys, 2, 1.0);
    let some = works.iter().filter_map(|work| match work {
        Work::Chunk(chunk) if is_partial(plan, chunk) => Some(chunk.clone()),
        _ => None,
    });
    let some: Vec<ChunkWork> = some.collect();
    let end = some.iter().map(|chunk| chunk.segments.end).max().unwrap_or(0);
    ensure!(end < short.grid.segments(), "the lead is longer than the minute that is timed: the machine is too slow");
    chunks(minute, &short, some, scratch).await
}

/// The facts of the same film again and again.
fn repeated(facts: &SourceFacts, keys: &[f64]) -> (SourceFacts, Vec<f64>) {
    let begins = (0..MINUTES).map(|number| f64::from(number) * facts.duration);
    let keys = begins.flat_map(|begin| keys.iter().map(move |key| key + begin)).collect();
    let long = SourceFacts {
        duration: facts.duration * f64::from(MINUTES),
        size_bytes: facts.size_bytes * u64::from(MINUTES),
        ..facts.clone()
    };
    (long, keys)
}

/// Whoever is free first takes the next task.
fn run(times: &[f64], workers: usize) -> Vec<Shift> {
    let mut free = vec![0.0; workers];
    let mut shifts = Vec::new();
    for time in times {
        let next = free.iter_mut().enumerate().min_by(|(_, one), (_, other)| f64::total_cmp(one, other));
        let Some((worker, free)) = next else { break };
        let begin = *free;
        *free += time;
        shifts.push(Shift { worker, begin, end: *free });
    }
    shifts
}

/// A line for each worker: when it began what.
fn print(works: &[&Work], shifts: &[Shift]) {
    let end = shifts.iter().map(|shift| shift.end).fold(0.0, f64::max);
    for worker in 0..WORKERS as usize {
        let own = works.iter().zip(shifts).filter(|(_, shift)| shift.worker == worker);
        let line: Vec<String> = own.clone().map(|(work, shift)| format!("{:.1} {}", shift.begin, name(work))).collect();
        let busy = own.map(|(_, shift)| shift.end).fold(0.0, f64::max);
        eprintln!("  worker {:2}: {}; idle for {:.1} s", worker + 1, line.join(", "), end - busy);
    }
}

fn name(work: &Work) -> String {
    match work {
        Work::Chunk(ChunkWork { segments, .. }) => format!("{}-{}", segments.start, segments.end - 1),
        _ => "sound".to_owned(),
    }
}

fn chunk(plan: &Plan, segments: Range<u32>) -> ChunkWork {
    let is_last = segments.end == plan.grid.segments();
    ChunkWork { segments, is_last, rungs: plan.ladder.rungs().to_vec(), method: Method::Encode }
}

/// Seconds that each of these chunks takes, with all slots busy.
async fn chunks(source: &Source, plan: &Plan, works: Vec<ChunkWork>, scratch: &Path) -> anyhow::Result<Vec<f64>> {
    let timed = works.into_iter().enumerate().map(move |(number, work)| async move {
        let folder = source.folder(&scratch.join(number.to_string()))?;
        let job = EncodeJob {
            folder: &folder,
            facts: &source.facts,
            grid: &plan.grid,
            preset: plan.preset,
            stands_back: false,
            cancel: &source.cancel,
        };
        let begin = Instant::now();
        source.transcoder.encode_chunk(&job, &work, &mut |_| {}).await?;
        anyhow::Ok(begin.elapsed().as_secs_f64())
    });
    stream::iter(timed).buffered(SLOTS).try_collect().await
}

/// Seconds that the sound of a whole film takes.
async fn audio(source: &Source, scratch: &Path) -> anyhow::Result<f64> {
    let plan = plan(&source.facts, &source.keys, 2, 1.0);
    let work: AudioWork = audio_works(&source.facts.sounds, sound()).into_iter().next().context("a film has sound")?;
    let folder = source.folder(scratch)?;
    let job = EncodeJob {
        folder: &folder,
        facts: &source.facts,
        grid: &plan.grid,
        preset: plan.preset,
        stands_back: false,
        cancel: &source.cancel,
    };
    let begin = Instant::now();
    source.transcoder.encode_audio(&job, &work, &mut |_| {}).await?;
    Ok(begin.elapsed().as_secs_f64())
}

#[expect(clippy::cast_precision_loss, reason = "tasks of a film")]
const fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: Times = Times { singles: Vec::new(), chunks: Vec::new(), sound: 10.0, core_speed: 1.0 };

    #[test]
    fn a_chunk_costs_its_segments_and_one_beginning() {
        let times = Times { singles: vec![3.0; 8], chunks: vec![9.0; 2], ..TIMES };
        assert!((times.beginning() - 1.0).abs() < 1e-9);
        assert!((times.of_chunk(&(6..10)) - 9.0).abs() < 1e-9, "the minute begins again");
        assert!((times.of_chunk(&(3..4)) - 3.0).abs() < 1e-9);
        assert!((times.alone() - 18.0f64.mul_add(f64::from(MINUTES), 10.0)).abs() < 1e-9);
    }

    #[test]
    fn whoever_is_free_first_takes_the_next_task() {
        let shifts = run(&[5.0, 1.0, 1.0, 4.0], 2);
        let ends: Vec<(usize, f64)> = shifts.iter().map(|shift| (shift.worker, shift.end)).collect();
        assert_eq!(ends, [(0, 5.0), (1, 1.0), (1, 2.0), (1, 6.0)]);
    }
}
