//! The home page.

use axum::{extract::State, response::Response};
use platform::http::{Data, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Catalogue, allowed, answers::shared, shapes::Card};
use crate::domain::{self, LabelKind, RowKind};

/// The home page.
#[derive(Serialize, ToSchema)]
pub struct Home {
    /// The newest title that has a banner.
    #[schema(required)]
    hero: Option<Card>,
    rows: Vec<HomeRow>,
}

/// A row of the home page.
#[derive(Serialize, ToSchema)]
pub struct HomeRow {
    /// `new`, `category:<id>` or `genre:<id>`.
    key: String,
    /// The name of the category or genre.
    #[schema(required)]
    title: Option<String>,
    #[schema(schema_with = allowed::row_kind)]
    kind: &'static str,
    items: Vec<Card>,
    /// The page that shows all of them.
    see_all: String,
}

impl From<&domain::HomeRow> for HomeRow {
    fn from(row: &domain::HomeRow) -> Self {
        let items = row.videos.iter().map(Card::from).collect();
        match &row.kind {
            RowKind::New => {
                Self { key: "new".into(), title: None, kind: "new", items, see_all: "/search?sort=published_at".into() }
            }
            RowKind::Label { kind, id, name } => Self {
                key: format!("{}:{id}", kind.as_str()),
                title: Some(name.clone()),
                kind: kind.as_str(),
                items,
                see_all: format!("/search?{}={id}", plural(*kind)),
            },
        }
    }
}

/// The filter of a kind of label.
const fn plural(kind: LabelKind) -> &'static str {
    match kind {
        LabelKind::Category => "categories",
        LabelKind::Genre => "genres",
        LabelKind::CastMember => "cast_members",
    }
}

/// Hero and rows. No row shows the hero again.
#[utoipa::path(get, path = "/api/v1/catalog/home", tag = "catalog", responses((status = 200, body = Data<Home>)))]
pub async fn home(State(catalogue): State<Catalogue>) -> Result<Response, Problem> {
    let home = catalogue.homes.current().await?;
    let rows = home.rows.iter().map(HomeRow::from).collect();
    shared(&Data::new(Home { hero: home.hero.as_ref().map(Card::described), rows }))
}
