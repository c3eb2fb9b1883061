//! One video, those like it, and the labels to browse by.

use kernel::Page;

use super::ports::{Depth, LabelQuery, PortError, SearchIndex, Shelves};
use crate::domain::{Label, LabelId, LabelKind, Likeness, Shelved, VideoId};

/// How many similar videos are shown.
const MAX_SIMILAR: usize = 20;

/// A published video with all its labels.
pub async fn video(shelves: &dyn Shelves, id: VideoId) -> Result<Option<Shelved>, PortError> {
    Ok(shelves.videos(&[id], Depth::Full).await?.pop())
}

/// Published videos that share labels with this one, most alike first; `None` if there is no such video.
pub async fn similar(
    index: &dyn SearchIndex,
    shelves: &dyn Shelves,
    id: VideoId,
) -> Result<Option<Vec<Shelved>>, PortError> {
    let Some(origin) = video(shelves, id).await? else { return Ok(None) };
    let likeness = Likeness { labels: origin.video.labels, except: id, limit: MAX_SIMILAR };
    let alike = index.similar(likeness).await?;
    Ok(Some(shelves.videos(&alike, Depth::Card).await?))
}

/// A page of active labels.
pub async fn labels(shelves: &dyn Shelves, query: &LabelQuery) -> Result<Page<Label>, PortError> {
    shelves.label_page(query).await
}

/// An active label of this kind.
pub async fn label(shelves: &dyn Shelves, kind: LabelKind, id: LabelId) -> Result<Option<Label>, PortError> {
    Ok(shelves.labels(&[id]).await?.into_iter().find(|label| label.kind == kind))
}
