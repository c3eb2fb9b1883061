//! Genres as rows.

use std::collections::BTreeSet;

use kernel::{Timestamp, text::fold};
use platform::{
    db::{Error, Tx},
    on,
};
use uuid::Uuid;

use super::{
    categories::sort,
    exactly_one, life,
    relations::{Link, read, referring, replace},
    select::{CHUNK, Paged, Select, Value},
};
use crate::{
    application::ports::{GenreFilter, GenreSort, ListQuery},
    domain::{CategoryId, Genre, GenreId, GenreState, Name},
};

const COLUMNS: &str = "id, version, name, is_active, created_at, updated_at";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        is_active: bool,
        created_at: i64,
        updated_at: i64,
    }
}

impl Row {
    fn into_genre(self, categories: BTreeSet<CategoryId>) -> Genre {
        let state = GenreState { name: Name::restore(self.name), is_active: self.is_active, categories };
        let life = life(self.version, self.created_at, self.updated_at);
        Genre::restore(GenreId::from_uuid(self.id), state, life)
    }
}

pub(super) async fn find(tx: &mut Tx, ids: &[GenreId]) -> Result<Vec<Genre>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let select = Select::new("SELECT ").push(COLUMNS).push(" FROM genres WHERE deleted_at IS NULL AND id IN ");
        let rows = select.bind_list(ids.iter().map(|id| Value::Id(id.uuid()))).fetch(tx).await?;
        found.extend(complete(tx, rows).await?);
    }
    Ok(found)
}

/// Living genres with one of the categories.
pub(super) async fn with_categories(tx: &mut Tx, categories: &BTreeSet<CategoryId>) -> Result<Vec<Genre>, Error> {
    let categories: Vec<_> = categories.iter().map(|id| id.uuid()).collect();
    let ids = referring(tx, Link::GenreCategories, &categories).await?;
    find(tx, &ids.into_iter().map(GenreId::from_uuid).collect::<Vec<_>>()).await
}

pub(super) async fn list(tx: &mut Tx, query: &ListQuery<GenreSort, GenreFilter>) -> Result<(Vec<Genre>, u64), Error> {
    let categories = query.filter.categories.iter().map(|id| Value::Id(id.uuid())).collect();
    let conditions = Select::new("FROM genres WHERE deleted_at IS NULL")
        .search(query.search.as_deref())
        .flag(" AND is_active = ", query.filter.is_active)
        .any_of(
            " AND EXISTS (SELECT 1 FROM genre_categories r WHERE r.genre_id = genres.id AND r.category_id IN ",
            categories,
            ")",
        );
    let paged = Paged { conditions, columns: COLUMNS, order: sort(query.sort, query.direction), page: query.page };
    let (rows, total) = paged.fetch::<Row>(tx).await?;
    Ok((complete(tx, rows).await?, total))
}

async fn complete(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Genre>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut categories = read(tx, Link::GenreCategories, &ids).await?;
    let mut take = |id| categories.remove(&id).unwrap_or_default().into_iter().map(CategoryId::from_uuid).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let categories = take(row.id);
            row.into_genre(categories)
        })
        .collect())
}

pub(super) async fn write(tx: &mut Tx, genre: &Genre) -> Result<(), Error> {
    const INSERT: &str = "INSERT INTO genres
        (id, version, name, is_active, search_text, sort_name, created_at, updated_at, deleted_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
    const UPDATE: &str = "UPDATE genres SET version = $2, name = $3, is_active = $4, search_text = $5, sort_name = $5,
        created_at = $6, updated_at = $7, deleted_at = $8
        WHERE id = $1 AND version = $9 AND deleted_at IS NULL";
    let (state, life) = (genre.state(), genre.life());
    let is_new = genre.stored_version() == 0;
    let rows = on!(tx, conn => {
        let query = sqlx::query(if is_new { INSERT } else { UPDATE })
            .bind(genre.id().uuid())
            .bind(life.version)
            .bind(state.name.as_str())
            .bind(state.is_active)
            .bind(fold(state.name.as_str()))
            .bind(life.created_at.millis())
            .bind(life.updated_at.millis())
            .bind(life.deleted_at.map(Timestamp::millis));
        let query = if is_new { query } else { query.bind(genre.stored_version()) };
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    exactly_one(rows)?;
    let is_gone = life.deleted_at.is_some();
    let categories = state.categories.iter().filter(|_| !is_gone).map(|id| id.uuid()).collect();
    replace(tx, Link::GenreCategories, genre.id().uuid(), categories).await
}
