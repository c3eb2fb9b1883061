//! Encodes a sound track at the loudness that was asked for.
//!
//! A film can be heard before all of it was listened to: the gain is taken from some windows of it. The encoded track
//! is measured as a whole; where the windows were not like the rest, it is made once more with a better gain.

use std::time::Duration;

use platform::sandbox::Limits;

use super::{
    Transcoder,
    arguments::{PIPE, SOURCE},
    audio::{self, Take},
    files::{finished_segments, make_track_folders},
    meters::Meters,
    run::{EncodeError, Follower, Update, judge},
    transcoder::EncodeJob,
};
use crate::domain::{AudioOutput, AudioWork, Gain, Grid, Length, Refusal, RefusalCode, Sound, TrackOutput};

/// The first gain is a guess, and a limiter that had much to do hides how far off it was; the third is right.
const MOST_TAKES: u32 = 4;

/// Sound may end so many seconds before or after the picture.
const UNHEARD: f64 = 0.5;

/// Longer than an upload is kept that does not go on.
const LONGEST_UPLOAD: Duration = Duration::from_hours(7 * 24);

/// Where a take comes from.
#[derive(Clone, Copy)]
struct Listening {
    /// Its file.
    input: &'static str,
    /// Seconds that can be measured beforehand.
    seconds: f64,
    /// What it may use.
    limits: Limits,
}

/// The loudness of each rendition, LUFS, as far as it was measured.
type Heard = Vec<Option<f64>>;

