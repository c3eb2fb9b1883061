//! What was found, before filters, and how good each hit is.

use std::rc::Rc;

use tantivy::DocId;

use super::{
    bits::{Bits, ones},
    columns::{Columns, TitleRange},
    levels::{EXACT, Levels, TITLE},
    snapshot::Segment,
};

/// A hit without typos ranks above every hit with one.
const WITHOUT_TYPOS: u32 = 1 << 30;
/// Places for the length of the title: of equal hits the one with the shorter title comes first.
const TITLE_LENGTHS: u32 = 32;
/// What a hit gains if the text is its title.
const EXACT_TITLE: u32 = 3;

/// What was found.
pub enum Hits {
    /// All documents.
    Everything,
    /// These, by segment.
    Matched(Vec<Match>),
}

impl Default for Hits {
    fn default() -> Self {
        Self::Matched(Vec::new())
    }
}

impl Hits {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Everything => false,
            Self::Matched(matches) => matches.iter().all(|found| found.docs.is_empty()),
        }
    }

    /// The documents in the segment with this number.
    pub fn docs(&self, number: usize, segment: &Segment) -> Bits {
        match self {
            Self::Everything => segment.alive.clone(),
            Self::Matched(matches) => {
                matches.get(number).map_or_else(|| Bits::none(segment.docs()), |found| found.docs.clone())
            }
        }
    }

    /// How they match the text, if there is one.
    pub fn matched(&self, number: usize) -> Option<&Match> {
        match self {
            Self::Everything => None,
            Self::Matched(matches) => matches.get(number),
        }
    }
}

/// How the documents of a segment are ranked.
pub struct Ranking {
    /// Titles that begin with the query.
    pub titles: TitleRange,
    /// How much each unit tells.
    pub rarities: Vec<u32>,
}

/// Documents of one segment, and how they match each unit of the query.
pub struct Match {
    /// Which documents.
    pub docs: Bits,
    /// By unit.
    pub units: Vec<Rc<Levels>>,
    /// What comes first.
    pub ranking: Ranking,
}

impl Match {
    /// Calls `visit` with each of `docs`, rising.
    pub fn for_each(&self, docs: &Bits, columns: &Columns, mut visit: impl FnMut(Hit<'_>)) {
        for (first, word) in docs.words() {
            let sums = self.sums(first, word);
            for bit in ones(word) {
                let sum = sums.of.get(bit as usize).copied().unwrap_or_default();
                let is_misspelt = sums.misspelt >> bit & 1 == 1;
                let exact = if is_misspelt { 0 } else { WITHOUT_TYPOS };
                let titles = (sums.titled >> bit & 1 == 1).then_some((self.ranking.titles, columns));
                visit(Hit { doc: first + bit, sum, exact, titles });
            }
        }
    }

    /// Weighs 64 documents at a time.
    fn sums(&self, first: DocId, docs: u64) -> Sums {
        let index = (first / u64::BITS) as usize;
        let mut sums = Sums { of: [0; 64], titled: 0, misspelt: 0 };
        for (levels, rarity) in self.units.iter().zip(&self.ranking.rarities) {
            let mut better = 0;
            for (weight, level) in levels.iter() {
                let level = level.word(index) & docs;
                let worth = u32::from(*weight) * rarity;
                for bit in ones(level & !better) {
                    if let Some(sum) = sums.of.get_mut(bit as usize) {
                        *sum += worth;
                    }
                }
                if *weight >= TITLE {
                    sums.titled |= level;
                }
                if *weight < EXACT {
                    sums.misspelt |= level & !better;
                }
                better = level;
            }
        }
        sums
    }
}

/// Of 64 documents: what their matches are worth, and whether the title may match, and a word only with typos.
struct Sums {
    of: [u32; 64],
    titled: u64,
    misspelt: u64,
}

/// A document that was found.
pub struct Hit<'a> {
    /// In its segment.
    pub doc: DocId,
    sum: u32,
    exact: u32,
    /// If the title may match.
    titles: Option<(TitleRange, &'a Columns)>,
}

impl Hit<'_> {
    /// No less than the score, without looking at the title.
    pub const fn at_most(&self) -> u32 {
        match self.titles {
            Some(_) => self.sum * EXACT_TITLE * TITLE_LENGTHS + TITLE_LENGTHS + self.exact,
            None => self.sum * TITLE_LENGTHS + self.exact,
        }
    }

    /// Higher is better.
    pub fn score(&self) -> u32 {
        let Some((titles, columns)) = self.titles else { return self.sum * TITLE_LENGTHS + self.exact };
        let index = self.doc as usize;
        let rank = columns.title_ranks.get(index).copied().unwrap_or_default();
        let sum = if titles.is_exactly(rank) {
            self.sum * EXACT_TITLE
        } else if titles.contains(rank) {
            self.sum + self.sum / 2
        } else {
            self.sum
        };
        let length = columns.title_words.get(index).map_or(TITLE_LENGTHS, |words| u32::from(*words));
        sum * TITLE_LENGTHS + TITLE_LENGTHS.saturating_sub(1 + length) + self.exact
    }
}
