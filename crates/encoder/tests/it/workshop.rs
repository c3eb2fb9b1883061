//! Does all tasks of a title with some workers, each on a thread of its own, and lays the results
//! out as object storage does.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use encoder::domain::{
    Audience, AudioWork, ChunkWork, Damage, FinishedTask, MANIFEST, MadeText, MasterPlaylist, MediaLimits,
    MediaPlaylist, Phase, PictureSettings, Plan, PlannedTask, PosterOutput, RungName, Settings, SoundSettings,
    SourceFacts, StoryboardOutput, Tracks, Warning, Work, manifest,
};
use encoder::outbound::ffmpeg::{EncodeError, EncodeJob, SOURCE_NAME, Transcoder};
use platform::sandbox::{FfmpegTools, JobFolder, Sandbox, SandboxConfig, ToolSearch};
use tokio_util::sync::CancellationToken;

/// One source and a place to work.
pub struct Workshop {
    pub transcoder: Transcoder,
    /// How pictures are encoded.
    pub picture: PictureSettings,
    root: PathBuf,
    source: PathBuf,
}

/// What came out.
#[derive(Default)]
pub struct Product {
    pub finished: Vec<FinishedTask>,
    pub damage: Damage,
    pub poster: Option<PosterOutput>,
    pub storyboard: Option<StoryboardOutput>,
    pub texts: Vec<MadeText>,
    pub text_warnings: Vec<Warning>,
}

const FENCE: i64 = 7;
const SOUND: SoundSettings = SoundSettings { kbps: 128, loudness: Some(-16) };

/// The ffmpeg of the project's tools folder, or of this machine.
pub fn tools() -> FfmpegTools {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools");
    let search = ToolSearch {
        search_path: std::env::var_os("PATH").unwrap(),
        tools_folder: folder.canonicalize().ok(),
        ..ToolSearch::default()
    };
    FfmpegTools::find(&search).unwrap()
}

/// The ffmpeg of this machine, which may be an old one.
pub fn installed_tools() -> FfmpegTools {
    let search_path = std::env::var_os("PATH").unwrap();
    FfmpegTools::find(&ToolSearch { search_path, ..ToolSearch::default() }).unwrap()
}

