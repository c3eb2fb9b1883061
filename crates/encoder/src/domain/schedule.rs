//! Cuts a title into chunks and puts all work in the order in which it helps a viewer most.
//!
//! Where viewers may start as soon as the title is offered, they must never wait at the lowest rung. So the course of
//! the work is forecast while it is cut: each chunk is as long as it can be without a segment of it coming too late,
//! and the last ones are short, so that all workers end together; two of them may share the very last one. Where the
//! machine cannot keep ahead of a viewer that way, the start of the title is made in the quick rungs alone, and its other
//! rungs come last: only that part is decoded twice. While nobody but its makers can watch, the first moments are enough,
//! and their other rungs come next.

use std::ops::Range;

use super::{Audience, AudioWork, ChunkWork, Forecast, Grid, Ladder, Method, Rung, Work, workers::Workers};

/// A title should be offered after so many seconds, or as soon as the quick rungs alone can be.
const OFFERED_WITHIN: f64 = 6.0;
/// Seconds that somebody who waits for a title notices.
const NOTICED: f64 = 0.5;
/// A lead may be so many segments longer than it must be, where everything is done earlier for that.
const LONGER_LEAD: u32 = 4;

/// What a schedule depends on.
#[derive(Clone, Copy)]
pub(super) struct Demand<'a> {
    pub forecast: Forecast<'a>,
    pub grid: &'a Grid,
    /// What is encoded.
    pub ladder: &'a Ladder,
    /// What is copied besides.
    pub copied: Option<Rung>,
    /// The default track first.
    pub audio: &'a [AudioWork],
    /// Segments of a usual chunk.
    pub whole: u32,
}

/// Chunks and sound in their order.
pub(super) struct Schedule {
    pub works: Vec<Work>,
    /// Whether the start is made in the quick rungs first, and in the others after all else.
    pub slow_comes_last: bool,
    /// When the title can be offered, seconds from now.
    offered: f64,
    /// When the last worker is done.
    end: f64,
}

impl Schedule {
    /// Of the schedules with about the shortest lead with which what the audience expects is kept, the one that ends
    /// first. On a machine that is too slow for that, the quick rungs of the whole title come first.
    pub fn new(demand: Demand<'_>, audience: Audience) -> Self {
        let segments = demand.grid.segments();
        let promise = match audience {
            Audience::AtOnce => Promise::NeverWait,
            Audience::Later => Promise::OfferedSoon,
        };
        let keeping = |lead| Self::keeping(promise, demand, lead);
        let soonest = keeping(segments).map_or(0.0, |quick| quick.offered);
        let within = soonest.max(OFFERED_WITHIN);
        let good = |lead| keeping(lead).filter(|it| it.offered <= within);
        let least = (0..=segments).find(|lead| good(*lead).is_some()).unwrap_or(segments);
        let is_long = promise == Promise::NeverWait && least > 0;
        let most = if is_long { segments.min(least + LONGER_LEAD) } else { least };
        let near = (least..=most).filter_map(good);
        let best = near.min_by(|one, other| one.end.total_cmp(&other.end));
        best.unwrap_or_else(|| Course::new(demand).with_lead(segments, Promise::None))
    }

    /// For a title that viewers have already: whole chunks in their order. There may be no rung in it.
    pub fn unhurried(demand: Demand<'_>) -> Self {
        let mut course = Course::new(demand);
        if demand.ladder.rungs().is_empty() {
            course.add_sound(demand.audio.len());
            return Self { works: course.works, slow_comes_last: false, offered: course.offered, end: 0.0 };
        }
        course.with_lead(0, Promise::None)
    }

    fn keeping(promise: Promise, demand: Demand<'_>, lead: u32) -> Option<Self> {
        let schedule = Course::new(demand).with_lead(lead, promise);
        schedule.offered.is_finite().then_some(schedule)
    }
}

/// What viewers may rely on.
#[derive(Clone, Copy, PartialEq)]
enum Promise {
    /// Who starts when the title is offered gets every segment in time.
    NeverWait,
    /// There is soon something to watch.
    OfferedSoon,
    None,
}

