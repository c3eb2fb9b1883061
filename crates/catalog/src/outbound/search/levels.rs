//! How well the documents of a segment match one unit of the query: a set of documents for each weight.

use super::bits::Bits;

/// How good a match is. Boosts of the places are 8, 4, 3, 2 and 1 to each other.
pub type Weight = u8;

/// Weights below are of words that match only with typos: they rank below every other match.
pub const EXACT: Weight = 8;
/// From here on the title may be what matches.
pub const TITLE: Weight = 64;

/// Sets of documents by falling weight. Each holds the documents of those before it too: all of at least its weight.
#[derive(Debug, Default)]
pub struct Levels(Vec<(Weight, Bits)>);

impl Levels {
    /// Adds all documents of at least `weight`, which is less than that of the levels so far.
    pub fn push(&mut self, weight: Weight, docs: Bits) {
        self.0.push((weight, docs));
    }

    /// By falling weight.
    pub fn iter(&self) -> impl Iterator<Item = &(Weight, Bits)> {
        self.0.iter()
    }

    /// Documents that match at all.
    pub fn matched(&self) -> Option<&Bits> {
        self.0.last().map(|(_, docs)| docs)
    }

    /// Documents of at least a weight.
    pub fn at_least(&self, weight: Weight) -> Option<&Bits> {
        self.0.iter().rev().find(|(least, _)| *least >= weight).map(|(_, docs)| docs)
    }

    /// Documents that both match, at the weight of the worse match.
    pub fn both(&self, other: &Self) -> Self {
        self.combined(other, |one, other| {
            let mut docs = one?.clone();
            docs.intersect(other?);
            Some(docs)
        })
    }

    /// Documents that either matches, at the weight of the better match.
    pub fn either(&self, other: &Self) -> Self {
        self.combined(other, |one, other| {
            let mut docs = one.or(other)?.clone();
            docs.unite(other.or(one)?);
            Some(docs)
        })
    }

    fn combined(&self, other: &Self, combine: impl Fn(Option<&Bits>, Option<&Bits>) -> Option<Bits>) -> Self {
        let mut weights: Vec<Weight> = self.iter().chain(other.iter()).map(|(weight, _)| *weight).collect();
        weights.sort_unstable_by(|one, other| other.cmp(one));
        weights.dedup();
        let level = |weight| Some((weight, combine(self.at_least(weight), other.at_least(weight))?));
        Self(weights.into_iter().filter_map(level).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(levels: &[(Weight, &[u32])]) -> Levels {
        let mut docs = Bits::none(10);
        let mut built = Levels::default();
        for (weight, added) in levels {
            for doc in *added {
                docs.insert(*doc);
            }
            built.push(*weight, docs.clone());
        }
        built
    }

    fn weights(levels: &Levels) -> Vec<Weight> {
        let weight = |doc| levels.iter().find(|(_, docs)| docs.contains(doc)).map_or(0, |(weight, _)| *weight);
        (0..5).map(weight).collect()
    }

    #[test]
    fn both_weigh_as_the_worse_and_either_as_the_better() {
        let (one, other) = (levels(&[(9, &[0]), (5, &[1, 2])]), levels(&[(7, &[1]), (5, &[3]), (2, &[0])]));
        assert_eq!(weights(&one.both(&other)), [2, 5, 0, 0, 0]);
        assert_eq!(weights(&one.either(&other)), [9, 7, 5, 5, 0]);
        assert_eq!(weights(&one.either(&Levels::default())), weights(&one));
        assert!(one.both(&Levels::default()).matched().is_none());
    }
}
