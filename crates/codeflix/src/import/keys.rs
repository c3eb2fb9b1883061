//! Idempotency keys that any later run computes again from the same things, so that no state has to be kept.

use http::HeaderValue;
use sha2::{Digest, Sha256};

/// How often a thing is made under new keys because what earlier ones made is gone.
const ROUNDS: u32 = 16;

/// One key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// As it is sent.
    pub fn header(&self) -> HeaderValue {
        HeaderValue::try_from(&self.0).unwrap_or_else(|_| HeaderValue::from_static("import"))
    }
}

/// The keys of one thing. What was made under the first may have been removed since, by a person or by time: then the
/// next key makes it anew. Each key remembers for a day.
pub fn keys(of: &[&str]) -> impl Iterator<Item = Key> + use<> {
    let mut hash = Sha256::new();
    for part in of {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let name = hex::encode(hash.finalize());
    (0..ROUNDS).map(move |round| Key(format!("import-{name}-{round}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_things_have_the_same_keys_and_others_have_others() {
        let of = |parts: &[&str]| keys(parts).collect::<Vec<_>>();
        assert_eq!(of(&["a", "bc"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", "bc"]).first(), of(&["ab", "c"]).first());
        let all = of(&["a"]);
        assert_eq!(all.len(), all.iter().map(|key| key.0.clone()).collect::<std::collections::BTreeSet<_>>().len());
        assert!(all.iter().all(|key| key.0.len() <= 255));
    }
}