/// The work so far, as it will go: whoever is free first takes the next piece.
struct Course<'a> {
    demand: Demand<'a>,
    works: Vec<Work>,
    workers: Workers,
    /// As they were before the last chunk.
    before_last: Workers,
    /// Sound that is still to be planned.
    audio: &'a [AudioWork],
    /// The rung that is still to be copied.
    copied: Option<Rung>,
    /// Segments that are still to be planned, those of the slow rungs counted again.
    left: u32,
    /// When the title can be offered: never, once the promise is broken.
    offered: f64,
}

impl<'a> Course<'a> {
    fn new(demand: Demand<'a>) -> Self {
        let workers = Workers::new(demand.forecast.workers());
        let Demand { audio, copied, .. } = demand;
        let before_last = workers.clone();
        Self { demand, works: Vec::new(), workers, before_last, audio, copied, left: 0, offered: 0.0 }
    }

    fn with_lead(mut self, lead: u32, promise: Promise) -> Schedule {
        let Demand { grid, ladder, .. } = self.demand;
        let end = grid.segments();
        let (slow, quick) = (ladder.slow(), ladder.quick());
        let behind = if slow.is_empty() { 0 } else { lead };
        let is_next = promise == Promise::OfferedSoon;
        self.left = end + behind;
        self.cut(0..lead, quick, promise);
        if is_next {
            self.cut(0..behind, slow, Promise::None);
        }
        self.cut(lead..end, ladder.rungs(), promise);
        self.add_sound(self.audio.len());
        if !is_next {
            self.cut(0..behind, slow, Promise::None);
        }
        self.share_last(promise);
        let slow_comes_last = !is_next && behind > 0;
        Schedule { works: self.works, slow_comes_last, offered: self.offered, end: self.workers.last_free() }
    }

    fn cut(&mut self, segments: Range<u32>, rungs: &[Rung], promise: Promise) {
        let mut first = segments.start;
        while first < segments.end && self.offered.is_finite() {
            let longest = self.longest(segments.end - first);
            let in_time = match promise {
                Promise::None => longest,
                _ => self.in_time(first, longest, rungs, promise),
            };
            if in_time == 0 {
                self.offered = f64::INFINITY;
                return;
            }
            let chunk = first..first + self.good_length(first, in_time);
            first = chunk.end;
            self.add(chunk, rungs);
        }
    }

    /// A usual chunk or a little more, and no more than the worker's share of what is left.
    fn longest(&self, rest: u32) -> u32 {
        let workers = u32::try_from(self.workers.count()).unwrap_or(u32::MAX);
        rest.min(self.left.div_ceil(workers)).min(self.demand.whole + self.demand.whole / 4).max(1)
    }

    /// How many segments from `first` on one worker makes as promised, `longest` at most.
    fn in_time(&self, first: u32, longest: u32, rungs: &[Rung], promise: Promise) -> u32 {
        let Demand { forecast, grid, .. } = self.demand;
        let mut offered = self.offered;
        let mut now = self.workers.first_free() + forecast.beginning(first);
        for number in first..first + longest {
            now += self.segment(number, rungs);
            // Somebody else makes the next of the first segments meanwhile, if that is sooner.
            let elsewhere = self.workers.second_free() + forecast.beginning(number) + forecast.segment(rungs);
            let is_shared = number > first && number < grid.offered_from() && !self.is_beside_sound();
            if is_shared && now - elsewhere > NOTICED {
                return number - first;
            }
            if number < grid.offered_from() {
                offered = offered.max(now);
                continue;
            }
            if promise == Promise::NeverWait && now > offered + grid.asked(number) {
                return number - first;
            }
        }
        longest
    }

    /// What segment `number` of the next chunk takes.
    fn segment(&self, number: u32, rungs: &[Rung]) -> f64 {
        let Demand { forecast, grid, .. } = self.demand;
        if self.is_beside_sound() && number < grid.offered_from() {
            forecast.undisturbed_segment(rungs)
        } else {
            forecast.segment(rungs)
        }
    }

    /// One of two workers makes the first segments while the other one makes sound, which stands back.
    fn is_beside_sound(&self) -> bool {
        self.works.is_empty() && self.workers.count() == 2 && !self.audio.is_empty()
    }

