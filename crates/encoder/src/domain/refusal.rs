//! The stable codes with which media is refused, and the warnings with which it is accepted.

use serde::{Deserialize, Serialize};

/// Why a source cannot become a title. The code is stable and shown by the API; the message is for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}: {}", self.code.as_str(), self.code.message())]
pub struct Refusal {
    /// The stable code.
    pub code: RefusalCode,
}

/// The stable codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalCode {
    /// 0 bytes.
    FileEmpty,
    /// Nothing recognises it.
    NotMedia,
    /// Recognised, but not one of the containers we open.
    FormatNotAllowed,
    /// The codec is not on the list.
    CodecNotAllowed,
    /// Sound only, or a cover picture only.
    NoVideoStream,
    /// No sound at all, where nothing but the sound is wanted.
    NoAudioStream,
    /// More than 32 tracks.
    TooManyTracks,
    /// An MP4 whose index is missing: an interrupted recording or upload.
    MoovMissing,
    /// Parts of it are in other files.
    ExternalReference,
    /// Protected by DRM.
    EncryptedInput,
    /// No usable picture size.
    ResolutionInvalid,
    /// Larger than 7680 × 4320.
    ResolutionTooLarge,
    /// More than 120 frames per second.
    FpsTooHigh,
    /// Less than a tenth of a second.
    TooShort,
    /// Longer than 12 hours.
    TooLong,
    /// Cut off, or more than 2 % of it cannot be decoded.
    MediaDamaged,
    /// A task took longer than its wall allows.
    EncodeTimeout,
    /// The input made a jailed program run over a limit.
    SandboxLimit,
    /// Our own fault.
    Internal,
}

impl RefusalCode {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::FileEmpty,
        Self::NotMedia,
        Self::FormatNotAllowed,
        Self::CodecNotAllowed,
        Self::NoVideoStream,
        Self::NoAudioStream,
        Self::TooManyTracks,
        Self::MoovMissing,
        Self::ExternalReference,
        Self::EncryptedInput,
        Self::ResolutionInvalid,
        Self::ResolutionTooLarge,
        Self::FpsTooHigh,
        Self::TooShort,
        Self::TooLong,
        Self::MediaDamaged,
        Self::EncodeTimeout,
        Self::SandboxLimit,
        Self::Internal,
    ];

    /// The code as the API spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FileEmpty => "FILE_EMPTY",
            Self::NotMedia => "NOT_MEDIA",
            Self::FormatNotAllowed => "FORMAT_NOT_ALLOWED",
            Self::CodecNotAllowed => "CODEC_NOT_ALLOWED",
            Self::NoVideoStream => "NO_VIDEO_STREAM",
            Self::NoAudioStream => "NO_AUDIO_STREAM",
            Self::TooManyTracks => "TOO_MANY_TRACKS",
            Self::MoovMissing => "MOOV_MISSING",
            Self::ExternalReference => "EXTERNAL_REFERENCE",
            Self::EncryptedInput => "ENCRYPTED_INPUT",
            Self::ResolutionInvalid => "RESOLUTION_INVALID",
            Self::ResolutionTooLarge => "RESOLUTION_TOO_LARGE",
            Self::FpsTooHigh => "FPS_TOO_HIGH",
            Self::TooShort => "TOO_SHORT",
            Self::TooLong => "TOO_LONG",
            Self::MediaDamaged => "MEDIA_DAMAGED",
            Self::EncodeTimeout => "ENCODE_TIMEOUT",
            Self::SandboxLimit => "SANDBOX_LIMIT",
            Self::Internal => "INTERNAL",
        }
    }

    /// The code of that spelling; any other is our own fault.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|code| code.as_str() == text).unwrap_or(Self::Internal)
    }

    /// What a person can do about it, in English.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::FileEmpty => "the file is empty; upload it again",
            Self::NotMedia => "the file is not a video",
            Self::FormatNotAllowed => "this kind of file is not accepted; use MP4, MOV, Matroska, WebM, MPEG-TS or AVI",
            Self::CodecNotAllowed => "the video or audio codec is not accepted; export as H.264 with AAC",
            Self::NoVideoStream => "the file has no picture; upload a video",
            Self::NoAudioStream => "the file has no sound; nothing can be made of it",
            Self::TooManyTracks => "the file has more than 32 tracks; export it with fewer",
            Self::MoovMissing => "the file has no index (moov); the recording or upload was interrupted",
            Self::ExternalReference => "the film refers to other files; export it as one self-contained file",
            Self::EncryptedInput => "the film is encrypted; upload an unprotected copy",
            Self::ResolutionInvalid => "the picture size is not usable",
            Self::ResolutionTooLarge => "the picture is larger than 7680 × 4320",
            Self::FpsTooHigh => "the film has more than 120 frames per second",
            Self::TooShort => "the film is shorter than a tenth of a second",
            Self::TooLong => "the film is longer than 12 hours",
            Self::MediaDamaged => "the film is damaged or cut off; upload it again from the original",
            Self::EncodeTimeout => "encoding took too long and was stopped",
            Self::SandboxLimit => "the file needs more memory or time than a film may",
            Self::Internal => "encoding failed on our side",
        }
    }

    /// Whether trying the same bytes again can help.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Internal)
    }
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self { code }
    }
}

/// What an editor should know about a source that was accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Warning {
    /// The container claims another duration than its streams have; the streams were believed.
    DurationMismatch,
    /// Some frames could not be decoded cleanly.
    MediaDamaged,
    /// A sound track cannot be decoded and was left out; another one can.
    SoundSkipped,
    /// A text track could not be read.
    SubtitleInvalid,
    /// A text track is larger than it may be.
    SubtitleTooLarge,
    /// A text track consists of pictures.
    SubtitleNotText,
}

impl Warning {
    /// The code as the API spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DurationMismatch => "DURATION_MISMATCH",
            Self::MediaDamaged => "MEDIA_DAMAGED",
            Self::SoundSkipped => "SOUND_SKIPPED",
            Self::SubtitleInvalid => "SUBTITLE_INVALID",
            Self::SubtitleTooLarge => "SUBTITLE_TOO_LARGE",
            Self::SubtitleNotText => "SUBTITLE_NOT_TEXT",
        }
    }
}
