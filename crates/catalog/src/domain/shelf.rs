//! How videos are put before a viewer.

use kernel::Timestamp;

use super::{LabelId, LabelKind, LabelName, Video, VideoId};

kernel::id! {
    /// Whose list it is. The default profile of a user has the user's id.
    ProfileId
}

/// A published video with the active labels it is filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The video.
    pub video: Video,
    /// In the order its owner gave.
    pub labels: Vec<LabelName>,
}

impl Shelved {
    /// Its labels of one kind.
    pub fn labels_of(&self, kind: LabelKind) -> impl Iterator<Item = &LabelName> {
        self.labels.iter().filter(move |label| label.kind == kind)
    }
}

/// The home page.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Home {
    /// The newest video that has a banner.
    pub hero: Option<Shelved>,
    /// None is empty, and none shows the hero.
    pub rows: Vec<HomeRow>,
}

/// One row of the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeRow {
    /// What it is about.
    pub kind: RowKind,
    /// Newest first.
    pub videos: Vec<Shelved>,
}

/// What a row of the home page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The newest of all.
    New,
    /// A category or a genre.
    Label {
        /// Which kind.
        kind: LabelKind,
        /// Which one.
        id: LabelId,
        /// As people read it.
        name: String,
    },
}

/// What a suggestion leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A video.
    Title,
    /// A cast member.
    Person,
    /// A genre.
    Genre,
}

/// Something a viewer may be typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it leads to.
    pub kind: SuggestionKind,
    /// Its id.
    pub id: uuid::Uuid,
    /// As people read it.
    pub text: String,
}

/// A video on somebody's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// Which video.
    pub video: VideoId,
    /// Since when.
    pub added_at: Timestamp,
}
