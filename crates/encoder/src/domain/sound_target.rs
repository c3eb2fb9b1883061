//! What can be made of a film's sound, and what the file with it is called.

/// Which file is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SoundFormat {
    /// MPEG-1 layer III: every device plays it.
    #[default]
    Mp3,
    /// AAC in MP4.
    M4a,
    /// Opus in Ogg: the best for its size.
    Opus,
}

impl SoundFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mp3, Self::M4a, Self::Opus];

    /// As the API spells it; also the end of a file's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Opus => "opus",
        }
    }

    /// The one of that spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(text))
    }

    /// Its media type (RFC 3003, RFC 4337, RFC 7845).
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Opus => "audio/ogg",
        }
    }
}

/// How much a second of sound may cost, kbit/s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BitRate(u32);

impl BitRate {
    /// All of them, kbit/s.
    pub const ALL: [u32; 4] = [128, 192, 256, 320];

    /// The one of so many kbit/s.
    #[must_use]
    pub fn of_kbps(kbps: u32) -> Option<Self> {
        Self::ALL.contains(&kbps).then_some(Self(kbps))
    }

    /// In kbit/s.
    #[must_use]
    pub const fn kbps(self) -> u32 {
        self.0
    }
}

impl Default for BitRate {
    fn default() -> Self {
        Self(192)
    }
}

/// What is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SoundTarget {
    /// Which file.
    pub format: SoundFormat,
    /// How good.
    pub bit_rate: BitRate,
}

/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 255;
/// Characters of the end of a name that still count as its extension.
const LONGEST_EXTENSION: usize = 5;
/// What a file without a usable name is called.
const UNNAMED: &str = "sound";

/// What a file is called, as far as it can be shown: without its path, control characters and the marks that turn text
/// around. Never used as a path.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown: String = last.chars().filter(|c| !is_hidden(*c)).take(LONGEST_NAME).collect();
    let shown = shown.trim();
    if shown.trim_matches('.').is_empty() { UNNAMED.to_owned() } else { shown.to_owned() }
}

/// What the finished file is called: as the source, with the extension of what it is now.
#[must_use]
pub fn result_name(source: &str, format: SoundFormat) -> String {
    let stem = match source.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.chars().count() <= LONGEST_EXTENSION => stem,
        _ => source,
    };
    format!("{stem}.{}", format.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_what_could_do_harm() {
        for (name, shown) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\films\\Maré.mp4", "Maré.mp4"),
            ("a\r\nSet-Cookie: b\0.mp4", "aSet-Cookie: b.mp4"),
            ("gpj.\u{202e}4pm.exe", "gpj.4pm.exe"),
            ("..", "sound"),
            ("", "sound"),
            ("films/", "sound"),
        ] {
            assert_eq!(shown_name(name), shown);
        }
        assert_eq!(shown_name(&"й".repeat(4_000)).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn the_result_bears_the_name_of_the_source() {
        for (source, result) in
            [("Maré.mp4", "Maré.mp3"), ("a.b.mkv", "a.b.mp3"), ("talk", "talk.mp3"), (".mp4", ".mp4.mp3")]
        {
            assert_eq!(result_name(source, SoundFormat::Mp3), result);
        }
        assert_eq!(result_name("Episode 1. The end of it", SoundFormat::Opus), "Episode 1. The end of it.opus");
    }
}
