//! Which documents of a segment match a unit of the query, and how well: one small weight a document.
//!
//! A segment's postings are walked term by term into an array of weights. That costs a nanosecond or two a posting,
//! whatever the query looks like, and leaves the exact set of hits for totals, facets and every order.

use std::sync::Arc;

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use super::{
    analysis::{Unit, Word},
    error::IndexError,
    fuzzy::Spellings,
    schema::{Fields, LONGEST_EDGE, Place, SHORTEST_DESCRIPTION_EDGE},
};

/// Most terms that one beginning stands for, per place.
const MAX_COMPLETIONS: usize = 400;

/// How good a match is; 0 is none. Boosts of the places are 8, 4, 3, 2 and 1 to each other.
pub type Weight = u8;

/// Weights below are of words that match only with typos: they rank below every other match.
pub const EXACT: Weight = 8;

/// By place: the word itself; a word that begins with it; a stem, at half; one typo; two.
const WHOLE: [Weight; 5] = [128, 64, 48, 32, 16];
const BEGINNING: [Weight; 5] = [112, 56, 42, 28, 14];
const STEM: [Weight; 5] = [64, 32, 24, 16, 8];
const TYPO: [Weight; 5] = [7, 6, 5, 4, 3];
const TWO_TYPOS: [Weight; 5] = [3, 2, 2, 2, 1];

fn weight(table: [Weight; 5], place: Place) -> Weight {
    table.get(place as usize).copied().unwrap_or_default()
}

/// The weights of all documents of a segment for one unit.
#[derive(Debug, Default)]
pub struct Weights {
    of: Vec<Weight>,
    /// Documents with a weight, each once, in no order.
    pub docs: Vec<DocId>,
}

impl Weights {
    fn new(docs: DocId) -> Self {
        Self { of: vec![0; docs as usize], docs: Vec::new() }
    }

    /// The weight of a document.
    pub fn of(&self, doc: DocId) -> Weight {
        self.of.get(doc as usize).copied().unwrap_or_default()
    }

    fn raise(&mut self, doc: DocId, weight: Weight) {
        if let Some(known) = self.of.get_mut(doc as usize) {
            if *known == 0 {
                self.docs.push(doc);
            }
            *known = weight.max(*known);
        }
    }

    /// Takes the better of both weights.
    pub fn merge(&mut self, other: &Self) {
        for doc in &other.docs {
            self.raise(*doc, other.of(*doc));
        }
    }

    /// Documents that all of `parts` match, at the weight of their worst part.
    fn all(mut parts: Vec<Self>, docs: DocId) -> Self {
        if parts.len() == 1 {
            return parts.pop().unwrap_or_default();
        }
        parts.sort_by_key(|part| part.docs.len());
        let mut all = Self::new(docs);
        if let Some((rarest, others)) = parts.split_first() {
            for doc in &rarest.docs {
                let worst = others.iter().map(|part| part.of(*doc)).fold(rarest.of(*doc), Weight::min);
                if worst > 0 {
                    all.raise(*doc, worst);
                }
            }
        }
        all
    }
}

/// One text field's postings.
#[derive(Clone)]
struct Postings {
    place: Place,
    words: Arc<InvertedIndexReader>,
    stems: Arc<InvertedIndexReader>,
    edges: Arc<InvertedIndexReader>,
}

/// The postings of a segment.
#[derive(Clone)]
pub struct SegmentPostings {
    docs: DocId,
    texts: Vec<Postings>,
    vocabulary: Arc<InvertedIndexReader>,
    labels: [Arc<InvertedIndexReader>; 3],
    vocabulary_field: Field,
}

/// How a unit may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leniency {
    /// It is the last of the query: what begins with it matches too.
    pub beginning: bool,
    /// Only titles count.
    pub titles_only: bool,
}

