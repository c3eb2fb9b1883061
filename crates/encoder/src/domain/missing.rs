//! What a finished title lacks of what it would be given today. That alone is made, and stands beside what is there.

use serde::{Deserialize, Serialize};

use super::{
    AudioWork, Forecast, Grid, JobId, Ladder, PictureSettings, Plan, RungName, Settings, Sound, SoundName,
    SoundSettings, SourceFacts, TakeOver, Title, Work, audio_works,
    plan::{WHOLE, numbered, pictures_and_text},
    schedule::{Demand, Schedule},
};

/// How much of a title is encoded again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything.
    #[default]
    All,
    /// What it lacks.
    Missing,
}

impl Scope {
    /// Both.
    pub const ALL: [Self; 2] = [Self::All, Self::Missing];

    /// As the API spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Missing => "missing",
        }
    }
}

/// What a title lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// May be none.
    rungs: Ladder,
    audio: Vec<AudioWork>,
}

impl Missing {
    /// What a title with that plan lacks. A track that is there is never missing, however it was encoded.
    #[must_use]
    pub fn of(former: &Plan, facts: &SourceFacts, picture: PictureSettings, sound: SoundSettings) -> Self {
        let is_new = |sound: &Sound| former.sounds.iter().all(|known| known.name != sound.name);
        let mut audio = audio_works(&facts.sounds, sound);
        for work in &mut audio {
            work.sounds.retain(is_new);
        }
        audio.retain(|work| !work.sounds.is_empty());
        Self { rungs: Ladder::for_source(&facts.video, picture).beyond(&former.ladder), audio }
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.rungs.rungs().is_empty() && self.audio.is_empty()
    }

    fn sounds(&self) -> impl Iterator<Item = SoundName> {
        self.audio.iter().flat_map(|work| work.sounds.iter().map(|sound| sound.name))
    }
}

impl Plan {
    /// The plan that adds to the title `former`, finished by the job `from`, what it lacks; text, thumbnails and
    /// posters are made anew, since they cost next to nothing. `None` if new segments could not stand beside those that
    /// are there. Nobody waits for it, so nothing of it is offered before the end, and every part of the source is
    /// decoded once at most.
    #[must_use]
    pub fn completing(
        (from, former): (JobId, &Title),
        facts: &SourceFacts,
        keys: &[f64],
        settings: Settings,
    ) -> Option<Self> {
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        if !is_aligned(former, facts, &grid) {
            return None;
        }
        let preset = settings.picture.preset;
        let missing = Missing::of(&former.plan, facts, settings.picture, settings.sound);
        let forecast = Forecast::new(&grid, facts, keys, settings.machine).with_preset(preset);
        let (rungs, audio) = (&missing.rungs, missing.audio.as_slice());
        let demand = Demand { forecast, grid: &grid, ladder: rungs, copied: None, audio, whole: WHOLE };
        let sounds: Vec<Sound> =
            audio_works(&facts.sounds, settings.sound).into_iter().flat_map(|work| work.sounds).collect();
        let is_kept = |name: &SoundName| missing.sounds().all(|new| new != *name);
        let taken = TakeOver {
            from,
            rungs: former.plan.ladder.rungs().to_vec(),
            sounds: sounds.iter().map(|sound| sound.name).filter(is_kept).collect(),
        };
        let ladder = former.plan.ladder.beside(rungs);
        let mut works = vec![Work::TakeOver(taken)];
        works.extend(Schedule::unhurried(demand).works);
        works.extend(pictures_and_text(facts, &grid, &ladder));
        let live_rungs: Vec<RungName> = Vec::new();
        Some(Self { grid, ladder, preset, live_rungs, sounds, tasks: numbered(works), awaited: Vec::new() })
    }
}

