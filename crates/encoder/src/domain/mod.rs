//! What the encoder knows: facts of a source, refusals, the ladder, the plan, what tasks yield, the
//! playlists, progress. Pure and synchronous; it names no program and touches no file.

mod bits;
mod codec;
mod conversion;
mod copy;
mod facts;
mod forecast;
mod form;
mod frame_rate;
mod grid;
mod hasten;
mod iframes;
mod inspection;
mod job;
mod job_status;
mod ladder;
mod listening;
mod loudness;
mod manifest;
mod missing;
mod output;
mod plan;
mod playlist;
mod poster;
mod product;
mod progress;
mod recut;
mod refusal;
mod schedule;
mod sound;
mod sound_target;
mod source;
mod take_over;
mod text;
mod tracks;
mod verdict;
mod words;
mod workers;

pub use bits::Bits;
pub use captions::Language;
pub use codec::{Codec, Largest, PictureSettings, Preset, SecondCodec};
pub use conversion::{
    Conversion, ConversionId, ConversionState, ConversionStatus, Extract, LARGEST_SOURCE, MOST_UNFINISHED, OwnerId,
    Wish,
};
pub use facts::{Chapter, ContainerKind, Length, SoundFacts, SourceFacts, TextFacts, VideoFacts};
pub use forecast::{Forecast, Machine, TRIAL};
pub use form::{ByteRange, Form, PictureForm, VideoRange};
pub use frame_rate::FrameRate;
pub use grid::{Grid, TIME_SHIFT, is_by};
pub use hasten::Begun;
pub use inspection::{
    ChapterReport, ContainerReport, Inspection, MediaLimits, StreamKind, StreamReport, Tail, examine, examine_start,
    settle_duration,
};
#[cfg(test)]
pub(crate) use job::tests::order;
pub use job::{HIGHEST_PRIORITY, Job, JobEvent, JobId, Objects, Order, Stored, Title, WITHDRAWN_STAYS};
pub use job_status::{JobKind, JobStatus, Stage};
pub use ladder::{H264Level, Ladder, Rung, RungName};
pub use listening::{SoundSource, Span, check_extract, check_source, examine_sound};
pub use loudness::{Gain, measured_windows};
pub use manifest::{MANIFEST, manifest};
pub use missing::{Missing, Scope};
pub use output::{
    AudioOutput, ChunkOutput, PictureFile, PosterOutput, Segment, StoredFile, StoryboardOutput, TrackOutput,
};
#[cfg(test)]
pub(crate) use plan::tests::{facts, plan};
pub use plan::{Audience, ChunkWork, Method, Plan, PlannedTask, Settings, TaskNumber, Work};
pub use playlist::{MasterPlaylist, MediaPlaylist, Phase, Variant};
pub use poster::{Moment, Poster, best_moments};
pub use product::{Made, MadePoster, Product};
pub use progress::{Advance, Progress, RungProgress};
pub use refusal::{Refusal, RefusalCode, Warning};
pub use sound::{AudioWork, Layout, PRIMING, SAMPLE_RATE, Sound, SoundName, SoundSettings, audio_works};
pub use sound_target::{BitRate, SoundFormat, SoundTarget, result_name, shown_name};
pub use source::{Reached, Source};
pub use take_over::{Inherited, TakeOver, TakenOver};
pub use text::{MadeText, Text, TextOutput, TextWork, chapters_webvtt, millis, text_work};
pub use tracks::{FinishedTask, SegmentLink, Track, TrackError, Tracks};
pub use verdict::{Damage, check_whole};
pub use words::relevant;
