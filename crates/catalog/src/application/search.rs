//! Searching and browsing published videos.

use std::collections::HashMap;

use kernel::Page;

use super::ports::{Depth, PortError, SearchIndex, Shelves};
use crate::domain::{FacetCounts, Found, LabelId, LabelKind, Rating, SearchRequest, Shelved};

/// Cast members told in a facet; those that are chosen are told besides.
const MAX_CAST: usize = 20;

/// A page of hits as viewers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The hits.
    pub page: Page<Shelved>,
    /// Whether not all words were found together, so that any of them counts.
    pub relaxed: bool,
    /// Another spelling that finds something.
    pub did_you_mean: Option<String>,
    /// If asked for.
    pub facets: Option<Facets>,
}

/// Counts by facet, with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By kind of label; most frequent first.
    pub labels: [Vec<LabelCount>; 3],
    /// Mildest first.
    pub ratings: Vec<(Rating, u64)>,
    /// Newest first.
    pub years: Vec<(u16, u64)>,
}

/// How many hits bear a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelCount {
    /// Which label.
    pub id: LabelId,
    /// As people read it.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// Runs a search. A hit that was withdrawn a moment ago is left out of the page.
pub async fn search(
    index: &dyn SearchIndex,
    shelves: &dyn Shelves,
    request: SearchRequest,
) -> Result<Results, PortError> {
    let Found { videos, total, relaxed, did_you_mean, facets } = index.search(request.clone()).await?;
    let items = shelves.videos(&videos, Depth::Card).await?;
    let facets = match facets {
        Some(counts) => Some(named(shelves, counts, &request).await?),
        None => None,
    };
    Ok(Results { page: Page { items, total, request: request.page }, relaxed, did_you_mean, facets })
}

/// Inactive labels have no name here, and are no choice.
async fn named(shelves: &dyn Shelves, counts: FacetCounts, request: &SearchRequest) -> Result<Facets, PortError> {
    let mut labels = counts.labels;
    for (counted, chosen) in labels.iter_mut().zip(&request.filters.labels) {
        let uncounted = chosen.iter().filter(|id| counted.iter().all(|(known, _)| known != *id));
        let uncounted: Vec<_> = uncounted.map(|id| (*id, 0)).collect();
        counted.extend(uncounted);
    }
    let ids: Vec<LabelId> = labels.iter().flatten().map(|(id, _)| *id).collect();
    let names = shelves.labels(&ids).await?.into_iter().map(|label| (label.id, label.name));
    let mut names: HashMap<LabelId, String> = names.collect();
    let mut with_names = labels.map(|counted| {
        let counts =
            counted.into_iter().filter_map(|(id, count)| Some(LabelCount { id, name: names.remove(&id)?, count }));
        counts.collect::<Vec<_>>()
    });
    let ([_, _, cast], [_, _, chosen]) = (&mut with_names, &request.filters.labels);
    let mut place = 0;
    cast.retain(|member| {
        place += 1;
        place <= MAX_CAST || chosen.contains(&member.id)
    });
    Ok(Facets { labels: with_names, ratings: counts.ratings, years: counts.years })
}

/// The number of videos by label of the kinds that have rows and shelves.
pub(super) fn counted_labels(counts: FacetCounts) -> Vec<(LabelKind, LabelId, u64)> {
    let [categories, genres, _] = counts.labels;
    let categories = categories.into_iter().map(|(id, count)| (LabelKind::Category, id, count));
    categories.chain(genres.into_iter().map(|(id, count)| (LabelKind::Genre, id, count))).collect()
}
