//! What the application calls: probe, encode a chunk, encode the sound, take pictures.

use std::ffi::OsString;
use std::io;
use std::time::Duration;

use platform::sandbox::{FfmpegTools, JobFolder, KilledBy, Limits, Observer, Outcome, Sandbox, Task};
use tokio_util::sync::CancellationToken;

use super::files::{finished_segments, make_track_folders, numbered_pictures, stored};
use super::looks::Looks;
use super::packets::PacketList;
use super::run::{EncodeError, Follower, Update, judge, last_line};
use super::{chunk, copy, entry, packets, pictures, probe, words};
use crate::domain::{
    ChunkOutput, ChunkWork, Damage, Grid, MediaLimits, Moment, PictureFile, PosterOutput, Preset, Refusal, RefusalCode,
    Rung, SourceFacts, StoryboardOutput, TrackOutput,
};

/// The name of the source in a job folder's `in/`.
pub const SOURCE_NAME: &str = "in.bin";

/// Bytes a second that a slow disk gives.
const SLOW_DISK: u64 = 32 << 20;

/// How long reading `bytes` may take.
pub const fn reading(bytes: u64) -> Duration {
    Duration::from_secs(bytes / SLOW_DISK)
}

/// Of tasks that stand back: each thread beside others gets a tenth of what those get.
const NICENESS: u8 = 10;

/// ffmpeg in the sandbox. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Transcoder {
    sandbox: Sandbox,
    tools: FfmpegTools,
    limits: MediaLimits,
}

/// A job folder with the source in it, and a way to run programs there.
#[derive(Clone, Copy)]
pub struct Jail<'a> {
    transcoder: &'a Transcoder,
    folder: &'a JobFolder,
    pub cancel: &'a CancellationToken,
    keeps_words: bool,
}

impl Transcoder {
    /// Uses `tools` inside `sandbox`.
    #[must_use]
    pub const fn new(sandbox: Sandbox, tools: FfmpegTools, limits: MediaLimits) -> Self {
        Self { sandbox, tools, limits }
    }

    /// The programs in use: all workers of an installation must have the same build.
    #[must_use]
    pub const fn tools(&self) -> &FfmpegTools {
        &self.tools
    }

    /// Reads what the source `in/in.bin` is and where it can be entered, which [`crate::domain::Plan::new`] cuts along.
    pub async fn probe(
        &self,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), EncodeError> {
        probe::probe(&self.jail(folder, cancel), &self.limits).await
    }

    /// Reads what a source is that still arrives; its length is 0, to be guessed, where its beginning does
    /// not say it.
    pub async fn probe_start(
        &self,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), EncodeError> {
        probe::probe_start(&self.jail(folder, cancel), &self.limits).await
    }

