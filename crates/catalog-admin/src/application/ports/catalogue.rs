//! The store of the catalogue, in the words of the domain.

use async_trait::async_trait;
use kernel::{Cause, Direction, Page, PageRequest, Saved};

use crate::domain::{
    CastMember, CastMemberId, CastRole, Category, CategoryId, Genre, GenreId, UploadId, VideoId,
    video::{Rating, Relations, Status, Video},
};

/// Why the store did not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed it since it was loaded: load it again.
    #[error("somebody else changed it in the meantime")]
    Conflict,
    /// Something with this id exists: the command was done before.
    #[error("it exists already")]
    Exists,
    /// The same may succeed later.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// A defect of ours.
    #[error("the store failed: {0}")]
    Defect(String),
}

/// What one transaction writes. Usually a single aggregate; deleting takes the changed neighbours along, because
/// "all or nothing" is promised there.
#[derive(Default)]
pub struct Changes {
    /// New, changed or deleted.
    pub categories: Vec<Category>,
    /// New, changed or deleted.
    pub genres: Vec<Genre>,
    /// New, changed or deleted.
    pub cast_members: Vec<CastMember>,
    /// New, changed or deleted.
    pub videos: Vec<Video>,
    /// Uploads that become media.
    pub attachments: Vec<Attachment>,
    /// Uploads that become media while they arrive.
    pub announcements: Vec<Attachment>,
    /// Work to be done afterwards.
    pub errands: Vec<Errand>,
}

/// An upload becomes a version of a video's film or trailer. An upload does so once.
#[derive(Clone, Copy, Debug)]
pub struct Attachment {
    /// The upload.
    pub upload: UploadId,
    /// The video.
    pub video: VideoId,
}

/// Work that follows from a change and is done until it succeeds.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Make the thumbnail out of a picture of the film.
    AdoptPoster {
        /// The video.
        video: VideoId,
        /// Key of the picture.
        poster: String,
    },
}

/// Who refers to something.
#[derive(Default)]
pub struct Neighbours {
    /// Genres with one of the categories.
    pub genres: Vec<Genre>,
    /// Videos with one of the categories, genres or cast members.
    pub videos: Vec<Video>,
}

/// Which part of a list, in which order.
#[derive(Clone, Debug)]
pub struct ListQuery<S, F> {
    /// Which page.
    pub page: PageRequest,
    /// Folded text that must be contained.
    pub search: Option<String>,
    /// By what.
    pub sort: S,
    /// Which way round.
    pub direction: Direction,
    /// What must hold.
    pub filter: F,
}

/// Orders of categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategorySort {
    /// By folded name.
    Name,
    /// Inactive ones first.
    IsActive,
    /// By age.
    CreatedAt,
}

/// Genres have the same orders.
pub type GenreSort = CategorySort;

/// Orders of cast members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastMemberSort {
    /// By folded name.
    Name,
    /// By role.
    Role,
    /// By age.
    CreatedAt,
}

/// Orders of videos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoSort {
    /// By folded title.
    Title,
    /// By year.
    YearLaunched,
    /// By age.
    CreatedAt,
}

/// Conditions on categories.
#[derive(Clone, Debug, Default)]
pub struct CategoryFilter {
    /// Active ones or inactive ones.
    pub is_active: Option<bool>,
}

/// Conditions on genres. Values of one field are alternatives.
#[derive(Clone, Debug, Default)]
pub struct GenreFilter {
    /// Active ones or inactive ones.
    pub is_active: Option<bool>,
    /// In one of these.
    pub categories: Vec<CategoryId>,
}

/// Conditions on cast members.
#[derive(Clone, Debug, Default)]
pub struct CastMemberFilter {
    /// One of these.
    pub roles: Vec<CastRole>,
}

/// Conditions on videos. Values of one field are alternatives, fields combine.
#[derive(Clone, Debug, Default)]
pub struct VideoFilter {
    /// In one of these.
    pub categories: Vec<CategoryId>,
    /// Of one of these.
    pub genres: Vec<GenreId>,
    /// With one of these.
    pub cast_members: Vec<CastMemberId>,
    /// One of these.
    pub ratings: Vec<Rating>,
    /// One of these.
    pub statuses: Vec<Status>,
    /// One of these.
    pub years: Vec<u16>,
    /// Watchable without a subscription, or not.
    pub opened: Option<bool>,
}

/// Categories, genres, cast members and videos. What is deleted is not found.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// Those of the categories that exist.
    async fn categories(&self, ids: &[CategoryId]) -> Result<Vec<Category>, StoreError>;
    /// Those of the genres that exist.
    async fn genres(&self, ids: &[GenreId]) -> Result<Vec<Genre>, StoreError>;
    /// Those of the cast members that exist.
    async fn cast_members(&self, ids: &[CastMemberId]) -> Result<Vec<CastMember>, StoreError>;
    /// Those of the videos that exist.
    async fn videos(&self, ids: &[VideoId]) -> Result<Vec<Video>, StoreError>;
    /// Who refers to any of these.
    async fn neighbours(&self, of: &Relations) -> Result<Neighbours, StoreError>;

    /// A page of categories.
    async fn list_categories(
        &self,
        query: &ListQuery<CategorySort, CategoryFilter>,
    ) -> Result<Page<Category>, StoreError>;
    /// A page of genres.
    async fn list_genres(&self, query: &ListQuery<GenreSort, GenreFilter>) -> Result<Page<Genre>, StoreError>;
    /// A page of cast members.
    async fn list_cast_members(
        &self,
        query: &ListQuery<CastMemberSort, CastMemberFilter>,
    ) -> Result<Page<CastMember>, StoreError>;
    /// A page of videos.
    async fn list_videos(&self, query: &ListQuery<VideoSort, VideoFilter>) -> Result<Page<Video>, StoreError>;

    /// Writes everything or nothing, together with the events of it. A message that had its effect before has none.
    async fn commit(&self, changes: Changes, cause: &Cause) -> Result<Saved, StoreError>;

    /// Notes objects that are about to be written, so that they are removed if nothing comes to refer to them.
    async fn expect_objects(&self, keys: &[String]) -> Result<(), StoreError>;
    /// Keys of orphaned objects that are due to be deleted.
    async fn due_orphans(&self) -> Result<Vec<String>, StoreError>;
    /// Forgets orphaned objects that are gone.
    async fn forget_orphans(&self, keys: &[String]) -> Result<(), StoreError>;
    /// Removes what was deleted 30 days ago.
    async fn purge_tombstones(&self) -> Result<u64, StoreError>;
}