/// Whether segments cut on `grid` begin with the same pictures as those of `former`, shown at the same moments.
fn is_aligned(former: &Title, facts: &SourceFacts, grid: &Grid) -> bool {
    let (planned, video) = (&former.plan.grid, &former.facts.video);
    let near = |one: f64, other: f64| (one - other).abs() < grid.rate().seconds(1) / 2.0;
    planned.rate() == grid.rate()
        && planned.segment_frames() == grid.segment_frames()
        && planned.segments() == grid.segments()
        && near(former.facts.origin, facts.origin)
        && near(video.delay, facts.video.delay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Audience, Codec, ContainerKind, FrameRate, Language, Length, Machine, Progress, Rung, SoundFacts, VideoFacts,
    };

    const SETTINGS: Settings = Settings {
        machine: Machine { workers: 2, core_speed: 0.5 },
        sound: SoundSettings { kbps: 128, loudness: None },
        picture: PictureSettings {
            preset: crate::domain::Preset::Balanced,
            second: crate::domain::SecondCodec::None,
            pass_through: false,
            largest: crate::domain::Largest::FullHd,
        },
        audience: Audience::Later,
    };

    fn facts(seconds: f64) -> SourceFacts {
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
        let sound = SoundFacts {
            stream: 0,
            codec: "aac".to_owned(),
            channels: 6,
            language: Language::default(),
            title: None,
            is_default: true,
        };
        SourceFacts {
            container: ContainerKind::Mapped,
            size_bytes: 1 << 20,
            duration: seconds,
            length: Length::Known,
            origin: 0.0,
            video,
            sounds: vec![sound],
            texts: Vec::new(),
            chapters: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A title of ten minutes without one of its rungs and without its surround sound.
    fn title() -> Title {
        let facts = facts(600.0);
        let mut plan = Plan::new(&facts, &[], SETTINGS);
        let middle = plan.ladder.find(RungName::of(720, Codec::H264)).copied();
        plan.ladder = plan.ladder.without(middle);
        plan.sounds.truncate(1);
        Title { facts, plan }
    }

    fn completing(title: &Title, facts: &SourceFacts) -> Option<Plan> {
        let from = JobId::generate(kernel::Timestamp::from_millis(1));
        Plan::completing((from, title), facts, &[], SETTINGS)
    }

    #[test]
    fn what_is_missing_is_made_alone_and_each_segment_of_it_once() {
        let plan = completing(&title(), &facts(600.0)).unwrap();
        let chunks = plan.tasks.iter().filter_map(|task| match &task.work {
            Work::Chunk(chunk) => Some(chunk),
            _ => None,
        });
        let mut segments = Vec::new();
        for chunk in chunks {
            assert_eq!(chunk.rungs.iter().map(Rung::short_side).collect::<Vec<_>>(), [720]);
            segments.extend(chunk.segments.clone());
        }
        segments.sort_unstable();
        assert_eq!(segments, (0..plan.grid.segments()).collect::<Vec<_>>());
        let sounds = plan.tasks.iter().filter_map(|task| match &task.work {
            Work::Audio(work) => Some(work.sounds.iter().map(|sound| sound.name.to_string()).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(sounds.collect::<Vec<_>>(), [["a0s"]]);
        let whole = Plan::new(&facts(600.0), &[], SETTINGS);
        assert_eq!((plan.ladder, plan.sounds), (whole.ladder, whole.sounds));
    }

    #[test]
    fn what_is_taken_over_is_done_and_no_work() {
        let plan = completing(&title(), &facts(600.0)).unwrap();
        let progress = Progress::new(&plan, &[], 1.0);
        let rungs: Vec<_> = progress.rungs.iter().map(|rung| (rung.height, rung.percent)).collect();
        assert_eq!(rungs, [(1080, 100), (720, 0), (480, 100), (360, 100), (240, 100)]);
        assert_eq!(progress.percent, 0);
    }

    #[test]
    fn segments_that_would_begin_elsewhere_do_not_stand_beside_old_ones() {
        let moved = SourceFacts { origin: 0.5, ..facts(600.0) };
        let mut faster = facts(600.0);
        faster.video.frame_rate = FrameRate::parse("25/1").unwrap();
        for other in [moved, faster, facts(610.0)] {
            assert_eq!(completing(&title(), &other), None);
        }
        assert!(completing(&title(), &facts(600.01)).is_some(), "the same segments");
    }
}
