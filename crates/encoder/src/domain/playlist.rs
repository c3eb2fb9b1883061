//! HLS playlists (RFC 8216) from joined tracks. All addresses are relative: `master.m3u8`,
//! `v720.m3u8`, `a0.m3u8` and `t0.m3u8` lie beside the folders of the tasks.

use std::fmt::Write as _;

use captions::hls;

use super::bits::Bits;
use super::form::{self, PictureForm};
use super::tracks::{Track, Tracks};
use super::{Layout, MadeText, Plan, Rung, Sound, iframes};

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
    pub(super) const fn new(name: String, text: String) -> Self {
        Self { name, text }
    }

    /// All media playlists that `phase` offers: rungs, sound, and the key frames of a finished title. A track without a
    /// segment has none.
    #[must_use]
    pub fn all(plan: &Plan, tracks: &Tracks, phase: Phase) -> Vec<Self> {
        let rungs = offered(plan, tracks, phase).map(|(rung, track)| (rung.name().to_string(), track));
        let sounds = tracks.sounds.iter().map(|(sound, track)| (sound.name.to_string(), track));
        let target = plan.grid.target_duration();
        let made = rungs
            .chain(sounds)
            .filter_map(|(name, track)| Some(Self::new(format!("{name}.m3u8"), media_text(track, target, phase)?)));
        let key_frames = tracks.rungs.iter().filter(|_| phase == Phase::Final);
        made.chain(key_frames.filter_map(|(rung, track)| iframes::playlist(rung, track, target))).collect()
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
    let mut text = head(target, kind);
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

/// How every media playlist begins. Each segment begins with a key frame, so none needs another one.
pub(super) fn head(target: u32, kind: &str) -> String {
    format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-MEDIA-SEQUENCE:0\n\
         #EXT-X-PLAYLIST-TYPE:{kind}\n#EXT-X-INDEPENDENT-SEGMENTS\n"
    )
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
    /// Of all sounds, each once.
    sound_codecs: Vec<String>,
    texts: Vec<MadeText>,
}

/// One rung as a player chooses it, sound included.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The rung.
    pub rung: Rung,
    /// Its codec, as its init section says.
    pub codecs: String,
    /// Its size and range, as its init section says.
    pub picture: PictureForm,
    /// With the sound that takes most.
    pub bits: Bits,
    /// Frames per second: every picture was found on the grid.
    pub frame_rate: f64,
    /// Of its key frames alone, if a playlist offers them.
    pub key_frames: Option<Bits>,
}

impl MasterPlaylist {
    /// `None` as long as no rung has enough segments to be offered, or the default sound has none. A growing title
    /// states the ceilings it is encoded under, or what was measured if that is more; a finished one what was measured.
    #[must_use]
    pub fn new(plan: &Plan, tracks: &Tracks, phase: Phase) -> Option<Self> {
        let target = plan.grid.target_duration();
        let (mut sounds, mut sound_codecs, mut sound) = (Vec::new(), Vec::new(), Bits::default());
        for (each, track) in tracks.sounds.iter().filter(|(_, track)| track.init.is_some()) {
            // The bits of whatever a viewer may choose (RFC 8216bis, 4.4.6.2).
            sound = sound.or_larger(bits(track, target, phase, each.kbps));
            sounds.push(each.clone());
            sound_codecs.push(form::of_sound(track));
        }
        if !plan.sounds.is_empty() && !sounds.iter().any(|sound| sound.is_default) {
            return None;
        }
        sound_codecs.sort();
        sound_codecs.dedup();
        let rungs = offered(plan, tracks, phase).filter(|(_, track)| track.init.is_some());
        let variants: Vec<Variant> = rungs
            .map(|(rung, track)| {
                let (codecs, picture) = form::of_rung(rung, track);
                let bits = bits(track, target, phase, rung.max_kbps).and(sound);
                let key_frames = iframes::bits(track, target).filter(|_| phase == Phase::Final);
                Variant { rung: *rung, codecs, picture, bits, frame_rate: plan.grid.rate().value(), key_frames }
            })
            .collect();
        if variants.is_empty() { None } else { Some(Self { variants, sounds, sound_codecs, texts: Vec::new() }) }
    }

    /// The same with text tracks.
    #[must_use]
    pub fn with_texts(self, texts: Vec<MadeText>) -> Self {
        Self { texts, ..self }
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for sound in &self.sounds {
            write_sound(&mut text, sound);
        }
        text.extend(self.texts.iter().map(MadeText::line));
        for variant in &self.variants {
            self.write_variant(&mut text, variant);
        }
        for variant in &self.variants {
            write_key_frames(&mut text, variant);
        }
        text
    }

    fn write_variant(&self, text: &mut String, variant: &Variant) {
        let codecs = [std::slice::from_ref(&variant.codecs), &self.sound_codecs].concat().join(",");
        let group = if self.sounds.is_empty() { "" } else { ",AUDIO=\"audio\"" };
        let texts = if self.texts.is_empty() { String::new() } else { format!(",SUBTITLES=\"{}\"", hls::GROUP) };
        let _ = writeln!(
            text,
            "#EXT-X-STREAM-INF:{},FRAME-RATE={:.3}{group}{texts}\n{}.m3u8",
            attributes(variant.bits, &codecs, variant.picture),
            variant.frame_rate,
            variant.rung.name(),
        );
    }
}

/// Without sound: winding is silent.
fn write_key_frames(text: &mut String, variant: &Variant) {
    let Some(bits) = variant.key_frames else { return };
    let attributes = attributes(bits, &variant.codecs, variant.picture);
    let _ = writeln!(text, "#EXT-X-I-FRAME-STREAM-INF:{attributes},URI=\"{}\"", iframes::name(&variant.rung));
}

fn attributes(bits: Bits, codecs: &str, picture: PictureForm) -> String {
    let PictureForm { width, height, range } = picture;
    format!(
        "BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{codecs}\",RESOLUTION={width}x{height},VIDEO-RANGE={}",
        bits.peak,
        bits.average,
        range.as_str()
    )
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

fn bits(track: &Track, target: u32, phase: Phase, ceiling_kbps: u32) -> Bits {
    let sizes: Vec<_> = track.segments.iter().map(|segment| (segment.bytes, segment.duration)).collect();
    let measured = Bits::measured(&sizes, target.into());
    if phase == Phase::Final {
        return measured;
    }
    let ceiling = u64::from(ceiling_kbps) * 1000;
    // The rate controller's buffer holds two seconds: a segment of four may borrow half its size.
    measured.or_larger(Bits { peak: ceiling * 3 / 2, average: ceiling })
}
