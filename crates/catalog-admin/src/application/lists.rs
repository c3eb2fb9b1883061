//! Pages of the catalogue.

use kernel::Page;

use super::{
    Error,
    ports::{
        CastMemberFilter, CastMemberSort, CategoryFilter, CategorySort, GenreFilter, GenreSort, ListQuery, Ports,
        VideoFilter, VideoSort,
    },
    view::{GenreView, VideoView, view_genres, view_videos},
};
use crate::domain::{CastMember, Category};

/// A page of categories.
pub async fn list_categories(
    ports: &Ports,
    query: &ListQuery<CategorySort, CategoryFilter>,
) -> Result<Page<Category>, Error> {
    Ok(ports.catalogue.list_categories(query).await?)
}

/// A page of genres with the names of their categories.
pub async fn list_genres(ports: &Ports, query: &ListQuery<GenreSort, GenreFilter>) -> Result<Page<GenreView>, Error> {
    let page = ports.catalogue.list_genres(query).await?;
    let items = view_genres(ports, page.items).await?;
    Ok(Page { items, total: page.total, request: page.request })
}

/// A page of cast members.
pub async fn list_cast_members(
    ports: &Ports,
    query: &ListQuery<CastMemberSort, CastMemberFilter>,
) -> Result<Page<CastMember>, Error> {
    Ok(ports.catalogue.list_cast_members(query).await?)
}

/// A page of videos with everything that belongs to them.
pub async fn list_videos(ports: &Ports, query: &ListQuery<VideoSort, VideoFilter>) -> Result<Page<VideoView>, Error> {
    let page = ports.catalogue.list_videos(query).await?;
    let items = view_videos(ports, page.items).await?;
    Ok(Page { items, total: page.total, request: page.request })
}
