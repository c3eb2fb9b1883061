//! Which categories, genres and people a video is connected with.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Code, Violation, Violations};

use crate::domain::{CastMemberId, CategoryId, GenreId};

/// Categories of one video.
pub const MAX_CATEGORIES: usize = 50;
/// Genres of one video.
pub const MAX_GENRES: usize = 50;
/// Cast members of one video.
pub const MAX_CAST_MEMBERS: usize = 500;

/// A video's relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// Its categories.
    pub categories: BTreeSet<CategoryId>,
    /// Its genres.
    pub genres: BTreeSet<GenreId>,
    /// Its cast.
    pub cast_members: BTreeSet<CastMemberId>,
}

/// What an editor wants changed; `None` leaves a set as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationsChange {
    /// [`Relations::categories`].
    pub categories: Option<BTreeSet<CategoryId>>,
    /// [`Relations::genres`].
    pub genres: Option<BTreeSet<GenreId>>,
    /// [`Relations::cast_members`].
    pub cast_members: Option<BTreeSet<CastMemberId>>,
}

/// Which of the ids in question exist.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Categories that exist.
    pub categories: BTreeSet<CategoryId>,
    /// Genres that exist, with the categories they belong to.
    pub genres: BTreeMap<GenreId, BTreeSet<CategoryId>>,
    /// Cast members that exist.
    pub cast_members: BTreeSet<CastMemberId>,
}

impl RelationsChange {
    /// The relations after the change.
    pub fn apply(self, to: &Relations) -> Relations {
        Relations {
            categories: self.categories.unwrap_or_else(|| to.categories.clone()),
            genres: self.genres.unwrap_or_else(|| to.genres.clone()),
            cast_members: self.cast_members.unwrap_or_else(|| to.cast_members.clone()),
        }
    }
}

impl Relations {
    /// Notes unknown ids, one violation a kind, and genres that fit none of the categories.
    pub fn check(&self, known: &Known, violations: &mut Violations) {
        let genres = known.genres.keys().copied().collect();
        note(violations, "/categories_id", Code::NotFound, self.categories.difference(&known.categories));
        note(violations, "/genres_id", Code::NotFound, self.genres.difference(&genres));
        note(violations, "/cast_members_id", Code::NotFound, self.cast_members.difference(&known.cast_members));
        let outside = self.genres.iter().filter(|genre| {
            let fits = known.genres.get(genre);
            fits.is_some_and(|fits| !fits.is_empty() && fits.is_disjoint(&self.categories))
        });
        note(violations, "/genres_id", Code::GenreOutsideCategories, outside);
    }

    /// The relations without what is about to be deleted.
    #[must_use]
    pub fn without(&self, gone: &Self) -> Self {
        Self {
            categories: self.categories.difference(&gone.categories).copied().collect(),
            genres: self.genres.difference(&gone.genres).copied().collect(),
            cast_members: self.cast_members.difference(&gone.cast_members).copied().collect(),
        }
    }
}

fn note<'a, T: ToString + 'a>(violations: &mut Violations, field: &str, code: Code, ids: impl Iterator<Item = &'a T>) {
    let ids: Vec<_> = ids.map(ToString::to_string).collect();
    if !ids.is_empty() {
        violations.add(Violation::new(field, code).with("ids", ids.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;

    fn ids<T>(make: impl Fn(Timestamp) -> T) -> [T; 3] {
        [1, 2, 3].map(|n| make(Timestamp::from_millis(n)))
    }

    #[test]
    fn unknown_ids_give_one_violation_a_kind_that_lists_them_all() {
        let categories = ids(CategoryId::generate);
        let cast = ids(CastMemberId::generate);
        let relations =
            Relations { categories: categories.into(), genres: BTreeSet::new(), cast_members: [cast[0]].into() };
        let known = Known { categories: [categories[1]].into(), ..Known::default() };
        let mut violations = Violations::new();
        relations.check(&known, &mut violations);
        let found: Vec<_> = violations.iter().map(|v| (v.field.as_str(), v.params["ids"].clone())).collect();
        let both = format!("{}, {}", categories[0], categories[2]);
        assert_eq!(found, [("/categories_id", both), ("/cast_members_id", cast[0].to_string())]);
    }

    #[test]
    fn a_genre_with_categories_must_share_one_with_the_video() {
        let (categories, genres) = (ids(CategoryId::generate), ids(GenreId::generate));
        let relations =
            Relations { categories: [categories[0]].into(), genres: genres.into(), cast_members: BTreeSet::new() };
        let known = Known {
            categories: categories.into(),
            genres: [
                (genres[0], BTreeSet::new()),
                (genres[1], [categories[0], categories[1]].into()),
                (genres[2], [categories[2]].into()),
            ]
            .into(),
            cast_members: BTreeSet::new(),
        };
        let mut violations = Violations::new();
        relations.check(&known, &mut violations);
        let found: Vec<_> = violations.iter().map(|v| (v.code, v.params["ids"].clone())).collect();
        assert_eq!(found, [(Code::GenreOutsideCategories, genres[2].to_string())]);
    }
}
