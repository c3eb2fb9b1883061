//! Everything that is to be done for one title, cut into tasks.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    AudioWork, Forecast, Grid, Ladder, Machine, PictureSettings, Preset, Rung, RungName, Sound, SoundSettings,
    SourceFacts, TakeOver, TextWork, audio_works,
    copy::copied,
    schedule::{Demand, Schedule},
    text_work,
};

/// Segments of a usual chunk: 16 s.
pub(super) const WHOLE: u32 = 4;

/// What planning depends on besides the source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Who does the work.
    pub machine: Machine,
    /// How sound is encoded.
    pub sound: SoundSettings,
    /// How pictures are encoded.
    pub picture: PictureSettings,
    /// When viewers come.
    pub audience: Audience,
}

/// When viewers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// As soon as there is something to watch. Whoever starts then never waits.
    AtOnce,
    /// Not before a title is published, which may be after it is encoded ([`Plan::hastened`]). There is soon something
    /// to look at, and next to nothing is decoded twice.
    Later,
}

/// The number of a task within its job: its place in the order, unless viewers await it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskNumber(pub u32);

impl std::fmt::Display for TaskNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Everything there is to do for one title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Where segments lie.
    pub grid: Grid,
    /// What is made.
    pub ladder: Ladder,
    /// How much work its frames are worth.
    #[serde(default)]
    pub preset: Preset,
    /// Rungs that a playlist may offer while the title is still growing.
    pub live_rungs: Vec<RungName>,
    /// The sound tracks that are offered, the default one first.
    pub sounds: Vec<Sound>,
    /// In the order in which they should start.
    pub tasks: Vec<PlannedTask>,
    /// Tasks that viewers await: they go before the rest of this title and of others.
    #[serde(default)]
    pub awaited: Vec<TaskNumber>,
}

/// A task with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedTask {
    /// Its place.
    pub number: TaskNumber,
    /// What it does.
    pub work: Work,
}

/// What a task does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Some segments of some rungs.
    Chunk(ChunkWork),
    /// One sound track of the whole title.
    Audio(AudioWork),
    /// Tracks of an earlier job.
    TakeOver(TakeOver),
    /// All text tracks.
    Text(TextWork),
    /// One still for lists, from the source: for a title of which the storyboard yields none.
    Poster {
        /// When it is taken, seconds from the title's first frame.
        at: f64,
    },
    /// Small stills for seeking, from the key frames of the finished lowest rung, and posters from those of the
    /// highest: it can start when all chunks are done.
    Storyboard {
        /// The rung to read.
        rung: RungName,
        /// Every how many segments one is taken.
        every: u32,
    },
}

/// Some segments of some rungs, decoded once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkWork {
    /// Which segments.
    pub segments: Range<u32>,
    /// Whether it goes on to the end of the source, wherever that is.
    pub is_last: bool,
    /// Which rungs, highest first.
    pub rungs: Vec<Rung>,
    /// Where their pictures come from.
    #[serde(default)]
    pub method: Method,
}

/// Where the pictures of a rung come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// They are decoded, scaled and encoded.
    #[default]
    Encode,
    /// They are the source's own.
    Copy,
}

/// Seconds from a still of a storyboard to the next one, at most.
const STILLS_APART: f64 = 10.0;
/// A title of no more segments has a still of each.
const SHORT: u32 = 30;

impl Plan {
    /// The plan for an accepted source. `keys` are the times of its key frames, seconds from the title's
    /// first frame, as far as they are known: chunks start shortly after one where they can, because a
    /// decoder must start at one.
    #[must_use]
    pub fn new(facts: &SourceFacts, keys: &[f64], settings: Settings) -> Self {
        Self::with_chunks(facts, keys, settings, WHOLE)
    }

