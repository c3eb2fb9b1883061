//! Grants as signed text: a keyed BLAKE3 over what they open, checked without a database in a fraction of a
//! microsecond.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Timestamp;
use uuid::Uuid;

use crate::domain::{AssetId, StreamId, UserId};

/// Bytes of the signed part: layout, asset, stream, owner, expiry, height.
const PAYLOAD: usize = 1 + 16 + 16 + 16 + 8 + 4;
/// The key of an installation's grants.
pub type GrantKey = [u8; blake3::KEY_LEN];
/// The first byte; another layout gets another.
const LAYOUT: u8 = 2;

/// What a grant says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub asset: AssetId,
    pub stream: StreamId,
    pub owner: UserId,
    pub expires_at: Timestamp,
    /// Lines at most.
    pub max_height: Option<u32>,
}

impl Grant {
    /// Whether it was given to somebody who was not signed in.
    pub fn is_nobodys(&self) -> bool {
        self.owner.uuid().is_nil()
    }
}

/// Signs grants and checks them.
#[derive(Clone)]
pub struct Signer {
    key: GrantKey,
}

impl Signer {
    /// With the installation's key.
    pub const fn new(key: GrantKey) -> Self {
        Self { key }
    }

    /// As cookie text.
    pub fn sign(&self, grant: &Grant) -> String {
        let payload = write(grant);
        let mac = blake3::keyed_hash(&self.key, &payload);
        URL_SAFE_NO_PAD.encode([payload.as_slice(), mac.as_bytes().as_slice()].concat())
    }

    /// What a genuine grant says, expired or not.
    pub fn verify(&self, text: &str) -> Option<Grant> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (payload, mac) = bytes.split_at_checked(PAYLOAD)?;
        let mac = blake3::Hash::from_bytes(mac.try_into().ok()?);
        // The comparison of hashes takes the same time wherever they differ.
        (blake3::keyed_hash(&self.key, payload) == mac).then(|| read(payload)).flatten()
    }
}

fn write(grant: &Grant) -> Vec<u8> {
    let mut payload = Vec::with_capacity(PAYLOAD);
    payload.push(LAYOUT);
    for id in [grant.asset.uuid(), grant.stream.uuid(), grant.owner.uuid()] {
        payload.extend_from_slice(id.as_bytes());
    }
    payload.extend_from_slice(&grant.expires_at.millis().to_be_bytes());
    payload.extend_from_slice(&grant.max_height.unwrap_or(0).to_be_bytes());
    payload
}

fn read(payload: &[u8]) -> Option<Grant> {
    let (&layout, rest) = payload.split_first()?;
    let (asset, rest) = rest.split_first_chunk::<16>()?;
    let (stream, rest) = rest.split_first_chunk::<16>()?;
    let (owner, rest) = rest.split_first_chunk::<16>()?;
    let (expires_at, rest) = rest.split_first_chunk::<8>()?;
    let max_height = u32::from_be_bytes(rest.try_into().ok()?);
    (layout == LAYOUT).then(|| Grant {
        asset: AssetId::from_uuid(Uuid::from_bytes(*asset)),
        stream: StreamId::from_uuid(Uuid::from_bytes(*stream)),
        owner: UserId::from_uuid(Uuid::from_bytes(*owner)),
        expires_at: Timestamp::from_millis(i64::from_be_bytes(*expires_at)),
        max_height: (max_height > 0).then_some(max_height),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        let now = Timestamp::from_millis(1_700_000_000_000);
        Grant {
            asset: AssetId::generate(now),
            stream: StreamId::generate(now),
            owner: UserId::generate(now),
            expires_at: now,
            max_height: Some(720),
        }
    }

    #[test]
    fn a_grant_survives_the_cookie() {
        let signer = Signer::new([7; blake3::KEY_LEN]);
        for grant in [grant(), Grant { max_height: None, ..grant() }] {
            assert_eq!(signer.verify(&signer.sign(&grant)), Some(grant));
        }
    }

    #[test]
    fn a_grant_with_any_changed_byte_is_none() {
        let signer = Signer::new([7; blake3::KEY_LEN]);
        let bytes = URL_SAFE_NO_PAD.decode(signer.sign(&grant())).unwrap();
        for index in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[index] ^= 1;
            assert_eq!(signer.verify(&URL_SAFE_NO_PAD.encode(forged)), None, "byte {index}");
        }
        let other = Signer::new([8; blake3::KEY_LEN]);
        assert_eq!(other.verify(&signer.sign(&grant())), None);
        assert_eq!(signer.verify(""), None);
    }
}
