//! How well each document of a segment matches one unit of the query: a small weight a document.

use tantivy::DocId;

/// How good a match is; 0 is none. Boosts of the places are 8, 4, 3, 2 and 1 to each other.
pub type Weight = u8;

/// Weights below are of words that match only with typos: they rank below every other match.
pub const EXACT: Weight = 8;
/// From here on the title may be what matches.
pub const TITLE: Weight = 64;

/// The weights of all documents of a segment.
#[derive(Debug, Default)]
pub struct Weights {
    of: Vec<Weight>,
    /// Documents with a weight, each once, in no order.
    pub docs: Vec<DocId>,
}

impl Weights {
    /// None yet; about `expected` are to come.
    pub fn new(docs: DocId, expected: usize) -> Self {
        Self { of: vec![0; docs as usize], docs: Vec::with_capacity(expected.min(docs as usize)) }
    }

    /// The weight of a document.
    pub fn of(&self, doc: DocId) -> Weight {
        self.of.get(doc as usize).copied().unwrap_or_default()
    }

    /// Notes a match of a document.
    pub fn raise(&mut self, doc: DocId, weight: Weight) {
        if let Some(known) = self.of.get_mut(doc as usize) {
            if *known == 0 {
                self.docs.push(doc);
                *known = weight;
            } else if *known < weight {
                *known = weight;
            }
        }
    }

    /// Takes the better of both weights.
    pub fn merge(&mut self, other: &Self) {
        for doc in &other.docs {
            self.raise(*doc, other.of(*doc));
        }
    }

    /// Documents that all of `parts` match, at the weight of their worst part.
    pub fn all(mut parts: Vec<Self>, docs: DocId) -> Self {
        if parts.len() == 1 {
            return parts.pop().unwrap_or_default();
        }
        parts.sort_by_key(|part| part.docs.len());
        let Some((rarest, others)) = parts.split_first() else { return Self::new(docs, 0) };
        let mut all = Self::new(docs, rarest.docs.len());
        for doc in &rarest.docs {
            let worst = others.iter().map(|part| part.of(*doc)).fold(rarest.of(*doc), Weight::min);
            if worst > 0 {
                all.raise(*doc, worst);
            }
        }
        all
    }
}
