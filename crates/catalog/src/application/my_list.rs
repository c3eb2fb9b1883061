//! Somebody's list of videos to watch. The caller has checked that it is theirs.

use kernel::{Clock, Page, PageRequest};

use super::ports::{Depth, MyLists, PortError, Shelves};
use crate::domain::{ListEntry, ProfileId, Shelved, VideoId};

/// A page of the list, newest entry first.
pub async fn list(
    lists: &dyn MyLists,
    shelves: &dyn Shelves,
    profile: ProfileId,
    page: PageRequest,
) -> Result<Page<Shelved>, PortError> {
    let entries = lists.list(profile, page).await?;
    let ids: Vec<VideoId> = entries.items.iter().map(|entry| entry.video).collect();
    let items = shelves.videos(&ids, Depth::Card).await?;
    Ok(Page { items, total: entries.total, request: page })
}

/// The entry of a video, if it is on the list.
pub async fn entry(lists: &dyn MyLists, profile: ProfileId, video: VideoId) -> Result<Option<ListEntry>, PortError> {
    lists.entry(profile, video).await
}

/// Puts a video on the list; `false` if there is no such video to be seen.
pub async fn add(
    lists: &dyn MyLists,
    clock: &dyn Clock,
    profile: ProfileId,
    video: VideoId,
) -> Result<bool, PortError> {
    lists.add(profile, ListEntry { video, added_at: clock.now() }).await
}

/// Takes a video off the list, if it is there.
pub async fn remove(lists: &dyn MyLists, profile: ProfileId, video: VideoId) -> Result<(), PortError> {
    lists.remove(profile, video).await
}
