//! Words of the vocabulary that a misspelt word may stand for.

use tantivy::{InvertedIndexReader, Term, query::FuzzyTermQuery, schema::Field};

use super::{
    analysis::{Word, distance, typos},
    error::IndexError,
};

/// Most spellings one word stands for, the nearest and most frequent ones.
const MAX_SPELLINGS: usize = 32;
/// Shorter beginnings with a typo stand for too much.
const MIN_BEGINNING: usize = 4;
/// Typos in a word that nothing was found for.
const ALIKE: u8 = 2;

/// A word of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Folded.
    pub word: String,
    /// How many typos lie between.
    pub typos: usize,
    /// Documents that have it.
    pub frequency: u32,
}

/// Words near another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spellings(Vec<Spelling>);

impl Spellings {
    /// Words within the typos that the length of `word` allows, with the same first letter.
    pub fn near(word: &Word, vocabulary: &InvertedIndexReader, field: Field) -> Result<Self, IndexError> {
        let allowed = typos(word);
        if allowed == 0 {
            return Ok(Self::default());
        }
        let query = FuzzyTermQuery::new(Term::from_field_text(field, &word.folded), allowed, true);
        let mut near = Self::collect(&query, first_letter(word), vocabulary)?;
        near.rank(|spelling| distance(&word.folded, spelling));
        Ok(near)
    }

    /// Words whose beginning is `word` with one typo, with the same first letter.
    pub fn beginning_near(word: &Word, vocabulary: &InvertedIndexReader, field: Field) -> Result<Self, IndexError> {
        if word.letters() < MIN_BEGINNING || typos(word) == 0 {
            return Ok(Self::default());
        }
        let query = FuzzyTermQuery::new_prefix(Term::from_field_text(field, &word.folded), 1, true);
        let mut near = Self::collect(&query, first_letter(word), vocabulary)?;
        near.rank(|_| 1);
        Ok(near)
    }

    /// Words that `word` may have been meant to be, whatever they begin with; not the word itself.
    pub fn alike(word: &Word, vocabulary: &InvertedIndexReader, field: Field) -> Result<Self, IndexError> {
        let allowed = if word.letters() < MIN_BEGINNING { 1 } else { ALIKE };
        let query = FuzzyTermQuery::new(Term::from_field_text(field, &word.folded), allowed, true);
        let mut near = Self::collect(&query, "", vocabulary)?;
        near.rank(|spelling| distance(&word.folded, spelling));
        Ok(near)
    }

    /// Best first.
    pub fn iter(&self) -> impl Iterator<Item = &Spelling> {
        self.0.iter()
    }

    /// The best one.
    pub fn into_best(self) -> Option<Spelling> {
        self.0.into_iter().next()
    }

    fn collect(query: &FuzzyTermQuery, start: &str, words: &InvertedIndexReader) -> Result<Self, IndexError> {
        let automaton = query.automaton()?;
        let mut stream = words.terms().search(&automaton).ge(start).lt(format!("{start}\u{10ffff}")).into_stream()?;
        let mut found = Vec::new();
        while stream.advance() {
            let word = std::str::from_utf8(stream.key()).map_err(IndexError::corrupt)?.to_owned();
            found.push(Spelling { word, typos: 0, frequency: stream.value().doc_freq });
        }
        Ok(Self(found))
    }

    /// Nearest first, then most frequent; the word itself is left out, for it is no misspelling.
    fn rank(&mut self, typos: impl Fn(&str) -> usize) {
        for spelling in &mut self.0 {
            spelling.typos = typos(&spelling.word);
        }
        self.0.retain(|spelling| spelling.typos > 0);
        self.0.sort_by(|a, b| {
            a.typos.cmp(&b.typos).then(b.frequency.cmp(&a.frequency)).then_with(|| a.word.cmp(&b.word))
        });
        self.0.truncate(MAX_SPELLINGS);
    }
}

fn first_letter(word: &Word) -> &str {
    let end = word.folded.chars().next().map_or(0, char::len_utf8);
    word.folded.get(..end).unwrap_or_default()
}
