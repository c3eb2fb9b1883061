//! ffmpeg in the sandbox: arguments, runs, what it reports, what it leaves behind.
//!
//! Arguments are vectors made of our own enums and numbers. No name from a file or a request is
//! ever among them: the source is always `in/in.bin`, results have names of ours below `out/`.

mod arguments;
mod audio;
mod boxes;
mod chunk;
mod copy;
mod encoders;
mod entry;
mod extract;
mod files;
mod filters;
mod looks;
mod meters;
mod packets;
mod pictures;
mod port;
mod probe;
mod probe_report;
mod run;
mod sound;
mod text;
mod transcoder;
mod trial;
mod words;

pub use files::finished_segments;
pub use run::{EncodeError, Update};
pub use transcoder::{EncodeJob, SOURCE_NAME, Transcoder};
