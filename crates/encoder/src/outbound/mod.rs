//! Adapters to the outside: ffmpeg.

pub mod ffmpeg;
