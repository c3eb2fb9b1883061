//! Cast members as rows.

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
    application::ports::{CastMemberFilter, CastMemberSort, ListQuery},
    domain::{CastMember, CastMemberId, CastMemberState, CastRole, Name},
};

const COLUMNS: &str = "id, version, name, role, created_at, updated_at";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        role: String,
        created_at: i64,
        updated_at: i64,
    }
}

impl TryFrom<Row> for CastMember {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let role = CastRole::parse("role", &row.role).map_err(|_| Error::Corrupt(format!("role {}", row.role)))?;
        let state = CastMemberState { name: Name::restore(row.name), role };
        let life = life(row.version, row.created_at, row.updated_at);
        Ok(Self::restore(CastMemberId::from_uuid(row.id), state, life))
    }
}

pub(super) async fn find(tx: &mut Tx, ids: &[CastMemberId]) -> Result<Vec<CastMember>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let select =
            Select::new("SELECT ").push(COLUMNS).push(" FROM cast_members WHERE deleted_at IS NULL AND id IN ");
        let rows: Vec<Row> = select.bind_list(ids.iter().map(|id| Value::Id(id.uuid()))).fetch(tx).await?;
        for row in rows {
            found.push(row.try_into()?);
        }
    }
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    query: &ListQuery<CastMemberSort, CastMemberFilter>,
) -> Result<(Vec<CastMember>, u64), Error> {
    let roles = query.filter.roles.iter().map(|role| role.as_str().into()).collect();
    let conditions = Select::new("FROM cast_members WHERE deleted_at IS NULL").search(query.search.as_deref()).any_of(
        " AND role IN ",
        roles,
        "",
    );
    let column = match query.sort {
        CastMemberSort::Name => "sort_name",
        CastMemberSort::Role => "role",
        CastMemberSort::CreatedAt => "created_at",
    };
    let paged = Paged { conditions, columns: COLUMNS, order: order(column, query.direction), page: query.page };
    let (rows, total) = paged.fetch::<Row>(tx).await?;
    let members = rows.into_iter().map(CastMember::try_from).collect::<Result<_, _>>()?;
    Ok((members, total))
}

pub(super) async fn write(tx: &mut Tx, member: &CastMember) -> Result<(), Error> {
    const INSERT: &str = "INSERT INTO cast_members
        (id, version, name, role, search_text, sort_name, created_at, updated_at, deleted_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
    const UPDATE: &str = "UPDATE cast_members SET version = $2, name = $3, role = $4, search_text = $5, sort_name = $5,
        created_at = $6, updated_at = $7, deleted_at = $8
        WHERE id = $1 AND version = $9 AND deleted_at IS NULL";
    let (state, life) = (member.state(), member.life());
    let is_new = member.stored_version() == 0;
    let rows = on!(tx, conn => {
        let query = sqlx::query(if is_new { INSERT } else { UPDATE })
            .bind(member.id().uuid())
            .bind(life.version)
            .bind(state.name.as_str())
            .bind(state.role.as_str())
            .bind(fold(state.name.as_str()))
            .bind(life.created_at.millis())
            .bind(life.updated_at.millis())
            .bind(life.deleted_at.map(Timestamp::millis));
        let query = if is_new { query } else { query.bind(member.stored_version()) };
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    exactly_one(rows)
}
