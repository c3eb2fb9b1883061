//! Answers that took long to find, kept as long as the snapshot they are of: the first letters of a word, a common
//! word alone and the unfiltered catalogue are asked for by everybody.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use kernel::Direction;

use crate::domain::{Filters, Found, SearchRequest, SearchText, Sort};

/// Answers with fewer hits are found again in no time.
const WORTH_KEEPING: u64 = 2_000;
/// Answers kept; each takes a few kilobytes.
const MAX: usize = 500;

#[derive(Debug, PartialEq, Eq, Hash)]
struct Question {
    text: Option<SearchText>,
    filters: Filters,
    sort: Sort,
    is_ascending: bool,
    offset: i64,
    limit: i64,
    facets: bool,
}

impl Question {
    fn of(request: &SearchRequest) -> Self {
        Self {
            text: request.text.clone(),
            filters: request.filters.clone(),
            sort: request.sort,
            is_ascending: request.direction == Direction::Ascending,
            offset: request.page.offset(),
            limit: request.page.limit(),
            facets: request.facets,
        }
    }
}

/// The answers of one snapshot.
#[derive(Debug, Default)]
pub struct Answers(Mutex<HashMap<Question, Found>>);

impl Answers {
    /// What was found before.
    pub fn find(&self, request: &SearchRequest) -> Option<Found> {
        self.kept().get(&Question::of(request)).cloned()
    }

    /// Keeps an answer if it is worth it; when there is no more room, all begin anew.
    pub fn keep(&self, request: &SearchRequest, found: &Found) {
        if found.total < WORTH_KEEPING {
            return;
        }
        let mut kept = self.kept();
        if kept.len() >= MAX {
            kept.clear();
        }
        kept.insert(Question::of(request), found.clone());
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Question, Found>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
