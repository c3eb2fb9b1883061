//! The store of the catalogue.

use async_trait::async_trait;
use kernel::{Cause, Page, Saved};

use super::{SqlStore, cast_members, categories, commit, genres, orphans, videos};
use crate::{
    application::ports::{
        CastMemberFilter, CastMemberSort, Catalogue, CategoryFilter, CategorySort, Changes, GenreFilter, GenreSort,
        ListQuery, Neighbours, StoreError, VideoFilter, VideoSort,
    },
    domain::{
        CastMember, CastMemberId, Category, CategoryId, Genre, GenreId, VideoId,
        video::{Relations, Video},
    },
};

#[async_trait]
impl Catalogue for SqlStore {
    async fn categories(&self, ids: &[CategoryId]) -> Result<Vec<Category>, StoreError> {
        Ok(categories::find(&mut self.db.read().await?, ids).await?)
    }

    async fn genres(&self, ids: &[GenreId]) -> Result<Vec<Genre>, StoreError> {
        Ok(genres::find(&mut self.db.read().await?, ids).await?)
    }

    async fn cast_members(&self, ids: &[CastMemberId]) -> Result<Vec<CastMember>, StoreError> {
        Ok(cast_members::find(&mut self.db.read().await?, ids).await?)
    }

    async fn videos(&self, ids: &[VideoId]) -> Result<Vec<Video>, StoreError> {
        Ok(videos::find(&mut self.db.read().await?, ids).await?)
    }

    async fn neighbours(&self, of: &Relations) -> Result<Neighbours, StoreError> {
        let mut tx = self.db.read().await?;
        let genres = genres::with_categories(&mut tx, &of.categories).await?;
        let videos = videos::connected(&mut tx, of).await?;
        Ok(Neighbours { genres, videos })
    }

    async fn list_categories(
        &self,
        query: &ListQuery<CategorySort, CategoryFilter>,
    ) -> Result<Page<Category>, StoreError> {
        let (items, total) = categories::list(&mut self.db.read().await?, query).await?;
        Ok(Page { items, total, request: query.page })
    }

    async fn list_genres(&self, query: &ListQuery<GenreSort, GenreFilter>) -> Result<Page<Genre>, StoreError> {
        let (items, total) = genres::list(&mut self.db.read().await?, query).await?;
        Ok(Page { items, total, request: query.page })
    }

    async fn list_cast_members(
        &self,
        query: &ListQuery<CastMemberSort, CastMemberFilter>,
    ) -> Result<Page<CastMember>, StoreError> {
        let (items, total) = cast_members::list(&mut self.db.read().await?, query).await?;
        Ok(Page { items, total, request: query.page })
    }

    async fn list_videos(&self, query: &ListQuery<VideoSort, VideoFilter>) -> Result<Page<Video>, StoreError> {
        let (items, total) = videos::list(&mut self.db.read().await?, query).await?;
        Ok(Page { items, total, request: query.page })
    }

    async fn commit(&self, changes: Changes, cause: &Cause) -> Result<Saved, StoreError> {
        let mut tx = self.db.begin().await?;
        let saved = commit::write(&mut tx, changes, cause, self.clock.now()).await?;
        if saved == Saved::Done {
            tx.commit().await?;
        }
        Ok(saved)
    }

    async fn expect_objects(&self, keys: &[String]) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        orphans::note(&mut tx, keys, self.clock.now().plus(orphans::GRACE)).await?;
        Ok(tx.commit().await?)
    }

    async fn due_orphans(&self) -> Result<Vec<String>, StoreError> {
        Ok(orphans::due(&mut self.db.read().await?, self.clock.now()).await?)
    }

    async fn forget_orphans(&self, keys: &[String]) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        orphans::forget(&mut tx, keys).await?;
        Ok(tx.commit().await?)
    }

    async fn purge_tombstones(&self) -> Result<u64, StoreError> {
        let mut tx = self.db.begin().await?;
        let purged = orphans::purge(&mut tx, self.clock.now()).await?;
        tx.commit().await?;
        Ok(purged)
    }
}
