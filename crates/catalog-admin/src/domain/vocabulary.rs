//! Categories, genres and cast members.

use std::collections::BTreeSet;

use kernel::{Code, Violation};

use super::{CastMemberId, CategoryId, Description, Entry, GenreId, Kind, Name};

/// Categories one genre may belong to.
pub const MAX_CATEGORIES_OF_GENRE: usize = 50;

/// What viewers browse by.
pub type Category = Entry<CategoryState>;
/// What a film is like; may belong to categories.
pub type Genre = Entry<GenreState>;
/// Somebody who made a film or plays in it.
pub type CastMember = Entry<CastMemberState>;

/// What a category is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryState {
    /// Not unique.
    pub name: Name,
    /// For people.
    pub description: Option<Description>,
    /// Shown in navigation and facets; its videos stay reachable when not.
    pub is_active: bool,
}

/// What a genre is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenreState {
    /// Not unique.
    pub name: Name,
    /// Shown in navigation and facets.
    pub is_active: bool,
    /// The categories it belongs to; none means that it fits all.
    pub categories: BTreeSet<CategoryId>,
}

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMemberState {
    /// Not unique.
    pub name: Name,
    /// What they do.
    pub role: CastRole,
}

/// What a cast member does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastRole {
    /// Directs.
    Director,
    /// Plays.
    Actor,
}

impl Kind for CategoryState {
    type Id = CategoryId;
}

impl Kind for GenreState {
    type Id = GenreId;
}

impl Kind for CastMemberState {
    type Id = CastMemberId;
}

impl Genre {
    /// The same genre without some categories.
    pub fn without(&self, categories: &BTreeSet<CategoryId>) -> GenreState {
        let kept = self.state().categories.difference(categories).copied().collect();
        GenreState { categories: kept, ..self.state().clone() }
    }
}

impl CastRole {
    /// Reads `director` and `actor` in any case, and the numbers 1 and 2 of old clients.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        match text.trim().to_ascii_lowercase().as_str() {
            "director" | "1" => Ok(Self::Director),
            "actor" | "2" => Ok(Self::Actor),
            _ => Err(Violation::new(field, Code::NotInSet).with("allowed", "director, actor")),
        }
    }

    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Actor => "actor",
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;
    use crate::domain::Fact;

    fn genre(categories: &[CategoryId]) -> GenreState {
        let name = Name::parse("/name", "Drama").unwrap();
        GenreState { name, is_active: true, categories: categories.iter().copied().collect() }
    }

    #[test]
    fn replacing_a_state_by_itself_is_no_change() {
        let (id, now) = (GenreId::generate(Timestamp::from_millis(1)), Timestamp::from_millis(5));
        let life = crate::domain::Life::begun(Timestamp::from_millis(1));
        let mut stored = Genre::restore(id, genre(&[]), life);
        stored.replace(genre(&[]), now);
        assert_eq!((stored.life().version, stored.fact()), (1, None));
        stored.replace(GenreState { is_active: false, ..genre(&[]) }, now);
        assert_eq!((stored.life().version, stored.fact()), (2, Some(Fact::Updated)));
        assert_eq!(stored.life().updated_at, now);
    }

    #[test]
    fn a_genre_loses_just_the_categories_taken_from_it() {
        let ids: Vec<_> = (0..3).map(|n| CategoryId::generate(Timestamp::from_millis(n))).collect();
        let genre = Genre::create(GenreId::generate(Timestamp::default()), genre(&ids), Timestamp::default());
        let left = genre.without(&BTreeSet::from([ids[1]]));
        assert_eq!(left.categories, BTreeSet::from([ids[0], ids[2]]));
    }

    #[test]
    fn a_role_is_read_in_any_case_and_by_its_number() {
        for (text, role) in [("Director", CastRole::Director), ("ACTOR", CastRole::Actor), ("1", CastRole::Director)] {
            assert_eq!(CastRole::parse("/type", text), Ok(role));
        }
        assert_eq!(CastRole::parse("/type", "3").unwrap_err().code, Code::NotInSet);
    }
}
