//! Takes the sound out of a source, and measures source and result by their packets.

use std::{ffi::OsString, time::Duration};

use async_trait::async_trait;
use platform::sandbox::{JobFolder, Limits, Observer};
use tokio_util::sync::CancellationToken;

use super::{
    Transcoder,
    arguments::{Arguments, SOURCE},
    files::stored,
    probe::inspect,
    run::{EncodeError, Follower, Update, judge},
    transcoder::{Jail, reading},
};
use crate::{
    application::{Extracted, Extraction, Failure},
    domain::{
        MediaLimits, Refusal, RefusalCode, SoundFormat, SoundSource, SoundTarget, Span, check_extract, check_source,
        examine_sound,
    },
};

/// The result below the job folder's `out/`.
const RESULT: &str = "sound";

#[async_trait]
impl Extraction for Transcoder {
    async fn extract(
        &self,
        folder: &JobFolder,
        target: SoundTarget,
        cancel: &CancellationToken,
        report: &mut (dyn FnMut(u8) + Send),
    ) -> Result<Extracted, Failure> {
        let jail = self.jail(folder, cancel);
        if jail.source_bytes()? == 0 {
            return Err(EncodeError::from(Refusal::from(RefusalCode::FileEmpty)).into());
        }
        let limits = MediaLimits::default();
        let source = examine_sound(&inspect(&jail).await?, &limits).map_err(EncodeError::from)?;
        let found = measure(&jail, Arguments::default().guards(), SOURCE, source.stream, source.size_bytes).await?;
        check_source(&source, found, &limits).map_err(EncodeError::from)?;
        let errors = make(&jail, &source, found, target, report).await?;
        let ours = Arguments::new("-protocol_whitelist file -format_whitelist mp3,mov,ogg");
        let made = measure(&jail, ours, &format!("out/{RESULT}"), 0, source.size_bytes).await?;
        check_extract(found, made, errors).map_err(EncodeError::from)?;
        let file = stored(&folder.output(), RESULT.to_owned())?;
        Ok(Extracted { file: file.name, bytes: file.bytes, duration_ms: millis(made.seconds) })
    }
}

/// Encodes the track; the number of packets that could not be decoded.
async fn make(
    jail: &Jail<'_>,
    source: &SoundSource,
    found: Span,
    target: SoundTarget,
    report: &mut (dyn FnMut(u8) + Send),
) -> Result<u64, EncodeError> {
    let mut follow = |update: Update| report(percent(update.seconds, found.seconds));
    let mut follower = Follower::new(&mut follow);
    let limits = Limits::encode(Duration::from_secs_f64(found.seconds), source.size_bytes);
    let outcome = jail.ffmpeg(arguments(source, target), limits, &mut follower).await?;
    judge(&outcome)?;
    Ok(follower.errors())
}

/// The whole track in stereo. Gaps become silence, so that the result is as long as what it came from.
fn arguments(source: &SoundSource, target: SoundTarget) -> Vec<OsString> {
    let rate = match target.format {
        // Opus knows no other.
        SoundFormat::Opus => 48_000,
        SoundFormat::Mp3 | SoundFormat::M4a => source.sample_rate,
    };
    let graph = format!(
        "[0:a:{}]asetpts=PTS-STARTPTS,aresample={rate}:async=1:first_pts=0,\
         aformat=sample_rates={rate}:channel_layouts=stereo[o]",
        source.stream
    );
    let line = Arguments::ffmpeg()
        .guards()
        .words("-max_error_rate 1 -vn")
        .option("-i", SOURCE)
        .option("-filter_complex", graph)
        .words("-map [o]")
        .words(match target.format {
            SoundFormat::Mp3 => "-c:a libmp3lame -f mp3",
            SoundFormat::M4a => "-c:a aac -movflags +faststart -f mp4",
            SoundFormat::Opus => "-c:a libopus -f ogg",
        });
    line.words("-threads:a 1")
        .option("-b:a", format!("{}k", target.bit_rate.kbps()))
        .bare_output()
        .words(&format!("out/{RESULT}"))
        .done()
}

/// Lists the packets of one sound track; nothing is decoded.
async fn measure(jail: &Jail<'_>, guards: Arguments, file: &str, stream: u32, bytes: u64) -> Result<Span, EncodeError> {
    let line = guards
        .words("-nostdin -hide_banner -nostats -loglevel error -copyts -vn")
        .option("-i", file)
        .option("-map", format!("0:a:{stream}"))
        .words("-c copy -f framecrc pipe:1");
    let limits = Limits { stdout_kept: 0, ..Limits::encode(reading(bytes), bytes) };
    let mut packets = Packets::default();
    judge(&jail.ffmpeg(line.done(), limits, &mut packets).await?)?;
    Ok(packets.span())
}

/// Where the packets of the only stream lie in time.
#[derive(Default)]
struct Packets {
    /// Seconds of a tick.
    tick: f64,
    /// First and last moment in ticks.
    reach: Option<(i64, i64)>,
    count: u64,
}

impl Packets {
    #[expect(clippy::cast_precision_loss, reason = "ticks of twelve hours are far below 2^52")]
    fn span(&self) -> Span {
        let ticks = self.reach.map_or(0, |(first, last)| last.saturating_sub(first));
        Span { seconds: ticks as f64 * self.tick, packets: self.count }
    }

    /// `stream, dts, pts, duration, size, checksum`.
    fn packet(line: &str) -> Option<(i64, i64)> {
        let mut fields = line.split(',').map(str::trim).skip(2);
        let (shown, length): (i64, i64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        // What a decoder needs before the first sample is heard by nobody.
        Some((shown.max(0), shown.saturating_add(length).max(0)))
    }
}

impl Observer for Packets {
    fn stdout_line(&mut self, line: &str) {
        if let Some(scale) = line.strip_prefix("#tb 0: ") {
            let parts = scale.split_once('/').map(|(over, under)| (over.parse::<f64>(), under.trim().parse::<f64>()));
            if let Some((Ok(over), Ok(under))) = parts
                && under > 0.0
            {
                self.tick = over / under;
            }
        }
        if line.starts_with('#') {
            return;
        }
        if let Some((first, last)) = Self::packet(line) {
            let reach = self.reach.map_or((first, last), |(from, to)| (from.min(first), to.max(last)));
            (self.reach, self.count) = (Some(reach), self.count + 1);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(done: f64, all: f64) -> u8 {
    (done / all.max(0.001) * 100.0).clamp(0.0, 100.0) as u8
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "durations are below 12 hours")]
fn millis(seconds: f64) -> u64 {
    (seconds.max(0.0) * 1_000.0).round() as u64
}
