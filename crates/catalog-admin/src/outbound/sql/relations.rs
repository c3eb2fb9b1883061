//! Who is connected with what: one table a relation, only ever pointing at what is not deleted.

use std::collections::{BTreeMap, BTreeSet};

use platform::db::{Error, Tx};
use uuid::Uuid;

use super::select::{CHUNK, Select, Value};

/// A relation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link {
    GenreCategories,
    VideoCategories,
    VideoGenres,
    VideoCastMembers,
}

impl Link {
    /// Table, near column, far column, far table.
    const fn names(self) -> [&'static str; 4] {
        match self {
            Self::GenreCategories => ["genre_categories", "genre_id", "category_id", "categories"],
            Self::VideoCategories => ["video_categories", "video_id", "category_id", "categories"],
            Self::VideoGenres => ["video_genres", "video_id", "genre_id", "genres"],
            Self::VideoCastMembers => ["video_cast_members", "video_id", "cast_member_id", "cast_members"],
        }
    }
}

/// The far ends of some near ends.
pub(super) async fn read(tx: &mut Tx, link: Link, of: &[Uuid]) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>, Error> {
    let [table, near, far, _] = link.names();
    let mut found: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for of in of.chunks(CHUNK) {
        let select = Select::new(&format!("SELECT {near}, {far} FROM {table} WHERE {near} IN "));
        let rows: Vec<(Uuid, Uuid)> = select.bind_list(of.iter().copied().map(Value::Id)).fetch(tx).await?;
        for (near, far) in rows {
            found.entry(near).or_default().insert(far);
        }
    }
    Ok(found)
}

/// The near ends of some far ends.
pub(super) async fn referring(tx: &mut Tx, link: Link, to: &[Uuid]) -> Result<BTreeSet<Uuid>, Error> {
    let [table, near, far, _] = link.names();
    let mut found = BTreeSet::new();
    for to in to.chunks(CHUNK) {
        let select = Select::new(&format!("SELECT DISTINCT {near} FROM {table} WHERE {far} IN "));
        let rows: Vec<(Uuid,)> = select.bind_list(to.iter().copied().map(Value::Id)).fetch(tx).await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Makes `far` the far ends of `near`. [`Error::Conflict`] if one of the new ones is being deleted.
pub(super) async fn replace(tx: &mut Tx, link: Link, near: Uuid, far: BTreeSet<Uuid>) -> Result<(), Error> {
    let before = read(tx, link, &[near]).await?.remove(&near).unwrap_or_default();
    let added: Vec<_> = far.difference(&before).copied().collect();
    let removed: Vec<_> = before.difference(&far).copied().collect();
    for added in added.chunks(CHUNK) {
        hold(tx, link, added).await?;
        insert(tx, link, near, added).await?;
    }
    let [table, near_column, far_column, _] = link.names();
    for removed in removed.chunks(CHUNK) {
        let delete = Select::new(&format!("DELETE FROM {table} WHERE {near_column} = ")).bind(Value::Id(near));
        let delete = delete.push(&format!(" AND {far_column} IN "));
        delete.bind_list(removed.iter().copied().map(Value::Id)).execute(tx).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, link: Link, near: Uuid, far: &[Uuid]) -> Result<(), Error> {
    let [table, near_column, far_column, _] = link.names();
    let mut insert = Select::new(&format!("INSERT INTO {table} ({near_column}, {far_column}) VALUES "));
    for (index, far) in far.iter().enumerate() {
        insert = if index == 0 { insert } else { insert.push(", ") };
        insert = insert.bind_list([Value::Id(near), Value::Id(*far)]);
    }
    insert.execute(tx).await.map(drop)
}

/// Locks the far ends against deletion until the commit. An update that changes nothing is the lock both engines know.
async fn hold(tx: &mut Tx, link: Link, far: &[Uuid]) -> Result<(), Error> {
    let [_, _, _, table] = link.names();
    let update = Select::new(&format!("UPDATE {table} SET version = version WHERE deleted_at IS NULL AND id IN "));
    let held = update.bind_list(far.iter().copied().map(Value::Id)).execute(tx).await?;
    if held == far.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}

/// After a deletion: [`Error::Conflict`] if somebody came to refer to it in the meantime.
pub(super) async fn ensure_unreferenced(tx: &mut Tx, link: Link, gone: &[Uuid]) -> Result<(), Error> {
    if referring(tx, link, gone).await?.is_empty() { Ok(()) } else { Err(Error::Conflict) }
}