    /// The same with chunks of about `whole` segments.
    #[must_use]
    pub fn with_chunks(facts: &SourceFacts, keys: &[f64], settings: Settings, whole: u32) -> Self {
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        let ladder = Ladder::for_source(&facts.video, settings.picture);
        let preset = settings.picture.preset;
        let forecast = Forecast::new(&grid, facts, keys, settings.machine.cautious()).with_preset(preset);
        let audio = audio_works(&facts.sounds, settings.sound);
        let copied = settings.picture.pass_through.then(|| copied(facts, keys, &grid, &ladder)).flatten();
        let encoded = ladder.without(copied);
        let ladder = ladder.with(copied);
        let demand = Demand { forecast, grid: &grid, ladder: &encoded, copied, audio: &audio, whole: whole.max(1) };
        let Schedule { mut works, slow_comes_last, .. } = Schedule::new(demand, settings.audience);
        works.extend(pictures_and_text(facts, &grid, &ladder));
        let offered = if slow_comes_last { encoded.quick() } else { encoded.rungs() };
        let live_rungs = copied.iter().chain(offered).map(Rung::name).collect();
        let sounds = audio.iter().flat_map(|work| work.sounds.iter().cloned()).collect();
        Self { grid, ladder, preset, live_rungs, sounds, tasks: numbered(works), awaited: Vec::new() }
    }

    /// Every how many segments a still for seeking is taken.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful, and not negative")]
    pub(super) fn still_every(grid: &Grid) -> u32 {
        let apart = (STILLS_APART / grid.segment_seconds()) as u32;
        if grid.segments() <= SHORT { 1 } else { apart.max(1) }
    }

    /// Whether the pictures of `rung` are the source's own.
    #[must_use]
    pub fn copies(&self, rung: &Rung) -> bool {
        self.tasks.iter().any(
            |task| matches!(&task.work, Work::Chunk(work) if work.method == Method::Copy && work.rungs.contains(rung)),
        )
    }

    /// Whether `task` is one of those that make the title playable: the first moments of the lowest rung, and of the
    /// default sound track.
    #[must_use]
    pub fn begins_with(&self, task: &PlannedTask) -> bool {
        match &task.work {
            Work::Chunk(work) => {
                work.segments.start < self.grid.offered_from() && work.rungs.last() == self.ladder.rungs().last()
            }
            Work::Audio(_) => self.tasks.iter().find(|it| matches!(it.work, Work::Audio(_))) == Some(task),
            _ => false,
        }
    }

    /// Whether somebody waits for `task`: those who made the title, for the first moments of what is offered while it
    /// grows, or its viewers.
    #[must_use]
    pub fn is_awaited(&self, task: &PlannedTask) -> bool {
        let is_beginning = match &task.work {
            Work::Chunk(work) if work.method == Method::Encode => {
                let is_offered = |rung: &Rung| self.live_rungs.contains(&rung.name());
                work.segments.start < self.grid.offered_from() && work.rungs.iter().all(is_offered)
            }
            _ => false,
        };
        is_beginning || self.awaited.contains(&task.number) || self.begins_with(task)
    }

    /// `works` with numbers that no task has had.
    pub(super) fn with_new_numbers(&self, works: impl IntoIterator<Item = Work>) -> Vec<PlannedTask> {
        numbered_from(self.tasks.iter().map(|task| task.number.0 + 1).max().unwrap_or(0), works)
    }

    /// The task with `number`.
    #[must_use]
    pub fn task(&self, number: TaskNumber) -> Option<&PlannedTask> {
        self.tasks.iter().find(|task| task.number == number)
    }
}

/// What is made of a title besides its rungs and its sound.
pub(super) fn pictures_and_text(facts: &SourceFacts, grid: &Grid, ladder: &Ladder) -> impl Iterator<Item = Work> {
    let text = text_work(&facts.texts).map(Work::Text);
    let poster = Work::Poster { at: (facts.duration * 0.1).min(60.0) };
    let every = Plan::still_every(grid);
    let storyboard = ladder.quick().last().map(|rung| Work::Storyboard { rung: rung.name(), every });
    text.into_iter().chain([poster]).chain(storyboard)
}

pub(super) fn numbered(works: Vec<Work>) -> Vec<PlannedTask> {
    numbered_from(0, works)
}

