#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod cue;
mod decode;
pub mod hls;
mod kind;
mod label;
mod language;
mod markup;
mod read;

pub use cue::{Captions, Cue};
pub use kind::Kind;
pub use label::{free_label, label};
pub use language::Language;
pub use read::{LARGEST, Unreadable, read};
