//! A plan for a title that is published while it is encoded: from then on, viewers must never wait.

use std::collections::BTreeMap;

use super::{
    ChunkWork, Forecast, Grid, Ladder, Machine, Method, Plan, PlannedTask, Rung, SourceFacts, TaskNumber, Work,
    workers::Workers,
};

/// A task of which something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Which task.
    pub number: TaskNumber,
    /// Whether it is finished.
    pub done: bool,
}

type Chunk<'a> = (TaskNumber, &'a ChunkWork);

/// What is left of a plan, as far as a viewer depends on it.
#[derive(Default)]
struct Rest<'a> {
    /// Unfinished chunks with the lowest rung that stay as they are: what was begun, and what comes before it.
    kept: Vec<Chunk<'a>>,
    /// The chunks in all rungs behind them.
    next: Vec<Chunk<'a>>,
    /// The chunks without the lowest rung of which nothing is there.
    later: Vec<Chunk<'a>>,
    /// How many sound tracks are being made.
    sounds_underway: usize,
    /// How many nobody is at.
    sounds_left: usize,
}

impl Plan {
    /// The same for viewers who start now. As many of the next chunks as it takes are made in the quick rungs alone,
    /// before all else, and their other rungs come last, as do those that were to come before: a worker who is at such
    /// a chunk leaves it while nothing of it is there. What was begun stays, and what comes before it. `None` if nothing
    /// has to change.
    #[must_use]
    pub fn hastened(&self, facts: &SourceFacts, machine: Machine, begun: &[Begun]) -> Option<Self> {
        let encoded = self.encoded();
        if !self.awaited.is_empty() || encoded.slow().is_empty() {
            return None;
        }
        let rest = self.rest(&encoded, begun);
        let forecast = Forecast::new(&self.grid, facts, &[], machine.cautious()).with_preset(self.preset);
        let pursuit = Pursuit::new(forecast, &self.grid);
        let keeps_ahead = |lead: &usize| pursuit.clone().keeps_ahead(&rest, *lead, &encoded);
        let lead = (0..rest.next.len()).find(keeps_ahead).unwrap_or(rest.next.len());
        (lead > 0).then(|| self.led_by(&rest, lead, &encoded))
    }

    /// What is not copied.
    fn encoded(&self) -> Ladder {
        self.ladder.without(self.ladder.rungs().iter().find(|rung| self.copies(rung)).copied())
    }

    fn rest(&self, encoded: &Ladder, begun: &[Begun]) -> Rest<'_> {
        let begun: BTreeMap<TaskNumber, bool> = begun.iter().map(|it| (it.number, it.done)).collect();
        let mut rest = Rest::default();
        let mut from = 0;
        for PlannedTask { number, work } in &self.tasks {
            let (is_begun, is_done) = (begun.contains_key(number), begun.get(number) == Some(&true));
            match work {
                Work::Chunk(work) if work.method == Method::Encode && work.rungs == encoded.rungs() => {
                    rest.next.push((*number, work));
                    from = if is_begun { work.segments.end.max(from) } else { from };
                }
                Work::Chunk(work) if work.method == Method::Copy => {}
                Work::Chunk(work) if work.rungs.last() != encoded.rungs().last() => {
                    rest.later.extend((!is_begun).then_some((*number, work)));
                }
                Work::Chunk(work) if !is_done => rest.kept.push((*number, work)),
                Work::Audio(_) if is_begun && !is_done => rest.sounds_underway += 1,
                Work::Audio(_) if !is_begun => rest.sounds_left += 1,
                _ => {}
            }
        }
        let (before, next): (Vec<_>, _) = rest.next.into_iter().partition(|(_, work)| work.segments.start < from);
        rest.kept.extend(before.into_iter().filter(|(number, _)| begun.get(number) != Some(&true)));
        Rest { next, ..rest }
    }

    fn led_by(&self, rest: &Rest<'_>, lead: usize, encoded: &Ladder) -> Self {
        let lead = &rest.next[..lead];
        let in_rungs = |rungs: &[Rung]| {
            let works = lead.iter().map(|(_, work)| ChunkWork { rungs: rungs.to_vec(), ..(*work).clone() });
            works.map(Work::Chunk).collect::<Vec<_>>()
        };
        let later = rest.later.iter().map(|(_, work)| Work::Chunk((*work).clone())).collect();
        let mut quick = self.with_new_numbers([in_rungs(encoded.quick()), later, in_rungs(encoded.slow())].concat());
        let slow = quick.split_off(lead.len());
        let kept = rest.kept.iter().map(|(number, _)| *number);
        let awaited = kept.chain(quick.iter().map(|task| task.number)).collect();
        let stays = |task: &&PlannedTask| lead.iter().chain(&rest.later).all(|(moved, _)| *moved != task.number);
        let others = self.tasks.iter().filter(stays).cloned();
        let tasks = quick.iter().cloned().chain(others).chain(slow).collect();
        let is_slow = |name| encoded.slow().iter().any(|rung| rung.name() == name);
        let live_rungs = self.live_rungs.iter().copied().filter(|name| !is_slow(*name)).collect();
        Self { live_rungs, tasks, awaited, ..self.clone() }
    }
}