fn numbered_from(first: u32, works: impl IntoIterator<Item = Work>) -> Vec<PlannedTask> {
    (first..).map(TaskNumber).zip(works).map(|(number, work)| PlannedTask { number, work }).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{ContainerKind, FrameRate, Language, Length, SoundFacts, VideoFacts};

    /// The plan of a 1080p film with sound.
    pub fn plan(seconds: f64, machine: Machine) -> Plan {
        plan_for(Audience::AtOnce, seconds, machine)
    }

    /// Its facts.
    pub fn facts(seconds: f64) -> SourceFacts {
        let video = VideoFacts {
            codec: "h264".to_owned(),
            width: 1920,
            height: 1080,
            square_pixels: true,
            frame_rate: FrameRate::parse("24/1").unwrap(),
            constant_rate: true,
            interlaced: false,
            delay: 0.0,
            hdr: false,
            full_range: false,
            unnamed_colours: false,
            plain: false,
        };
        SourceFacts {
            container: ContainerKind::Mapped,
            size_bytes: 1 << 20,
            duration: seconds,
            length: Length::Known,
            origin: 0.0,
            video,
            sounds: vec![SoundFacts {
                stream: 0,
                codec: "aac".to_owned(),
                channels: 2,
                language: Language::default(),
                title: None,
                is_default: true,
            }],
            texts: Vec::new(),
            chapters: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The plan of a 1080p film with sound.
    pub fn plan_for(audience: Audience, seconds: f64, machine: Machine) -> Plan {
        Plan::new(
            &facts(seconds),
            &[],
            Settings {
                machine,
                sound: SoundSettings { kbps: 128, loudness: Some(-16) },
                picture: PictureSettings::default(),
                audience,
            },
        )
    }

    fn chunk_of(task: &PlannedTask) -> Option<&ChunkWork> {
        match &task.work {
            Work::Chunk(chunk) => Some(chunk),
            _ => None,
        }
    }

    fn chunks(plan: &Plan) -> impl Iterator<Item = &ChunkWork> {
        plan.tasks.iter().filter_map(chunk_of)
    }

    /// Segments that two such cores make in the quick rungs first.
    fn lead(seconds: f64, core_speed: f64) -> usize {
        let plan = plan(seconds, Machine { workers: 2, core_speed });
        let lead = chunks(&plan).filter(|chunk| chunk.rungs == plan.ladder.quick());
        let lead = lead.map(|chunk| chunk.segments.len()).sum();
        let offered = if lead > 0 { plan.ladder.quick() } else { plan.ladder.rungs() };
        assert_eq!(plan.live_rungs.len(), offered.len());
        lead
    }

    #[test]
    fn the_faster_the_machine_the_shorter_its_lead() {
        let leads = [0.1, 0.8, 1.0, 1.2, 1.5, 4.0].map(|core_speed| lead(3_600.0, core_speed));
        assert!(leads.is_sorted_by(|slower, faster| slower >= faster), "{leads:?}");
        assert_eq!((leads[0], leads[5]), (900, 0), "{leads:?}");
    }

    #[test]
    fn a_machine_as_fast_as_the_film_leads_by_a_part_of_it_only() {
        let leads = [24.0, 60.0, 600.0, 7_200.0].map(|seconds| lead(seconds, 1.0));
        assert!(leads.iter().all(|lead| (1..60).contains(lead)), "{leads:?}");
    }

    #[test]
    fn what_only_its_makers_can_watch_soon_begins_in_all_rungs() {
        let plan = plan_for(Audience::Later, 1_800.0, Machine { workers: 2, core_speed: 0.5 });
        let (quick, slow) = (plan.ladder.quick(), plan.ladder.slow());
        let in_order: Vec<&[Rung]> =
            chunks(&plan).filter(|chunk| !chunk.is_last).map(|chunk| chunk.rungs.as_slice()).collect();
        let count = |of: &[Rung]| in_order.iter().filter(|rungs| **rungs == of).count();
        let (leading, next) = (count(quick), count(slow));
        assert!(leading > 0 && next > 0 && leading + next + count(plan.ladder.rungs()) == in_order.len());
        assert!(in_order[..leading].iter().all(|rungs| *rungs == quick));
        assert!(in_order[leading..leading + next].iter().all(|rungs| *rungs == slow));
        let awaited = plan.tasks.iter().filter(|task| plan.is_awaited(task));
        let awaited: Vec<&[Rung]> = awaited.filter_map(chunk_of).map(|chunk| chunk.rungs.as_slice()).collect();
        assert_eq!(awaited, [vec![quick; leading], vec![slow; next]].concat());
        assert_eq!(plan.live_rungs.len(), plan.ladder.rungs().len(), "{:?}", plan.live_rungs);
    }

    #[test]
    fn all_workers_end_together_though_the_last_chunk_has_to_be_shared_for_that() {
        let mut shared = 0;
        for segments in 5..60 {
            let machine = Machine { workers: 2, core_speed: 0.7 };
            let plan = plan_for(Audience::Later, 4.0 * f64::from(segments), machine);
            let last: Vec<&ChunkWork> = chunks(&plan).filter(|chunk| chunk.is_last).collect();
            shared += usize::from(last.len() == 2);
            let mut rungs: Vec<Rung> = last.iter().flat_map(|chunk| chunk.rungs.clone()).collect();
            rungs.sort_by_key(|rung| std::cmp::Reverse(rung.pixels()));
            assert_eq!(rungs, plan.ladder.rungs(), "each once");
            assert!(last.iter().all(|chunk| chunk.segments == last[0].segments));
        }
        assert!((10..50).contains(&shared), "{shared}: where it brings something");
    }

    #[test]
    fn one_of_two_workers_makes_the_first_segments_beside_the_sound() {
        let plan = plan(1_800.0, Machine { workers: 2, core_speed: 0.6 });
        let [Work::Chunk(first), Work::Audio(_), Work::Chunk(next), ..] =
            &plan.tasks.iter().map(|task| &task.work).collect::<Vec<_>>()[..]
        else {
            panic!("{:?}", &plan.tasks[..3]);
        };
        assert!(first.segments.start == 0 && first.segments.end >= 2, "{first:?}");
        assert_eq!(next.segments.start, first.segments.end);
        let lowest = plan.ladder.rungs().last();
        assert!([first, next].iter().all(|chunk| chunk.rungs.last() == lowest));
    }

    #[test]
    fn many_workers_share_the_first_segments_before_one_of_them_makes_the_sound() {
        let plan = plan(1_800.0, Machine { workers: 8, core_speed: 0.6 });
        let [Work::Chunk(one), Work::Chunk(other), Work::Audio(_), Work::Chunk(next), ..] =
            &plan.tasks.iter().map(|task| &task.work).collect::<Vec<_>>()[..]
        else {
            panic!("{:?}", &plan.tasks[..4]);
        };
        assert_eq!(one.segments, 0..1);
        assert_eq!((other.segments.start, next.segments.start), (1, other.segments.end));
        let lowest = plan.ladder.rungs().last();
        assert!([one, other, next].iter().all(|chunk| chunk.rungs.last() == lowest));
    }

    #[test]
    fn a_title_begins_with_what_makes_it_playable_and_no_more() {
        for (workers, core_speed) in [(1, 0.5), (2, 0.5), (2, 4.0), (8, 0.5)] {
            for audience in [Audience::AtOnce, Audience::Later] {
                let plan = plan_for(audience, 600.0, Machine { workers, core_speed });
                let first = plan.tasks.iter().filter(|task| plan.begins_with(task));
                let (sound, pictures): (Vec<_>, Vec<_>) = first.partition(|task| matches!(task.work, Work::Audio(_)));
                let made = pictures.iter().filter_map(|task| match &task.work {
                    Work::Chunk(chunk) => Some(chunk.segments.clone()),
                    _ => None,
                });
                let made: Vec<Range<u32>> = made.collect();
                let (first, last) = (made.first().unwrap(), made.last().unwrap());
                assert!(first.start == 0 && last.end > 1 && made.len() <= 2, "{made:?}");
                assert_eq!(sound.len(), 1);
            }
        }
    }

    #[test]
    fn every_rung_of_every_segment_is_made_once() {
        for (workers, core_speed, seconds) in [(1, 0.1, 61.0), (2, 1.0, 3.0), (2, 1.0, 600.0), (64, 2.0, 7_200.0)] {
            let plan = plan(seconds, Machine { workers, core_speed });
            let made = chunks(&plan).flat_map(|chunk| {
                let names = chunk.rungs.iter().map(Rung::name);
                names.flat_map(|name| chunk.segments.clone().map(move |segment| (name, segment)))
            });
            let mut made: Vec<_> = made.collect();
            made.sort();
            let mut all: Vec<_> = (0..plan.grid.segments())
                .flat_map(|segment| plan.ladder.rungs().iter().map(move |rung| (rung.name(), segment)))
                .collect();
            all.sort();
            assert_eq!(made, all);
            let lasts: Vec<bool> = chunks(&plan).map(|it| it.segments.end == plan.grid.segments()).collect();
            assert!(chunks(&plan).map(|it| it.is_last).eq(lasts));
        }
    }
}
