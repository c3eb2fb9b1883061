//! Where words and labels occur in one segment.

use std::sync::Arc;

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use super::{
    analysis::Word,
    error::IndexError,
    fuzzy::Spellings,
    schema::{Fields, Place},
};

/// The postings of one text.
#[derive(Clone)]
pub struct TextPostings {
    /// Which text.
    pub place: Place,
    /// By word.
    pub words: Arc<InvertedIndexReader>,
    /// By stem.
    pub stems: Arc<InvertedIndexReader>,
    /// By beginning of a word.
    pub edges: Arc<InvertedIndexReader>,
}

/// The postings of a segment.
#[derive(Clone)]
pub struct SegmentPostings {
    /// Documents in the segment.
    pub docs: DocId,
    /// Of each text.
    pub texts: Vec<TextPostings>,
    labels: Vec<Arc<InvertedIndexReader>>,
    vocabulary: Arc<InvertedIndexReader>,
    vocabulary_field: Field,
}

impl SegmentPostings {
    /// Opens those of a segment.
    pub fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
        let mut texts = Vec::new();
        for text in &fields.texts {
            texts.push(TextPostings {
                place: text.place,
                words: segment.inverted_index(text.words)?,
                stems: segment.inverted_index(text.stems)?,
                edges: segment.inverted_index(text.edges)?,
            });
        }
        let mut labels = Vec::new();
        for field in fields.labels {
            labels.push(segment.inverted_index(field)?);
        }
        Ok(Self {
            docs: segment.max_doc(),
            texts,
            labels,
            vocabulary: segment.inverted_index(fields.vocabulary)?,
            vocabulary_field: fields.vocabulary,
        })
    }

    /// What a misspelt word may stand for.
    pub fn near(&self, word: &Word) -> Result<Spellings, IndexError> {
        Spellings::near(word, &self.vocabulary, self.vocabulary_field)
    }

    /// What may begin with a misspelt word.
    pub fn beginning_near(&self, word: &Word) -> Result<Spellings, IndexError> {
        Spellings::beginning_near(word, &self.vocabulary, self.vocabulary_field)
    }

    /// Words like this one, however they begin: what may have been meant.
    pub fn alike(&self, word: &Word) -> Result<Spellings, IndexError> {
        Spellings::alike(word, &self.vocabulary, self.vocabulary_field)
    }

    /// Whether a document has a word, anywhere.
    pub fn knows(&self, word: &str) -> Result<bool, IndexError> {
        Ok(self.vocabulary.terms().get(word)?.is_some())
    }

    /// How many documents bear a label.
    pub fn bearers(&self, kind: usize, label: &str) -> Result<u64, IndexError> {
        let Some(postings) = self.labels.get(kind) else { return Ok(0) };
        Ok(postings.terms().get(label)?.map_or(0, |term| term.doc_freq.into()))
    }

    /// Calls `visit` with each document that bears a label.
    pub fn each_bearer(&self, kind: usize, label: &str, visit: impl FnMut(DocId)) -> Result<(), IndexError> {
        let Some(postings) = self.labels.get(kind) else { return Ok(()) };
        match postings.terms().get(label)? {
            Some(term) => each_doc(postings, &term, visit),
            None => Ok(()),
        }
    }
}

/// Calls `visit` with each document of a term.
pub fn each_doc(
    postings: &InvertedIndexReader,
    term: &TermInfo,
    mut visit: impl FnMut(DocId),
) -> Result<(), IndexError> {
    let mut blocks = postings.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        for doc in blocks.docs() {
            visit(*doc);
        }
        blocks.advance();
    }
    Ok(())
}

/// Calls `visit` with each of `docs` that the term has; `docs` rise. Blocks between them are skipped.
pub fn each_doc_among(
    postings: &InvertedIndexReader,
    term: &TermInfo,
    docs: &[DocId],
    mut visit: impl FnMut(DocId),
) -> Result<(), IndexError> {
    let mut blocks = postings.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    for doc in docs {
        if blocks.docs().last().is_none_or(|last| last < doc) {
            blocks.seek(*doc);
        }
        if blocks.docs().binary_search(doc).is_ok() {
            visit(*doc);
        }
    }
    Ok(())
}
