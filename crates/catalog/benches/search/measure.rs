//! How fast a catalogue is searched: in the index alone, and over HTTP with filters and facets.

use std::{path::Path, sync::Arc, time::Instant};

use axum::{Router, body::Body};
use catalog::{
    MIGRATIONS,
    application::{follow, home::HomePages, ports::SearchIndex},
    domain::{Filters, LabelId, SearchRequest, SearchText, Shelved, Sort},
    inbound::http::{Catalogue, api},
    outbound::{search::TantivyIndex, sql::SqlStore},
};
use http::Request;
use http_body_util::BodyExt;
use kernel::{Direction, PageRequest, SystemClock};
use platform::{
    db::{Db, DbConfig, PLATFORM},
    http::{HttpSettings, kit},
};
use tower::ServiceExt;

use super::{
    corpus::{Chance, Corpus},
    queries::{Kind, query},
    rows,
};

/// Queries measured a kind.
const ROUNDS: usize = 2_000;
/// Queries before, which warm the caches of the machine.
const WARM_UP: usize = 200;

/// A measured number and the one to reach, at most.
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub target: f64,
}

/// Builds a catalogue of `titles` titles in `folder` and measures searches.
pub async fn measure(folder: &Path, titles: usize) -> Vec<Figure> {
    let (catalogue, videos) = build(folder, titles).await;
    let mut figures = in_index(catalogue.index.as_ref(), &videos).await;
    let router = kit(api(catalogue).0, HttpSettings::default());
    figures.extend(over_http(&router, &videos).await);
    figures
}

async fn build(folder: &Path, titles: usize) -> (Catalogue, Vec<Shelved>) {
    let clock = Arc::new(SystemClock);
    let config = DbConfig::Sqlite { file: folder.join("catalog.db") };
    let db = Db::connect(&config, &[PLATFORM, MIGRATIONS]).await.expect("a new folder takes a database");
    let store = Arc::new(SqlStore::open(db.clone(), clock.clone()).await.expect("a new database can be written"));
    let videos = load(&db, titles).await;
    let index = Arc::new(TantivyIndex::open(folder.join("search")).await.expect("a new folder takes an index"));
    follow::catch_up(store.as_ref(), index.as_ref()).await.expect("the index follows");
    let homes = Arc::new(HomePages::new(store.clone(), index.clone(), store.clone()));
    (Catalogue { index, shelves: store.clone(), lists: store, homes, clock }, videos)
}

/// Writes the rows in few transactions: event by event, with a sync for each, would take minutes.
async fn load(db: &Db, titles: usize) -> Vec<Shelved> {
    let mut corpus = Corpus::new(titles);
    let mut tx = db.begin().await.expect("the database can be written");
    for label in corpus.labels() {
        rows::insert_label(&mut tx, label).await;
    }
    rows::start_clock(&mut tx).await;
    tx.commit().await.expect("labels are stored");
    let mut videos = Vec::with_capacity(titles);
    while videos.len() < titles {
        let mut tx = db.begin().await.expect("the database can be written");
        for _ in 0..2_000.min(titles - videos.len()) {
            let shelved = corpus.video();
            rows::insert_video(&mut tx, &shelved).await;
            videos.push(shelved);
        }
        tx.commit().await.expect("videos are stored");
    }
    videos
}

async fn in_index(index: &dyn SearchIndex, videos: &[Shelved]) -> Vec<Figure> {
    let mut chance = Chance::new(42);
    let mut figures = Vec::new();
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let mut times = Vec::with_capacity(ROUNDS);
        for round in 0..WARM_UP + ROUNDS {
            let request = request(&query(kind, &videos[chance.below(videos.len())], &mut chance));
            let begun = Instant::now();
            index.search(request).await.expect("a search succeeds");
            if round >= WARM_UP {
                times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            }
        }
        if kind != Kind::Story {
            all.extend_from_slice(&times);
        }
        figures.extend(percentiles(&format!("search.index.{}", kind.name()), times, 1.0));
    }
    figures.extend(percentiles("search.index", all, 1.0));
    figures
}

fn request(text: &str) -> SearchRequest {
    SearchRequest {
        text: SearchText::parse("q", text).expect("queries are short"),
        filters: Filters::default(),
        sort: Sort::Relevance,
        direction: Direction::Descending,
        page: PageRequest::default(),
        facets: false,
    }
}

async fn over_http(router: &Router, videos: &[Shelved]) -> Vec<Figure> {
    let mut chance = Chance::new(43);
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..WARM_UP + ROUNDS {
        let uri = uri(&videos[chance.below(videos.len())], &mut chance);
        let request = Request::get(uri).body(Body::empty()).expect("the URI is encoded");
        let begun = Instant::now();
        let response = router.clone().oneshot(request).await.expect("the router answers");
        assert!(response.status().is_success(), "a search succeeds");
        response.into_body().collect().await.expect("the answer is whole");
        if round >= WARM_UP {
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    percentiles("search.http", times, 20.0)
}

/// Half of them search, all of them filter by something the title has, and every one counts facets.
fn uri(shelved: &Shelved, chance: &mut Chance) -> String {
    let ids = |kind: usize| -> Vec<LabelId> {
        shelved.labels.iter().filter(|label| label.kind.index() == kind).map(|label| label.id).collect()
    };
    let filter = match chance.below(4) {
        0 => format!("genres={}", ids(1)[0]),
        1 => format!("categories={}&year_from={}", ids(0)[0], shelved.video.year_launched.saturating_sub(5)),
        2 => format!("cast_members={}", ids(2)[0]),
        _ => format!("rating={}&genres={}", shelved.video.rating.as_str(), ids(1)[0]),
    };
    let kind = Kind::ALL[chance.below(Kind::ALL.len())];
    let text = if chance.below(2) == 0 { String::new() } else { query(kind, shelved, chance) };
    let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("/api/v1/catalog/videos?q={text}&{filter}&facets=true")
}

fn percentiles(name: &str, mut times: Vec<f64>, target: f64) -> Vec<Figure> {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    [50, 99].map(|share| Figure { name: format!("{name}.p{share}"), value: at(share), unit: "ms", target }).into()
}
