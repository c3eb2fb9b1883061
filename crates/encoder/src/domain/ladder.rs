//! The renditions a source is encoded into.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Codec, FrameRate, PictureSettings, VideoFacts};

/// Short sides of the standard rungs, highest first.
const STANDARD: [u32; 7] = [2160, 1440, 1080, 720, 480, 360, 240];
/// The lowest rung that is not one of the quick ones.
const QUICK: u32 = 480;
/// A rung must be this much smaller than the one above to be worth its bytes.
const STEP: f64 = 1.15;

/// Renditions of one title, highest first within a family, H.264 last. It has at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder(Vec<Rung>);

/// One rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Even width in square pixels.
    pub width: u32,
    /// Even height in square pixels.
    pub height: u32,
    /// Ceiling of the bit rate, kbit/s.
    pub max_kbps: u32,
    /// What a decoder must be able to do, in terms of H.264.
    pub level: H264Level,
    /// Its family.
    #[serde(default)]
    pub codec: Codec,
}

/// How a rung is called in files and addresses: `v720` for H.264, `v720-av1` for the family beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "StoredName", into = "StoredName")]
pub struct RungName {
    short_side: u32,
    codec: Codec,
}

/// As rows keep it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredName {
    H264(u32),
    Other(u32, Codec),
}

impl From<StoredName> for RungName {
    fn from(name: StoredName) -> Self {
        match name {
            StoredName::H264(short_side) => Self::of(short_side, Codec::H264),
            StoredName::Other(short_side, codec) => Self::of(short_side, codec),
        }
    }
}

impl From<RungName> for StoredName {
    fn from(RungName { short_side, codec }: RungName) -> Self {
        if codec == Codec::H264 { Self::H264(short_side) } else { Self::Other(short_side, codec) }
    }
}

impl RungName {
    /// The name of the rung whose shorter side has so many pixels.
    #[must_use]
    pub const fn of(short_side: u32, codec: Codec) -> Self {
        Self { short_side, codec }
    }
}

impl std::fmt::Display for RungName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.codec {
            Codec::H264 => write!(f, "v{}", self.short_side),
            codec => write!(f, "v{}-{}", self.short_side, codec.as_str()),
        }
    }
}

/// A level of H.264, ten times its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct H264Level(u8);

/// H.264 table A-1: level × 10, macroblocks per second, macroblocks per frame, kbit/s of High profile (1.25 × `MaxBR`).
const LEVELS: [(u8, u64, u64, u32); 13] = [
    (13, 11_880, 396, 960),
    (20, 11_880, 396, 2_500),
    (21, 19_800, 792, 5_000),
    (22, 20_250, 1_620, 5_000),
    (30, 40_500, 1_620, 12_500),
    (31, 108_000, 3_600, 17_500),
    (32, 216_000, 5_120, 25_000),
    (40, 245_760, 8_192, 25_000),
    (42, 522_240, 8_704, 62_500),
    (50, 589_824, 22_080, 168_750),
    (51, 983_040, 36_864, 300_000),
    (52, 2_073_600, 36_864, 300_000),
    (62, 16_711_680, 139_264, 1_000_000),
];

impl Ladder {
    /// The standard rungs below the source, the source's own size on top if it is not too large; nothing is ever
    /// enlarged.
    #[must_use]
    pub fn for_source(video: &VideoFacts, settings: PictureSettings) -> Self {
        let own = video.short_side();
        let mut sides: Vec<u32> = vec![own.min(settings.largest.short_side())];
        for side in STANDARD {
            let above = sides.last().copied().unwrap_or(own);
            if f64::from(side) * STEP <= f64::from(above) {
                sides.push(side);
            }
        }
        let family = |codec| sides.iter().map(move |side| Rung::with_short_side(video, *side, codec));
        Self(settings.codecs().flat_map(family).collect())
    }

    /// All rungs, highest first.
    #[must_use]
    pub fn rungs(&self) -> &[Rung] {
        &self.0
    }

    /// The largest rung of H.264.
    #[must_use]
    pub fn best(&self) -> Option<&Rung> {
        self.0.iter().find(|rung| rung.codec == Codec::H264)
    }

