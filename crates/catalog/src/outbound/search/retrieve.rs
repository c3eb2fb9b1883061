//! From a text to scored hits: all words first, then any of them, and another spelling if there is nothing.

use super::{
    analysis::{Side, Unit, plain, units},
    collect::{Hit, Hits},
    error::IndexError,
    matching::{EXACT, Leniency, Weights},
    snapshot::{Segment, Snapshot},
};
use crate::domain::SearchText;

/// What a text leads to.
#[derive(Debug, Default)]
pub struct Retrieved {
    /// The hits.
    pub hits: Hits,
    /// Whether not all words were found together.
    pub relaxed: bool,
    /// A spelling that finds something.
    pub did_you_mean: Option<String>,
}

/// A hit without typos ranks above every hit with one.
const WITHOUT_TYPOS: u32 = 1 << 30;
/// Places for the length of the title: of equal hits the one with the shorter title comes first.
const TITLE_LENGTHS: u32 = 32;

/// Which units a hit must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    AllUnits,
    AnyUnit,
}

/// Weights of all units in one segment.
struct Weighed<'a> {
    segment: &'a Segment,
    units: Vec<Weights>,
}

/// Finds the hits of a text.
pub fn retrieve(snapshot: &Snapshot, text: &SearchText) -> Result<Retrieved, IndexError> {
    let units = distinct_units(text.as_str());
    let mut weighed = weigh(snapshot, &units, false)?;
    let scoring = Scoring { snapshot, plain: plain(text.as_str()) };
    let mut hits = scoring.score(&weighed, Rule::AllUnits)?;
    if hits.is_empty() && weigh_misspelt_beginning(&mut weighed, &units)? {
        hits = scoring.score(&weighed, Rule::AllUnits)?;
    }
    if !hits.is_empty() || units.is_empty() {
        return Ok(Retrieved { hits, ..Retrieved::default() });
    }
    let did_you_mean = other_spelling(snapshot, &units)?;
    if units.len() > 1 {
        hits = scoring.score(&weighed, Rule::AnyUnit)?;
    }
    Ok(Retrieved { relaxed: !hits.is_empty(), hits, did_you_mean })
}

/// Finds titles that have all words of a text.
pub fn titles(snapshot: &Snapshot, text: &SearchText) -> Result<Hits, IndexError> {
    let units = distinct_units(text.as_str());
    let weighed = weigh(snapshot, &units, true)?;
    Scoring { snapshot, plain: plain(text.as_str()) }.score(&weighed, Rule::AllUnits)
}

/// A word said twice need not occur twice.
fn distinct_units(text: &str) -> Vec<Unit> {
    let mut distinct: Vec<Unit> = Vec::new();
    for unit in units(text, Side::Query) {
        // The later one stays, because the last word of the query matches as a beginning too.
        distinct.retain(|known| *known != unit);
        distinct.push(unit);
    }
    distinct
}

fn weigh<'a>(snapshot: &'a Snapshot, units: &[Unit], titles_only: bool) -> Result<Vec<Weighed<'a>>, IndexError> {
    let mut weighed = Vec::new();
    for segment in &snapshot.segments {
        let mut weights = Vec::new();
        for (index, unit) in units.iter().enumerate() {
            let leniency = Leniency { beginning: index + 1 == units.len(), titles_only };
            weights.push(segment.postings.weigh(unit, leniency)?);
        }
        weighed.push(Weighed { segment, units: weights });
    }
    Ok(weighed)
}

/// Weighs the last word anew as a beginning with a typo; `false` if it cannot be one.
fn weigh_misspelt_beginning(weighed: &mut [Weighed<'_>], units: &[Unit]) -> Result<bool, IndexError> {
    let Some(Unit { parts, joined: None }) = units.last() else { return Ok(false) };
    let Some(word) = parts.last() else { return Ok(false) };
    let leniency = Leniency { beginning: true, titles_only: false };
    for part in weighed {
        if let Some(last) = part.units.last_mut() {
            last.merge(&part.segment.postings.weigh_misspelt_beginning(word, leniency)?);
        }
    }
    Ok(true)
}

impl Weighed<'_> {
    fn docs(&self, rule: Rule) -> Vec<u32> {
        match rule {
            Rule::AllUnits => self.with_all_units(),
            Rule::AnyUnit => self.with_any_unit(),
        }
    }

    /// Documents that match every unit.
    fn with_all_units(&self) -> Vec<u32> {
        let Some(rarest) = self.units.iter().min_by_key(|weights| weights.docs.len()) else { return Vec::new() };
        let matches_all = |doc: &u32| self.units.iter().all(|weights| weights.of(*doc) > 0);
        rarest.docs.iter().copied().filter(matches_all).collect()
    }

    /// Documents that match some unit.
    fn with_any_unit(&self) -> Vec<u32> {
        let mut docs = Vec::new();
        for (index, weights) in self.units.iter().enumerate() {
            let earlier = self.units.get(..index).unwrap_or_default();
            docs.extend(weights.docs.iter().copied().filter(|doc| earlier.iter().all(|known| known.of(*doc) == 0)));
        }
        docs
    }
}