/// Workers ahead of a viewer who starts now.
#[derive(Clone)]
struct Pursuit<'a> {
    forecast: Forecast<'a>,
    grid: &'a Grid,
    workers: Workers,
}

impl<'a> Pursuit<'a> {
    fn new(forecast: Forecast<'a>, grid: &'a Grid) -> Self {
        Self { forecast, grid, workers: Workers::new(forecast.workers()) }
    }

    /// Whether everything that is next comes in time, with a lead of so many chunks. For what was begun nothing can be
    /// done; it is taken as if it had just begun. Sound that nobody is at comes later than here.
    fn keeps_ahead(mut self, rest: &Rest<'_>, lead: usize, encoded: &Ladder) -> bool {
        let (first, then) = rest.next.split_at(lead);
        self.sounds(rest.sounds_underway);
        for (_, work) in &rest.kept {
            self.chunk(work, &work.rungs);
        }
        let first_in_time = first.iter().all(|(_, work)| self.chunk(work, encoded.quick()));
        self.sounds(rest.sounds_left);
        first_in_time && then.iter().all(|(_, work)| self.chunk(work, &work.rungs))
    }

    fn sounds(&mut self, count: usize) {
        for _ in 0..count {
            self.workers.take(self.workers.first_free() + self.forecast.sound());
        }
    }

    /// Somebody makes a chunk in `rungs`; whether each of its segments is there before the viewer asks for it.
    fn chunk(&mut self, work: &ChunkWork, rungs: &[Rung]) -> bool {
        let Self { forecast, grid, .. } = *self;
        let mut now = self.workers.first_free() + forecast.beginning(work.segments.start);
        let mut in_time = true;
        for number in work.segments.clone() {
            now += forecast.segment(rungs);
            in_time &= now <= grid.asked(number);
        }
        self.workers.take(now);
        in_time
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Audience,
        plan::tests::{facts, plan_for},
    };

    const SECONDS: f64 = 600.0;

    fn chunks(plan: &Plan) -> impl Iterator<Item = (TaskNumber, &ChunkWork)> {
        plan.tasks.iter().filter_map(|task| match &task.work {
            Work::Chunk(chunk) => Some((task.number, chunk)),
            _ => None,
        })
    }

    /// A film on such a machine, of which the first `done` chunks are finished.
    fn film(core_speed: f64, done: usize) -> (Plan, Option<Plan>, Vec<Begun>) {
        let machine = Machine { workers: 2, core_speed };
        let plan = plan_for(Audience::Later, SECONDS, machine);
        let begun: Vec<_> = chunks(&plan).take(done).map(|(number, _)| Begun { number, done: true }).collect();
        let hastened = plan.hastened(&facts(SECONDS), machine, &begun);
        (plan, hastened, begun)
    }

    #[test]
    fn before_a_title_is_published_little_of_it_is_decoded_twice() {
        for core_speed in [0.1, 0.5, 1.0, 4.0] {
            let (plan, ..) = film(core_speed, 0);
            let quick = chunks(&plan).filter(|(_, chunk)| chunk.rungs == plan.ladder.quick());
            let lead: usize = quick.filter(|(_, chunk)| !chunk.is_last).map(|(_, chunk)| chunk.segments.len()).sum();
            assert!(lead <= 2, "{core_speed}: {lead}");
        }
    }

