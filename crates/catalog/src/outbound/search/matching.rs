//! Which documents of a segment match a unit of the query, and how well.
//!
//! A unit is first planned: the terms it stands for, with how many documents each has. Then the sets of documents of
//! the terms are united by weight. What a query costs hardly depends on how frequent its words are, and the exact set
//! of hits is there for totals, facets and every order.

use std::cmp::Reverse;

use tantivy::{DocId, postings::TermInfo};

use super::{
    analysis::{Unit, Word},
    bits::Bits,
    error::IndexError,
    levels::{Levels, Weight},
    postings::{Postings, SegmentPostings, TextPostings},
    schema::{LONGEST_EDGE, Place, SHORTEST_DESCRIPTION_EDGE},
    vocabulary::Spelling,
};

/// Most terms that one beginning stands for, per place.
const MAX_COMPLETIONS: usize = 400;

/// By place: the word itself; a word that begins with it; a stem, at half; one typo; two.
const WHOLE: [Weight; 5] = [128, 64, 48, 32, 16];
const BEGINNING: [Weight; 5] = [112, 56, 42, 28, 14];
const STEM: [Weight; 5] = [64, 32, 24, 16, 8];
const TYPO: [Weight; 5] = [7, 6, 5, 4, 3];
const TWO_TYPOS: [Weight; 5] = [3, 2, 2, 2, 1];

fn weight(table: [Weight; 5], place: Place) -> Weight {
    table.get(place as usize).copied().unwrap_or_default()
}

/// How a unit may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leniency {
    /// It is the last of the query: what begins with it matches too.
    pub beginning: bool,
    /// Only titles count.
    pub titles_only: bool,
}

/// A term with what a document that has it is worth.
struct Clause<'a> {
    postings: &'a Postings,
    term: TermInfo,
    weight: Weight,
}

/// The terms one word stands for.
struct WordPlan<'a> {
    docs: DocId,
    clauses: Vec<Clause<'a>>,
}

/// The terms a unit stands for.
pub struct UnitPlan<'a> {
    docs: DocId,
    parts: Vec<WordPlan<'a>>,
    joined: Option<WordPlan<'a>>,
}

impl<'a> UnitPlan<'a> {
    /// Looks up what a unit stands for in a segment.
    pub fn new(postings: &'a SegmentPostings, unit: &Unit, leniency: Leniency) -> Result<Self, IndexError> {
        let mut parts = Vec::new();
        for (index, part) in unit.parts.iter().enumerate() {
            let beginning = leniency.beginning && index + 1 == unit.parts.len();
            parts.push(WordPlan::new(postings, part, Leniency { beginning, ..leniency })?);
        }
        let joined = unit.joined.as_ref().map(|word| WordPlan::new(postings, word, leniency)).transpose()?;
        Ok(Self { docs: postings.docs, parts, joined })
    }

    /// What may begin with a misspelt word.
    pub fn misspelt_beginning(
        postings: &'a SegmentPostings,
        word: &Word,
        leniency: Leniency,
    ) -> Result<Self, IndexError> {
        let mut plan = WordPlan { docs: postings.docs, clauses: Vec::new() };
        plan.add_spellings(postings, &postings.vocabulary.beginning_near(word), leniency)?;
        Ok(Self { docs: postings.docs, parts: vec![plan], joined: None })
    }

    /// At most so many documents match.
    pub fn reach(&self) -> usize {
        let parts = self.parts.iter().map(WordPlan::reach).min().unwrap_or_default();
        (parts + self.joined.as_ref().map_or(0, WordPlan::reach)).min(self.docs as usize)
    }

    /// Which documents match how well.
    pub fn levels(&self) -> Result<Levels, IndexError> {
        let mut parts = self.parts.iter().map(WordPlan::levels);
        let mut levels = parts.next().transpose()?.unwrap_or_default();
        for part in parts {
            levels = levels.both(&part?);
        }
        match &self.joined {
            Some(joined) => Ok(levels.either(&joined.levels()?)),
            None => Ok(levels),
        }
    }
}

impl<'a> WordPlan<'a> {
    fn new(postings: &'a SegmentPostings, word: &Word, leniency: Leniency) -> Result<Self, IndexError> {
        let mut plan = Self { docs: postings.docs, clauses: Vec::new() };
        let stems = word.stems();
        for text in places(postings, leniency) {
            let known = plan.add(&text.words, &word.folded, weight(WHOLE, text.place), 0)?;
            for stem in &stems {
                plan.add(&text.stems, stem, weight(STEM, text.place), known)?;
            }
            if leniency.beginning || word.is_sign {
                plan.add_beginning(text, word, known)?;
            }
        }
        plan.add_spellings(postings, &postings.vocabulary.near(word), leniency)?;
        Ok(plan)
    }

    /// Adds a term unless it occurs in no more documents than the `known` ones, all of which it occurs in; returns in
    /// how many it does.
    fn add(&mut self, postings: &'a Postings, term: &str, weight: Weight, known: u32) -> Result<u32, IndexError> {
        let Some(term) = postings.find(term)? else { return Ok(0) };
        let frequency = term.doc_freq;
        if frequency > known {
            self.clauses.push(Clause { postings, term, weight });
        }
        Ok(frequency)
    }

    /// Whatever begins with a word; the word itself is in `known` documents.
    fn add_beginning(&mut self, text: &'a TextPostings, word: &Word, known: u32) -> Result<(), IndexError> {
        let weight = weight(BEGINNING, text.place);
        let letters = word.letters();
        if text.place == Place::Description && letters < SHORTEST_DESCRIPTION_EDGE {
            return Ok(());
        }
        if letters <= LONGEST_EDGE {
            self.add(&text.edges, &word.folded, weight, known)?;
            return Ok(());
        }
        let terms = text.words.beginning_with(&word.folded, MAX_COMPLETIONS)?;
        self.clauses.extend(terms.into_iter().map(|term| Clause { postings: &text.words, term, weight }));
        Ok(())
    }

    fn add_spellings(
        &mut self,
        postings: &'a SegmentPostings,
        near: &[Spelling],
        leniency: Leniency,
    ) -> Result<(), IndexError> {
        for spelling in near {
            let table = if spelling.typos > 1 { TWO_TYPOS } else { TYPO };
            for text in places(postings, leniency) {
                self.add(&text.words, &spelling.word, weight(table, text.place), 0)?;
            }
        }
        Ok(())
    }

    fn reach(&self) -> usize {
        self.clauses.iter().map(|clause| clause.term.doc_freq as usize).sum()
    }

    fn levels(&self) -> Result<Levels, IndexError> {
        let mut clauses: Vec<&Clause<'_>> = self.clauses.iter().collect();
        clauses.sort_by_key(|clause| Reverse(clause.weight));
        let mut docs = Bits::none(self.docs);
        let mut levels = Levels::default();
        for alike in clauses.chunk_by(|one, other| one.weight == other.weight) {
            for clause in alike {
                clause.postings.add_to(&mut docs, &clause.term)?;
            }
            if let Some(clause) = alike.first() {
                levels.push(clause.weight, docs.clone());
            }
        }
        Ok(levels)
    }
}

fn places(postings: &SegmentPostings, leniency: Leniency) -> impl Iterator<Item = &TextPostings> {
    postings.texts.iter().filter(move |text| !leniency.titles_only || text.place == Place::Title)
}
