//! Decides whether the sound of a source can be extracted, and whether what came out is all of it.

use super::{
    ContainerKind, Inspection, MediaLimits, Refusal, RefusalCode, StreamKind, StreamReport,
    inspection::{check_duration, container_kind, is_audible, tolerance},
};

/// The sound that is extracted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SoundSource {
    /// Its place among the source's sound tracks.
    pub stream: u32,
    /// Samples a second of the result: as near to the source's as players take it.
    pub sample_rate: u32,
    /// How long the track itself claims to be, seconds.
    pub claimed: Option<f64>,
    /// Bytes of the whole source.
    pub size_bytes: u64,
}

/// What the packets of a track say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Span {
    /// From the first moment to the last, seconds.
    pub seconds: f64,
    /// How many there are.
    pub packets: u64,
}

/// Seconds by which the result may be longer or shorter than its source.
const ACCEPTED_GAP: f64 = 0.1;
/// The share of packets that may be broken (section 11.1 of the media rules, as for pictures).
const ACCEPTED_ERRORS: f64 = 0.02;

/// Judges a report: the first sound track that can be decoded is taken.
pub fn examine_sound(report: &Inspection, limits: &MediaLimits) -> Result<SoundSource, Refusal> {
    if report.streams.len() > limits.tracks {
        return Err(RefusalCode::TooManyTracks.into());
    }
    if report.streams.iter().any(|stream| matches!(stream.tag.as_str(), "encv" | "enca")) {
        return Err(RefusalCode::EncryptedInput.into());
    }
    let tracks = || (0..).zip(report.streams.iter().filter(|stream| stream.kind == StreamKind::Audio));
    let Some((stream, track)) = tracks().find(|(_, track)| is_audible(track)) else {
        let is_odd = tracks().next().is_some();
        return Err(if is_odd { RefusalCode::CodecNotAllowed } else { RefusalCode::NoAudioStream }.into());
    };
    let claimed = claimed(report, track);
    // A false claim is no reason to refuse; what is there is measured.
    if claimed.is_some_and(|seconds| seconds > limits.longest) {
        return Err(RefusalCode::TooLong.into());
    }
    let (sample_rate, size_bytes) = (sample_rate(track.sample_rate), report.container.size_bytes);
    Ok(SoundSource { stream, sample_rate, claimed, size_bytes })
}

/// Judges what the packets of the track say: a claim that is missed by more than max(1 s, 1 %) means that the file is
/// cut.
pub fn check_source(source: &SoundSource, found: Span, limits: &MediaLimits) -> Result<(), Refusal> {
    if found.packets == 0 || source.claimed.is_some_and(|claim| found.seconds < claim - tolerance(claim)) {
        return Err(RefusalCode::MediaDamaged.into());
    }
    check_duration(found.seconds, limits)
}

/// Judges the result by its own packets, and by the packets of the source that could not be decoded.
pub fn check_extract(found: Span, made: Span, errors: u64) -> Result<(), Refusal> {
    let is_whole = (made.seconds - found.seconds).abs() <= ACCEPTED_GAP;
    if is_whole && share(errors, found.packets) <= ACCEPTED_ERRORS {
        return Ok(());
    }
    Err(RefusalCode::MediaDamaged.into())
}

/// Music on discs and what comes of it has 44.1 kHz or a part of it, everything else goes well with 48 kHz.
const fn sample_rate(source: u32) -> u32 {
    if source > 0 && source.is_multiple_of(11_025) { 44_100 } else { 48_000 }
}

/// Matroska says when a track ends on the file's own clock, which may start anywhere; AVI only guesses.
fn claimed(report: &Inspection, track: &StreamReport) -> Option<f64> {
    let format = report.container.format.as_str();
    let before = match container_kind(format) {
        ContainerKind::Indexed => track.start.unwrap_or(report.container.start).max(0.0),
        ContainerKind::Mapped | ContainerKind::Searched => 0.0,
    };
    track.duration.filter(|_| format != "avi").map(|duration| duration - before)
}

#[expect(clippy::cast_precision_loss, reason = "packet counts are far below 2^52")]
fn share(errors: u64, packets: u64) -> f64 {
    if packets == 0 { 1.0 } else { errors as f64 / packets as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(kind: StreamKind, codec: &str, sample_rate: u32) -> StreamReport {
        StreamReport { kind, codec: codec.into(), channels: 2, sample_rate, ..StreamReport::default() }
    }

    fn examined(streams: &[StreamReport]) -> Result<(u32, u32), RefusalCode> {
        let report = Inspection { streams: streams.to_vec(), ..Inspection::default() };
        let source = examine_sound(&report, &MediaLimits::default()).map_err(|refusal| refusal.code)?;
        Ok((source.stream, source.sample_rate))
    }

    #[test]
    fn the_first_track_that_can_be_decoded_is_taken() {
        let picture = track(StreamKind::Video, "h264", 0);
        let [odd, cd, film] = [("wmav2", 44_100), ("mp3", 22_050), ("aac", 96_000)]
            .map(|(codec, rate)| track(StreamKind::Audio, codec, rate));
        for (streams, expected) in [
            (vec![picture.clone(), cd.clone(), film.clone()], Ok((0, 44_100))),
            (vec![film, cd.clone()], Ok((0, 48_000))),
            (vec![odd.clone(), cd], Ok((1, 44_100))),
            (vec![odd], Err(RefusalCode::CodecNotAllowed)),
            (vec![picture.clone()], Err(RefusalCode::NoAudioStream)),
            (vec![picture; 33], Err(RefusalCode::TooManyTracks)),
        ] {
            assert_eq!(examined(&streams), expected);
        }
    }

    #[test]
    fn a_tenth_of_a_second_and_two_packets_in_a_hundred_may_be_missing() {
        let span = |seconds| Span { seconds, packets: 100 };
        for (made, errors, is_good) in [(60.09, 0, true), (59.91, 2, true), (59.89, 0, false), (60.0, 3, false)] {
            assert_eq!(check_extract(span(60.0), span(made), errors).is_ok(), is_good, "{made} {errors}");
        }
        let source = SoundSource { stream: 0, sample_rate: 48_000, claimed: Some(60.0), size_bytes: 1 };
        assert!(check_source(&source, span(59.1), &MediaLimits::default()).is_ok());
        assert!(check_source(&source, span(58.9), &MediaLimits::default()).is_err());
    }
}
