//! From hits to a page: filters, totals, facets and order.

use kernel::Direction;
use tantivy::DocId;

use super::{
    bits::Bits,
    error::IndexError,
    facets::Counter,
    hits::{Hits, Match},
    snapshot::{Segment, Snapshot},
};
use crate::domain::{Filters, Found, LabelId, Rating, SearchRequest, Sort, VideoId, YearRange};

/// Applies filters, counts, and picks the page.
pub fn collect(snapshot: &Snapshot, hits: &Hits, request: &SearchRequest) -> Result<Found, IndexError> {
    let offset = usize::try_from(request.page.offset()).unwrap_or(usize::MAX);
    let limit = usize::try_from(request.page.limit()).unwrap_or_default();
    let mut counter = request.facets.then(|| Counter::new(snapshot));
    let mut total = 0;
    let mut candidates = Vec::new();
    for (index, segment) in snapshot.segments.iter().enumerate() {
        let filter = Filter::compile(segment, &request.filters)?;
        let order = Order { segment, sort: request.sort, direction: request.direction };
        let mut best = Best::new(offset.saturating_add(limit));
        let admitted = filter.admitted(hits.docs(index, segment), counter.as_mut());
        total += admitted.count();
        order.pick(&admitted, hits.matched(index), &mut best);
        candidates.extend(best.into_entries().into_iter().map(|entry| (entry, segment)));
    }
    let videos = page(candidates, request, offset, limit)?;
    let facets = counter.map(|counter| counter.finish(snapshot));
    Ok(Found { videos, total, facets, ..Found::default() })
}

/// Brings the best of all segments into one order. Titles are compared as text there: ranks hold in a segment only.
fn page(
    mut candidates: Vec<(Entry, &Segment)>,
    request: &SearchRequest,
    offset: usize,
    limit: usize,
) -> Result<Vec<VideoId>, IndexError> {
    if request.sort == Sort::Title && !candidates.is_empty() {
        let mut titled = Vec::with_capacity(candidates.len());
        for (entry, segment) in candidates {
            titled.push((segment.columns.title(entry.title_rank)?, entry.id));
        }
        titled.sort_by(|(one, one_id), (other, other_id)| {
            let order = if request.direction == Direction::Ascending { one.cmp(other) } else { other.cmp(one) };
            order.then(one_id.cmp(other_id))
        });
        return Ok(titled.into_iter().skip(offset).take(limit).map(|(_, id)| video_id(id)).collect());
    }
    candidates.sort_by_key(|(entry, _)| entry.place());
    Ok(candidates.into_iter().skip(offset).take(limit).map(|(entry, _)| video_id(entry.id)).collect())
}

fn video_id(id: u128) -> VideoId {
    VideoId::from_uuid(uuid::Uuid::from_u128(id))
}

/// Filters that facets count without: one bit each.
pub mod bit {
    #![allow(missing_docs, reason = "each is the filter of the same name")]
    pub const LABELS: [u8; 3] = [1, 2, 4];
    pub const RATING: u8 = 8;
    pub const YEAR: u8 = 16;
}

/// The filters of a request, made ready for one segment.
struct Filter<'a> {
    segment: &'a Segment,
    filters: &'a Filters,
    labels: [Option<Bits>; 3],
    ratings: Option<u8>,
    has_years: bool,
    admits_all: bool,
}

impl<'a> Filter<'a> {
    fn compile(segment: &'a Segment, filters: &'a Filters) -> Result<Self, IndexError> {
        let mut labels: [Option<Bits>; 3] = Default::default();
        for (kind, (bits, wanted)) in labels.iter_mut().zip(&filters.labels).enumerate() {
            if !wanted.is_empty() {
                *bits = Some(labelled(segment, kind, wanted)?);
            }
        }
        let ratings = (!filters.ratings.is_empty()).then(|| {
            let chosen = Rating::ALL.iter().enumerate().filter(|(_, rating)| filters.ratings.contains(rating));
            chosen.fold(0, |mask, (place, _)| mask | (1 << place))
        });
        let has_years = !filters.years.is_empty() || filters.year_range != YearRange::default();
        Ok(Self { segment, filters, labels, ratings, has_years, admits_all: filters.admit_all() })
    }

    /// Those of some documents that pass every filter; counts facets on the way.
    fn admitted(&self, docs: Bits, mut counter: Option<&mut Counter>) -> Bits {
        if self.admits_all && counter.is_none() {
            return docs;
        }
        let mut admitted = Bits::none(self.segment.docs());
        for doc in docs.iter() {
            let Some(failed) = self.failed(doc) else { continue };
            if let Some(counter) = &mut counter {
                counter.count(&self.segment.columns, doc, failed);
            }
            if failed == 0 {
                admitted.insert(doc);
            }
        }
        admitted
    }

