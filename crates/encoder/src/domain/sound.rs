//! Sound tracks as they are offered: each track of the source in stereo, and in surround where it has that.
//!
//! Surround is one more track to choose, not an audio group of its own: players list every rung once for each group.

use captions::free_label;
use serde::{Deserialize, Serialize};

use super::{Language, SoundFacts};

/// Samples a second.
pub const SAMPLE_RATE: u32 = 48_000;
/// Samples of a packet; the encoder starts with one of its own, before the title's first frame.
pub const PRIMING: u32 = 1_024;

/// How a rendition of the sound is called in files and addresses: `a0` in stereo, `a0s` in surround.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SoundName {
    track: u32,
    layout: Layout,
}

impl std::fmt::Display for SoundName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let suffix = if self.layout == Layout::Surround { "s" } else { "" };
        write!(f, "a{}{suffix}", self.track)
    }
}

/// Where its loudspeakers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Two.
    Stereo,
    /// 5.1.
    Surround,
}

impl Layout {
    /// Channels.
    #[must_use]
    pub const fn channels(self) -> u32 {
        match self {
            Self::Stereo => 2,
            Self::Surround => 6,
        }
    }
}

/// One rendition of a sound track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// How it is called.
    pub name: SoundName,
    /// Bit rate, kbit/s.
    pub kbps: u32,
    /// What is spoken.
    pub language: Language,
    /// For people; unique.
    pub label: String,
    /// Whether it is played unless a viewer chooses another one.
    pub is_default: bool,
}

impl Sound {
    /// Where its loudspeakers stand.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.name.layout
    }
}

/// How sound is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundSettings {
    /// Bit rate of stereo, kbit/s; surround gets three times as much.
    pub kbps: u32,
    /// The loudness every track is brought to, LUFS (ITU-R BS.1770); `None` leaves it as it is.
    pub loudness: Option<i32>,
}

/// The sound of one track of the source, all renditions decoded once and in one piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioWork {
    /// Its place among the source's sound tracks.
    pub stream: u32,
    /// What is made of it.
    pub sounds: Vec<Sound>,
    /// The loudness it is brought to, LUFS.
    pub loudness: Option<i32>,
}

/// What is made of a source's sound tracks, the default track first.
#[must_use]
pub fn audio_works(tracks: &[SoundFacts], settings: SoundSettings) -> Vec<AudioWork> {
    let default = tracks.iter().position(|track| track.is_default).unwrap_or(0);
    let mut labels: Vec<String> = Vec::new();
    let mut works = Vec::new();
    for (index, track) in tracks.iter().enumerate() {
        let label = free_label(&own_label(track), &labels);
        let layouts = [Layout::Stereo, Layout::Surround].into_iter();
        let wanted = layouts.filter(|layout| *layout == Layout::Stereo || track.channels >= layout.channels());
        let mut sounds = Vec::new();
        for layout in wanted {
            let own = match layout {
                Layout::Stereo => label.clone(),
                Layout::Surround => free_label(&format!("{label} 5.1"), &labels),
            };
            labels.push(own.clone());
            sounds.push(Sound {
                name: SoundName { track: track.stream, layout },
                kbps: settings.kbps * layout.channels() / 2,
                language: track.language.clone(),
                label: own,
                is_default: index == default && layout == Layout::Stereo,
            });
        }
        works.push(AudioWork { stream: track.stream, sounds, loudness: settings.loudness });
    }
    works.sort_by_key(|work| work.sounds.iter().all(|sound| !sound.is_default));
    works
}

/// Its title, or what speakers call its language.
fn own_label(track: &SoundFacts) -> String {
    track.title.clone().or_else(|| track.language.name()).unwrap_or_else(|| "Audio".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(stream: u32, channels: u32, language: &str) -> SoundFacts {
        SoundFacts {
            stream,
            codec: "aac".to_owned(),
            channels,
            language: Language::of(language),
            title: None,
            is_default: false,
        }
    }

    const SETTINGS: SoundSettings = SoundSettings { kbps: 128, loudness: Some(-16) };

    #[test]
    fn every_track_is_offered_in_stereo_and_surround_stays_surround() {
        let tracks = [track(0, 6, "eng"), SoundFacts { is_default: true, ..track(1, 1, "por") }, track(2, 2, "eng")];
        let works = audio_works(&tracks, SETTINGS);
        let offered = works.iter().flat_map(|work| &work.sounds);
        let offered: Vec<_> =
            offered.map(|it| (it.name.to_string(), it.label.as_str(), it.kbps, it.is_default)).collect();
        let name = str::to_owned;
        assert_eq!(
            offered,
            [
                (name("a1"), "Português", 128, true),
                (name("a0"), "English", 128, false),
                (name("a0s"), "English 5.1", 384, false),
                (name("a2"), "English 2", 128, false),
            ]
        );
    }

    #[test]
    fn a_title_goes_before_the_name_of_the_language_and_the_first_track_is_the_default() {
        let titled = SoundFacts { title: Some("Director's commentary".to_owned()), ..track(0, 2, "eng") };
        let works = audio_works(&[titled, track(1, 2, "und")], SETTINGS);
        let labels: Vec<_> = works.iter().flat_map(|work| &work.sounds).map(|it| (&*it.label, it.is_default)).collect();
        assert_eq!(labels, [("Director's commentary", true), ("Audio", false)]);
    }

    #[test]
    fn no_two_tracks_have_the_same_label() {
        let titled = SoundFacts { title: Some("English 5.1".to_owned()), ..track(1, 2, "eng") };
        let works = audio_works(&[track(0, 6, "eng"), titled], SETTINGS);
        let labels: Vec<_> = works.iter().flat_map(|work| &work.sounds).map(|it| &*it.label).collect();
        assert_eq!(labels, ["English", "English 5.1", "English 5.1 2"]);
    }
}
