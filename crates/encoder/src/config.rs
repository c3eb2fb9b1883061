//! What an operator can set about encoding.

use std::thread::available_parallelism;

use platform::sandbox::FfmpegTools;
use serde::{Deserialize, Serialize};

use crate::{
    application::Planning,
    domain::{Largest, PictureSettings, Preset, SecondCodec, SoundSettings},
    inbound::http::Converters,
};

/// Settings of the encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Tasks at the same time, each on about one core and with about 0.5 GiB; 0 means as many as cores.
    pub workers: u32,
    /// How much work a frame is worth: `fast`, `balanced`, `best`.
    pub preset: Preset,
    /// The largest rendition of sources that are as large: `1080p`, or `2160p` with 1440p below it (four times the work
    /// of 1080p alone, and about 2 GiB for a task).
    pub largest: Largest,
    /// A second family of renditions beside H.264: `none`, `av1` (half the bytes, about as much work again), `hevc`
    /// (three times as much).
    pub second_codec: SecondCodec,
    /// Whether the largest rendition is the source's own picture where it suits: H.264 with 8 bits, a constant frame
    /// rate, a key frame at the start of every segment and at most twice the usual bit rate, in MP4 or MOV. About a
    /// third of the work, and more bytes for viewers.
    pub pass_through: bool,
    /// Whether a film is encoded while it is still being uploaded, where its file can be read from its start.
    pub while_uploading: bool,
    /// Bit rate of stereo sound, kbit/s; 5.1 gets three times as much.
    pub audio_kbps: u32,
    /// Whether all sound is brought to the same loudness.
    pub normalize_loudness: bool,
    /// That loudness, LUFS (ITU-R BS.1770); -23 is usual in broadcasting (EBU R 128).
    pub loudness_lufs: i32,
    /// Audio conversions.
    pub conversions: ConversionSettings,
}

/// Settings of audio conversions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConversionSettings {
    /// Whether subscribers may have films of their own converted; those who look after the catalogue always may.
    pub allow_subscribers: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            workers: 0,
            preset: Preset::default(),
            largest: Largest::default(),
            second_codec: SecondCodec::default(),
            pass_through: false,
            while_uploading: true,
            audio_kbps: 128,
            normalize_loudness: true,
            loudness_lufs: -16,
            conversions: ConversionSettings::default(),
        }
    }
}

impl Config {
    /// Tasks at the same time.
    pub fn slots(self) -> usize {
        match self.workers {
            0 => available_parallelism().map_or(1, usize::from),
            workers => usize::try_from(workers).unwrap_or(1),
        }
    }

    /// What the second family needs and these programs lack; without it that family is not made.
    #[must_use]
    pub fn lacks(self, tools: &FfmpegTools) -> Option<&'static str> {
        match self.second_codec {
            // Older builds of its encoder take three times as long.
            SecondCodec::Av1 if !(tools.version.is_current() && tools.has_encoder("libsvtav1")) => {
                Some("an ffmpeg of version 8.1.2 or newer with libsvtav1")
            }
            SecondCodec::Hevc if !tools.has_encoder("libx265") => Some("an ffmpeg with libx265"),
            _ => None,
        }
    }

    pub(crate) fn planning(self, tools: &FfmpegTools) -> Planning {
        let loudness = self.normalize_loudness.then_some(self.loudness_lufs);
        Planning {
            workers: u32::try_from(self.slots()).unwrap_or(1),
            sound: SoundSettings { kbps: self.audio_kbps, loudness },
            picture: PictureSettings {
                preset: self.preset,
                second: self.makeable(tools),
                pass_through: self.pass_through,
                largest: self.largest,
            },
        }
    }

    pub(crate) const fn converters(self) -> Converters {
        if self.conversions.allow_subscribers { Converters::StaffAndSubscribers } else { Converters::Staff }
    }

    fn makeable(self, tools: &FfmpegTools) -> SecondCodec {
        let Some(needed) = self.lacks(tools) else { return self.second_codec };
        tracing::warn!(codec = ?self.second_codec, needed, "the second family of renditions is not made");
        SecondCodec::None
    }
}
