//! What the use cases need from outside: a store of rows, which is the truth, and a search index made from it.

use std::error::Error as StdError;

use async_trait::async_trait;
use kernel::{Cause, Direction, Page, PageRequest, Saved};
use uuid::Uuid;

use crate::domain::{
    Found, Label, LabelId, LabelKind, Likeness, ListEntry, ProfileId, SearchRequest, SearchText, Shelved, VideoChange,
    VideoId,
};

/// Why a port did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// The same may succeed later.
    #[error("{what} is unavailable: {cause}")]
    Unavailable {
        /// Which port.
        what: &'static str,
        /// Why.
        cause: Box<dyn StdError + Send + Sync>,
    },
    /// A defect, or broken storage.
    #[error("{what} failed: {cause}")]
    Failed {
        /// Which port.
        what: &'static str,
        /// Why.
        cause: Box<dyn StdError + Send + Sync>,
    },
}

/// The copy of what catalog-admin tells.
#[async_trait]
pub trait Projection: Send + Sync + 'static {
    /// Takes a label over if it is newer. A change of what viewers read marks all its videos for the index.
    async fn put_label(&self, label: &Label, cause: &Cause) -> Result<Saved, PortError>;

    /// Takes a video over if it is newer.
    async fn put_video(&self, change: &VideoChange, cause: &Cause) -> Result<Saved, PortError>;
}

/// How much of a video's labels is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Genres only.
    Card,
    /// All.
    Full,
}

/// Which labels of a kind, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelQuery {
    /// Which kind.
    pub kind: LabelKind,
    /// A part of the name or description, folded; empty for all.
    pub contains: String,
    /// What comes first; ties are broken by id.
    pub sort: LabelSort,
    /// Which end of it.
    pub direction: Direction,
    /// Which part.
    pub page: PageRequest,
}

/// What comes first in a list of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSort {
    /// The name, without case and accents.
    Name,
    /// When it was made.
    CreatedAt,
}

/// Published videos and active labels, for reading.
#[async_trait]
pub trait Shelves: Send + Sync + 'static {
    /// The published ones among these videos, in this order.
    async fn videos(&self, ids: &[VideoId], depth: Depth) -> Result<Vec<Shelved>, PortError>;

    /// The newest published video that has a banner.
    async fn hero(&self) -> Result<Option<VideoId>, PortError>;

    /// The active ones among these labels, in any order.
    async fn labels(&self, ids: &[LabelId]) -> Result<Vec<Label>, PortError>;

    /// A page of active labels.
    async fn label_page(&self, query: &LabelQuery) -> Result<Page<Label>, PortError>;

    /// Active genres, or cast members of published videos, whose name has a word that begins with the last of these
    /// folded words, and contains the others.
    async fn labels_by_words(&self, kind: LabelKind, words: &[String], limit: i64) -> Result<Vec<Label>, PortError>;
}

/// Everybody's list of videos to watch.
#[async_trait]
pub trait MyLists: Send + Sync + 'static {
    /// The published videos on a list, newest entry first.
    async fn list(&self, profile: ProfileId, page: PageRequest) -> Result<Page<ListEntry>, PortError>;

    /// One entry, if the video is on the list and published.
    async fn entry(&self, profile: ProfileId, video: VideoId) -> Result<Option<ListEntry>, PortError>;

    /// Puts a published video on a list, if it is not there; `false` if there is no such video.
    async fn add(&self, profile: ProfileId, entry: ListEntry) -> Result<bool, PortError>;

    /// Takes a video off a list, if it is there.
    async fn remove(&self, profile: ProfileId, video: VideoId) -> Result<(), PortError>;
}

/// How far something has followed the changes: every change up to `change`, and of that one every video up to
/// `video`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Number of the change.
    pub change: i64,
    /// Last video of it.
    pub video: VideoId,
}

impl Mark {
    /// Before everything.
    pub const START: Self = Self { change: 0, video: VideoId::from_uuid(Uuid::nil()) };
}

/// Which edition of the index, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Changes when the index shall be built anew.
    pub edition: Uuid,
    /// How far.
    pub mark: Mark,
}

/// A video as the index shall know it from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexEntry {
    /// Findable by this.
    Put(Box<Shelved>),
    /// Not findable.
    Remove(VideoId),
}

/// The numbered changes of the store.
#[async_trait]
pub trait ChangeLog: Send + Sync + 'static {
    /// The edition wanted, and the number of the newest change.
    async fn newest(&self) -> Result<(Uuid, i64), PortError>;

    /// What changed after `mark`, oldest first, with the mark of each; at most `limit` videos.
    async fn since(&self, mark: Mark, limit: i64) -> Result<Vec<(Mark, IndexEntry)>, PortError>;

    /// Asks every index to be built anew.
    async fn want_edition(&self, edition: Uuid) -> Result<(), PortError>;
}

/// Finds videos.
#[async_trait]
pub trait SearchIndex: Send + Sync + 'static {
    /// A page of hits.
    async fn search(&self, request: SearchRequest) -> Result<Found, PortError>;

    /// Videos whose title has all the words, the last as a prefix; best first.
    async fn titles(&self, text: SearchText, limit: u32) -> Result<Vec<VideoId>, PortError>;

    /// Videos that share labels, most alike first.
    async fn similar(&self, likeness: Likeness) -> Result<Vec<VideoId>, PortError>;

    /// Where the index that answers searches stands; `None` before the first write.
    fn served(&self) -> Option<Standing>;

    /// Where the index that is written to stands; it is the one served, unless one is being built beside it.
    fn written(&self) -> Option<Standing>;

    /// Begins an empty index of this edition beside the one served, and drops what was begun before.
    async fn start_over(&self, edition: Uuid) -> Result<(), PortError>;

    /// Writes entries and the mark reached, both or neither.
    async fn write(&self, entries: Vec<IndexEntry>, mark: Mark) -> Result<(), PortError>;

    /// Lets the index that is written to answer searches.
    async fn serve_written(&self) -> Result<(), PortError>;
}
