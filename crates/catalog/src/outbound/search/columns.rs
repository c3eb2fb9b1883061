//! What is known of each document of a segment, unpacked into plain arrays: filters, facets and orders read them for
//! every hit, so nothing may be decoded there. A segment never changes, so this is done once for each.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use tantivy::{DocId, SegmentReader, columnar::StrColumn, fastfield::FastFieldReaders};
use uuid::Uuid;

use super::{error::IndexError, schema::column};

/// Small numbers for labels of one kind, the same in all segments of an index.
#[derive(Debug, Default)]
pub struct Numbers(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    by_id: HashMap<Uuid, u32>,
    ids: Vec<Uuid>,
}

impl Numbers {
    fn of(&self, ids: &[Uuid]) -> Vec<u32> {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = &mut *known;
        let number = |id: &Uuid| {
            *known.by_id.entry(*id).or_insert_with(|| {
                known.ids.push(*id);
                u32::try_from(known.ids.len() - 1).unwrap_or(u32::MAX)
            })
        };
        ids.iter().map(number).collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).ids.len()
    }

    /// The label with this number.
    pub fn id(&self, number: usize) -> Option<Uuid> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).ids.get(number).copied()
    }
}

/// Several values a document, laid end to end.
#[derive(Debug, Default)]
pub struct Lists {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    /// The values of a document.
    pub fn of(&self, doc: DocId) -> &[u32] {
        let index = doc as usize;
        let end = self.ends.get(index).copied().unwrap_or_default() as usize;
        let begin = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default() as usize;
        self.values.get(begin..end).unwrap_or_default()
    }
}

/// The arrays of one segment, by document.
#[derive(Debug)]
pub struct Columns {
    /// Ids as numbers, which sort as the ids do.
    pub ids: Vec<u128>,
    /// Numbers of labels, by kind.
    pub labels: [Lists; 3],
    /// Place of the title among those of the segment.
    pub title_ranks: Vec<u32>,
    /// Words in the title.
    pub title_words: Vec<u8>,
    /// Place in the scale.
    pub ratings: Vec<u8>,
    /// Years.
    pub years: Vec<u16>,
    /// Whether opened.
    pub opened: Vec<bool>,
    /// Epoch milliseconds.
    pub published_at: Vec<i64>,
    /// Milliseconds.
    pub durations: Vec<i64>,
    titles: Option<StrColumn>,
}

impl Columns {
    /// Unpacks a segment.
    pub fn load(segment: &SegmentReader, numbers: &[Numbers; 3]) -> Result<Self, IndexError> {
        let fields = segment.fast_fields();
        let docs = segment.max_doc();
        let (high, low) = (numeric(fields, column::ID_HIGH, docs)?, numeric(fields, column::ID_LOW, docs)?);
        let ids = high.into_iter().zip(low).map(|(high, low)| Uuid::from_u64_pair(high, low).as_u128()).collect();
        let titles = fields.str(column::TITLE)?;
        let mut labels: [Lists; 3] = Default::default();
        for ((lists, name), numbers) in labels.iter_mut().zip(column::LABELS).zip(numbers) {
            *lists = label_lists(fields, name, docs, numbers)?;
        }
        Ok(Self {
            ids,
            labels,
            title_ranks: titles.as_ref().map(|titles| ranks(titles, docs)).unwrap_or_default(),
            title_words: narrow(&numeric(fields, column::TITLE_WORDS, docs)?),
            ratings: narrow(&numeric(fields, column::RATING, docs)?),
            years: narrow(&numeric(fields, column::YEAR, docs)?),
            opened: numeric(fields, column::OPENED, docs)?.into_iter().map(|flag| flag != 0).collect(),
            published_at: signed(fields, column::PUBLISHED_AT, docs)?,
            durations: signed(fields, column::DURATION, docs)?,
            titles,
        })
    }

