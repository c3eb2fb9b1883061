//! The search index in a folder, made with tantivy.
//!
//! The folder holds one index, or a second one while it is being built anew, and a file that names the one in use. The
//! rows of the store are the truth: an index that is missing, damaged or of another version is dropped and built
//! again, and one that missed some changes catches up from the mark in its last commit.

mod analysis;
mod answers;
mod bits;
mod collect;
mod columns;
mod error;
mod facets;
mod generation;
mod hits;
mod levels;
mod matching;
mod postings;
mod retrieve;
mod schema;
mod similar;
mod snapshot;
mod vocabulary;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use async_trait::async_trait;
use kernel::{Direction, PageRequest};
use uuid::Uuid;

pub use error::IndexError;
use generation::Generation;
use snapshot::Snapshot;

use crate::{
    application::ports::{IndexEntry, Mark, PortError, SearchIndex, Standing},
    domain::{Filters, Found, Likeness, SearchRequest, SearchText, Sort, VideoId},
};

/// Names the folder in use.
const CURRENT: &str = "current";

/// The index. Clones are the same index.
#[derive(Clone)]
pub struct TantivyIndex {
    root: Arc<PathBuf>,
    state: Arc<RwLock<State>>,
}

#[derive(Default)]
struct State {
    served: Option<Arc<Generation>>,
    /// Being built; it is `served` too, if there was nothing else to serve.
    building: Option<Arc<Generation>>,
}

impl TantivyIndex {
    /// Opens the index in `root` if there is a good one, and clears away what else lies there.
    pub async fn open(root: PathBuf) -> Result<Self, IndexError> {
        blocking(move || {
            fs::create_dir_all(&root)?;
            let current = fs::read_to_string(root.join(CURRENT)).unwrap_or_default();
            let served = open_current(&root, current.trim());
            for entry in fs::read_dir(&root)?.flatten() {
                let in_use = served.as_ref().is_some_and(|served| served.folder() == entry.path());
                if !in_use && entry.file_type()?.is_dir() {
                    fs::remove_dir_all(entry.path())?;
                }
            }
            let state = State { served: served.map(Arc::new), building: None };
            Ok(Self { root: Arc::new(root), state: Arc::new(RwLock::new(state)) })
        })
        .await
    }

    /// What can be searched now.
    fn snapshot(&self) -> Result<Arc<Snapshot>, IndexError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.served.as_ref().map(|served| served.snapshot()).ok_or(IndexError::Missing("search"))
    }

    fn written_generation(&self) -> Option<Arc<Generation>> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.building.as_ref().or(state.served.as_ref()).cloned()
    }

    fn begin(&self, edition: Uuid) -> Result<(), IndexError> {
        let abandoned = self.change(|state| state.building.take());
        let folder = self.unused_folder(edition);
        let building = Arc::new(Generation::create(&folder, edition)?);
        let is_first = self.change(|state| {
            state.building = Some(Arc::clone(&building));
            let is_first = state.served.is_none();
            state.served.get_or_insert_with(|| Arc::clone(&building));
            is_first
        });
        if is_first {
            self.point_to(&folder)?;
        }
        abandoned.map_or(Ok(()), |abandoned| self.discard(&abandoned))
    }

    fn finish(&self) -> Result<(), IndexError> {
        let building = self.state.read().unwrap_or_else(PoisonError::into_inner).building.clone();
        let Some(building) = building else { return Ok(()) };
        building.merge()?;
        self.point_to(building.folder())?;
        let replaced = self.change(|state| {
            state.building = None;
            state.served.replace(building)
        });
        replaced.map_or(Ok(()), |replaced| self.discard(&replaced))
    }

    /// Searches that began on it go on: what they have mapped stays until they are done.
    fn discard(&self, generation: &Generation) -> Result<(), IndexError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        if state.served.as_ref().is_none_or(|served| served.folder() != generation.folder()) {
            fs::remove_dir_all(generation.folder())?;
        }
        Ok(())
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn unused_folder(&self, edition: Uuid) -> PathBuf {
        let folders = (1_u32..).map(|number| self.root.join(format!("{edition}.{number}")));
        folders.into_iter().find(|folder| !folder.exists()).unwrap_or_default()
    }

    /// A power cut leaves the old name or the new one.
    fn point_to(&self, folder: &Path) -> Result<(), IndexError> {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let unfinished = self.root.join("current.new");
        let mut file = fs::File::create(&unfinished)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, self.root.join(CURRENT))?;
        fs::File::open(self.root.as_path())?.sync_all()?;
        Ok(())
    }

    async fn on_snapshot<T: Send + 'static>(
        &self,
        search: impl FnOnce(&Snapshot) -> Result<T, IndexError> + Send + 'static,
    ) -> Result<T, PortError> {
        let snapshot = self.snapshot()?;
        Ok(blocking(move || search(&snapshot)).await?)
    }
}

fn open_current(root: &Path, name: &str) -> Option<Generation> {
    if name.is_empty() {
        return None;
    }
    match Generation::open(&root.join(name)) {
        Ok(generation) => Some(generation),
        Err(error) => {
            tracing::warn!(%error, "the search index cannot be used and is built anew");
            None
        }
    }
}

/// Searching and writing wait for the disk, which must not hold up other requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, IndexError> + Send + 'static,
) -> Result<T, IndexError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| IndexError::Abandoned)?
}

#[async_trait]
impl SearchIndex for TantivyIndex {
    async fn search(&self, request: SearchRequest) -> Result<Found, PortError> {
        self.on_snapshot(move |snapshot| snapshot.search(&request)).await
    }

    async fn titles(&self, text: SearchText, limit: u32) -> Result<Vec<VideoId>, PortError> {
        self.on_snapshot(move |snapshot| {
            let request = SearchRequest {
                text: None,
                filters: Filters::default(),
                sort: Sort::Relevance,
                direction: Direction::Descending,
                page: PageRequest::new(None, Some(limit)),
                facets: false,
            };
            Ok(collect::collect(snapshot, &retrieve::titles(snapshot, &text)?, &request)?.videos)
        })
        .await
    }

    async fn similar(&self, likeness: Likeness) -> Result<Vec<VideoId>, PortError> {
        self.on_snapshot(move |snapshot| similar::similar(snapshot, &likeness)).await
    }

    fn served(&self) -> Option<Standing> {
        self.snapshot().ok().map(|snapshot| snapshot.standing)
    }

    fn written(&self) -> Option<Standing> {
        self.written_generation().map(|generation| generation.snapshot().standing)
    }

    async fn start_over(&self, edition: Uuid) -> Result<(), PortError> {
        let this = self.clone();
        Ok(blocking(move || this.begin(edition)).await?)
    }

    async fn write(&self, entries: Vec<IndexEntry>, mark: Mark) -> Result<(), PortError> {
        let generation = self.written_generation().ok_or(IndexError::Missing("write to"))?;
        Ok(blocking(move || generation.write(&entries, mark)).await?)
    }

    async fn serve_written(&self) -> Result<(), PortError> {
        let this = self.clone();
        Ok(blocking(move || this.finish()).await?)
    }
}
