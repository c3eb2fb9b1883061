//! A file on its way into storage: in constant memory, and never more of it than allowed.

use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, stream, stream::BoxStream};
use platform::objects::{Ending, ObjectKey, Objects};

use super::ConversionError;
use crate::domain::LARGEST_SOURCE;

/// A body that gives nothing for so long is broken.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes between two looks at the room that is left.
const SLICE: u64 = 8 << 20;

/// Why a file did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// It broke off, or cannot be read.
    #[error("the body broke off: {0}")]
    Broken(String),
    /// It gave nothing for too long.
    #[error("the body stands still")]
    Stalled,
    /// It holds more than a source may.
    #[error("the body is too large")]
    TooLarge,
}

/// The pieces of a body.
type Pieces<'a> = BoxStream<'a, Result<Bytes, BodyError>>;

/// A file that arrives.
pub struct Arrival<'a>(Pieces<'a>);

impl<'a> Arrival<'a> {
    /// Bytes that a body may have beside the file: boundaries, and the parts that say what is wanted.
    pub const FRAME: u64 = 64 << 10;

    /// Of these pieces.
    pub fn new(pieces: Pieces<'a>) -> Self {
        Self(limited(pieces))
    }

    /// Stores it under a new key; its size. What is left of it after an error, the caller removes.
    pub async fn store(mut self, objects: &Objects, key: &ObjectKey) -> Result<u64, ConversionError> {
        let object = objects.resumable(key);
        object.begin().await?;
        let mut appender = object.open(0).await?;
        loop {
            // Others write at the same time: room that was free at the beginning may be gone.
            objects.ensure_room(0).await?;
            match appender.append(&mut self.0, SLICE).await?.ending {
                Ending::Complete => break,
                Ending::Paused => {}
                Ending::Interrupted(BodyError::TooLarge) => return Err(ConversionError::TooLarge),
                Ending::Interrupted(error) => return Err(error.into()),
            }
        }
        let size = appender.size();
        drop(appender);
        if size == 0 {
            return Err(ConversionError::Empty);
        }
        object.finish(size).await?;
        Ok(size)
    }
}

/// The same pieces, until they are too many or too late.
fn limited(pieces: Pieces<'_>) -> Pieces<'_> {
    let rest = stream::unfold(Some((pieces, LARGEST_SOURCE)), |state| async move {
        let (mut pieces, room) = state?;
        let piece = match tokio::time::timeout(PATIENCE, pieces.next()).await {
            Ok(piece) => piece?,
            Err(_) => Err(BodyError::Stalled),
        };
        let left = piece.as_ref().ok().and_then(|piece| room.checked_sub(piece.len() as u64));
        match (piece, left) {
            (Ok(piece), Some(left)) => Some((Ok(piece), Some((pieces, left)))),
            (Ok(_), None) => Some((Err(BodyError::TooLarge), None)),
            (Err(error), _) => Some((Err(error), None)),
        }
    });
    rest.boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_byte_too_many_ends_it() {
        let block = Bytes::from(vec![0; 1 << 20]);
        let blocks = LARGEST_SOURCE / (1 << 20);
        let all = |count: u64, more: &'static [u8]| {
            let blocks = stream::repeat(block.clone()).take(usize::try_from(count).unwrap());
            limited(blocks.chain(stream::once(async move { Bytes::from_static(more) })).map(Ok).boxed())
        };
        let last = async |mut pieces: Pieces<'static>| {
            let mut last = None;
            while let Some(piece) = pieces.next().await {
                last = Some(piece.map(|piece| piece.len()));
            }
            last
        };
        assert_eq!(last(all(blocks, b"")).await, Some(Ok(0)));
        assert_eq!(last(all(blocks, b"x")).await, Some(Err(BodyError::TooLarge)));
    }
}
