//! Decides whether a source is accepted, from what a probe reported.

use captions::{Kind, label};

use super::{
    Chapter, ContainerKind, FrameRate, Language, Length, Refusal, RefusalCode, SoundFacts, SourceFacts, TextFacts,
    VideoFacts, Warning,
};

/// What a probe reported about a file, not yet judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inspection {
    /// The container.
    pub container: ContainerReport,
    /// All streams in order.
    pub streams: Vec<StreamReport>,
    /// All chapters in order.
    pub chapters: Vec<ChapterReport>,
}

/// What a probe reported about one chapter, in seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChapterReport {
    /// Its first moment.
    pub start: f64,
    /// The moment behind it.
    pub end: f64,
    /// What it is called; anything a stranger may write.
    pub title: String,
}

/// What a probe reported about the container.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContainerReport {
    /// ffmpeg's names of the format, comma-separated.
    pub format: String,
    /// Bytes.
    pub size_bytes: u64,
    /// The claimed duration, seconds.
    pub duration: Option<f64>,
    /// The first moment, seconds.
    pub start: f64,
}

/// What a probe reported about one stream.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreamReport {
    /// What it carries.
    pub kind: StreamKind,
    /// ffmpeg's name of the codec.
    pub codec: String,
    /// The container's own name of it.
    pub tag: String,
    /// Stored width.
    pub width: u32,
    /// Stored height.
    pub height: u32,
    /// Width of a pixel over its height.
    pub pixel_aspect: f64,
    /// Degrees by which the picture must be turned.
    pub rotation: i32,
    /// The rate at which all timestamps fit.
    pub nominal_rate: Option<FrameRate>,
    /// Frames over duration.
    pub average_rate: Option<FrameRate>,
    /// The stream's own duration, seconds.
    pub duration: Option<f64>,
    /// The stream's own first moment, seconds.
    pub start: Option<f64>,
    /// The frames it claims to have.
    pub frames: Option<u64>,
    /// ffmpeg's name of the field order.
    pub field_order: String,
    /// ffmpeg's name of the form of a pixel.
    pub pixels: String,
    /// ffmpeg's name of the transfer curve.
    pub transfer: String,
    /// ffmpeg's name of the way in which colour is stored.
    pub matrix: String,
    /// ffmpeg's name of the range of brightness.
    pub range: String,
    /// How many pictures a decoder holds back, because they are stored in another order than they are shown.
    pub reordered: u32,
    /// Channels.
    pub channels: u32,
    /// Samples a second.
    pub sample_rate: u32,
    /// The language it claims.
    pub language: String,
    /// What it is called; anything a stranger may write.
    pub title: String,
    /// Whether it is to be played unless a viewer chooses another one.
    pub is_default: bool,
    /// For whom its text is.
    pub text_kind: Option<Kind>,
}

/// What a stream carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StreamKind {
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// Subtitles: text, or pictures of text.
    Text,
    /// Cover pictures, data, attachments.
    #[default]
    Other,
}

/// What lies at the end of the file, found by reading its last packets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tail {
    /// Where the last readable picture ends, seconds; `None` if none could be read.
    pub end: Option<f64>,
    /// Whether a packet says that it is encrypted.
    pub encrypted: bool,
}

/// What a source may be at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MediaLimits {
    /// Tracks of all kinds.
    pub tracks: usize,
    /// Longer side, pixels.
    pub long_side: u32,
    /// Shorter side, pixels.
    pub short_side: u32,
    /// Frames per second.
    pub frame_rate: f64,
    /// Shortest picture, seconds.
    pub shortest: f64,
    /// Longest picture, seconds.
    pub longest: f64,
}

impl Default for MediaLimits {
    fn default() -> Self {
        Self { tracks: 32, long_side: 7680, short_side: 4320, frame_rate: 120.0, shortest: 0.1, longest: 12.0 * 3600.0 }
    }
}

/// The smallest side an encoder takes.
const SMALLEST_SIDE: u32 = 16;
/// Chapters that are kept.
const MOST_CHAPTERS: usize = 400;
/// A picture that starts this much later than the sound is late on purpose.
const LATE_START: f64 = 0.5;

const VIDEO_CODECS: [&str; 12] =
    ["h264", "hevc", "mpeg2video", "mpeg4", "msmpeg4v3", "vp8", "vp9", "av1", "prores", "dnxhd", "mjpeg", "dvvideo"];
