//! What the encoder knows: facts of a source, refusals, the ladder, the plan, what tasks yield, the
//! playlists, progress. Pure and synchronous; it names no program and touches no file.

mod bits;
mod codec;
mod facts;
mod forecast;
mod form;
mod frame_rate;
mod grid;
mod iframes;
mod inspection;
mod job;
mod job_status;
mod ladder;
mod loudness;
mod manifest;
mod output;
mod plan;
mod playlist;
mod product;
mod progress;
mod refusal;
mod schedule;
mod sound;
mod source;
mod text;
mod tracks;
mod verdict;
mod words;

pub use bits::Bits;
pub use captions::Language;
pub use codec::{Codec, PictureSettings, Preset, SecondCodec};
pub use facts::{Chapter, ContainerKind, SoundFacts, SourceFacts, TextFacts, VideoFacts};
pub use forecast::{Forecast, Machine};
pub use form::{ByteRange, Form, PictureForm, VideoRange};
pub use frame_rate::FrameRate;
pub use grid::{Grid, TIME_SHIFT};
pub use inspection::{
    ChapterReport, ContainerReport, Inspection, MediaLimits, StreamKind, StreamReport, Tail, examine, settle_duration,
};
pub use job::{HIGHEST_PRIORITY, Job, JobEvent, JobId, Objects, Order, Stored, Title, WITHDRAWN_STAYS};
pub use job_status::{JobKind, JobStatus, Stage};
pub use ladder::{H264Level, Ladder, Rung, RungName};
pub use loudness::{Gain, measured_windows};
pub use manifest::{MANIFEST, manifest};
pub use output::{
    AudioOutput, ChunkOutput, PictureFile, PosterOutput, Segment, StoredFile, StoryboardOutput, TrackOutput,
};
pub use plan::{ChunkWork, Plan, PlannedTask, Settings, TaskNumber, Work};
pub use playlist::{MasterPlaylist, MediaPlaylist, Phase, Variant};
pub use product::{Made, Product};
pub use progress::{Advance, Progress, RungProgress};
pub use refusal::{Refusal, RefusalCode, Warning};
pub use sound::{AudioWork, Layout, PRIMING, SAMPLE_RATE, Sound, SoundName, SoundSettings, audio_works};
pub use source::Source;
pub use text::{MadeText, Text, TextOutput, TextWork, chapters_webvtt, millis, text_work};
pub use tracks::{FinishedTask, SegmentLink, Track, TrackError, Tracks};
pub use verdict::{Damage, check_whole};
pub use words::relevant;