    #[test]
    fn the_slower_the_machine_the_more_of_a_published_title_is_made_in_the_quick_rungs_first() {
        let leads = [0.1, 0.6, 1.0, 1.2, 4.0].map(|core_speed| {
            let (_, hastened, _) = film(core_speed, 1);
            hastened.map_or(0, |plan| plan.awaited.len())
        });
        assert!(leads.is_sorted_by(|slower, faster| slower >= faster), "{leads:?}");
        assert!(leads[0] > leads[2] && leads[4] == 0, "{leads:?}");
    }

    #[test]
    fn on_a_machine_as_fast_as_the_film_only_a_part_of_it_leads() {
        let (plan, hastened, _) = film(1.0, 1);
        let lead = hastened.unwrap().awaited.len();
        assert!((1..chunks(&plan).count() / 2).contains(&lead), "{lead}");
    }

    #[test]
    fn every_rung_of_every_segment_is_still_made_once_and_no_number_stands_for_two_things() {
        for (core_speed, done) in [(0.1, 0), (0.1, 1), (0.5, 3), (1.0, 1)] {
            let (plan, hastened, _) = film(core_speed, done);
            let hastened = hastened.unwrap();
            for rung in plan.ladder.rungs() {
                let mut made: Vec<u32> = chunks(&hastened)
                    .filter(|(_, chunk)| chunk.rungs.contains(rung))
                    .flat_map(|(_, chunk)| chunk.segments.clone())
                    .collect();
                made.sort_unstable();
                assert!(made.into_iter().eq(0..plan.grid.segments()));
            }
            let mut numbers: Vec<_> = hastened.tasks.iter().map(|task| task.number.0).collect();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), hastened.tasks.len());
            assert!(plan.tasks.iter().all(|task| hastened.task(task.number).is_none_or(|same| same == task)));
        }
    }

    #[test]
    fn what_was_begun_stays_and_what_comes_before_it() {
        let (plan, _, _) = film(0.1, 0);
        let machine = Machine { workers: 2, core_speed: 0.1 };
        let (third, chunk) = chunks(&plan).nth(2).unwrap();
        let begun = [Begun { number: third, done: false }];
        let hastened = plan.hastened(&facts(SECONDS), machine, &begun).unwrap();
        let lowest = plan.ladder.rungs().last();
        let kept =
            chunks(&plan).filter(|(_, it)| it.segments.start <= chunk.segments.start && it.rungs.last() == lowest);
        assert!(kept.into_iter().all(|(number, _)| hastened.task(number).is_some()));
        let (before, led): (Vec<TaskNumber>, _) =
            hastened.awaited.iter().partition(|number| plan.task(**number).is_some());
        assert_eq!(before.last(), Some(&third), "should its worker die, somebody must take it up at once");
        let led: Vec<_> = led.into_iter().map(|number| &hastened.task(number).unwrap().work).collect();
        assert!(led.into_iter().all(|work| match work {
            Work::Chunk(work) => work.segments.start >= chunk.segments.end && work.rungs == hastened.ladder.quick(),
            _ => false,
        }));
    }

    #[test]
    fn a_worker_leaves_what_no_viewer_sees_unless_something_of_it_is_there() {
        let (plan, hastened, _) = film(0.5, 1);
        let (number, slow) = chunks(&plan).find(|(_, chunk)| chunk.rungs == plan.ladder.slow()).unwrap();
        let hastened = hastened.unwrap();
        assert_eq!(hastened.task(number), None);
        let (anew, _) = chunks(&hastened).find(|(_, chunk)| *chunk == slow).unwrap();
        assert!(hastened.awaited.iter().all(|awaited| *awaited < anew));
        assert!(!hastened.is_awaited(hastened.task(anew).unwrap()));

        let begun = [Begun { number, done: false }];
        let hastened = plan.hastened(&facts(SECONDS), Machine { workers: 2, core_speed: 0.5 }, &begun).unwrap();
        assert_eq!(hastened.task(number), plan.task(number));
    }

    #[test]
    fn while_the_quick_rungs_lead_only_they_are_offered_and_it_is_done_once() {
        let (_, hastened, begun) = film(0.1, 1);
        let hastened = hastened.unwrap();
        let quick: Vec<_> = hastened.ladder.quick().iter().map(Rung::name).collect();
        assert_eq!(hastened.live_rungs, quick);
        let machine = Machine { workers: 2, core_speed: 0.1 };
        assert_eq!(hastened.hastened(&facts(SECONDS), machine, &begun), None);
    }
}
