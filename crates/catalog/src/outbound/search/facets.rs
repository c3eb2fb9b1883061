//! How many hits there are by each value of a filter. A hit that fails exactly one filter still counts for that
//! filter's own facet, so that viewers see what another choice there would give.

use tantivy::DocId;
use uuid::Uuid;

use super::{
    collect::bit,
    columns::{Columns, Numbers},
    snapshot::Snapshot,
};
use crate::domain::{FacetCounts, LabelId, Rating};

/// Most values of one facet that are told; cast members run into the thousands.
const MAX_VALUES: usize = 100;

/// Counts while hits go by.
pub struct Counter {
    labels: [Vec<u32>; 3],
    ratings: [u32; Rating::ALL.len()],
    years: Vec<u32>,
}

impl Counter {
    /// Nothing counted.
    pub fn new(snapshot: &Snapshot) -> Self {
        Self {
            labels: snapshot.numbers.each_ref().map(|numbers| vec![0; numbers.count()]),
            ratings: Default::default(),
            years: Vec::new(),
        }
    }

    /// Counts a hit; `failed` holds the bit of the one filter it does not pass, if any.
    pub fn count(&mut self, columns: &Columns, doc: DocId, failed: u8) {
        let index = doc as usize;
        for ((counts, lists), bit) in self.labels.iter_mut().zip(&columns.labels).zip(bit::LABELS) {
            if failed & !bit == 0 {
                for number in lists.of(doc) {
                    raise(counts, *number as usize);
                }
            }
        }
        if failed & !bit::RATING == 0
            && let Some(rating) = columns.ratings.get(index)
        {
            raise(&mut self.ratings, usize::from(*rating));
        }
        if failed & !bit::YEAR == 0
            && let Some(year) = columns.years.get(index)
        {
            let year = usize::from(*year);
            if self.years.len() <= year {
                self.years.resize(year + 1, 0);
            }
            raise(&mut self.years, year);
        }
    }

    /// The counts, with the ids of labels.
    pub fn finish(self, snapshot: &Snapshot) -> FacetCounts {
        let [category, genre, cast] = snapshot.numbers.as_ref();
        let [categories, genres, cast_members] = self.labels;
        let years = self.years.iter().enumerate().rev().filter(|(_, count)| **count > 0);
        let ratings = Rating::ALL.into_iter().zip(self.ratings).filter(|(_, count)| *count > 0);
        FacetCounts {
            labels: [
                most_frequent(&categories, category),
                most_frequent(&genres, genre),
                most_frequent(&cast_members, cast),
            ],
            ratings: ratings.map(|(rating, count)| (rating, count.into())).collect(),
            years: years.filter_map(|(year, count)| Some((u16::try_from(year).ok()?, (*count).into()))).collect(),
        }
    }
}

fn raise(counts: &mut [u32], index: usize) {
    if let Some(count) = counts.get_mut(index) {
        *count += 1;
    }
}

fn most_frequent(counts: &[u32], numbers: &Numbers) -> Vec<(LabelId, u64)> {
    let mut counted: Vec<(u32, usize)> =
        counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(number, count)| (*count, number)).collect();
    if counted.len() > MAX_VALUES {
        counted.select_nth_unstable_by(MAX_VALUES, |one, other| other.0.cmp(&one.0));
        counted.truncate(MAX_VALUES);
    }
    let mut values: Vec<(u32, Uuid)> =
        counted.into_iter().filter_map(|(count, number)| Some((count, numbers.id(number)?))).collect();
    values.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    values.into_iter().map(|(count, id)| (LabelId::from_uuid(id), count.into())).collect()
}
