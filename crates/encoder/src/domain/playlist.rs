//! HLS playlists (RFC 8216) from joined tracks. All addresses are relative: `master.m3u8`,
//! `v720.m3u8` and `a0.m3u8` lie beside the folders of the tasks.

use std::fmt::Write as _;

use super::tracks::{Track, Tracks};
use super::{Layout, Plan, Rung, Sound};

/// How long a playlist holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Segments will be added at the end (type EVENT).
    Growing,
    /// Nothing will change (type VOD).
    Final,
}

/// The playlist of one track.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaPlaylist {
    /// `v720.m3u8`
    pub name: String,
    text: String,
}

impl MediaPlaylist {
    /// All media playlists that `phase` offers, sound last. A track without a segment has none.
    #[must_use]
    pub fn all(plan: &Plan, tracks: &Tracks, phase: Phase) -> Vec<Self> {
        let rungs = offered(plan, tracks, phase).map(|(rung, track)| (rung.name().to_string(), track));
        let sounds = tracks.sounds.iter().map(|(sound, track)| (sound.name.to_string(), track));
        let made = rungs.chain(sounds).filter_map(|(name, track)| {
            let text = media_text(track, plan.grid.target_duration(), phase)?;
            Some(Self { name: format!("{name}.m3u8"), text })
        });
        made.collect()
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn media_text(track: &Track, target: u32, phase: Phase) -> Option<String> {
    let init = track.init.as_ref()?;
    let kind = match phase {
        Phase::Growing => "EVENT",
        Phase::Final => "VOD",
    };
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-MEDIA-SEQUENCE:0\n\
         #EXT-X-PLAYLIST-TYPE:{kind}\n#EXT-X-INDEPENDENT-SEGMENTS\n"
    );
    if phase == Phase::Growing {
        // Players take a growing playlist for a live show and start at its end, unless told otherwise.
        text.push_str("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n");
    }
    let _ = writeln!(text, "#EXT-X-MAP:URI=\"{init}\"");
    for segment in &track.segments {
        let _ = writeln!(text, "#EXTINF:{:.6},\n{}", segment.duration, segment.uri);
    }
    if phase == Phase::Final {
        text.push_str("#EXT-X-ENDLIST\n");
    }
    Some(text)
}

fn offered<'a>(plan: &'a Plan, tracks: &'a Tracks, phase: Phase) -> impl Iterator<Item = (&'a Rung, &'a Track)> {
    let all = tracks.rungs.iter().map(|(rung, track)| (rung, track));
    all.filter(move |(rung, track)| {
        phase == Phase::Final || plan.live_rungs.contains(&rung.name()) && goes_far_enough(plan, track)
    })
}

fn goes_far_enough(plan: &Plan, track: &Track) -> bool {
    track.segments.len() >= usize::try_from(plan.grid.offered_from()).unwrap_or(usize::MAX)
}

/// The playlist of playlists.
#[derive(Debug, Clone, PartialEq)]
pub struct MasterPlaylist {
    /// Highest first.
    pub variants: Vec<Variant>,
    sounds: Vec<Sound>,
}

/// One rung as a player chooses it, sound included.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The rung.
    pub rung: Rung,
    /// Largest bit rate of a segment, bit/s.
    pub bandwidth: u64,
    /// Bit rate over all segments, bit/s.
    pub average_bandwidth: u64,
    /// Frames per second.
    pub frame_rate: f64,
}

impl MasterPlaylist {
    /// `None` as long as no rung has enough segments to be offered, or the default sound has none. A growing title
    /// states the ceilings it is encoded under; a finished one what was measured.
    #[must_use]
    pub fn new(plan: &Plan, tracks: &Tracks, phase: Phase) -> Option<Self> {
        let target = f64::from(plan.grid.target_duration());
        let (mut sounds, mut sound) = (Vec::new(), Bits::default());
        for (each, track) in &tracks.sounds {
            let Some(bits) = Bits::of(track, target, phase, each.kbps) else { continue };
            // The bits of whatever a viewer may choose (RFC 8216, 4.3.4.2).
            sound = Bits { peak: sound.peak.max(bits.peak), average: sound.average.max(bits.average) };
            sounds.push(each.clone());
        }
        if !plan.sounds.is_empty() && !sounds.iter().any(|sound| sound.is_default) {
            return None;
        }
        let variants: Vec<Variant> = offered(plan, tracks, phase)
            .filter_map(|(rung, track)| {
                let picture = Bits::of(track, target, phase, rung.max_kbps)?;
                Some(Variant {
                    rung: *rung,
                    bandwidth: picture.peak + sound.peak,
                    average_bandwidth: picture.average + sound.average,
                    frame_rate: plan.grid.rate().value(),
                })
            })
            .collect();
        if variants.is_empty() { None } else { Some(Self { variants, sounds }) }
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for sound in &self.sounds {
            write_sound(&mut text, sound);
        }
        for variant in &self.variants {
            self.write_variant(&mut text, variant);
        }
        text
    }

    fn write_variant(&self, text: &mut String, variant: &Variant) {
        let (codecs, group) = if self.sounds.is_empty() { ("", "") } else { (",mp4a.40.2", ",AUDIO=\"audio\"") };
        let rung = &variant.rung;
        let _ = writeln!(
            text,
            "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}{codecs}\",RESOLUTION={}x{},FRAME-RATE={:.3}{group}\n{}.m3u8",
            variant.bandwidth,
            variant.average_bandwidth,
            rung.level.codecs(),
            rung.width,
            rung.height,
            variant.frame_rate,
            rung.name(),
        );
    }
}

/// Surround is played only where a viewer asks for it.
fn write_sound(text: &mut String, sound: &Sound) {
    let _ = write!(text, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"{}\"", sound.label);
    if !sound.language.is_unknown() {
        let _ = write!(text, ",LANGUAGE=\"{}\"", sound.language.tag());
    }
    let yes = |holds| if holds { "YES" } else { "NO" };
    let _ = writeln!(
        text,
        ",DEFAULT={},AUTOSELECT={},CHANNELS=\"{}\",URI=\"{}.m3u8\"",
        yes(sound.is_default),
        yes(sound.layout() == Layout::Stereo),
        sound.layout().channels(),
        sound.name
    );
}

#[derive(Debug, Clone, Copy, Default)]
struct Bits {
    peak: u64,
    average: u64,
}

impl Bits {
    fn of(track: &Track, target: f64, phase: Phase, ceiling_kbps: u32) -> Option<Self> {
        track.init.as_ref()?;
        if phase == Phase::Growing {
            let ceiling = u64::from(ceiling_kbps) * 1000;
            // The rate controller's buffer holds two seconds: a segment of four may borrow half its size.
            return Some(Self { peak: ceiling * 3 / 2, average: ceiling });
        }
        let average = rate(track.segments.iter().map(|segment| (segment.bytes, segment.duration)));
        // RFC 8216, 4.1: the peak is taken over spans of at least half a target duration.
        let long = track.segments.iter().filter(|segment| segment.duration >= target / 2.0);
        let peak = long.map(|segment| rate([(segment.bytes, segment.duration)])).max().unwrap_or(average);
        Some(Self { peak: peak.max(average), average })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "bit rates are far below 2^52"
)]
fn rate(parts: impl IntoIterator<Item = (u64, f64)>) -> u64 {
    let (bytes, seconds) = parts.into_iter().fold((0, 0.0), |all: (u64, f64), part| (all.0 + part.0, all.1 + part.1));
    if seconds <= 0.0 { 0 } else { (bytes as f64 * 8.0 / seconds).ceil() as u64 }
}