    /// Encodes some segments of some rungs from `in/in.bin` into `out/<rung>/`.
    pub async fn encode_chunk(
        &self,
        job: &EncodeJob<'_>,
        work: &ChunkWork,
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<ChunkOutput, EncodeError> {
        let jail = self.jail(job.folder, job.cancel);
        make_track_folders(job.folder, work.rungs.iter().map(|rung| rung.name().to_string()))?;
        let mut follower = Follower::new(report);
        let copy = copy::line(&jail, job, work).await?;
        let is_copy = copy.is_some();
        let line = if let Some(line) = copy {
            line
        } else {
            let entry = entry::entry(&jail, job.facts, job.grid.start(work.segments.start)).await?;
            chunk::arguments(job, work, entry)
        };
        let outcome = jail.ffmpeg(line, job.limits(), &mut follower).await?;
        let errors = follower.errors();
        judge(&outcome)?;
        let mut rungs = Vec::new();
        for rung in &work.rungs {
            let output = finished_segments(job.folder, &rung.name().to_string(), 0).await?;
            rungs.push((rung.name(), output.ok_or(Refusal::from(RefusalCode::MediaDamaged))?));
        }
        let list = jail.packets(&rungs.iter().map(|(_, output)| output).collect::<Vec<_>>()).await?;
        for (index, (_, output)) in rungs.iter_mut().enumerate() {
            output.frames = check_rung(&list, index, job.grid, work)?;
            check_lengths(output, job.grid)?;
        }
        let frames = rungs.first().map_or(0, |(_, output)| output.frames);
        // What was not decoded says nothing about damage.
        let damage = if is_copy { Damage::default() } else { Damage { frames, errors } };
        Ok(ChunkOutput { rungs, damage })
    }

    /// Takes a still of the source into `out/`, at `at` seconds or, where there is none, at the start.
    pub async fn poster(&self, job: &EncodeJob<'_>, at: f64) -> Result<PosterOutput, EncodeError> {
        let jail = self.jail(job.folder, job.cancel);
        for moment in [at, 0.0] {
            let line = pictures::poster(job.facts, moment);
            match judge(&jail.ffmpeg(line, job.limits(), &mut platform::sandbox::Silent).await?) {
                Ok(()) | Err(EncodeError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
            if job.folder.output().join(pictures::POSTER).is_file() {
                let (width, height) = pictures::poster_size(&job.facts.video);
                let file = stored(&job.folder.output(), pictures::POSTER.to_owned())?;
                return Ok(PosterOutput { picture: PictureFile { width, height, file } });
            }
        }
        Err(Refusal::from(RefusalCode::MediaDamaged).into())
    }

    /// Makes sheets of small stills and says how the pictures look that they were made of. Here `in/in.bin` is the
    /// finished `rung`: its init section and all its segments, one after the other.
    pub async fn storyboard(
        &self,
        job: &EncodeJob<'_>,
        rung: &Rung,
        every: u32,
    ) -> Result<(StoryboardOutput, Vec<Moment>), EncodeError> {
        let jail = self.jail(job.folder, job.cancel);
        make_track_folders(job.folder, ["storyboard".to_owned()])?;
        let every = every.max(1);
        let line = pictures::storyboard(rung, job.grid, every);
        let mut looks = Looks::default();
        judge(&jail.ffmpeg(line, job.limits(), &mut looks).await?)?;
        let (width, height) = pictures::still_size(rung);
        let output = StoryboardOutput {
            sheets: numbered_pictures(job.folder, "storyboard")?,
            columns: pictures::SHEET,
            rows: pictures::SHEET,
            width,
            height,
            interval: job.grid.segment_seconds() * f64::from(every),
            stills: job.grid.segments().div_ceil(every),
            posters: Vec::new(),
        };
        Ok((output, looks.moments(every)))
    }

    /// Takes the first picture of each segment. Here `in/in.bin` is some segments of the finished `rung` behind its
    /// init section.
    pub async fn posters(&self, job: &EncodeJob<'_>, rung: &Rung) -> Result<Vec<PictureFile>, EncodeError> {
        let jail = self.jail(job.folder, job.cancel);
        make_track_folders(job.folder, ["posters".to_owned()])?;
        let line = pictures::posters(rung, job.grid);
        judge(&jail.ffmpeg(line, job.limits(), &mut platform::sandbox::Silent).await?)?;
        let (width, height) = pictures::rung_poster_size(rung);
        let files = numbered_pictures(job.folder, "posters")?.into_iter();
        Ok(files.map(|file| PictureFile { width, height, file }).collect())
    }

    pub(super) const fn jail<'a>(&'a self, folder: &'a JobFolder, cancel: &'a CancellationToken) -> Jail<'a> {
        Jail { transcoder: self, folder, cancel, keeps_words: true }
    }
}

/// Where a task works and on what.
#[derive(Debug, Clone, Copy)]
pub struct EncodeJob<'a> {
    /// Holds the source and takes the results; a folder of its own for each task.
    pub folder: &'a JobFolder,
    /// The source.
    pub facts: &'a SourceFacts,
    /// The plan's grid.
    pub grid: &'a Grid,
    /// The plan's preset.
    pub preset: Preset,
    /// Whether it stands back behind what somebody waits for (`nice(2)`).
    pub stands_back: bool,
    /// Ends the task.
    pub cancel: &'a CancellationToken,
}

