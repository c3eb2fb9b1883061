//! From a text to its hits: all words first, then any of them, and another spelling if there is nothing.

use super::{
    analysis::{Side, Unit, Word, plain, units},
    columns::TitleRange,
    error::IndexError,
    hits::{Hits, Match, Ranking},
    matching::{Leniency, UnitPlan},
    snapshot::{Segment, Snapshot},
    weights::Weights,
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
    let query = Query::plan(snapshot, &units, false)?;
    let mut hits = query.with_all_units(&plain)?;
    if hits.is_empty(snapshot) {
        hits = query.with_misspelt_beginning(&units, &plain)?;
    }
    if !hits.is_empty(snapshot) {
        return Ok(Retrieved { hits, ..Retrieved::default() });
    }
    let did_you_mean = other_spelling(snapshot, &units)?;
    if units.len() > 1 {
        hits = query.with_any_unit(&plain)?;
    }
    Ok(Retrieved { relaxed: !hits.is_empty(snapshot), hits, did_you_mean })
}

/// Finds titles that have all words of a text.
pub fn titles(snapshot: &Snapshot, text: &SearchText) -> Result<Hits, IndexError> {
    let units = distinct_units(text.as_str());
    Query::plan(snapshot, &units, true)?.with_all_units(&plain(text.as_str()))
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

/// A query, planned for all segments.
struct Query<'a> {
    segments: Vec<(&'a Segment, Vec<UnitPlan<'a>>)>,
    /// How much each unit tells: one if everything has it, one more for each halving.
    rarities: Vec<u32>,
}

impl<'a> Query<'a> {
    fn plan(snapshot: &'a Snapshot, units: &[Unit], titles_only: bool) -> Result<Self, IndexError> {
        let mut segments = Vec::new();
        for segment in &snapshot.segments {
            let mut plans = Vec::new();
            for (index, unit) in units.iter().enumerate() {
                let leniency = Leniency { beginning: index + 1 == units.len(), titles_only };
                plans.push(UnitPlan::new(&segment.postings, unit, leniency)?);
            }
            segments.push((segment, plans));
        }
        let all = snapshot.size().max(1);
        let reach = |unit: usize| -> u64 {
            let plans = segments.iter().filter_map(|(_, plans): &(&Segment, Vec<UnitPlan<'_>>)| plans.get(unit));
            plans.map(|plan| plan.reach() as u64).sum()
        };
        let rarities = (0..units.len()).map(|unit| 1 + (all / reach(unit).max(1)).max(1).ilog2()).collect();
        Ok(Self { segments, rarities })
    }

    /// Documents that match every unit.
    fn with_all_units(&self, plain: &str) -> Result<Hits, IndexError> {
        self.matched(plain, |_, plans| {
            let plans: Vec<&UnitPlan<'_>> = plans.iter().collect();
            intersect(&plans)
        })
    }

    /// The same, with the last word as the beginning of others and with a typo.
    fn with_misspelt_beginning(&self, units: &[Unit], plain: &str) -> Result<Hits, IndexError> {
        let Some(Unit { parts, joined: None }) = units.last() else { return Ok(Hits::default()) };
        let Some(word) = parts.last() else { return Ok(Hits::default()) };
        let leniency = Leniency { beginning: true, titles_only: false };
        self.matched(plain, |segment, plans| {
            let beginning = UnitPlan::misspelt_beginning(&segment.postings, word, leniency)?;
            let others = plans.iter().take(plans.len().saturating_sub(1));
            intersect(&others.chain([&beginning]).collect::<Vec<_>>())
        })
    }

    /// Documents that match some unit.
    fn with_any_unit(&self, plain: &str) -> Result<Hits, IndexError> {
        self.matched(plain, |_, plans| {
            let mut units = Vec::new();
            for plan in plans {
                units.push(plan.weigh(None)?);
            }
            let mut docs = Vec::new();
            for (index, weights) in units.iter().enumerate() {
                let earlier = units.get(..index).unwrap_or_default();
                docs.extend(weights.docs.iter().copied().filter(|doc| earlier.iter().all(|known| known.of(*doc) == 0)));
            }
            Ok(Match { docs, units })
        })
    }

    fn matched(
        &self,
        plain: &str,
        find: impl Fn(&Segment, &[UnitPlan<'a>]) -> Result<Match, IndexError>,
    ) -> Result<Hits, IndexError> {
        let mut matches = Vec::new();
        for (segment, plans) in &self.segments {
            let titles: TitleRange = segment.columns.title_range(plain)?;
            matches.push((find(segment, plans)?, Ranking { titles, rarities: self.rarities.clone() }));
        }
        Ok(Hits::Matched(matches))
    }
}

/// Documents that match every plan: from the rarest on, each frequent one is asked only about what is left.
fn intersect(plans: &[&UnitPlan<'_>]) -> Result<Match, IndexError> {
    let mut order: Vec<(usize, &UnitPlan<'_>)> = plans.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, plan)| plan.reach());
    let mut units: Vec<Weights> = plans.iter().map(|_| Weights::default()).collect();
    let mut rarer = order.into_iter();
    let Some((first, plan)) = rarer.next() else { return Ok(Match { docs: Vec::new(), units }) };
    let mut weights = plan.weigh(None)?;
    let mut docs = std::mem::take(&mut weights.docs);
    if plans.len() > 1 && plan.is_worth_skipping_for(docs.len()) {
        // Candidates must rise to be skipped to.
        docs.sort_unstable();
    }
    place(&mut units, first, weights);
    for (index, plan) in rarer {
        let candidates = plan.is_worth_skipping_for(docs.len()).then_some(docs.as_slice());
        let weights = plan.weigh(candidates)?;
        docs.retain(|doc| weights.of(*doc) > 0);
        place(&mut units, index, weights);
    }
    Ok(Match { docs, units })
}

fn place(units: &mut [Weights], index: usize, weights: Weights) {
    if let Some(unit) = units.get_mut(index) {
        *unit = weights;
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
    let hits = Query::plan(snapshot, &distinct_units(&text), false)?.with_all_units(&text)?;
    Ok((!hits.is_empty(snapshot)).then_some(text))
}

/// `None` for a word that is known.
fn best_spelling(snapshot: &Snapshot, word: &Word) -> Result<Option<String>, IndexError> {
    let mut spellings = Vec::new();
    for segment in &snapshot.segments {
        if segment.postings.knows(&word.folded)? {
            return Ok(None);
        }
        spellings.extend(segment.postings.alike(word)?.into_best());
    }
    spellings.sort_by(|a, b| a.typos.cmp(&b.typos).then(b.frequency.cmp(&a.frequency)));
    Ok(spellings.into_iter().next().map(|spelling| spelling.word))
}
