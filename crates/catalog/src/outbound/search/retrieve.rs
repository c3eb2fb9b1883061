//! From a text to its hits: all words first, then any of them, and another spelling if there is nothing.

use std::{cmp::Reverse, rc::Rc};

use super::{
    analysis::{Side, Unit, Word, plain, units},
    bits::Bits,
    error::IndexError,
    hits::{Hits, Match, Ranking},
    levels::Levels,
    matching::{Leniency, UnitPlan},
    snapshot::{Segment, Snapshot},
};
use crate::domain::SearchText;

/// What a text leads to.
#[derive(Default)]
pub struct Retrieved {
    /// The hits.
    pub hits: Hits,
    /// Whether not all words were found together.
    pub relaxed: bool,
    /// A spelling that finds something.
    pub did_you_mean: Option<String>,
}

/// Finds the hits of a text.
pub fn retrieve(snapshot: &Snapshot, text: &SearchText) -> Result<Retrieved, IndexError> {
    let units = distinct_units(text.as_str());
    if units.is_empty() {
        return Ok(Retrieved::default());
    }
    let plain = plain(text.as_str());
    let query = Query::look_up(snapshot, &units, false)?;
    let mut hits = query.with_all_units(&plain)?;
    if hits.is_empty() {
        hits = query.with_misspelt_beginning(&units, &plain)?;
    }
    if !hits.is_empty() {
        return Ok(Retrieved { hits, ..Retrieved::default() });
    }
    let did_you_mean = other_spelling(snapshot, &units)?;
    if units.len() > 1 {
        hits = query.with_any_unit(&plain)?;
    }
    Ok(Retrieved { relaxed: !hits.is_empty(), hits, did_you_mean })
}

/// Finds titles that have all words of a text.
pub fn titles(snapshot: &Snapshot, text: &SearchText) -> Result<Hits, IndexError> {
    let units = distinct_units(text.as_str());
    if units.is_empty() {
        return Ok(Hits::default());
    }
    Query::look_up(snapshot, &units, true)?.with_all_units(&plain(text.as_str()))
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

/// A query, looked up in all segments.
struct Query<'a> {
    /// With what matches each unit.
    segments: Vec<(&'a Segment, Vec<Rc<Levels>>)>,
    /// How much each unit tells: one if everything has it, one more for each halving.
    rarities: Vec<u32>,
}

impl<'a> Query<'a> {
    fn look_up(snapshot: &'a Snapshot, units: &[Unit], titles_only: bool) -> Result<Self, IndexError> {
        let mut reaches = vec![0; units.len()];
        let mut segments = Vec::new();
        for segment in &snapshot.segments {
            let mut matched = Vec::new();
            for (index, (unit, reach)) in units.iter().zip(&mut reaches).enumerate() {
                let leniency = Leniency { beginning: index + 1 == units.len(), titles_only };
                let plan = UnitPlan::new(&segment.postings, unit, leniency)?;
                *reach += plan.reach() as u64;
                matched.push(Rc::new(plan.levels()?));
            }
            segments.push((segment, matched));
        }
        let all = snapshot.size().max(1);
        let rarity = |reach: u64| 1 + (all / reach.max(1)).max(1).ilog2();
        Ok(Self { segments, rarities: reaches.into_iter().map(rarity).collect() })
    }

    /// Documents that match every unit.
    fn with_all_units(&self, plain: &str) -> Result<Hits, IndexError> {
        self.matched(plain, |segment, units| Ok((in_all(segment, units), units.to_vec())))
    }

    /// The same, with the last word as the beginning of others and with a typo.
    fn with_misspelt_beginning(&self, units: &[Unit], plain: &str) -> Result<Hits, IndexError> {
        let Some(Unit { parts, joined: None }) = units.last() else { return Ok(Hits::default()) };
        let Some(word) = parts.last() else { return Ok(Hits::default()) };
        let leniency = Leniency { beginning: true, titles_only: false };
        self.matched(plain, |segment, units| {
            let mut units = units.to_vec();
            if let Some(last) = units.last_mut() {
                *last = Rc::new(UnitPlan::misspelt_beginning(&segment.postings, word, leniency)?.levels()?);
            }
            Ok((in_all(segment, &units), units))
        })
    }

    /// Documents that match some unit.
    fn with_any_unit(&self, plain: &str) -> Result<Hits, IndexError> {
        self.matched(plain, |segment, units| {
            let mut docs = Bits::none(segment.docs());
            for matched in units.iter().filter_map(|unit| unit.matched()) {
                docs.unite(matched);
            }
            Ok((docs, units.to_vec()))
        })
    }

    fn matched(
        &self,
        plain: &str,
        find: impl Fn(&Segment, &[Rc<Levels>]) -> Result<(Bits, Vec<Rc<Levels>>), IndexError>,
    ) -> Result<Hits, IndexError> {
        let mut matches = Vec::new();
        for (segment, units) in &self.segments {
            let (mut docs, units) = find(segment, units)?;
            docs.intersect(&segment.alive);
            let titles = segment.columns.title_range(plain)?;
            matches.push(Match { docs, units, ranking: Ranking { titles, rarities: self.rarities.clone() } });
        }
        Ok(Hits::Matched(matches))
    }
}

fn in_all(segment: &Segment, units: &[Rc<Levels>]) -> Bits {
    let mut docs = Bits::all(segment.docs());
    for unit in units {
        match unit.matched() {
            Some(matched) => docs.intersect(matched),
            None => return Bits::none(segment.docs()),
        }
    }
    docs
}

/// The query with each unknown word replaced by the one most like it, if that finds something.
fn other_spelling(snapshot: &Snapshot, units: &[Unit]) -> Result<Option<String>, IndexError> {
    let mut words = Vec::new();
    let mut corrected = false;
    for word in units.iter().flat_map(|unit| &unit.parts) {
        let best = best_spelling(snapshot, word);
        corrected |= best.is_some();
        words.push(best.unwrap_or_else(|| word.folded.clone()));
    }
    if !corrected {
        return Ok(None);
    }
    let text = words.join(" ");
    let hits = Query::look_up(snapshot, &distinct_units(&text), false)?.with_all_units(&text)?;
    Ok((!hits.is_empty()).then_some(text))
}

/// `None` for a word that is known.
fn best_spelling(snapshot: &Snapshot, word: &Word) -> Option<String> {
    let vocabularies = || snapshot.segments.iter().map(|segment| &segment.postings.vocabulary);
    if vocabularies().any(|vocabulary| vocabulary.knows(&word.folded)) {
        return None;
    }
    let best = vocabularies().filter_map(|vocabulary| vocabulary.most_alike(word));
    best.min_by_key(|spelling| (spelling.typos, Reverse(spelling.frequency))).map(|spelling| spelling.word)
}