    /// The ranks of titles that begin with `start`; the first of them is the title itself if `is_title`.
    pub fn title_range(&self, start: &str) -> Result<TitleRange, IndexError> {
        let Some(titles) = &self.titles else { return Ok(TitleRange::default()) };
        let rank = |key: &str| -> Result<(u32, bool), IndexError> {
            use tantivy::columnar::TermOrdHit;
            Ok(match titles.dictionary().term_ord_or_next(key).map_err(IndexError::storage)? {
                TermOrdHit::Exact(rank) => (u32::try_from(rank).unwrap_or(u32::MAX), true),
                TermOrdHit::Next(rank) => (u32::try_from(rank).unwrap_or(u32::MAX), false),
            })
        };
        let (begin, is_title) = rank(start)?;
        let (end, _) = rank(&format!("{start}\u{10ffff}"))?;
        Ok(TitleRange { begin, end, is_title })
    }

    /// The title of a rank.
    pub fn title(&self, rank: u32) -> Result<String, IndexError> {
        let mut title = String::new();
        if let Some(titles) = &self.titles {
            titles.ord_to_str(rank.into(), &mut title).map_err(IndexError::storage)?;
        }
        Ok(title)
    }
}

/// Titles with a common beginning.
#[derive(Clone, Copy, Debug, Default)]
pub struct TitleRange {
    begin: u32,
    end: u32,
    is_title: bool,
}

impl TitleRange {
    /// Whether the title of this rank is exactly the beginning.
    pub const fn is_exactly(self, rank: u32) -> bool {
        self.is_title && rank == self.begin
    }

    /// Whether the title of this rank begins so.
    pub const fn contains(self, rank: u32) -> bool {
        rank >= self.begin && rank < self.end
    }
}

fn numeric(fields: &FastFieldReaders, name: &str, docs: DocId) -> Result<Vec<u64>, IndexError> {
    let column = fields.u64(name)?;
    Ok((0..docs).map(|doc| column.first(doc).unwrap_or_default()).collect())
}

fn signed(fields: &FastFieldReaders, name: &str, docs: DocId) -> Result<Vec<i64>, IndexError> {
    let column = fields.i64(name)?;
    Ok((0..docs).map(|doc| column.first(doc).unwrap_or_default()).collect())
}

/// What is too large becomes the largest: only counts and years come here.
fn narrow<T: TryFrom<u64> + From<u8>>(values: &[u64]) -> Vec<T> {
    values.iter().map(|value| T::try_from(*value).unwrap_or_else(|_| T::from(u8::MAX))).collect()
}

fn ranks(titles: &StrColumn, docs: DocId) -> Vec<u32> {
    let rank = |doc| titles.ords().first(doc).and_then(|rank| u32::try_from(rank).ok()).unwrap_or_default();
    (0..docs).map(rank).collect()
}

fn label_lists(fields: &FastFieldReaders, name: &str, docs: DocId, numbers: &Numbers) -> Result<Lists, IndexError> {
    let mut lists = Lists::default();
    let Some(column) = fields.str(name)? else {
        lists.ends = vec![0; docs as usize];
        return Ok(lists);
    };
    let numbers = numbers.of(&label_ids(&column)?);
    for doc in 0..docs {
        let values = column.term_ords(doc).filter_map(|ord| numbers.get(usize::try_from(ord).ok()?).copied());
        lists.values.extend(values);
        lists.ends.push(u32::try_from(lists.values.len()).unwrap_or(u32::MAX));
    }
    Ok(lists)
}

/// The ids of a segment's labels, by their ordinals.
fn label_ids(column: &StrColumn) -> Result<Vec<Uuid>, IndexError> {
    let mut terms = column.dictionary().stream().map_err(IndexError::storage)?;
    let mut ids = Vec::with_capacity(column.num_terms());
    while terms.advance() {
        ids.push(Uuid::try_parse_ascii(terms.key()).map_err(IndexError::corrupt)?);
    }
    Ok(ids)
}
