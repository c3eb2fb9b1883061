//! Searching, browsing with filters, and suggestions.

use axum::{extract::State, response::Response};
use kernel::{Direction, PageRequest, Violation};
use platform::http::{CommaList, Data, Dir, FieldError, Problem, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Catalogue, allowed, answers::shared, shapes::Card};
use crate::{
    application::{
        search::{self, Facets, LabelCount, Results},
        suggest,
    },
    domain::{Filters, LabelId, Rating, SearchRequest, SearchText, Sort, Suggestion, SuggestionKind, YearRange},
};

/// What titles may be sorted by.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CatalogSort {
    Relevance,
    PublishedAt,
    Title,
    YearLaunched,
    Duration,
}

/// For whom a title is fit.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CatalogRating {
    #[serde(alias = "ER", alias = "Er")]
    Er,
    #[serde(alias = "L")]
    L,
    #[serde(rename = "10")]
    Ten,
    #[serde(rename = "12")]
    Twelve,
    #[serde(rename = "14")]
    Fourteen,
    #[serde(rename = "16")]
    Sixteen,
    #[serde(rename = "18")]
    Eighteen,
}

impl From<CatalogRating> for Rating {
    fn from(rating: CatalogRating) -> Self {
        match rating {
            CatalogRating::Er => Self::Er,
            CatalogRating::L => Self::L,
            CatalogRating::Ten => Self::Ten,
            CatalogRating::Twelve => Self::Twelve,
            CatalogRating::Fourteen => Self::Fourteen,
            CatalogRating::Sixteen => Self::Sixteen,
            CatalogRating::Eighteen => Self::Eighteen,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
#[derive(Default)]
pub struct SearchParams {
    /// Plain text of up to 200 characters; there are no operators.
    q: Option<String>,
    /// Any of these. Lists are repeated or comma separated.
    #[param(inline)]
    categories: CommaList<Uuid>,
    #[param(inline)]
    genres: CommaList<Uuid>,
    #[param(inline)]
    cast_members: CommaList<Uuid>,
    #[param(inline)]
    rating: CommaList<CatalogRating>,
    #[param(inline)]
    year_launched: CommaList<u16>,
    year_from: Option<u16>,
    year_to: Option<u16>,
    opened: Option<bool>,
    /// `relevance` with `q`, `published_at` without.
    #[param(inline)]
    sort: Option<CatalogSort>,
    /// `desc`, but `asc` for titles.
    #[param(inline)]
    dir: Option<Dir>,
    page: Option<u32>,
    per_page: Option<u32>,
    /// Whether to count by category, genre, cast member, rating and year.
    facets: Option<bool>,
}

impl SearchParams {
    fn into_request(self) -> Result<SearchRequest, Problem> {
        let text = text("q", self.q.as_deref())?;
        let labels = |list: CommaList<Uuid>| list.0.into_iter().map(LabelId::from_uuid).collect();
        let sort = match self.sort {
            Some(CatalogSort::Title) => Sort::Title,
            Some(CatalogSort::YearLaunched) => Sort::YearLaunched,
            Some(CatalogSort::Duration) => Sort::Duration,
            Some(CatalogSort::Relevance) => Sort::Relevance,
            None if text.is_some() => Sort::Relevance,
            Some(CatalogSort::PublishedAt) | None => Sort::PublishedAt,
        };
        let usual = if sort == Sort::Title { Direction::Ascending } else { Direction::Descending };
        let filters = Filters {
            labels: [labels(self.categories), labels(self.genres), labels(self.cast_members)],
            ratings: self.rating.0.into_iter().map(Rating::from).collect(),
            years: self.year_launched.0,
            year_range: YearRange { from: self.year_from, to: self.year_to },
            opened: self.opened,
        };
        let page = PageRequest::new(self.page, self.per_page);
        let direction = self.dir.map_or(usual, Direction::from);
        Ok(SearchRequest { text, filters, sort, direction, page, facets: self.facets.unwrap_or_default() })
    }
}

fn text(name: &str, text: Option<&str>) -> Result<Option<SearchText>, Problem> {
    let refused = |violation: Violation| Problem::query_invalid([FieldError::from(&violation)]);
    SearchText::parse(name, text.unwrap_or_default()).map_err(refused)
}

/// A page of titles.
#[derive(Serialize, ToSchema)]
pub struct SearchPage {
    data: Vec<Card>,
    meta: SearchMeta,
}

/// About the page and the search.
#[derive(Serialize, ToSchema)]
pub struct SearchMeta {
    current_page: u32,
    per_page: u32,
    last_page: u64,
    total: u64,
    /// Not all words were found together, so any of them counts.
    relaxed: bool,
    /// Another spelling that finds something.
    #[schema(required)]
    did_you_mean: Option<String>,
    /// If asked for. Each is counted without its own filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    facets: Option<SearchFacets>,
}

/// How many titles each choice would leave.
#[derive(Serialize, ToSchema)]
pub struct SearchFacets {
    categories: Vec<LabelFacet>,
    genres: Vec<LabelFacet>,
    cast_members: Vec<LabelFacet>,
    rating: Vec<RatingFacet>,
    year_launched: Vec<YearFacet>,
}

/// Titles with a category, genre or cast member.
#[derive(Serialize, ToSchema)]
pub struct LabelFacet {
    id: Uuid,
    name: String,
    count: u64,
}

/// Titles with a rating.
#[derive(Serialize, ToSchema)]
pub struct RatingFacet {
    #[schema(schema_with = allowed::rating)]
    value: &'static str,
    count: u64,
}

/// Titles of a year.
#[derive(Serialize, ToSchema)]
pub struct YearFacet {
    value: u16,
    count: u64,
}

impl From<Facets> for SearchFacets {
    fn from(facets: Facets) -> Self {
        let [categories, genres, cast_members] =
            facets.labels.map(|counts| counts.into_iter().map(LabelFacet::from).collect());
        Self {
            categories,
            genres,
            cast_members,
            rating: facets
                .ratings
                .iter()
                .map(|(rating, count)| RatingFacet { value: rating.as_str(), count: *count })
                .collect(),
            year_launched: facets.years.into_iter().map(|(value, count)| YearFacet { value, count }).collect(),
        }
    }
}

impl From<LabelCount> for LabelFacet {
    fn from(counted: LabelCount) -> Self {
        Self { id: counted.id.uuid(), name: counted.name, count: counted.count }
    }
}

impl From<Results> for SearchPage {
    fn from(results: Results) -> Self {
        let meta = results.page.meta();
        Self {
            data: results.page.items.iter().map(Card::from).collect(),
            meta: SearchMeta {
                current_page: meta.current_page,
                per_page: meta.per_page,
                last_page: meta.last_page,
                total: meta.total,
                relaxed: results.relaxed,
                did_you_mean: results.did_you_mean,
                facets: results.facets.map(SearchFacets::from),
            },
        }
    }
}

/// Published titles, searched and filtered.
#[utoipa::path(get, path = "/api/v1/catalog/videos", tag = "catalog",
    params(SearchParams), responses((status = 200, body = SearchPage)))]
pub async fn videos(
    State(catalogue): State<Catalogue>,
    Query(params): Query<SearchParams>,
) -> Result<Response, Problem> {
    let request = params.into_request()?;
    let results = search::search(catalogue.index.as_ref(), catalogue.shelves.as_ref(), request).await?;
    shared(&SearchPage::from(results))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuggestParams {
    /// What has been typed so far.
    q: Option<String>,
}

/// Something the viewer may be typing.
#[derive(Serialize, ToSchema)]
pub struct SuggestionEntry {
    #[schema(schema_with = allowed::suggestion_kind)]
    kind: &'static str,
    id: Uuid,
    text: String,
}

impl From<Suggestion> for SuggestionEntry {
    fn from(suggestion: Suggestion) -> Self {
        let kind = match suggestion.kind {
            SuggestionKind::Title => "title",
            SuggestionKind::Person => "person",
            SuggestionKind::Genre => "genre",
        };
        Self { kind, id: suggestion.id, text: suggestion.text }
    }
}

/// Titles, people and genres that begin like this, ten at most.
#[utoipa::path(get, path = "/api/v1/catalog/suggest", tag = "catalog",
    params(SuggestParams), responses((status = 200, body = Data<Vec<SuggestionEntry>>)))]
pub async fn suggest(
    State(catalogue): State<Catalogue>,
    Query(params): Query<SuggestParams>,
) -> Result<Response, Problem> {
    let suggestions = match text("q", params.q.as_deref())? {
        Some(text) => suggest::suggest(catalogue.index.as_ref(), catalogue.shelves.as_ref(), text).await?,
        None => Vec::new(),
    };
    shared(&Data::new(suggestions.into_iter().map(SuggestionEntry::from).collect::<Vec<_>>()))
}
