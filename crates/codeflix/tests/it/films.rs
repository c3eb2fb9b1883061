//! Films on their way from a file to the catalogue, with what was acknowledged on the way: what the process may not
//! forget, however often it is killed.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    client::{Answer, Bytes, Client, Lost, upload_id},
    house::{House, Shelf, eventually, verdict, video},
};

/// The most that anything may take after a crash.
pub const NOTHING_STUCK: Duration = Duration::from_secs(120);
/// Bytes of a piece: small, so that an upload has many places to break.
const PIECE: usize = 8 << 10;

/// The parts of a film's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Upload,
    Encode,
    Publish,
    Done,
}

/// One film. Cells, because the way is cut off at any await and what was noted until then counts.
pub struct Film {
    pub video: String,
    path: String,
    bytes: Bytes,
    /// Bytes that an answer said are kept.
    kept: Cell<usize>,
    attached: Cell<bool>,
    encoded: Cell<bool>,
    published: Cell<bool>,
}

impl Film {
    /// A draft, and an upload without a byte.
    pub async fn begin(operator: &Client, shelf: &Shelf, title: &str, bytes: &Bytes) -> Self {
        let video = shelf.draft(operator, title).await;
        let begun = operator.begin_upload(bytes.len(), "film.mp4").await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let path = begun.header("location").to_owned();
        let bytes = bytes.clone();
        let (attached, encoded, published) = (Cell::new(false), Cell::new(false), Cell::new(false));
        Self { video, path, bytes, kept: Cell::new(0), attached, encoded, published }
    }

    pub fn upload(&self) -> String {
        upload_id(&self.path)
    }

    pub const fn stage(&self) -> Stage {
        match (self.attached.get(), self.encoded.get(), self.published.get()) {
            (_, _, true) => Stage::Done,
            (_, true, _) => Stage::Publish,
            (true, ..) => Stage::Encode,
            _ => Stage::Upload,
        }
    }

    /// Whether some bytes were kept and some were missing.
    pub fn is_half_uploaded(&self) -> bool {
        (1..self.bytes.len()).contains(&self.kept.get())
    }

    /// Goes on up to the end of a stage, from wherever it is.
    pub async fn go_on(&self, operator: &Client, until: Stage) -> Result<(), Lost> {
        while self.stage() <= until {
            match self.stage() {
                Stage::Upload => {
                    self.send_rest(operator).await?;
                    self.attach(operator).await?;
                }
                Stage::Encode => self.wait_for_encode(operator).await?,
                Stage::Publish => self.publish(operator).await?,
                Stage::Done => break,
            }
        }
        Ok(())
    }

    pub async fn send_rest(&self, operator: &Client) -> Result<(), Lost> {
        let mut at = self.kept.get();
        while at < self.bytes.len() {
            let piece = self.bytes.slice(at..(at + PIECE).min(self.bytes.len()));
            let answer = operator.append(&self.path, at, piece.clone()).await?;
            assert_eq!(answer.status, 204, "{}", answer.text());
            at += piece.len();
            assert_eq!(answer.header("upload-offset"), at.to_string());
            self.kept.set(at);
        }
        Ok(())
    }

    pub async fn attach(&self, operator: &Client) -> Result<(), Lost> {
        let answer = operator.attach(&self.video, &self.upload()).await?;
        let made = answer.data();
        assert_eq!(made["media_id"], self.upload(), "an upload becomes one medium, however often it is attached");
        self.attached.set(true);
        Ok(())
    }

    /// Until only a person's word is missing; the thumbnail comes from the film itself.
    async fn wait_for_encode(&self, operator: &Client) -> Result<(), Lost> {
        loop {
            let shown = operator.try_call(http::Method::GET, &self.admin_path(), None).await?.data();
            assert_ne!(shown["video"]["status"], "error", "{shown}");
            if shown["status"] == "ready" {
                self.encoded.set(true);
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    async fn publish(&self, operator: &Client) -> Result<(), Lost> {
        let path = format!("{}/publish", self.admin_path());
        let answer = operator.try_call(http::Method::POST, &path, Some(json!({}))).await?;
        assert_eq!(answer.data()["status"], "published");
        self.published.set(true);
        Ok(())
    }

    fn admin_path(&self) -> String {
        format!("/api/v1/admin/videos/{}", self.video)
    }

    /// What was acknowledged before a crash is there after it.
    pub async fn is_as_acknowledged(&self, operator: &Client) {
        let offset = operator.offset(&self.path).await;
        let (kept, size) = (self.kept.get(), self.bytes.len());
        assert!((kept..=size).contains(&offset), "{kept} bytes were acknowledged, {offset} of {size} are there");
        self.kept.set(offset);
        let shown = video(operator, &self.video).await;
        if self.attached.get() {
            assert_eq!(shown["video"]["id"], self.upload(), "an acknowledged film is lost");
        }
        if self.encoded.get() {
            assert_eq!(shown["video"]["status"], "completed", "a finished encode is lost");
        }
        if self.published.get() {
            assert_eq!(shown["published"], true, "a publication is lost");
        }
    }

    /// Arrives at the end, whole, within the time that nothing may take longer than.
    pub async fn arrives(&self, operator: &Client) {
        let all_of_it = tokio::time::timeout(NOTHING_STUCK, self.go_on(operator, Stage::Publish)).await;
        assert!(all_of_it.is_ok(), "{} is stuck: {}", self.video, video(operator, &self.video).await);
        all_of_it.unwrap().unwrap();
        assert_eq!(verdict(operator, &self.video, NOTHING_STUCK).await["status"], "completed");
        let source = operator.get(&format!("{}/medias/video", self.admin_path())).await;
        assert_eq!(Sha256::digest(&source.bytes), Sha256::digest(&self.bytes), "other bytes than were sent");
        let jobs = encode_jobs(operator, self).await;
        assert_eq!(jobs.json()["meta"]["total"], 1, "{}", jobs.text());
    }
}

async fn encode_jobs(operator: &Client, film: &Film) -> Answer {
    let resource = format!("{}.video.{}", film.video, film.upload());
    operator.get(&format!("/api/v1/encoder/jobs?resource_id={resource}")).await
}

/// Viewers find each film once.
pub async fn all_are_listed_once(house: &House, films: &[Film]) {
    let viewer = Client::new(house.origin());
    eventually("the catalogue lists every film once", NOTHING_STUCK, async || {
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        let mut totals = BTreeSet::new();
        for page in 1..=films.len().div_ceil(100) {
            let found = viewer.get(&format!("/api/v1/catalog/videos?per_page=100&page={page}")).await;
            totals.insert(found.json()["meta"]["total"].as_u64());
            for card in found.data().as_array().unwrap() {
                *listed.entry(card["id"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
        // A film that comes to the list while its pages are read moves others from one to the next.
        if totals.len() > 1 {
            return None;
        }
        assert!(listed.values().all(|times| *times == 1), "a film is listed twice: {listed:?}");
        assert!(listed.len() <= films.len(), "a film that nobody published is listed");
        films.iter().all(|film| listed.contains_key(&film.video)).then_some(())
    })
    .await;
}