impl SegmentPostings {
    /// Opens those of a segment.
    pub fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
        let mut texts = Vec::new();
        for text in &fields.texts {
            texts.push(Postings {
                place: text.place,
                words: segment.inverted_index(text.words)?,
                stems: segment.inverted_index(text.stems)?,
                edges: segment.inverted_index(text.edges)?,
            });
        }
        let [category, genre, cast] = fields.labels;
        Ok(Self {
            docs: segment.max_doc(),
            texts,
            vocabulary: segment.inverted_index(fields.vocabulary)?,
            labels: [
                segment.inverted_index(category)?,
                segment.inverted_index(genre)?,
                segment.inverted_index(cast)?,
            ],
            vocabulary_field: fields.vocabulary,
        })
    }

    /// Weighs all documents for a unit of the query.
    pub fn weigh(&self, unit: &Unit, leniency: Leniency) -> Result<Weights, IndexError> {
        let mut parts = Vec::new();
        for (index, part) in unit.parts.iter().enumerate() {
            let beginning = leniency.beginning && index + 1 == unit.parts.len();
            parts.push(self.weigh_word(part, Leniency { beginning, ..leniency })?);
        }
        let mut weights = Weights::all(parts, self.docs);
        if let Some(joined) = &unit.joined {
            weights.merge(&self.weigh_word(joined, leniency)?);
        }
        Ok(weights)
    }

    fn weigh_word(&self, word: &Word, leniency: Leniency) -> Result<Weights, IndexError> {
        let mut weights = Weights::new(self.docs);
        let stems = word.stems();
        for text in self.places(leniency) {
            raise_term(&text.words, &word.folded, weight(WHOLE, text.place), &mut weights)?;
            for stem in &stems {
                raise_term(&text.stems, stem, weight(STEM, text.place), &mut weights)?;
            }
            if leniency.beginning || word.is_sign {
                raise_beginning(text, word, &mut weights)?;
            }
        }
        let spellings = Spellings::near(word, &self.vocabulary, self.vocabulary_field)?;
        self.raise_spellings(&spellings, leniency, &mut weights)?;
        Ok(weights)
    }

    /// Adds what begins with a word that has typos itself.
    pub fn weigh_misspelt_beginning(&self, word: &Word, leniency: Leniency) -> Result<Weights, IndexError> {
        let mut weights = Weights::new(self.docs);
        let spellings = Spellings::beginning_near(word, &self.vocabulary, self.vocabulary_field)?;
        self.raise_spellings(&spellings, leniency, &mut weights)?;
        Ok(weights)
    }

    fn raise_spellings(&self, near: &Spellings, leniency: Leniency, weights: &mut Weights) -> Result<(), IndexError> {
        for spelling in near.iter() {
            let table = if spelling.typos > 1 { TWO_TYPOS } else { TYPO };
            for text in self.places(leniency) {
                raise_term(&text.words, &spelling.word, weight(table, text.place), weights)?;
            }
        }
        Ok(())
    }

    fn places(&self, leniency: Leniency) -> impl Iterator<Item = &Postings> {
        self.texts.iter().filter(move |text| !leniency.titles_only || text.place == Place::Title)
    }

    /// How many documents have a word, anywhere.
    pub fn frequency(&self, word: &str) -> Result<u32, IndexError> {
        Ok(self.vocabulary.terms().get(word)?.map_or(0, |term| term.doc_freq))
    }

    /// Words like this one, however they begin: what may have been meant.
    pub fn alike(&self, word: &Word) -> Result<Spellings, IndexError> {
        Spellings::alike(word, &self.vocabulary, self.vocabulary_field)
    }

    /// Calls `visit` with each document that bears a label.
    pub fn each_labelled(&self, kind: usize, label: &str, visit: impl FnMut(DocId)) -> Result<(), IndexError> {
        let Some(postings) = self.labels.get(kind) else { return Ok(()) };
        match postings.terms().get(label)? {
            Some(term) => each_doc(postings, &term, visit),
            None => Ok(()),
        }
    }
}

fn raise_term(
    postings: &InvertedIndexReader,
    term: &str,
    weight: Weight,
    weights: &mut Weights,
) -> Result<(), IndexError> {
    match postings.terms().get(term)? {
        Some(info) => each_doc(postings, &info, |doc| weights.raise(doc, weight)),
        None => Ok(()),
    }
}

fn raise_beginning(text: &Postings, word: &Word, weights: &mut Weights) -> Result<(), IndexError> {
    let weight = weight(BEGINNING, text.place);
    let letters = word.letters();
    if text.place == Place::Description && letters < SHORTEST_DESCRIPTION_EDGE {
        return Ok(());
    }
    if letters <= LONGEST_EDGE {
        return raise_term(&text.edges, &word.folded, weight, weights);
    }
    let end = format!("{}\u{10ffff}", word.folded);
    let mut terms = text.words.terms().range().ge(&word.folded).lt(end).without_keys().into_stream()?;
    for _ in 0..MAX_COMPLETIONS {
        if !terms.advance() {
            break;
        }
        each_doc(&text.words, terms.value(), |doc| weights.raise(doc, weight))?;
    }
    Ok(())
}

fn each_doc(postings: &InvertedIndexReader, term: &TermInfo, mut visit: impl FnMut(DocId)) -> Result<(), IndexError> {
    let mut blocks = postings.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        for doc in blocks.docs() {
            visit(*doc);
        }
        blocks.advance();
    }
    Ok(())
}