const AUDIO_CODECS: [&str; 21] = [
    "aac",
    "aac_latm",
    "ac3",
    "eac3",
    "dts",
    "truehd",
    "mp3",
    "mp2",
    "alac",
    "opus",
    "vorbis",
    "flac",
    "pcm_u8",
    "pcm_s16le",
    "pcm_s16be",
    "pcm_s24le",
    "pcm_s24be",
    "pcm_s32le",
    "pcm_f32le",
    "pcm_mulaw",
    "pcm_alaw",
];
const TEXT_CODECS: [&str; 6] = ["subrip", "mov_text", "webvtt", "ass", "ssa", "text"];

/// Judges a report. The duration is what the file claims, 0 if it claims none, as a recording of a browser:
/// [`settle_duration`] compares it with what it holds.
pub fn examine(report: &Inspection, limits: &MediaLimits) -> Result<SourceFacts, Refusal> {
    if report.streams.len() > limits.tracks {
        return Err(RefusalCode::TooManyTracks.into());
    }
    if report.streams.iter().any(|stream| matches!(stream.tag.as_str(), "encv" | "enca")) {
        return Err(RefusalCode::EncryptedInput.into());
    }
    let picture = report.streams.iter().find(|stream| stream.kind == StreamKind::Video);
    let picture = picture.ok_or(RefusalCode::NoVideoStream)?;
    if !VIDEO_CODECS.contains(&picture.codec.as_str()) {
        return Err(RefusalCode::CodecNotAllowed.into());
    }
    let (sounds, warnings) = sounds(report)?;
    let video = video_facts(picture, limits)?;
    let duration = claimed_duration(report, picture, video.frame_rate);
    if duration > 0.0 {
        check_duration(duration, limits)?;
    }
    let origin = origin(&report.container, picture);
    let (texts, more) = texts(report);
    Ok(SourceFacts {
        container: container_kind(&report.container.format),
        size_bytes: report.container.size_bytes,
        duration,
        length: Length::Known,
        origin,
        video: VideoFacts { delay: delay(&report.container, picture), ..video },
        sounds,
        texts,
        chapters: chapters(report, origin),
        warnings: [warnings, more].concat(),
    })
}

/// The facts of a source that still arrives: a length of 0, to be guessed, where its beginning does not say it.
pub fn examine_start(report: &Inspection, limits: &MediaLimits) -> Result<SourceFacts, Refusal> {
    let facts = examine(report, limits)?;
    let is_told = facts.duration > 0.0
        && match facts.container {
            ContainerKind::Mapped => has_whole_index(report, facts.duration),
            ContainerKind::Indexed => true,
            // What is taken for the length is how far it reaches now.
            ContainerKind::Searched => false,
        };
    Ok(if is_told { facts } else { SourceFacts { duration: 0.0, length: Length::Guessed, ..facts } })
}

/// Whether the index counts about as many pictures as the claimed length has. What comes in fragments has none, or one
/// of its first fragment, and claims the length of those that are there.
#[expect(clippy::cast_precision_loss, reason = "frame counts are far below 2^52")]
fn has_whole_index(report: &Inspection, duration: f64) -> bool {
    let picture = report.streams.iter().find(|stream| stream.kind == StreamKind::Video);
    let Some((frames, rate)) = picture.and_then(|picture| picture.frames.zip(picture.average_rate)) else {
        return false;
    };
    frames as f64 >= duration * rate.value() * 0.9
}

/// Compares the claimed duration with the end that was found. A claim of the stream itself that is
/// missed by more than max(1 s, 1 %) means that the file is cut; one of the container alone is corrected.
pub fn settle_duration(
    facts: SourceFacts,
    report: &Inspection,
    tail: Tail,
    limits: &MediaLimits,
) -> Result<SourceFacts, Refusal> {
    if tail.encrypted {
        return Err(RefusalCode::EncryptedInput.into());
    }
    let mut facts = facts;
    let found = tail.end.map_or(0.0, |end| end - facts.origin);
    if facts.duration <= 0.0 {
        check_duration(found, limits)?;
        facts.duration = found;
        return Ok(facts);
    }
    let declared = report.streams.iter().find(|stream| stream.kind == StreamKind::Video).is_some_and(has_own_duration);
    if found < facts.duration - tolerance(facts.duration) {
        if declared || found <= 0.0 {
            return Err(RefusalCode::MediaDamaged.into());
        }
        facts.warnings.push(Warning::DurationMismatch);
    } else if report.container.duration.is_some_and(|claim| claim > facts.duration + longest_stream_gap(report, &facts))
    {
        facts.warnings.push(Warning::DurationMismatch);
    }
    // What is planned must be there: a chunk beyond the last picture would be empty.
    facts.duration = facts.duration.min(found);
    check_duration(facts.duration, limits)?;
    Ok(facts)
}