    /// The rungs that are quick to encode: those of H.264 with 480 and below, or its lowest if all are larger.
    #[must_use]
    pub fn quick(&self) -> &[Rung] {
        self.split().1
    }

    /// The others.
    #[must_use]
    pub fn slow(&self) -> &[Rung] {
        self.split().0
    }

    /// The same without the one of that name.
    #[must_use]
    pub fn without(&self, rung: Option<Rung>) -> Self {
        Self(self.0.iter().filter(|each| rung.is_none_or(|rung| rung.name() != each.name())).copied().collect())
    }

    /// The same with that one in the place of the one of its name.
    #[must_use]
    pub fn with(&self, rung: Option<Rung>) -> Self {
        let replaced = |each: &Rung| rung.filter(|rung| rung.name() == each.name()).unwrap_or(*each);
        Self(self.0.iter().map(replaced).collect())
    }

    /// The rungs that `other` does not have; perhaps none.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        Self(self.0.iter().filter(|rung| other.find(rung.name()).is_none()).copied().collect())
    }

    /// The rungs of both, those of the family that needs the fewest bytes first.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        let mut all: Vec<Rung> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_by_key(|rung| (rung.codec == Codec::H264, Reverse(rung.codec), Reverse(rung.pixels())));
        Self(all)
    }

    fn split(&self) -> (&[Rung], &[Rung]) {
        let is_quick = |rung: &Rung| rung.codec == Codec::H264 && rung.short_side() <= QUICK;
        let first_quick = self.0.iter().position(is_quick);
        self.0.split_at(first_quick.unwrap_or(self.0.len().saturating_sub(1)))
    }

    /// The rung called `name`.
    #[must_use]
    pub fn find(&self, name: RungName) -> Option<&Rung> {
        self.0.iter().find(|rung| rung.name() == name)
    }
}

impl Rung {
    fn with_short_side(video: &VideoFacts, side: u32, codec: Codec) -> Self {
        let own = video.short_side();
        // The source's own size is padded by at most a line; a smaller one is scaled to the nearest even size.
        let fit = |length: u32| {
            if side == own { length.next_multiple_of(2) } else { nearest_even(length, side, own) }
        };
        let (width, height) = (fit(video.width), fit(video.height));
        let max_kbps = max_kbps(width, height, video.frame_rate) * codec.ceiling() / 100;
        let level = H264Level::for_stream(width, height, video.frame_rate, max_kbps);
        Self { width, height, max_kbps, level, codec }
    }

    /// The shorter side.
    #[must_use]
    pub fn short_side(&self) -> u32 {
        self.width.min(self.height)
    }

    /// How it is called.
    #[must_use]
    pub fn name(&self) -> RungName {
        RungName::of(self.short_side(), self.codec)
    }

    /// Pixels of a frame.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl H264Level {
    fn for_stream(width: u32, height: u32, rate: FrameRate, kbps: u32) -> Self {
        let frame = u64::from(width.div_ceil(16)) * u64::from(height.div_ceil(16));
        let per_second = rate.value() * f64::from(u32::try_from(frame).unwrap_or(u32::MAX));
        let fits = |&&(_, second, whole, bits): &&(u8, u64, u64, u32)| {
            per_second <= f64::from(u32::try_from(second).unwrap_or(u32::MAX)) && frame <= whole && kbps <= bits
        };
        Self(LEVELS.iter().find(fits).map_or(62, |level| level.0))
    }

    /// As an encoder takes it: `3.1`.
    #[must_use]
    pub fn number(self) -> String {
        format!("{}.{}", self.0 / 10, self.0 % 10)
    }

    /// The RFC 6381 name of High profile at this level: profile 0x64, no constraints, level.
    #[must_use]
    pub fn codecs(self) -> String {
        format!("avc1.6400{:02X}", self.0)
    }
}

fn nearest_even(length: u32, side: u32, own: u32) -> u32 {
    let exact = u64::from(length) * u64::from(side);
    let halves = (exact + u64::from(own)) / (2 * u64::from(own));
    u32::try_from(halves * 2).unwrap_or(u32::MAX).max(2)
}

