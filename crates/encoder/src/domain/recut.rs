//! A plan whose end was guessed, cut anew behind what stays when more is known.

use super::{ChunkWork, Grid, Method, Plan, PlannedTask, Rung, Work, plan::WHOLE};

impl Plan {
    /// The same for a source that lasts `duration` seconds. Chunks that end before its last segment stay as they are,
    /// with their numbers; what lies behind them is cut into chunks with numbers that no task had.
    #[must_use]
    pub fn ending(&self, duration: f64) -> Self {
        let grid = Grid::new(self.grid.rate(), duration);
        let segments = grid.segments();
        if segments == self.grid.segments() {
            return Self { grid, ..self.clone() };
        }
        let stays = |task: &&PlannedTask| match &task.work {
            Work::Chunk(work) => !work.is_last && work.segments.end < segments,
            _ => true,
        };
        let mut tasks: Vec<_> = self.tasks.iter().filter(stays).cloned().collect();
        for task in &mut tasks {
            if let Work::Storyboard { every, .. } = &mut task.work {
                *every = Self::still_every(&grid);
            }
        }
        let rest = rest(self.ladder.rungs(), &tasks, segments);
        tasks.extend(self.with_new_numbers(rest));
        Self { grid, tasks, ..self.clone() }
    }
}

/// Chunks that bring every rung from where `tasks` leave it to the end, by their start.
fn rest(rungs: &[Rung], tasks: &[PlannedTask], segments: u32) -> Vec<Work> {
    let done = |rung: &Rung| {
        let chunks = tasks.iter().filter_map(|task| match &task.work {
            Work::Chunk(work) if work.rungs.contains(rung) => Some(work.segments.end),
            _ => None,
        });
        chunks.max().unwrap_or(0)
    };
    let mut groups: Vec<(u32, Vec<Rung>)> = Vec::new();
    for rung in rungs {
        let from = done(rung);
        match groups.iter_mut().find(|(known, _)| *known == from) {
            Some((_, rungs)) => rungs.push(*rung),
            None => groups.push((from, vec![*rung])),
        }
    }
    let chunks = groups.iter().flat_map(|(from, rungs)| {
        let starts = (*from..segments).step_by(usize::try_from(WHOLE).unwrap_or(1));
        starts.map(|start| {
            let end = segments.min(start.saturating_add(WHOLE));
            ChunkWork { segments: start..end, is_last: end == segments, rungs: rungs.clone(), method: Method::Encode }
        })
    });
    let mut chunks: Vec<_> = chunks.collect();
    chunks.sort_by_key(|chunk| chunk.segments.start);
    chunks.into_iter().map(Work::Chunk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Machine, plan::tests::plan};

    fn chunks(plan: &Plan) -> impl Iterator<Item = &ChunkWork> {
        plan.tasks.iter().filter_map(|task| match &task.work {
            Work::Chunk(chunk) => Some(chunk),
            _ => None,
        })
    }

    /// Every rung of every segment is made once, and each rung has one end.
    fn is_complete(plan: &Plan) {
        for rung in plan.ladder.rungs() {
            let mut made: Vec<u32> =
                chunks(plan).filter(|chunk| chunk.rungs.contains(rung)).flat_map(|it| it.segments.clone()).collect();
            made.sort_unstable();
            assert!(made.into_iter().eq(0..plan.grid.segments()));
        }
        assert!(chunks(plan).all(|chunk| chunk.is_last == (chunk.segments.end == plan.grid.segments())));
    }

    #[test]
    fn whatever_the_end_turns_out_to_be_every_rung_of_every_segment_is_made_once() {
        for core_speed in [0.1, 0.8, 4.0] {
            let guessed = plan(600.0, Machine { workers: 2, core_speed });
            for seconds in [1.0, 30.0, 599.0, 601.0, 604.5, 3_000.0] {
                let known = guessed.ending(seconds);
                is_complete(&known);
                is_complete(&known.ending(600.0));
            }
        }
    }

    #[test]
    fn what_ends_before_the_last_segment_stays_and_no_number_stands_for_two_things() {
        let guessed = plan(600.0, Machine { workers: 2, core_speed: 0.8 });
        for seconds in [300.0, 1_200.0] {
            let known = guessed.ending(seconds);
            for task in &guessed.tasks {
                match (&task.work, known.task(task.number)) {
                    (Work::Chunk(work), found) => {
                        let stays = !work.is_last && work.segments.end < known.grid.segments();
                        assert_eq!(found, stays.then_some(task));
                    }
                    (Work::Storyboard { .. }, found) => assert!(found.is_some()),
                    (_, found) => assert_eq!(found, Some(task)),
                }
            }
            let mut numbers: Vec<_> = known.tasks.iter().map(|task| task.number.0).collect();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), known.tasks.len());
        }
    }
}
