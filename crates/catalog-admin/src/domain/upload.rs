//! A file on its way in, over hours and restarts.

use std::time::Duration;

use kernel::{Code, Timestamp, Violation, text};

use super::{
    MediaId, UploadId, UserId, VideoId,
    video::{MediaKind, Preset},
};

/// How long an unfinished upload is kept after its last byte.
pub const EXPIRY: Duration = Duration::from_hours(24);
/// Longest file name kept, in characters.
const MAX_NAME: usize = 255;

/// A file on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id; the object is named by it.
    pub id: UploadId,
    /// Who uploads; for everybody else there is no such upload.
    pub owner: UserId,
    /// What the file is called at home; only ever shown.
    pub name: String,
    /// What it is to become.
    pub purpose: MediaKind,
    /// Bytes in all.
    pub size: u64,
    /// What the client said about it, to be given back as it came.
    pub metadata: String,
    /// SHA-256 of the whole file, if the client knew it beforehand.
    pub expected: Option<Checksum>,
    /// The video it is meant for, if the client said so.
    pub intended: Option<VideoId>,
    /// How much work its pictures are worth, if not what the installation takes for usual.
    pub preset: Option<Preset>,
    /// The video that has it as its newest version already, while it arrives.
    pub announced: Option<VideoId>,
    /// How far it is.
    pub progress: Progress,
    /// What it came to.
    pub outcome: Outcome,
}

/// How much of an upload is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are there and acknowledged.
    pub offset: u64,
    /// The state of the running SHA-256 at [`Progress::offset`].
    pub digest: Vec<u8>,
    /// When the last byte came.
    pub last_byte_at: Timestamp,
}

/// What an upload came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Bytes are missing, or the object is not closed yet.
    Open,
    /// Stored, with its SHA-256.
    Stored(Checksum),
    /// A version of a film or trailer.
    Attached(Checksum, VideoId),
    /// Its content is not acceptable; the object is gone.
    Refused(Refusal),
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// No bytes.
    Empty,
    /// Nothing we know.
    NotMedia,
    /// Something we know and do not take.
    FormatNotAllowed,
    /// Not the bytes that were announced.
    Checksum,
}

impl Refusal {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "FILE_EMPTY",
            Self::NotMedia => "NOT_MEDIA",
            Self::FormatNotAllowed => "FORMAT_NOT_ALLOWED",
            Self::Checksum => "CHECKSUM",
        }
    }

    /// The refusal of a code, as stored.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Empty, Self::NotMedia, Self::FormatNotAllowed, Self::Checksum];
        all.into_iter().find(|refusal| refusal.code() == code)
    }
}

/// A SHA-256, hexadecimal in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum(String);

impl Checksum {
    /// Reads 64 hexadecimal digits.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        let text = text.trim().to_ascii_lowercase();
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self(text));
        }
        Err(Violation::new(field, Code::Format))
    }

    /// Takes what was computed or stored.
    pub const fn restore(text: String) -> Self {
        Self(text)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Upload {
    /// The object's key.
    pub fn key(&self) -> String {
        format!("src/{}", self.id)
    }

    /// Whether all bytes are there.
    pub const fn is_complete(&self) -> bool {
        self.progress.offset == self.size
    }

    /// When it is removed unless more comes.
    pub fn expires_at(&self) -> Timestamp {
        self.progress.last_byte_at.plus(EXPIRY)
    }

    /// The medium it becomes.
    pub fn media_id(&self) -> MediaId {
        self.id.into()
    }
}

/// What a file is called, as far as it can be shown: without its path, control characters and the marks that turn
/// text around. Never used as a path.
pub fn display_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown: String = last.chars().filter(|c| !is_hidden(*c)).take(MAX_NAME).collect();
    text::parse("", &shown, text::Lines::One, 1, MAX_NAME).unwrap_or_else(|_| "file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_file_names_become_harmless_ones_to_show() {
        for (name, shown) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\films\\a.mp4", "a.mp4"),
            ("a\0b.mp4", "ab.mp4"),
            ("gpj.\u{202e}4pm.exe", "gpj.4pm.exe"),
            ("..", ".."),
            ("", "file"),
            ("/", "file"),
            ("  ", "file"),
        ] {
            assert_eq!(display_name(name), shown, "{name:?}");
        }
        assert_eq!(display_name(&"x".repeat(4096)).chars().count(), 255);
    }
}
