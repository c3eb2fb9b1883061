//! The home page: a hero, the newest, and a row for each category and genre.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{Direction, PageRequest};
use uuid::Uuid;

use super::{
    ports::{ChangeLog, Depth, PortError, SearchIndex, Shelves},
    search::counted_labels,
};
use crate::domain::{
    Filters, Found, Home, HomeRow, LabelId, LabelKind, RowKind, SearchRequest, Shelved, Sort, VideoId,
};

/// Videos in a row. One more is looked up, because the hero may be among them.
const ROW: u32 = 20;
/// Rows by label; nobody scrolls further, and the page stays below a megabyte.
const MAX_LABEL_ROWS: usize = 40;

/// A page with the change it was made after.
type Kept = ((Uuid, i64), Arc<Home>);

/// Makes home pages, and keeps the last one until something changes.
pub struct HomePages {
    log: Arc<dyn ChangeLog>,
    index: Arc<dyn SearchIndex>,
    shelves: Arc<dyn Shelves>,
    last: Mutex<Option<Kept>>,
}

impl HomePages {
    /// Over these ports.
    pub fn new(log: Arc<dyn ChangeLog>, index: Arc<dyn SearchIndex>, shelves: Arc<dyn Shelves>) -> Self {
        Self { log, index, shelves, last: Mutex::new(None) }
    }

    /// The home page as it is now.
    pub async fn current(&self) -> Result<Arc<Home>, PortError> {
        let (edition, newest) = self.log.newest().await?;
        // While the index lags behind, the page may change without a change of the store.
        let served = self.index.served().map(|served| (served.edition, served.mark.change));
        let key = (edition, newest);
        if let Some((known, home)) = &*self.last.lock().unwrap_or_else(PoisonError::into_inner)
            && *known == key
        {
            return Ok(Arc::clone(home));
        }
        let home = Arc::new(self.make().await?);
        if served == Some(key) {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, Arc::clone(&home)));
        }
        Ok(home)
    }

    async fn make(&self) -> Result<Home, PortError> {
        let hero = self.shelves.hero().await?;
        let newest = self.newest(Filters::default(), true).await?;
        let labels = self.rows_by_label(&newest).await?;
        let mut planned = vec![(RowKind::New, newest.videos)];
        for (kind, id, name) in labels {
            let found = self.newest(Filters::label(kind, id), false).await?;
            planned.push((RowKind::Label { kind, id, name }, found.videos));
        }
        self.fill(hero, planned).await
    }

    /// Active categories, then genres, those with the most videos first.
    async fn rows_by_label(&self, newest: &Found) -> Result<Vec<(LabelKind, LabelId, String)>, PortError> {
        let counted = counted_labels(newest.facets.clone().unwrap_or_default());
        let ids: Vec<LabelId> = counted.iter().map(|(_, id, _)| *id).collect();
        let active = self.shelves.labels(&ids).await?.into_iter().map(|label| (label.id, label.name));
        let mut active: HashMap<LabelId, String> = active.collect();
        let named = counted.into_iter().filter_map(|(kind, id, _)| Some((kind, id, active.remove(&id)?)));
        Ok(named.take(MAX_LABEL_ROWS).collect())
    }

    async fn newest(&self, filters: Filters, facets: bool) -> Result<Found, PortError> {
        let request = SearchRequest {
            text: None,
            filters,
            sort: Sort::PublishedAt,
            direction: Direction::Descending,
            page: PageRequest::new(None, Some(ROW + 1)),
            facets,
        };
        self.index.search(request).await
    }

    /// Loads every video once, however many rows show it.
    async fn fill(&self, hero: Option<VideoId>, planned: Vec<(RowKind, Vec<VideoId>)>) -> Result<Home, PortError> {
        let mut ids: Vec<VideoId> = hero.into_iter().chain(planned.iter().flat_map(|(_, ids)| ids.clone())).collect();
        ids.sort_unstable();
        ids.dedup();
        let videos = self.shelves.videos(&ids, Depth::Card).await?;
        let videos: HashMap<VideoId, Shelved> = videos.into_iter().map(|shelved| (shelved.video.id, shelved)).collect();
        let rows = planned.into_iter().map(|(kind, ids)| {
            let shown = ids.iter().filter(|id| Some(**id) != hero).filter_map(|id| videos.get(id).cloned());
            HomeRow { kind, videos: shown.take(ROW as usize).collect() }
        });
        let rows = rows.filter(|row| !row.videos.is_empty()).collect();
        Ok(Home { hero: hero.and_then(|hero| videos.get(&hero).cloned()), rows })
    }
}
