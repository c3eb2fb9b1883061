//! A search as viewers ask for it, and what comes of it.

use kernel::{Code, Direction, PageRequest, Violation};

use super::{LabelId, LabelKind, Rating, VideoId};

/// Longest search text, in Unicode scalar values.
pub const MAX_SEARCH_TEXT: usize = 200;

/// Plain text to look for. It has no operators, so nothing can be injected.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchText(String);

impl SearchText {
    /// `None` for nothing but white space; `LENGTH` for more than [`MAX_SEARCH_TEXT`].
    pub fn parse(field: &str, text: &str) -> Result<Option<Self>, Violation> {
        let text = text.trim();
        if text.chars().count() > MAX_SEARCH_TEXT {
            return Err(Violation::new(field, Code::Length).with("min", 0).with("max", MAX_SEARCH_TEXT));
        }
        Ok((!text.is_empty()).then(|| Self(text.to_owned())))
    }

    /// As typed, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Years, both ends included; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct YearRange {
    /// Earliest.
    pub from: Option<u16>,
    /// Latest.
    pub to: Option<u16>,
}

impl YearRange {
    /// Whether a year lies within.
    pub fn contains(self, year: u16) -> bool {
        self.from.is_none_or(|from| year >= from) && self.to.is_none_or(|to| year <= to)
    }
}

/// What narrows a search. Values inside one filter are alternatives, filters are combined by "and"; an empty one
/// admits everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Filters {
    /// By kind of label, see [`LabelKind::index`].
    pub labels: [Vec<LabelId>; 3],
    /// For whom it is fit.
    pub ratings: Vec<Rating>,
    /// Exactly one of these years.
    pub years: Vec<u16>,
    /// Within these years.
    pub year_range: YearRange,
    /// Watchable without a subscription, or only with one.
    pub opened: Option<bool>,
}

impl Filters {
    /// One label and nothing else.
    pub fn label(kind: LabelKind, id: LabelId) -> Self {
        let mut filters = Self::default();
        if let Some(labels) = filters.labels.get_mut(kind.index()) {
            labels.push(id);
        }
        filters
    }

    /// Whether everything is admitted.
    pub fn admit_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a year passes both filters of years.
    pub fn admits_year(&self, year: u16) -> bool {
        (self.years.is_empty() || self.years.contains(&year)) && self.year_range.contains(year)
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// What fits the text best.
    Relevance,
    /// First publication.
    PublishedAt,
    /// The title, without case and accents.
    Title,
    /// When it came out.
    YearLaunched,
    /// How long it is.
    Duration,
}

/// A search over published videos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRequest {
    /// What to look for; everything if absent.
    pub text: Option<SearchText>,
    /// What narrows it.
    pub filters: Filters,
    /// What comes first; ties are broken by id.
    pub sort: Sort,
    /// Which end of it.
    pub direction: Direction,
    /// Which part of the hits.
    pub page: PageRequest,
    /// Whether to count by facets.
    pub facets: bool,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Found {
    /// The hits of the page, best first.
    pub videos: Vec<VideoId>,
    /// Hits on all pages.
    pub total: u64,
    /// Whether not all words were found together, so that any of them counts.
    pub relaxed: bool,
    /// Another spelling that finds something, if this one finds nothing.
    pub did_you_mean: Option<String>,
    /// If asked for.
    pub facets: Option<FacetCounts>,
}

/// How many hits there would be by each value of a filter, each counted without that filter itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// By kind of label, see [`LabelKind::index`]; most frequent first.
    pub labels: [Vec<(LabelId, u64)>; 3],
    /// Mildest first.
    pub ratings: Vec<(Rating, u64)>,
    /// Newest first.
    pub years: Vec<(u16, u64)>,
}

/// A search for videos that are filed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// What the video is filed under.
    pub labels: Vec<(LabelKind, LabelId)>,
    /// The video itself, which is no answer.
    pub except: VideoId,
    /// How many at most.
    pub limit: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_text_is_trimmed_and_limited_and_blank_text_is_none() {
        assert_eq!(SearchText::parse("q", " \t ").unwrap(), None);
        assert_eq!(SearchText::parse("q", " ação ").unwrap().unwrap().as_str(), "ação");
        assert!(SearchText::parse("q", &"ã".repeat(MAX_SEARCH_TEXT)).is_ok());
        let violation = SearchText::parse("q", &"a".repeat(MAX_SEARCH_TEXT + 1)).unwrap_err();
        assert_eq!((violation.field.as_str(), violation.code), ("q", Code::Length));
    }

    #[test]
    fn both_filters_of_years_must_admit_a_year() {
        let filters = Filters {
            years: vec![1999, 2003],
            year_range: YearRange { from: Some(2000), to: None },
            ..Filters::default()
        };
        assert!(filters.admits_year(2003));
        assert!(!filters.admits_year(1999) && !filters.admits_year(2001));
    }
}
