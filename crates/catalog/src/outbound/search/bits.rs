//! Sets of documents of one segment, a bit each: united, intersected and counted 64 documents at a time.

use tantivy::DocId;

/// Documents of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// No document of a segment with `docs` of them.
    pub fn none(docs: DocId) -> Self {
        Self(vec![0; docs.div_ceil(u64::BITS) as usize])
    }

    /// All documents of a segment with `docs` of them.
    pub fn all(docs: DocId) -> Self {
        let mut bits = Self(vec![u64::MAX; docs.div_ceil(u64::BITS) as usize]);
        let rest = docs % u64::BITS;
        if let Some(last) = bits.0.last_mut().filter(|_| rest > 0) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Adds a document.
    pub fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.0.get_mut((doc / u64::BITS) as usize) {
            *word |= 1 << (doc % u64::BITS);
        }
    }

    /// Whether a document is among them.
    pub fn contains(&self, doc: DocId) -> bool {
        self.word((doc / u64::BITS) as usize) >> (doc % u64::BITS) & 1 == 1
    }

    /// Adds all of another set.
    pub fn unite(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Leaves what is in another set too.
    pub fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The bits of 64 documents from `64 * index` on, the first one lowest.
    pub fn word(&self, index: usize) -> u64 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The words that are not zero, each with the number of its first document.
    pub fn words(&self) -> impl Iterator<Item = (DocId, u64)> {
        (0..).step_by(u64::BITS as usize).zip(self.0.iter().copied()).filter(|(_, word)| *word > 0)
    }

    /// The documents, rising.
    pub fn iter(&self) -> impl Iterator<Item = DocId> {
        self.words().flat_map(|(first, word)| ones(word).map(move |bit| first + bit))
    }
}

/// The places of the ones in a word, rising.
pub fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = (word > 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(docs: &[DocId]) -> Bits {
        let mut bits = Bits::none(130);
        for doc in docs {
            bits.insert(*doc);
        }
        bits
    }

    #[test]
    fn a_set_tells_what_was_put_into_it() {
        let bits = set(&[129, 0, 63, 64, 63]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!((bits.count(), bits.contains(63), bits.contains(62)), (4, true, false));
        assert!(set(&[]).is_empty() && !bits.is_empty());
    }

    #[test]
    fn a_document_beyond_the_segment_is_in_no_set() {
        let mut bits = set(&[1]);
        bits.insert(500);
        assert_eq!((bits.count(), bits.contains(500)), (1, false));
        for docs in [0, 1, 64, 130] {
            assert_eq!(Bits::all(docs).count(), u64::from(docs));
        }
    }

    #[test]
    fn sets_are_united_and_intersected() {
        let (one, other) = (set(&[1, 64, 100]), set(&[2, 64, 129]));
        let (mut both, mut either) = (one.clone(), one);
        both.intersect(&other);
        either.unite(&other);
        assert_eq!(both, set(&[64]));
        assert_eq!(either, set(&[1, 2, 64, 100, 129]));
    }
}