struct Scoring<'a> {
    snapshot: &'a Snapshot,
    /// The query as titles are compared with it.
    plain: String,
}

impl Scoring<'_> {
    fn score(&self, weighed: &[Weighed<'_>], rule: Rule) -> Result<Hits, IndexError> {
        let rarities = self.rarities(weighed);
        let mut hits = Vec::new();
        for part in weighed {
            hits.push(self.score_segment(part, part.docs(rule), &rarities)?);
        }
        Ok(Hits::Scored(hits))
    }

    /// How much a word tells: one for a word that everything has, one more for each halving.
    fn rarities(&self, weighed: &[Weighed<'_>]) -> Vec<u32> {
        let all = self.snapshot.size().max(1);
        let units = weighed.first().map_or(0, |part| part.units.len());
        let frequency = |unit: usize| -> u64 {
            weighed.iter().filter_map(|part| part.units.get(unit)).map(|weights| weights.docs.len() as u64).sum()
        };
        (0..units).map(|unit| 1 + (all / frequency(unit).max(1)).max(1).ilog2()).collect()
    }

    fn score_segment(&self, part: &Weighed<'_>, docs: Vec<u32>, rarities: &[u32]) -> Result<Vec<Hit>, IndexError> {
        let columns = &part.segment.columns;
        let titles = columns.title_range(&self.plain)?;
        let mut hits = Vec::with_capacity(docs.len());
        for doc in docs.into_iter().filter(|doc| part.segment.is_alive(*doc)) {
            let (mut sum, mut exact) = (0, true);
            for (weights, rarity) in part.units.iter().zip(rarities) {
                let weight = weights.of(doc);
                sum += u32::from(weight) * rarity;
                exact &= weight >= EXACT || weight == 0;
            }
            let index = doc as usize;
            let rank = columns.title_ranks.get(index).copied().unwrap_or_default();
            if titles.is_exactly(rank) {
                sum *= 3;
            } else if titles.contains(rank) {
                sum += sum / 2;
            }
            let length = columns.title_words.get(index).map_or(0, |words| u32::from(*words));
            let score = sum * TITLE_LENGTHS + TITLE_LENGTHS.saturating_sub(1 + length);
            hits.push(Hit { doc, score: score + if exact { WITHOUT_TYPOS } else { 0 } });
        }
        Ok(hits)
    }
}

/// The query with each unknown word replaced by the one most like it, if that finds something.
fn other_spelling(snapshot: &Snapshot, units: &[Unit]) -> Result<Option<String>, IndexError> {
    let mut words = Vec::new();
    let mut corrected = false;
    for word in units.iter().flat_map(|unit| &unit.parts) {
        let best = best_spelling(snapshot, word)?;
        corrected |= best.is_some();
        words.push(best.unwrap_or_else(|| word.folded.clone()));
    }
    if !corrected {
        return Ok(None);
    }
    let text = words.join(" ");
    let weighed = weigh(snapshot, &distinct_units(&text), false)?;
    let finds = weighed.iter().any(|part| part.with_all_units().into_iter().any(|doc| part.segment.is_alive(doc)));
    Ok(finds.then_some(text))
}

/// `None` for a word that is known.
fn best_spelling(snapshot: &Snapshot, word: &super::analysis::Word) -> Result<Option<String>, IndexError> {
    let mut spellings = Vec::new();
    for segment in &snapshot.segments {
        if segment.postings.frequency(&word.folded)? > 0 {
            return Ok(None);
        }
        spellings.extend(segment.postings.alike(word)?.into_best());
    }
    spellings.sort_by(|a, b| a.typos.cmp(&b.typos).then(b.frequency.cmp(&a.frequency)));
    Ok(spellings.into_iter().next().map(|spelling| spelling.word))
}