impl Transcoder {
    /// Encodes one sound track of the whole source into `out/<name>/`. [`finished_segments`] shows what is done while
    /// it runs; what comes of it in the end may lie elsewhere.
    pub async fn encode_audio(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<AudioOutput, EncodeError> {
        let first = self.first_takes(job, work, whole(job), report).await?;
        self.right_ones(job, work, first, report).await
    }

    /// The same of a source that arrives through the pipe beside it, of which the first `seconds` are there. Once the
    /// first take has come to its end, so has the sound of the source.
    pub async fn encode_arriving_audio(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        seconds: f64,
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<AudioOutput, EncodeError> {
        let limits = Limits { wall: LONGEST_UPLOAD, ..limits(job) };
        let first = self.first_takes(job, work, Listening { input: PIPE, seconds, limits }, report).await?;
        if job.facts.length == Length::Known {
            return self.right_ones(job, work, first, report).await;
        }
        // The whole is there and says how long the picture is.
        let (facts, _) = self.probe(job.folder, job.cancel).await?;
        let grid = Grid::new(facts.video.frame_rate, facts.duration);
        let job = EncodeJob { facts: &facts, grid: &grid, ..*job };
        let first = self.as_long_as_the_picture(&job, work, first, report).await?;
        self.right_ones(&job, work, first, report).await
    }

    /// The first takes, at the loudness that can be guessed.
    async fn first_takes<'a>(
        &self,
        job: &EncodeJob<'_>,
        work: &'a AudioWork,
        listening: Listening,
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<(Vec<Take<'a>>, Heard), EncodeError> {
        let mut takes = Vec::new();
        for sound in &work.sounds {
            let gain = match work.loudness {
                Some(target) => Some(self.judged_gain(job, work, sound, (target, listening.seconds)).await?),
                None => None,
            };
            takes.push(Take { sound, folder: sound.name.to_string(), gain });
        }
        let heard = self.take(job, work, (&takes, listening), report).await?;
        Ok((takes, heard))
    }

    /// Takes that were made without knowing the end of the picture make way for others, unless they end with it.
    async fn as_long_as_the_picture<'a>(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        (mut takes, heard): (Vec<Take<'a>>, Heard),
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<(Vec<Take<'a>>, Heard), EncodeError> {
        if ends_with_picture(job, &takes).await? {
            return Ok((takes, heard));
        }
        for (take, reached) in takes.iter_mut().zip(&heard) {
            take.gain = better(take, *reached, work.loudness).or(take.gain);
            take.folder = format!("{}-whole", take.sound.name);
        }
        let heard = self.take(job, work, (&takes, whole(job)), report).await?;
        Ok((takes, heard))
    }

    /// What the takes became, when each that missed its loudness has made way for another one.
    async fn right_ones(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        (mut takes, mut heard): (Vec<Take<'_>>, Heard),
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<AudioOutput, EncodeError> {
        for number in 2..=MOST_TAKES {
            let mut off = Vec::new();
            for (take, reached) in takes.iter_mut().zip(&heard) {
                if let Some(gain) = better(take, *reached, work.loudness) {
                    *take =
                        Take { sound: take.sound, folder: format!("{}-{number}", take.sound.name), gain: Some(gain) };
                    off.push(take.clone());
                }
            }
            if off.is_empty() {
                break;
            }
            let news = self.take(job, work, (&off, whole(job)), report).await?;
            heard = takes.iter().map(|take| of(take, &off, &news)).collect();
        }
        let mut sounds = Vec::new();
        for take in &takes {
            sounds.push((take.sound.name, self.taken(job, take).await?));
        }
        Ok(AudioOutput { sounds })
    }

    async fn judged_gain(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        sound: &Sound,
        (target, seconds): (i32, f64),
    ) -> Result<Gain, EncodeError> {
        let mut ignore = |_| {};
        let mut meters = Meters::new(Follower::new(&mut ignore));
        let line = audio::measurement(job.facts, work, sound, seconds);
        let outcome = self.jail(job.folder, job.cancel).ffmpeg(line, job.limits(), &mut meters).await?;
        match judge(&outcome) {
            // A window may lie where there is no sound. Without a guess the first take is measured and corrected.
            Err(EncodeError::Refused(_)) => return Ok(Gain::default()),
            judged => judged?,
        }
        Ok(meters.loudness(sound.name).map_or_else(Gain::default, |measured| Gain::between(measured, target)))
    }

    async fn take(
        &self,
        job: &EncodeJob<'_>,
        work: &AudioWork,
        (takes, listening): (&[Take<'_>], Listening),
        report: &mut (dyn FnMut(Update) + Send),
    ) -> Result<Heard, EncodeError> {
        make_track_folders(job.folder, takes.iter().map(|take| take.folder.clone()))?;
        let mut meters = Meters::new(Follower::new(report));
        let line = audio::arguments(job, listening.input, work, takes);
        judge(&self.jail(job.folder, job.cancel).ffmpeg(line, listening.limits, &mut meters).await?)?;
        Ok(takes.iter().map(|take| meters.loudness(take.sound.name)).collect())
    }

    async fn taken(&self, job: &EncodeJob<'_>, take: &Take<'_>) -> Result<TrackOutput, EncodeError> {
        let track = finished_segments(job.folder, &take.folder, 0).await?;
        let mut track = track.ok_or(Refusal::from(RefusalCode::MediaDamaged))?;
        let list = self.jail(job.folder, job.cancel).packets(&[&track]).await?;
        track.frames = list.check_sound(0).map_err(EncodeError::Output)?;
        Ok(track)
    }
}

/// Whether each take has the picture's segments and ends about when it does.
async fn ends_with_picture(job: &EncodeJob<'_>, takes: &[Take<'_>]) -> Result<bool, EncodeError> {
    let picture = job.grid.rate().seconds(job.grid.total_frames());
    for take in takes {
        let track = finished_segments(job.folder, &take.folder, 0).await?;
        let segments = track.map(|track| track.segments).unwrap_or_default();
        let sound: f64 = segments.iter().map(|segment| segment.duration).sum();
        if u32::try_from(segments.len()) != Ok(job.grid.segments()) || (sound - picture).abs() > UNHEARD {
            return Ok(false);
        }
    }
    Ok(true)
}

/// From the file that is there.
fn whole(job: &EncodeJob<'_>) -> Listening {
    Listening { input: SOURCE, seconds: job.facts.duration, limits: limits(job) }
}

/// Sound is made much faster than it is heard: the pictures of the same film come first.
const NICENESS: u8 = 5;

fn limits(job: &EncodeJob<'_>) -> Limits {
    let limits = job.limits();
    Limits { niceness: limits.niceness.max(NICENESS), ..limits }
}

fn better(take: &Take<'_>, reached: Option<f64>, target: Option<i32>) -> Option<Gain> {
    let (gain, reached, target) = (take.gain?, reached?, target?);
    gain.is_off(reached, target).then(|| gain.corrected(reached, target))
}

/// What was heard of a take, if it was among the last ones.
fn of(take: &Take<'_>, last: &[Take<'_>], heard: &[Option<f64>]) -> Option<f64> {
    let mut pairs = last.iter().zip(heard);
    pairs.find(|(other, _)| other.folder == take.folder).and_then(|(_, heard)| *heard)
}
