//! Checksums of bytes that come in pieces over hours: the state of a SHA-256 is kept with each acknowledged offset.

use sha1::Sha1;
use sha2::{
    Digest, Sha256,
    digest::common::hazmat::{SerializableState, SerializedState},
};

use super::{Error, ports::StoreError};
use crate::domain::upload::Checksum;

/// A SHA-256 that can be put away and taken up again.
#[derive(Clone)]
pub(super) struct RunningDigest(Sha256);

impl RunningDigest {
    pub(super) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Takes up what [`RunningDigest::save`] put away.
    pub(super) fn resume(state: &[u8]) -> Result<Self, Error> {
        let broken = || Error::Store(StoreError::Defect("a stored digest cannot be resumed".to_owned()));
        let state = SerializedState::<Sha256>::try_from(state).map_err(|_| broken())?;
        Sha256::deserialize(&state).map(Self).map_err(|_| broken())
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn save(&self) -> Vec<u8> {
        self.0.serialize().to_vec()
    }

    pub(super) fn finish(self) -> Checksum {
        Checksum::restore(hex::encode(self.0.finalize()))
    }
}

/// The SHA-256 of bytes in memory.
pub(super) fn checksum_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A checksum a client sends with a piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyChecksum {
    /// How it is computed.
    pub kind: ChecksumKind,
    /// What it must be.
    pub value: Vec<u8>,
}

/// The algorithms we offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecksumKind {
    /// SHA-1, because the protocol demands it (tus 1.0, checksum extension).
    Sha1,
    /// SHA-256.
    Sha256,
}

/// Computes the checksum of a piece while it passes.
#[derive(Clone)]
pub(super) enum BodyDigest {
    Sha1(Box<Sha1>),
    Sha256(Box<Sha256>),
}

impl BodyDigest {
    pub(super) fn new(kind: ChecksumKind) -> Self {
        match kind {
            ChecksumKind::Sha1 => Self::Sha1(Box::default()),
            ChecksumKind::Sha256 => Self::Sha256(Box::default()),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(digest) => digest.update(bytes),
            Self::Sha256(digest) => digest.update(bytes),
        }
    }

    pub(super) fn matches(self, expected: &BodyChecksum) -> bool {
        match self {
            Self::Sha1(digest) => digest.finalize().as_slice() == expected.value,
            Self::Sha256(digest) => digest.finalize().as_slice() == expected.value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_put_away_at_any_offset_ends_as_if_never_interrupted() {
        let bytes: Vec<u8> = (0..300_u16).flat_map(u16::to_le_bytes).collect();
        for cut in [0, 1, 63, 64, 65, 599, 600] {
            let mut first = RunningDigest::new();
            first.update(&bytes[..cut]);
            let mut second = RunningDigest::resume(&first.save()).unwrap();
            second.update(&bytes[cut..]);
            assert_eq!(second.finish().as_str(), checksum_of(&bytes), "cut at {cut}");
        }
    }

    #[test]
    fn a_broken_state_is_an_error_and_not_another_checksum() {
        assert!(RunningDigest::resume(&[1, 2, 3]).is_err());
    }
}