    /// The length, of those near `longest`, after which the next chunk has least to decode before its first frame.
    fn good_length(&self, first: u32, longest: u32) -> u32 {
        let shortest = longest.min(self.demand.whole).saturating_sub(self.demand.whole / 4).max(1);
        let waste = |length: &u32| self.demand.forecast.seconds_since_key(first + length);
        (shortest..=longest).rev().min_by(|one, other| waste(one).total_cmp(&waste(other))).unwrap_or(longest)
    }

    fn add(&mut self, segments: Range<u32>, rungs: &[Rung]) {
        let Demand { forecast, grid, .. } = self.demand;
        let begin = self.workers.first_free() + forecast.beginning(segments.start);
        let until = |end| begin + (segments.start..end).map(|number| self.segment(number, rungs)).sum::<f64>();
        let needed = segments.end.min(grid.offered_from());
        let (offered, done) = (until(needed), until(segments.end));
        if segments.start < needed && rungs.last() == self.demand.ladder.rungs().last() {
            self.offered = self.offered.max(offered);
        }
        self.before_last.clone_from(&self.workers);
        self.workers.take(done);
        self.left = self.left.saturating_sub(segments.end - segments.start);
        let is_last = segments.end >= grid.segments();
        let is_offered = segments.end >= grid.offered_from();
        self.works.push(Work::Chunk(ChunkWork { segments, is_last, rungs: rungs.to_vec(), method: Method::Encode }));
        if is_offered {
            self.add_sound(self.early_tracks());
            self.add_copy();
        }
    }

    /// The whole rung that is copied, if it is still to come.
    fn add_copy(&mut self) {
        let Demand { forecast, grid, .. } = self.demand;
        if let Some(rung) = self.copied.take() {
            self.workers.take(self.workers.first_free() + forecast.copy());
            let segments = 0..grid.segments();
            self.works.push(Work::Chunk(ChunkWork {
                segments,
                is_last: true,
                rungs: vec![rung],
                method: Method::Copy,
            }));
        }
    }

    /// The next `count` tracks. A title is offered with the first moments of the default one.
    fn add_sound(&mut self, count: usize) {
        let forecast = self.demand.forecast;
        let (due, later) = self.audio.split_at(count);
        for work in due {
            let begin = self.workers.first_free();
            if self.audio.len() == self.demand.audio.len() {
                self.offered = self.offered.max(begin + forecast.first_sound());
            }
            self.workers.take(begin + forecast.sound());
            self.works.push(Work::Audio(work.clone()));
        }
        self.audio = later;
    }

    /// Tracks that come right after the first pictures: the default one, and others if somebody is left for the
    /// pictures then.
    fn early_tracks(&self) -> usize {
        let is_first = self.audio.len() == self.demand.audio.len();
        let early =
            if self.workers.count() > self.demand.audio.len() + 1 { self.audio.len() } else { usize::from(is_first) };
        early.min(self.audio.len())
    }

    /// Two workers share the last chunk by its rungs where everything is done sooner then, by more than it takes to
    /// decode it twice. What viewers may wait for comes first.
    fn share_last(&mut self, promise: Promise) {
        let Demand { forecast, grid, .. } = self.demand;
        let Some(Work::Chunk(last)) = self.works.last().cloned() else { return };
        let is_awaited = promise == Promise::NeverWait || last.segments.start < grid.offered_from();
        let part = |rungs: &[Rung]| ChunkWork { rungs: rungs.to_vec(), ..last.clone() };
        let shared = (1..last.rungs.len()).flat_map(|at| {
            let (upper, lower) = last.rungs.split_at(at);
            let lower_first = [part(lower), part(upper)];
            if is_awaited { vec![lower_first] } else { vec![[part(upper), part(lower)], lower_first] }
        });
        let shared = shared.map(|parts| {
            let mut workers = self.before_last.clone();
            for part in &parts {
                workers.take(workers.first_free() + forecast.chunk(part));
            }
            (parts, workers)
        });
        let best = shared.min_by(|(_, one), (_, other)| one.last_free().total_cmp(&other.last_free()));
        let Some((parts, workers)) = best else { return };
        let more = parts.iter().map(|part| forecast.chunk(part)).sum::<f64>() - forecast.chunk(&last);
        if self.workers.last_free() - workers.last_free() > more {
            self.works.pop();
            self.works.extend(parts.map(Work::Chunk));
            self.workers = workers;
        }
    }
}
