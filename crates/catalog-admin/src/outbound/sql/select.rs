//! Reading with conditions that vary: SQL is put together from our own words only, values are always bound.

use platform::{
    db::{Error, Tx},
    on,
};
use sqlx::{AssertSqlSafe, FromRow, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

/// Ids in one statement; SQLite takes 32,766 parameters.
pub(super) const CHUNK: usize = 500;

/// A value to be bound.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Number(i64),
    Id(Uuid),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A `SELECT` in the making.
#[derive(Clone, Debug)]
pub(super) struct Select {
    sql: String,
    values: Vec<Value>,
}

impl Select {
    /// `sql` up to and including the first condition.
    pub(super) fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), values: Vec::new() }
    }

    /// Adds words of ours.
    pub(super) fn push(mut self, sql: &str) -> Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a value.
    pub(super) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let placeholder = format!("${}", self.values.len());
        self.push(&placeholder)
    }

    /// Adds `(value, value, …)`.
    pub(super) fn bind_list(self, values: impl IntoIterator<Item = Value>) -> Self {
        let mut this = self.push("(");
        for (index, value) in values.into_iter().enumerate() {
            this = if index == 0 { this } else { this.push(", ") };
            this = this.bind(value);
        }
        this.push(")")
    }

    /// Adds a condition if there are values to choose from: `… IN (values)` and `end`.
    pub(super) fn any_of(self, begin: &str, values: Vec<Value>, end: &str) -> Self {
        if values.is_empty() { self } else { self.push(begin).bind_list(values).push(end) }
    }

    /// Adds a condition if there is a flag.
    pub(super) fn flag(self, begin: &str, flag: Option<bool>) -> Self {
        match flag {
            Some(flag) => self.push(begin).bind(Value::Flag(flag)),
            None => self,
        }
    }

    /// Adds "contains" on the folded column.
    pub(super) fn search(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.push(" AND search_text LIKE ").bind(Value::Text(contains(text))).push(r" ESCAPE '\'"),
            None => self,
        }
    }

    /// All rows.
    pub(super) async fn fetch<R>(&self, tx: &mut Tx) -> Result<Vec<R>, Error>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        on!(tx, conn => {
            let query = sqlx::query_as::<_, R>(AssertSqlSafe(self.sql.clone()));
            self.values.iter().fold(query, |query, value| match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Flag(flag) => query.bind(*flag),
                Value::Number(number) => query.bind(*number),
                Value::Id(id) => query.bind(*id),
            }).fetch_all(conn).await
        })
    }

    /// Runs a statement that changes rows; says how many.
    pub(super) async fn execute(&self, tx: &mut Tx) -> Result<u64, Error> {
        on!(tx, conn => {
            let query = sqlx::query(AssertSqlSafe(self.sql.clone()));
            self.values.iter().fold(query, |query, value| match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Flag(flag) => query.bind(*flag),
                Value::Number(number) => query.bind(*number),
                Value::Id(id) => query.bind(*id),
            }).execute(conn).await.map(|done| done.rows_affected())
        })
    }
}

/// A pattern for `LIKE … ESCAPE '\'` in which the text's own wildcards are plain characters.
fn contains(text: &str) -> String {
    let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

/// A page: `rows` selects, `total` counts, both with the same conditions.
pub(super) struct Paged {
    pub(super) conditions: Select,
    pub(super) columns: &'static str,
    pub(super) order: String,
    pub(super) page: kernel::PageRequest,
}

impl Paged {
    /// The rows of the page and the number of rows on all pages.
    pub(super) async fn fetch<R>(self, tx: &mut Tx) -> Result<(Vec<R>, u64), Error>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let Select { sql, values } = self.conditions;
        let count = Select { sql: format!("SELECT COUNT(*) {sql}"), values: values.clone() };
        let total = count.fetch::<(i64,)>(tx).await?.first().map_or(0, |(total,)| *total);
        let rows = Select { sql: format!("SELECT {} {sql} ORDER BY {}", self.columns, self.order), values };
        let rows = rows.push(" LIMIT ").bind(Value::Number(self.page.limit()));
        let rows = rows.push(" OFFSET ").bind(Value::Number(self.page.offset()));
        Ok((rows.fetch(tx).await?, u64::try_from(total).unwrap_or_default()))
    }
}

/// `column direction, id direction`: ties never make pages overlap.
pub(super) fn order(column: &str, direction: kernel::Direction) -> String {
    let direction = match direction {
        kernel::Direction::Ascending => "ASC",
        kernel::Direction::Descending => "DESC",
    };
    format!("{column} {direction}, id {direction}")
}
