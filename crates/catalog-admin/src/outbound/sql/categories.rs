//! Categories as rows.

use kernel::{Timestamp, text::fold};
use platform::{
    db::{Error, Tx},
    on,
};
use uuid::Uuid;

use super::{
    exactly_one, life,
    select::{CHUNK, Paged, Select, Value, order},
};
use crate::{
    application::ports::{CategoryFilter, CategorySort, ListQuery},
    domain::{Category, CategoryId, CategoryState, Description, Name},
};

const COLUMNS: &str = "id, version, name, description, is_active, created_at, updated_at";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        description: Option<String>,
        is_active: bool,
        created_at: i64,
        updated_at: i64,
    }
}

impl From<Row> for Category {
    fn from(row: Row) -> Self {
        let state = CategoryState {
            name: Name::restore(row.name),
            description: row.description.map(Description::restore),
            is_active: row.is_active,
        };
        Self::restore(CategoryId::from_uuid(row.id), state, life(row.version, row.created_at, row.updated_at))
    }
}

pub(super) async fn find(tx: &mut Tx, ids: &[CategoryId]) -> Result<Vec<Category>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let select = Select::new("SELECT ").push(COLUMNS).push(" FROM categories WHERE deleted_at IS NULL AND id IN ");
        let rows: Vec<Row> = select.bind_list(ids.iter().map(|id| Value::Id(id.uuid()))).fetch(tx).await?;
        found.extend(rows.into_iter().map(Category::from));
    }
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    query: &ListQuery<CategorySort, CategoryFilter>,
) -> Result<(Vec<Category>, u64), Error> {
    let conditions = Select::new("FROM categories WHERE deleted_at IS NULL")
        .search(query.search.as_deref())
        .flag(" AND is_active = ", query.filter.is_active);
    let paged = Paged { conditions, columns: COLUMNS, order: sort(query.sort, query.direction), page: query.page };
    let (rows, total) = paged.fetch::<Row>(tx).await?;
    Ok((rows.into_iter().map(Category::from).collect(), total))
}

/// Genres sort by the same columns.
pub(super) fn sort(by: CategorySort, direction: kernel::Direction) -> String {
    match by {
        CategorySort::Name => order("sort_name", direction),
        CategorySort::IsActive => order("is_active", direction),
        CategorySort::CreatedAt => order("created_at", direction),
    }
}

pub(super) async fn write(tx: &mut Tx, category: &Category) -> Result<(), Error> {
    const INSERT: &str = "INSERT INTO categories
        (id, version, name, description, is_active, search_text, sort_name, created_at, updated_at, deleted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    const UPDATE: &str = "UPDATE categories SET version = $2, name = $3, description = $4, is_active = $5,
        search_text = $6, sort_name = $7, created_at = $8, updated_at = $9, deleted_at = $10
        WHERE id = $1 AND version = $11 AND deleted_at IS NULL";
    let (state, life) = (category.state(), category.life());
    let description = state.description.as_ref().map(Description::as_str);
    let search = fold(&format!("{}\n{}", state.name.as_str(), description.unwrap_or_default()));
    let is_new = category.stored_version() == 0;
    let rows = on!(tx, conn => {
        let query = sqlx::query(if is_new { INSERT } else { UPDATE })
            .bind(category.id().uuid())
            .bind(life.version)
            .bind(state.name.as_str())
            .bind(description)
            .bind(state.is_active)
            .bind(&search)
            .bind(fold(state.name.as_str()))
            .bind(life.created_at.millis())
            .bind(life.updated_at.millis())
            .bind(life.deleted_at.map(Timestamp::millis));
        let query = if is_new { query } else { query.bind(category.stored_version()) };
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    exactly_one(rows)
}
