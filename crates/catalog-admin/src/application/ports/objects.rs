//! Object storage as the use cases see it.

use std::{ops::Range, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream::BoxStream};
use tokio::time::Instant;

/// A body in pieces.
pub type ByteStream<'b> = BoxStream<'b, Result<Bytes, BodyError>>;

/// Why a body broke off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The connection ended or the client sends nonsense.
    #[error("the body broke off: {0}")]
    Broken(String),
    /// The client sends nothing for too long.
    #[error("nothing was received for too long")]
    Stalled,
    /// More bytes than allowed.
    #[error("more bytes than allowed")]
    TooLarge,
}

/// Why storage did not do something.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is no such object.
    #[error("the object does not exist")]
    NotFound,
    /// No space, or too little to take more.
    #[error("the storage is full")]
    Full,
    /// Somebody else is writing it.
    #[error("the object is being written")]
    Busy,
    /// The disk, the network, or a defect of ours.
    #[error("the storage failed: {0}")]
    Failed(String),
}

/// An object, or a part of one.
pub struct ObjectBytes {
    /// The part that comes.
    pub range: Range<u64>,
    /// Its bytes.
    pub body: BoxStream<'static, Result<Bytes, StorageError>>,
}

/// Immutable objects, and those still being written.
#[async_trait]
pub trait ObjectStorage: Send + Sync {
    /// Whether `bytes` more may be taken.
    async fn ensure_room(&self, bytes: u64) -> Result<(), StorageError>;
    /// Makes an empty object to append to. One that is there already is fine.
    async fn begin(&self, key: &str) -> Result<(), StorageError>;
    /// Opens it after its first `committed` bytes and drops what follows them. One writer at a time.
    async fn open(&self, key: &str, committed: u64) -> Result<Box<dyn Writer>, StorageError>;
    /// The first `length` bytes of one that is still arriving; `None` where nobody but its writer can read it.
    async fn start(&self, key: &str, length: u64) -> Result<Option<Vec<u8>>, StorageError>;
    /// Makes it immutable. Repeating is allowed.
    async fn finish(&self, key: &str, size: u64) -> Result<(), StorageError>;
    /// Gives up what is not finished.
    async fn abort(&self, key: &str) -> Result<(), StorageError>;
    /// Stores a small object whole.
    async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StorageError>;
    /// Reads an object or a part of it.
    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<ObjectBytes, StorageError>;
    /// Deletes it. One that is gone is fine.
    async fn delete(&self, key: &str) -> Result<(), StorageError>;
}

/// The right to append to an object.
#[async_trait]
pub trait Writer: Send {
    /// Appends a slice of a body and makes it durable.
    async fn append(&mut self, slice: &mut Slice<'_, '_>) -> Result<Appended, StorageError>;
    /// What was appended is acknowledged: it stays, and may be read before the rest has come.
    fn keep(&mut self);
}

/// What an append came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Appended {
    /// Bytes in the object now, all durable.
    pub size: u64,
}

/// A body on its way in.
pub struct Incoming<'b> {
    pieces: ByteStream<'b>,
    patience: Duration,
    last_piece: Instant,
    /// Bytes that may still come.
    room: u64,
}

impl<'b> Incoming<'b> {
    /// A body that counts as broken when it gives nothing for `patience`, or more than `limit` bytes.
    pub fn new(pieces: ByteStream<'b>, patience: Duration, limit: u64) -> Self {
        Self { pieces, patience, last_piece: Instant::now(), room: limit }
    }

    async fn next_before(&mut self, deadline: Instant) -> Result<Bytes, SliceEnd> {
        let stalled_at = self.last_piece + self.patience;
        let piece = match tokio::time::timeout_at(deadline.min(stalled_at), self.pieces.next()).await {
            Ok(Some(Ok(piece))) => piece,
            Ok(Some(Err(error))) => return Err(SliceEnd::Broken(error)),
            Ok(None) => return Err(SliceEnd::Complete),
            Err(_) if deadline < stalled_at => return Err(SliceEnd::Full),
            Err(_) => return Err(SliceEnd::Broken(BodyError::Stalled)),
        };
        self.last_piece = Instant::now();
        match self.room.checked_sub(piece.len() as u64) {
            Some(room) => self.room = room,
            None => return Err(SliceEnd::Broken(BodyError::TooLarge)),
        }
        Ok(piece)
    }
}

/// A part of a body, small enough that losing it in a crash does not hurt: so many bytes, or so much time.
pub struct Slice<'a, 'b> {
    body: &'a mut Incoming<'b>,
    observe: &'a mut (dyn FnMut(&[u8]) + Send),
    left: u64,
    until: Instant,
    end: Option<SliceEnd>,
}

/// Why a slice ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SliceEnd {
    /// The body goes on.
    Full,
    /// The body has ended.
    Complete,
    /// The body broke off.
    Broken(BodyError),
}

impl<'a, 'b> Slice<'a, 'b> {
    /// Bytes after which a slice ends.
    const BYTES: u64 = 8 * 1024 * 1024;
    /// Time after which a slice ends.
    const TIME: Duration = Duration::from_secs(4);

    /// The next slice of `body`; `observe` sees every byte that is appended.
    pub fn of(body: &'a mut Incoming<'b>, observe: &'a mut (dyn FnMut(&[u8]) + Send)) -> Self {
        Self { body, observe, left: Self::BYTES, until: Instant::now() + Self::TIME, end: None }
    }

    /// The next piece; `None` when the slice has ended.
    pub async fn next(&mut self) -> Option<Bytes> {
        if self.end.is_some() {
            return None;
        }
        if self.left == 0 {
            return self.ended(SliceEnd::Full);
        }
        match self.body.next_before(self.until).await {
            Ok(piece) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                (self.observe)(&piece);
                Some(piece)
            }
            Err(end) => self.ended(end),
        }
    }

    /// Why it ended.
    pub fn end(self) -> SliceEnd {
        self.end.unwrap_or(SliceEnd::Full)
    }

    fn ended(&mut self, end: SliceEnd) -> Option<Bytes> {
        self.end = Some(end);
        None
    }
}