/// How far a duration may be off: max(1 s, 1 %).
pub(super) fn tolerance(duration: f64) -> f64 {
    (duration * 0.01).max(1.0)
}

/// A container may well be longer than the picture: by its longest stream. More than that is a false claim.
fn longest_stream_gap(report: &Inspection, facts: &SourceFacts) -> f64 {
    let longest = report.streams.iter().filter_map(|stream| stream.duration).fold(facts.duration, f64::max);
    // MP4 counts what lies before the first moment, the others do not.
    let zero = match facts.container {
        ContainerKind::Mapped => report.container.start.min(0.0),
        ContainerKind::Indexed | ContainerKind::Searched => report.container.start,
    };
    longest - facts.duration + (facts.origin - zero) + tolerance(longest)
}

fn has_own_duration(stream: &StreamReport) -> bool {
    stream.duration.is_some() || stream.frames.is_some()
}

/// The tracks that can be decoded. A film is refused for its sound only if there is none of them.
fn sounds(report: &Inspection) -> Result<(Vec<SoundFacts>, Vec<Warning>), Refusal> {
    let tracks = report.streams.iter().filter(|stream| stream.kind == StreamKind::Audio);
    let (good, bad): (Vec<_>, Vec<_>) = (0..).zip(tracks).partition(|(_, stream)| is_audible(stream));
    if good.is_empty() && !bad.is_empty() {
        return Err(RefusalCode::CodecNotAllowed.into());
    }
    let warnings = if bad.is_empty() { Vec::new() } else { vec![Warning::SoundSkipped] };
    Ok((good.into_iter().map(|(place, stream)| sound_facts(place, stream)).collect(), warnings))
}

/// A track without channels is one that the probe found no packet of.
pub(super) fn is_audible(stream: &StreamReport) -> bool {
    AUDIO_CODECS.contains(&stream.codec.as_str()) && stream.channels > 0
}

fn sound_facts(stream: u32, report: &StreamReport) -> SoundFacts {
    SoundFacts {
        stream,
        codec: report.codec.clone(),
        channels: report.channels,
        language: Language::of(&report.language),
        title: label(&report.title),
        is_default: report.is_default,
    }
}

/// Text that is a picture cannot be offered as text; that is no reason to refuse the film.
fn texts(report: &Inspection) -> (Vec<TextFacts>, Vec<Warning>) {
    let (mut texts, mut warnings) = (Vec::new(), Vec::new());
    let tracks = report.streams.iter().filter(|stream| stream.kind == StreamKind::Text);
    for (place, stream) in (0..).zip(tracks) {
        if TEXT_CODECS.contains(&stream.codec.as_str()) {
            texts.push(TextFacts {
                stream: place,
                language: Language::of(&stream.language),
                title: label(&stream.title),
                kind: stream.text_kind.unwrap_or(Kind::Subtitles),
            });
        } else if warnings.is_empty() {
            warnings.push(Warning::SubtitleNotText);
        }
    }
    (texts, warnings)
}

fn chapters(report: &Inspection, origin: f64) -> Vec<Chapter> {
    let chapters = report.chapters.iter().take(MOST_CHAPTERS).map(|chapter| Chapter {
        start: chapter.start - origin,
        end: chapter.end - origin,
        title: label(&chapter.title).unwrap_or_default(),
    });
    chapters.collect()
}

pub(super) fn check_duration(duration: f64, limits: &MediaLimits) -> Result<(), Refusal> {
    if duration < limits.shortest {
        return Err(RefusalCode::TooShort.into());
    }
    if duration > limits.longest {
        return Err(RefusalCode::TooLong.into());
    }
    Ok(())
}