pub fn transcoder(tools: FfmpegTools) -> Transcoder {
    let sandbox = Sandbox::new(SandboxConfig::default()).unwrap();
    Transcoder::new(sandbox, tools, MediaLimits::default())
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

impl Workshop {
    pub fn new(root: &Path, source: &Path) -> Self {
        fs::create_dir_all(root.join("published")).unwrap();
        Self {
            transcoder: transcoder(tools()),
            picture: PictureSettings::default(),
            root: root.to_owned(),
            source: source.to_owned(),
        }
    }

    /// Where playlists and segments lie in the end.
    pub fn published(&self) -> PathBuf {
        self.root.join("published")
    }

    pub fn probe(&self) -> Result<SourceFacts, EncodeError> {
        self.probed().map(|(facts, _)| facts)
    }

    fn probed(&self) -> Result<(SourceFacts, Vec<f64>), EncodeError> {
        let folder = self.folder("probe");
        block_on(self.transcoder.probe(&folder, &CancellationToken::new()))
    }

    /// A plan as the product makes it.
    pub fn plan(&self, facts: &SourceFacts, machine: encoder::domain::Machine) -> Plan {
        Plan::new(facts, &self.keys(), self.settings(machine))
    }

    /// A plan with a join behind every segment.
    pub fn plan_in_pieces(&self, facts: &SourceFacts, machine: encoder::domain::Machine) -> Plan {
        Plan::with_chunks(facts, &self.keys(), self.settings(machine), 1)
    }

    fn settings(&self, machine: encoder::domain::Machine) -> Settings {
        Settings { machine, sound: SOUND, picture: self.picture, audience: Audience::AtOnce }
    }

    fn keys(&self) -> Vec<f64> {
        self.probed().unwrap().1
    }

    /// Does every task, the storyboard after all others.
    pub fn make(&self, facts: &SourceFacts, plan: &Plan, workers: usize) -> Result<Product, EncodeError> {
        let (last, rest): (Vec<&PlannedTask>, _) =
            plan.tasks.iter().partition(|task| matches!(task.work, Work::Storyboard { .. }));
        let queue: Mutex<VecDeque<&PlannedTask>> = Mutex::new(rest.into());
        let product = Mutex::new(Product::default());
        std::thread::scope(|scope| {
            let work = || {
                while let Some(task) = { queue.lock().unwrap().pop_front() } {
                    self.task(facts, plan, task, &product)?;
                }
                Ok::<(), EncodeError>(())
            };
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            threads.into_iter().try_for_each(|thread| thread.join().unwrap())
        })?;
        for task in last {
            self.task(facts, plan, task, &product)?;
        }
        Ok(product.into_inner().unwrap())
    }

    /// What the decoder met in one task.
    pub fn damage_in(&self, facts: &SourceFacts, plan: &Plan, task: &PlannedTask) -> Damage {
        let product = Mutex::new(Product::default());
        self.task(facts, plan, task, &product).unwrap();
        product.into_inner().unwrap().damage
    }

    /// Writes the playlists of `phase` beside the segments.
    pub fn publish(&self, plan: &Plan, product: &Product, phase: Phase) -> Tracks {
        let tracks = Tracks::join(plan, &product.finished).unwrap();
        let master = MasterPlaylist::new(plan, &tracks, phase).unwrap().with_texts(product.texts.clone());
        fs::write(self.published().join("master.m3u8"), master.text()).unwrap();
        for playlist in MediaPlaylist::all(plan, &tracks, phase) {
            fs::write(self.published().join(&playlist.name), playlist.text()).unwrap();
        }
        if phase == Phase::Final {
            fs::write(self.published().join(MANIFEST), manifest(&plan.grid, &tracks).unwrap()).unwrap();
        }
        for made in &product.texts {
            let seconds = plan.grid.rate().seconds(plan.grid.total_frames());
            let name = format!("{}.m3u8", made.text.name());
            fs::write(self.published().join(name), captions::hls::playlist(&made.uri, seconds)).unwrap();
        }
        tracks
    }

    fn folder(&self, name: &str) -> JobFolder {
        let folder = JobFolder::create(self.root.join(name)).unwrap();
        folder.put(&self.source, SOURCE_NAME).unwrap();
        folder
    }

    fn task(
        &self,
        facts: &SourceFacts,
        plan: &Plan,
        task: &PlannedTask,
        product: &Mutex<Product>,
    ) -> Result<(), EncodeError> {
        let name = format!("{}.{FENCE}", task.number);
        let folder = match &task.work {
            Work::Storyboard { rung, .. } => self.rung_folder(&name, plan, &product.lock().unwrap(), *rung),
            _ => self.folder(&name),
        };
        let cancel = CancellationToken::new();
        let job = EncodeJob {
            folder: &folder,
            facts,
            grid: &plan.grid,
            preset: plan.preset,
            stands_back: false,
            cancel: &cancel,
        };
        let finished = FinishedTask { number: task.number, fence: FENCE, rungs: Vec::new(), sounds: Vec::new() };
        match &task.work {
            Work::Chunk(work) => self.chunk(&job, work, finished, product)?,
            Work::Audio(work) => self.audio(&job, work, finished, product)?,
            Work::Text(work) => {
                let output = block_on(self.transcoder.texts(&job, work))?;
                let mut product = product.lock().unwrap();
                product.text_warnings = output.warnings;
                let made = output.texts.into_iter();
                product.texts =
                    made.map(|(text, file)| MadeText { text, uri: format!("{name}/{}", file.name) }).collect();
            }
            Work::TakeOver(_) => unreachable!("these plans make everything"),
            Work::Poster { at } => {
                let poster = block_on(self.transcoder.poster(&job, *at))?;
                product.lock().unwrap().poster = Some(poster);
            }
            Work::Storyboard { rung, every } => {
                let rung = plan.ladder.find(*rung).unwrap();
                let (storyboard, _) = block_on(self.transcoder.storyboard(&job, rung, *every))?;
                product.lock().unwrap().storyboard = Some(storyboard);
            }
        }
        fs::rename(folder.output(), self.published().join(name))?;
        Ok(())
    }

    fn chunk(
        &self,
        job: &EncodeJob<'_>,
        work: &ChunkWork,
        mut finished: FinishedTask,
        product: &Mutex<Product>,
    ) -> Result<(), EncodeError> {
        let output = block_on(self.transcoder.encode_chunk(job, work, &mut |_| {}))?;
        let mut product = product.lock().unwrap();
        product.damage = product.damage.and(output.damage);
        finished.rungs = output.rungs;
        product.finished.push(finished);
        Ok(())
    }

    fn audio(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        mut finished: FinishedTask,
        product: &Mutex<Product>,
    ) -> Result<(), EncodeError> {
        let output = block_on(self.transcoder.encode_audio(job, work, &mut |_| {}))?;
        finished.sounds = output.sounds;
        product.lock().unwrap().finished.push(finished);
        Ok(())
    }

    /// A folder whose source is a finished rung in one piece.
    fn rung_folder(&self, name: &str, plan: &Plan, product: &Product, rung: RungName) -> JobFolder {
        let folder = JobFolder::create(self.root.join(name)).unwrap();
        let tracks = Tracks::join(plan, &product.finished).unwrap();
        let (_, track) = tracks.rungs.iter().find(|(each, _)| each.name() == rung).unwrap();
        let parts = track.init.iter().chain(track.segments.iter().map(|segment| &segment.uri));
        let whole: Vec<u8> = parts.flat_map(|uri| fs::read(self.published().join(uri)).unwrap()).collect();
        fs::write(folder.input().join(SOURCE_NAME), whole).unwrap();
        folder
    }
}

/// Runs ffmpeg outside the sandbox, on files we made ourselves, and returns its two outputs.
pub fn ffmpeg(args: &str, folder: &Path) -> (String, String) {
    run(&tools().ffmpeg, args, folder)
}

/// The same for ffprobe.
pub fn ffprobe(args: &str, folder: &Path) -> String {
    run(&tools().ffprobe, args, folder).0
}

fn run(program: &Path, args: &str, folder: &Path) -> (String, String) {
    let output = Command::new(program).args(args.split_ascii_whitespace()).current_dir(folder).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{} {args:.300}: {err}", program.display());
    (out.into_owned(), err.into_owned())
}
