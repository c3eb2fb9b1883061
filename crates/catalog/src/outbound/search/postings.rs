//! Where words and labels occur in one segment.

use std::{collections::HashMap, sync::Arc};

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use super::{
    bits::Bits,
    error::IndexError,
    schema::{Fields, Place},
    vocabulary::Vocabulary,
};

/// A term is frequent from one document in this many on, …
const FREQUENT: u32 = 32;
/// … if it is in this many at least: fewer are unpacked in no time.
const WORTH_UNPACKING: u32 = 128;

/// The postings of one field. Those of frequent terms are unpacked once, so that reading any term takes microseconds.
pub struct Postings {
    packed: Arc<InvertedIndexReader>,
    /// By the place of the packed ones.
    frequent: HashMap<usize, Bits>,
}

impl Postings {
    fn open(segment: &SegmentReader, field: Field) -> Result<Self, IndexError> {
        let packed = segment.inverted_index(field)?;
        let mut frequent = HashMap::new();
        let least = (segment.max_doc() / FREQUENT).max(WORTH_UNPACKING);
        let mut terms = packed.terms().stream()?;
        while terms.advance() {
            let term = terms.value();
            if term.doc_freq >= least {
                let mut docs = Bits::none(segment.max_doc());
                each_doc(&packed, term, |doc| docs.insert(doc))?;
                frequent.insert(term.postings_range.start, docs);
            }
        }
        drop(terms);
        Ok(Self { packed, frequent })
    }

    /// A term, if it occurs.
    pub fn find(&self, term: &str) -> Result<Option<TermInfo>, IndexError> {
        Ok(self.packed.terms().get(term)?)
    }

    /// The first terms that begin like this, `most` of them.
    pub fn beginning_with(&self, start: &str, most: usize) -> Result<Vec<TermInfo>, IndexError> {
        let end = format!("{start}\u{10ffff}");
        let mut terms = self.packed.terms().range().ge(start).lt(end).without_keys().into_stream()?;
        let mut found = Vec::new();
        while found.len() < most && terms.advance() {
            found.push(terms.value().clone());
        }
        Ok(found)
    }

    /// Adds the documents of a term.
    pub fn add_to(&self, docs: &mut Bits, term: &TermInfo) -> Result<(), IndexError> {
        if let Some(frequent) = self.frequent.get(&term.postings_range.start) {
            docs.unite(frequent);
            return Ok(());
        }
        each_doc(&self.packed, term, |doc| docs.insert(doc))
    }
}

fn each_doc(packed: &InvertedIndexReader, term: &TermInfo, mut visit: impl FnMut(DocId)) -> Result<(), IndexError> {
    let mut blocks = packed.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        for doc in blocks.docs() {
            visit(*doc);
        }
        blocks.advance();
    }
    Ok(())
}

/// The postings of one text.
pub struct TextPostings {
    /// Which text.
    pub place: Place,
    /// By word.
    pub words: Postings,
    /// By stem.
    pub stems: Postings,
    /// By beginning of a word.
    pub edges: Postings,
}

/// The postings of a segment.
pub struct SegmentPostings {
    /// Documents in the segment.
    pub docs: DocId,
    /// Of each text.
    pub texts: Vec<TextPostings>,
    /// Every word of every text.
    pub vocabulary: Vocabulary,
    labels: Vec<Postings>,
}

impl SegmentPostings {
    /// Opens those of a segment.
    pub fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
        let mut texts = Vec::new();
        for text in &fields.texts {
            texts.push(TextPostings {
                place: text.place,
                words: Postings::open(segment, text.words)?,
                stems: Postings::open(segment, text.stems)?,
                edges: Postings::open(segment, text.edges)?,
            });
        }
        let mut labels = Vec::new();
        for field in fields.labels {
            labels.push(Postings::open(segment, field)?);
        }
        let vocabulary = Vocabulary::load(segment.inverted_index(fields.vocabulary)?.as_ref())?;
        Ok(Self { docs: segment.max_doc(), texts, vocabulary, labels })
    }

    /// How many documents bear a label.
    pub fn bearers(&self, kind: usize, label: &str) -> Result<u64, IndexError> {
        let Some(postings) = self.labels.get(kind) else { return Ok(0) };
        Ok(postings.find(label)?.map_or(0, |term| term.doc_freq.into()))
    }

    /// Adds the documents that bear a label.
    pub fn add_bearers(&self, docs: &mut Bits, kind: usize, label: &str) -> Result<(), IndexError> {
        let Some(postings) = self.labels.get(kind) else { return Ok(()) };
        match postings.find(label)? {
            Some(term) => postings.add_to(docs, &term),
            None => Ok(()),
        }
    }
}
