//! What was found, before filters, and how good each hit is.

use tantivy::DocId;

use super::{
    columns::{Columns, TitleRange},
    snapshot::{Segment, Snapshot},
    weights::{EXACT, TITLE, Weights},
};

/// A hit without typos ranks above every hit with one.
const WITHOUT_TYPOS: u32 = 1 << 30;
/// Places for the length of the title: of equal hits the one with the shorter title comes first.
const TITLE_LENGTHS: u32 = 32;

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In its segment.
    pub doc: DocId,
    /// Higher is better.
    pub score: u32,
}

/// Documents of one segment, with their weights for each unit of the query.
pub struct Match {
    /// Which documents.
    pub docs: Vec<DocId>,
    /// By unit.
    pub units: Vec<Weights>,
}

/// How the documents of a segment are ranked.
pub struct Ranking {
    /// Titles that begin with the query.
    pub titles: TitleRange,
    /// How much each unit tells.
    pub rarities: Vec<u32>,
}

/// What was found.
pub enum Hits {
    /// All documents.
    Everything,
    /// These, by segment.
    Matched(Vec<(Match, Ranking)>),
}

impl Default for Hits {
    fn default() -> Self {
        Self::Matched(Vec::new())
    }
}

impl Hits {
    /// Whether nothing was found.
    pub fn is_empty(&self, snapshot: &Snapshot) -> bool {
        match self {
            Self::Everything => false,
            Self::Matched(matches) => !matches
                .iter()
                .zip(&snapshot.segments)
                .any(|((found, _), segment)| found.docs.iter().any(|doc| segment.is_alive(*doc))),
        }
    }

    /// Calls `visit` with each hit in the segment with this number.
    pub fn for_each(&self, number: usize, segment: &Segment, mut visit: impl FnMut(Hit)) {
        match self {
            Self::Everything => {
                for doc in (0..segment.docs()).filter(|doc| segment.is_alive(*doc)) {
                    visit(Hit { doc, score: 0 });
                }
            }
            Self::Matched(matches) => {
                let Some((found, ranking)) = matches.get(number) else { return };
                for doc in found.docs.iter().copied().filter(|doc| segment.is_alive(*doc)) {
                    visit(Hit { doc, score: found.score(doc, ranking, &segment.columns) });
                }
            }
        }
    }
}

impl Match {
    fn score(&self, doc: DocId, ranking: &Ranking, columns: &Columns) -> u32 {
        let (mut sum, mut exact, mut best) = (0, WITHOUT_TYPOS, 0);
        for (weights, rarity) in self.units.iter().zip(&ranking.rarities) {
            let weight = weights.of(doc);
            sum += u32::from(weight) * rarity;
            best = weight.max(best);
            if weight < EXACT && weight > 0 {
                exact = 0;
            }
        }
        if best < TITLE {
            return sum * TITLE_LENGTHS + exact;
        }
        let index = doc as usize;
        let rank = columns.title_ranks.get(index).copied().unwrap_or_default();
        if ranking.titles.is_exactly(rank) {
            sum *= 3;
        } else if ranking.titles.contains(rank) {
            sum += sum / 2;
        }
        let length = columns.title_words.get(index).map_or(TITLE_LENGTHS, |words| u32::from(*words));
        sum * TITLE_LENGTHS + TITLE_LENGTHS.saturating_sub(1 + length) + exact
    }
}
