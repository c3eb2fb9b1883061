//! What all lists have in common.

use std::str::FromStr;

use kernel::{Direction, PageRequest};
use platform::http::{CommaList, Dir, FieldError, Problem, Query};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::application::{Error, ports::ListQuery};

/// Longest search text, in characters.
const MAX_SEARCH: usize = 200;
/// Most values of one filter, and most things deleted at once.
const MAX_VALUES: usize = 100;

/// Page, search and order of a list, before they are checked.
pub(super) struct Common<S> {
    pub(super) page: Option<u32>,
    pub(super) per_page: Option<u32>,
    pub(super) search: Option<String>,
    pub(super) sort: Option<S>,
    pub(super) dir: Option<Dir>,
}

impl<S: Copy> Common<S> {
    /// The checked query. `newest` is the order when none is asked for: the newest first. Whatever else is sorted by
    /// begins with the smallest.
    pub(super) fn query<T: From<S> + PartialEq, F>(self, newest: T, filter: F) -> Result<ListQuery<T, F>, Problem> {
        let search = self.search.map(|text| checked(&text)).transpose()?.filter(|text| !text.is_empty());
        let sort = self.sort.map(T::from);
        let default = match &sort {
            Some(sort) if *sort != newest => Direction::Ascending,
            _ => Direction::Descending,
        };
        Ok(ListQuery {
            page: PageRequest::new(self.page, self.per_page),
            search,
            sort: sort.unwrap_or(newest),
            direction: self.dir.map_or(default, Direction::from),
            filter,
        })
    }
}

/// Folded, without what no name can contain.
fn checked(text: &str) -> Result<String, Problem> {
    if text.chars().count() > MAX_SEARCH {
        let error = FieldError::new("search", "LENGTH").with("min", 0).with("max", MAX_SEARCH);
        return Err(Problem::query_invalid([error]));
    }
    let visible: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    Ok(kernel::text::fold(&visible))
}

/// The ids of a filter, typed.
pub(super) fn ids<I>(field: &str, ids: &CommaList<Uuid>, wrap: impl Fn(Uuid) -> I) -> Result<Vec<I>, Problem> {
    at_most(field, ids.0.len())?;
    Ok(ids.0.iter().copied().map(wrap).collect())
}

/// The values of a filter, read by the domain.
pub(super) fn values<T, E>(
    field: &str,
    values: &CommaList<String>,
    read: impl Fn(&str) -> Result<T, E>,
    allowed: &str,
) -> Result<Vec<T>, Problem> {
    at_most(field, values.0.len())?;
    let read = values.0.iter().map(|value| read(value));
    read.collect::<Result<_, _>>()
        .map_err(|_| Problem::query_invalid([FieldError::new(field, "NOT_IN_SET").with("allowed", allowed)]))
}

fn at_most(field: &str, count: usize) -> Result<(), Problem> {
    if count <= MAX_VALUES {
        return Ok(());
    }
    let error = FieldError::new(field, "RANGE").with("min", 0).with("max", MAX_VALUES);
    Err(Problem::query_invalid([error]))
}

/// What is to be deleted together.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Ids {
    /// At most 100, repeated or comma separated.
    #[param(inline)]
    ids: CommaList<Uuid>,
}

impl Ids {
    /// The ids, typed; at least one.
    pub(super) fn typed<I>(Query(this): Query<Self>, wrap: impl Fn(Uuid) -> I) -> Result<Vec<I>, Problem> {
        if this.ids.0.is_empty() {
            return Err(Problem::query_invalid([FieldError::new("ids", "REQUIRED")]));
        }
        ids("ids", &this.ids, wrap)
    }
}

/// An id in a path. What cannot be an id names nothing.
pub(super) fn id<I: FromStr>(text: &str) -> Result<I, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