impl EncodeJob<'_> {
    pub(super) fn limits(&self) -> Limits {
        let limits = Limits::encode(Duration::from_secs_f64(self.facts.duration), self.facts.size_bytes);
        if self.stands_back { Limits { niceness: NICENESS, ..limits } } else { limits }
    }
}

impl<'a> Jail<'a> {
    /// For programs that may fail, without anybody being told why, and may be ended before.
    pub const fn quietly(&self, cancel: &'a CancellationToken) -> Self {
        Self { cancel, keeps_words: false, ..*self }
    }

    pub fn source_bytes(&self) -> io::Result<u64> {
        Ok(self.folder.input().join(SOURCE_NAME).metadata()?.len())
    }

    pub async fn ffprobe(
        &self,
        args: Vec<OsString>,
        limits: Limits,
        observer: &mut dyn Observer,
    ) -> Result<Outcome, EncodeError> {
        self.run(&self.transcoder.tools.ffprobe, args, limits, observer).await
    }

    pub async fn ffmpeg(
        &self,
        args: Vec<OsString>,
        limits: Limits,
        observer: &mut dyn Observer,
    ) -> Result<Outcome, EncodeError> {
        self.run(&self.transcoder.tools.ffmpeg, args, limits, observer).await
    }

    /// The packets of all tracks, some segments at a time: ffmpeg opens all it is given at once.
    pub async fn packets(&self, tracks: &[&TrackOutput]) -> Result<PacketList, EncodeError> {
        let mut list = PacketList::new(tracks.len());
        let segments = tracks.iter().map(|track| track.segments.len()).max().unwrap_or_default();
        let at_once = (packets::FILES / tracks.len().max(1)).max(2) - 1;
        for first in (0..segments).step_by(at_once) {
            let limits = Limits { stdout_kept: 0, ..Limits::probe() };
            let line = packets::arguments(tracks, first..first + at_once);
            let outcome = self.ffmpeg(line, limits, &mut list).await?;
            if outcome.killed_by == Some(KilledBy::Cancelled) {
                return Err(EncodeError::Cancelled);
            }
            // What it reads was made here: a source is not to blame.
            if !outcome.succeeded() {
                return Err(EncodeError::Output(last_line(&outcome.stderr_tail)));
            }
        }
        Ok(list)
    }

    async fn run(
        &self,
        program: &std::path::Path,
        args: Vec<OsString>,
        limits: Limits,
        observer: &mut dyn Observer,
    ) -> Result<Outcome, EncodeError> {
        let (program, folder, cancel) = (program.to_owned(), self.folder.clone(), self.cancel.clone());
        let task = Task { program, args, folder, limits, cancel };
        let outcome = self.transcoder.sandbox.run(task, observer).await?;
        if self.keeps_words && !outcome.succeeded() {
            words::keep(self.folder, &outcome.stderr_tail).await;
        }
        Ok(outcome)
    }
}

/// A chunk that is not the last one has exactly its frames, or the source ended too early.
fn check_rung(list: &PacketList, index: usize, grid: &Grid, work: &ChunkWork) -> Result<u64, EncodeError> {
    let frames = list.check_pictures(index, grid, work.segments.start).map_err(EncodeError::Output)?;
    if !work.is_last && frames != grid.frames(&work.segments) {
        return Err(Refusal::from(RefusalCode::MediaDamaged).into());
    }
    Ok(frames)
}

/// All segments but the last are whole ones.
fn check_lengths(track: &TrackOutput, grid: &Grid) -> Result<(), EncodeError> {
    let (whole, half_a_frame) = (grid.segment_seconds(), grid.rate().seconds(1) / 2.0);
    let rest = track.segments.len().saturating_sub(1);
    let wrong = track.segments.iter().take(rest).find(|segment| (segment.duration - whole).abs() > half_a_frame);
    wrong.map_or(Ok(()), |segment| {
        Err(EncodeError::Output(format!("segment {} lasts {} s instead of {whole}", segment.number, segment.duration)))
    })
}