/// Bits per pixel at most: small pictures have more detail in each pixel, fast ones less news in each frame.
fn max_kbps(width: u32, height: u32, rate: FrameRate) -> u32 {
    let milli_bits = match width.min(height) {
        0..=299 => 190,
        300..=419 => 165,
        420..=599 => 135,
        600..=899 => 120,
        _ => 105,
    };
    let milli_bits = if rate.value() > 40.0 { milli_bits * 4 / 5 } else { milli_bits };
    let pixels = u64::from(width) * u64::from(height);
    let frames = rate.frames_in(100.0);
    let kbps = pixels * frames * milli_bits / 100_000_000;
    u32::try_from(kbps).unwrap_or(u32::MAX).max(100)
}

#[cfg(test)]
mod tests {
    use super::{Ladder, PictureSettings, VideoFacts};
    use crate::domain::{FrameRate, Largest};

    fn ladder(width: u32, height: u32, rate: &str) -> Vec<String> {
        ladder_up_to(Largest::FullHd, width, height, rate)
    }

    fn ladder_up_to(largest: Largest, width: u32, height: u32, rate: &str) -> Vec<String> {
        let video = VideoFacts {
            codec: "h264".to_owned(),
            width,
            height,
            square_pixels: true,
            frame_rate: FrameRate::parse(rate).unwrap(),
            constant_rate: true,
            interlaced: false,
            delay: 0.0,
            hdr: false,
            full_range: false,
            unnamed_colours: false,
            plain: false,
        };
        let ladder = Ladder::for_source(&video, PictureSettings { largest, ..PictureSettings::default() });
        ladder.rungs().iter().map(|rung| format!("{}x{}", rung.width, rung.height)).collect()
    }

    #[test]
    fn nothing_is_enlarged_and_every_size_is_even() {
        let cases: [(u32, u32, &[&str]); 9] = [
            (1920, 1080, &["1920x1080", "1280x720", "854x480", "640x360", "426x240"]),
            (3840, 2160, &["1920x1080", "1280x720", "854x480", "640x360", "426x240"]),
            (1080, 1920, &["1080x1920", "720x1280", "480x854", "360x640", "240x426"]),
            (1920, 800, &["1920x800", "1152x480", "864x360", "576x240"]),
            (321, 241, &["322x242"]),
            (640, 360, &["640x360", "426x240"]),
            (160, 120, &["160x120"]),
            (852, 480, &["852x480", "640x360", "426x240"]),
            (500, 500, &["500x500", "360x360", "240x240"]),
        ];
        for (width, height, expected) in cases {
            assert_eq!(ladder(width, height, "24/1"), expected, "{width}x{height}");
        }
    }

    #[test]
    fn larger_sizes_are_made_where_they_are_wanted_and_the_source_has_them() {
        let up_to_4k = |width, height| ladder_up_to(Largest::UltraHd, width, height, "24/1");
        let full_hd = ladder(1920, 1080, "24/1");
        assert_eq!(up_to_4k(1920, 1080), full_hd);
        assert_eq!(up_to_4k(3840, 2160), [&["3840x2160".to_owned(), "2560x1440".to_owned()], &*full_hd].concat());
        assert_eq!(up_to_4k(2560, 1440), [&["2560x1440".to_owned()], &*full_hd].concat());
        assert_eq!(up_to_4k(7680, 4320)[0], "3840x2160");
    }

    #[test]
    fn levels_follow_size_rate_and_bits() {
        let level = |width, height, rate: &str| {
            let rate = FrameRate::parse(rate).unwrap();
            super::H264Level::for_stream(width, height, rate, super::max_kbps(width, height, rate)).codecs()
        };
        assert_eq!(level(1920, 1080, "24/1"), "avc1.640028");
        assert_eq!(level(1920, 1080, "60/1"), "avc1.64002A");
        assert_eq!(level(1280, 720, "30/1"), "avc1.64001F");
        assert_eq!(level(854, 480, "24/1"), "avc1.64001E");
        assert_eq!(level(426, 240, "24/1"), "avc1.640015");
    }
}