fn video_facts(stream: &StreamReport, limits: &MediaLimits) -> Result<VideoFacts, Refusal> {
    let (width, height) = upright_size(stream);
    let (long, short) = (width.max(height), width.min(height));
    if short < SMALLEST_SIDE {
        return Err(RefusalCode::ResolutionInvalid.into());
    }
    if long > limits.long_side || short > limits.short_side {
        return Err(RefusalCode::ResolutionTooLarge.into());
    }
    let average = stream.average_rate.or(stream.nominal_rate);
    if average.is_some_and(|rate| rate.value() > limits.frame_rate * 1.01) {
        return Err(RefusalCode::FpsTooHigh.into());
    }
    let rates = FrameRate::intended(stream.nominal_rate, stream.average_rate);
    let (frame_rate, constant_rate) = rates.ok_or(RefusalCode::MediaDamaged)?;
    Ok(VideoFacts {
        codec: stream.codec.clone(),
        width,
        height,
        square_pixels: (stream.pixel_aspect - 1.0).abs() < 0.001,
        frame_rate,
        constant_rate,
        interlaced: matches!(stream.field_order.as_str(), "tt" | "bb" | "tb" | "bt"),
        hdr: is_hdr(stream),
        full_range: stream.range == "pc",
        delay: 0.0,
        unnamed_colours: matches!(stream.matrix.as_str(), "" | "unknown" | "unspecified"),
        plain: constant_rate && is_plain(stream),
    })
}

fn is_plain(stream: &StreamReport) -> bool {
    let is_square = (stream.pixel_aspect - 1.0).abs() < 0.001;
    let is_whole = matches!(stream.field_order.as_str(), "" | "unknown" | "progressive");
    (stream.codec.as_str(), stream.pixels.as_str(), stream.rotation) == ("h264", "yuv420p", 0)
        && is_square
        && is_whole
        && !is_hdr(stream)
}

fn is_hdr(stream: &StreamReport) -> bool {
    matches!(stream.transfer.as_str(), "smpte2084" | "arib-std-b67")
}

/// AVI says when pictures are stored and not when they are shown. A decoder gives each the time of the one that it was
/// reading meanwhile.
fn delay(container: &ContainerReport, picture: &StreamReport) -> f64 {
    let rate = picture.nominal_rate.or(picture.average_rate).filter(|_| container.format == "avi");
    rate.map_or(0.0, |rate| rate.seconds(picture.reordered.into()))
}

/// Stretched to square pixels, then turned.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and not negative")]
fn upright_size(stream: &StreamReport) -> (u32, u32) {
    let width = (f64::from(stream.width) * stream.pixel_aspect.max(0.0)).round() as u32;
    if stream.rotation.rem_euclid(180) == 90 { (stream.height, width) } else { (width, stream.height) }
}

fn claimed_duration(report: &Inspection, picture: &StreamReport, rate: FrameRate) -> f64 {
    // AVI's duration is an estimate from the size of the file; its header counts frames.
    if report.container.format == "avi"
        && let Some(frames) = picture.frames
    {
        return rate.seconds(frames);
    }
    let claim = picture.duration.or(report.container.duration).unwrap_or(0.0);
    // Matroska says when a film ends on its own clock, which may start anywhere.
    let before = if report.container.format.starts_with("matroska") { origin(&report.container, picture) } else { 0.0 };
    claim - before.max(0.0)
}

fn origin(container: &ContainerReport, picture: &StreamReport) -> f64 {
    let own = picture.start.unwrap_or(container.start);
    if (0.0..=LATE_START).contains(&(own - container.start)) { own } else { container.start }
}

pub(super) fn container_kind(format: &str) -> ContainerKind {
    match format.split(',').next() {
        Some("mov") => ContainerKind::Mapped,
        Some("mpegts") => ContainerKind::Searched,
        _ => ContainerKind::Indexed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_text_are_a_warning_and_keep_their_place_among_the_tracks() {
        let text = |codec: &str| StreamReport {
            kind: StreamKind::Text,
            codec: codec.to_owned(),
            language: "ger".to_owned(),
            ..StreamReport::default()
        };
        let streams = ["hdmv_pgs_subtitle", "dvb_subtitle", "subrip"].map(text).to_vec();
        let (texts, warnings) = texts(&Inspection { streams, ..Inspection::default() });
        assert_eq!(warnings, [Warning::SubtitleNotText]);
        assert_eq!(texts.iter().map(|text| (text.stream, text.language.tag())).collect::<Vec<_>>(), [(2, "de")]);
    }
}
