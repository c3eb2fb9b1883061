//! What viewers may see: published videos, the labels they are filed under, and searches over them. Pure.

mod label;
mod search;
mod shelf;
mod video;

pub use label::{Label, LabelId, LabelKind, LabelName, Role, name_words};
pub use search::{FacetCounts, Filters, Found, Likeness, MAX_SEARCH_TEXT, SearchRequest, SearchText, Sort, YearRange};
pub use shelf::{Home, HomeRow, ListEntry, ProfileId, RowKind, Shelved, Suggestion, SuggestionKind};
pub use video::{Markers, Picture, Rating, Video, VideoChange, VideoId};
