//! Reads what a jailed program prints, in bounded memory.

use std::collections::VecDeque;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The longest line that is handed on whole; a longer one arrives in pieces.
const LINE: usize = 64 * 1024;
/// How much of the end of standard error is kept.
const TAIL: usize = 16 * 1024;

/// Sees the program's output line by line while it runs.
pub trait Observer: Send {
    /// One line of standard output, without its end.
    fn stdout_line(&mut self, line: &str) {
        let _ = line;
    }
    /// One line of standard error, without its end.
    fn stderr_line(&mut self, line: &str) {
        let _ = line;
    }
}

/// An observer that looks away.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Observer for Silent {}

/// One pipe and the buffer it is read into.
#[derive(Debug)]
pub(super) struct Pipe<R> {
    reader: Option<R>,
    chunk: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Pipe<R> {
    pub(super) fn new(reader: Option<R>) -> Self {
        Self { reader, chunk: vec![0; 16 * 1024] }
    }

    pub(super) const fn is_open(&self) -> bool {
        self.reader.is_some()
    }

    /// Waits for more and returns it; empty at the end. Safe to cancel.
    pub(super) async fn read(&mut self) -> &[u8] {
        let Some(reader) = self.reader.as_mut() else { return &[] };
        let count = reader.read(&mut self.chunk).await.unwrap_or(0);
        if count == 0 {
            self.reader = None;
        }
        self.chunk.get(..count).unwrap_or_default()
    }
}

/// Splits bytes into lines across reads.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<u8>);

impl Lines {
    pub(super) fn push(&mut self, bytes: &[u8], mut each: impl FnMut(&str)) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.0.extend_from_slice(piece);
            if piece.ends_with(b"\n") || self.0.len() >= LINE {
                self.flush(&mut each);
            }
        }
    }

    /// Hands on an unfinished last line.
    pub(super) fn flush(&mut self, mut each: impl FnMut(&str)) {
        if !self.0.is_empty() {
            each(String::from_utf8_lossy(&self.0).trim_end_matches(['\n', '\r']));
            self.0.clear();
        }
    }
}

/// The last bytes of a stream.
#[derive(Debug, Default)]
pub(super) struct Tail(VecDeque<u8>);

impl Tail {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
        let excess = self.0.len().saturating_sub(TAIL);
        self.0.drain(..excess);
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&Vec::from(self.0)).into_owned()
    }
}