    /// Bits of the filters that a document does not pass; `None` if nothing counts it.
    fn failed(&self, doc: DocId) -> Option<u8> {
        if self.admits_all {
            return Some(0);
        }
        let (columns, index) = (&self.segment.columns, doc as usize);
        if let Some(opened) = self.filters.opened
            && columns.opened.get(index) != Some(&opened)
        {
            return None;
        }
        let mut failed = 0;
        for (bits, bit) in self.labels.iter().zip(bit::LABELS) {
            if bits.as_ref().is_some_and(|bits| !bits.contains(doc)) {
                failed |= bit;
            }
        }
        if let Some(mask) = self.ratings
            && columns.ratings.get(index).is_none_or(|rating| mask >> rating & 1 == 0)
        {
            failed |= bit::RATING;
        }
        if self.has_years && columns.years.get(index).is_none_or(|year| !self.filters.admits_year(*year)) {
            failed |= bit::YEAR;
        }
        (failed.count_ones() <= 1).then_some(failed)
    }
}

fn labelled(segment: &Segment, kind: usize, wanted: &[LabelId]) -> Result<Bits, IndexError> {
    let mut bits = Bits::none(segment.docs());
    for label in wanted {
        segment.postings.add_bearers(&mut bits, kind, &label.to_string())?;
    }
    Ok(bits)
}

/// A hit in an order: the larger key comes first, then the smaller id.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u64,
    id: u128,
    title_rank: u32,
}

impl Entry {
    const fn place(&self) -> (u64, u128) {
        (u64::MAX - self.key, self.id)
    }
}

struct Order<'a> {
    segment: &'a Segment,
    sort: Sort,
    direction: Direction,
}

impl Order<'_> {
    /// Adds the best of some documents.
    fn pick(&self, docs: &Bits, matched: Option<&Match>, best: &mut Best) {
        if let Some(matched) = matched.filter(|_| self.sort == Sort::Relevance) {
            return self.pick_relevant(docs, matched, best);
        }
        for doc in docs.iter() {
            best.offer(self.directed(self.value(doc)), |key| self.entry(key, doc));
        }
    }

    fn pick_relevant(&self, docs: &Bits, matched: &Match, best: &mut Best) {
        matched.for_each(docs, &self.segment.columns, |hit| {
            // Most hits of a frequent word are out of the question before their titles are looked at.
            if self.direction == Direction::Descending && !best.admits(hit.at_most().into()) {
                return;
            }
            best.offer(self.directed(hit.score().into()), |key| self.entry(key, hit.doc));
        });
    }

    const fn directed(&self, value: u64) -> u64 {
        match self.direction {
            Direction::Ascending => u64::MAX - value,
            Direction::Descending => value,
        }
    }

    /// What a document is sorted by, apart from relevance.
    fn value(&self, doc: DocId) -> u64 {
        let (columns, index) = (&self.segment.columns, doc as usize);
        match self.sort {
            Sort::Relevance => 0,
            Sort::PublishedAt => ordered(columns.published_at.get(index)),
            Sort::Title => columns.title_ranks.get(index).copied().unwrap_or_default().into(),
            Sort::YearLaunched => columns.years.get(index).copied().unwrap_or_default().into(),
            Sort::Duration => ordered(columns.durations.get(index)),
        }
    }

    fn entry(&self, key: u64, doc: DocId) -> Entry {
        let (columns, index) = (&self.segment.columns, doc as usize);
        Entry {
            key,
            id: columns.ids.get(index).copied().unwrap_or_default(),
            title_rank: columns.title_ranks.get(index).copied().unwrap_or_default(),
        }
    }
}

/// A signed number as an unsigned one of the same order.
fn ordered(number: Option<&i64>) -> u64 {
    number.copied().unwrap_or_default().cast_unsigned() ^ (1 << 63)
}

/// The first of many, without sorting them all.
struct Best {
    limit: usize,
    entries: Vec<Entry>,
    worst: Option<(u64, u128)>,
}

impl Best {
    const fn new(limit: usize) -> Self {
        Self { limit, entries: Vec::new(), worst: None }
    }

    /// Whether an entry with this key may be among the first.
    const fn admits(&self, key: u64) -> bool {
        match self.worst {
            Some((worst, _)) => u64::MAX - key <= worst,
            None => true,
        }
    }

    fn offer(&mut self, key: u64, entry: impl FnOnce(u64) -> Entry) {
        if self.admits(key) {
            self.push(entry(key));
        }
    }

    fn push(&mut self, entry: Entry) {
        if self.worst.is_some_and(|worst| entry.place() >= worst) {
            return;
        }
        self.entries.push(entry);
        if self.entries.len() >= self.limit.saturating_mul(2).max(64) {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        if let Some(last) = self.limit.checked_sub(1)
            && last < self.entries.len()
        {
            let (_, worst, _) = self.entries.select_nth_unstable_by_key(last, Entry::place);
            self.worst = Some(worst.place());
            self.entries.truncate(self.limit);
        }
    }

    fn into_entries(mut self) -> Vec<Entry> {
        self.shrink();
        self.entries
    }
}
