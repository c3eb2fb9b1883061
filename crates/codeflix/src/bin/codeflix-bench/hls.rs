//! What a player asks for: permission, playlists, segments (RFC 8216).

use std::{path::Path, time::Duration};

use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use http::{Method, StatusCode, header};
use m3u8_rs::{MasterPlaylist, MediaPlaylist};
use serde_json::json;

use crate::{client::Client, studio::Uploaded, wait::until};

/// A film appears here a moment after the encoder has told of it.
const GRANTED_WITHIN: Duration = Duration::from_secs(20);

/// How much of a film one wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// What is there of a published film.
    Start,
    /// What is there of a film, as its makers see it.
    Preview,
    /// All of a film, published or not, so that playlists no longer grow.
    Whole,
}

/// Somebody who may watch a film.
pub struct Viewer {
    client: Client,
    cookie: String,
    folder: String,
}

/// A rung: its playlist's name, lines, and bits per second.
#[derive(Clone, Debug)]
pub struct Track {
    pub uri: String,
    pub height: u64,
    pub bandwidth: u64,
    /// As RFC 6381 names them.
    pub codecs: String,
}

/// The tracks of a film, the smallest rung first.
pub struct Tracks {
    pub rungs: Vec<Track>,
    /// The playlist of the sound.
    pub sound: Option<String>,
}

impl Viewer {
    /// Asks for permission until it is given.
    pub async fn admit(client: &mut Client, film: &Uploaded, want: Want) -> anyhow::Result<Self> {
        let kind = match want {
            Want::Start => "video",
            Want::Preview | Want::Whole => "preview",
        };
        let wish = json!({ "video_id": film.video, "kind": kind, "device_id": "bench" });
        let mut refusal = String::new();
        let granted = until("watching is granted", GRANTED_WITHIN, Duration::from_millis(150), async || {
            let answer = client.try_post("/api/v1/playback/grants", &wish).await?;
            if matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::CONFLICT) {
                refusal = String::from_utf8_lossy(&answer.body).into_owned();
                return Ok(None);
            }
            let answer = answer.success("a grant")?;
            let data = answer.data()?;
            if want == Want::Whole && data["growing"] == true {
                return Ok(None);
            }
            let address = data["hls_url"].as_str().and_then(|url| url.strip_suffix("master.m3u8"));
            let folder = address.context("a grant names a playlist")?.to_owned();
            let cookie = answer.header(header::SET_COOKIE).and_then(|line| line.split(';').next());
            let cookie = cookie.context("a grant comes with a cookie")?.to_owned();
            Ok(Some(Self { client: client.clone(), cookie, folder }))
        });
        granted.await.with_context(|| format!("the last refusal: {refusal:?}"))
    }

    /// A file of the film.
    pub async fn fetch(&self, uri: &str) -> anyhow::Result<Bytes> {
        let path = format!("{}{uri}", self.folder);
        let request = self.client.request(Method::GET, &path).header(header::COOKIE, &self.cookie);
        Ok(self.client.send(request, Bytes::new()).await?.success(&path)?.body)
    }

    pub async fn tracks(&self) -> anyhow::Result<Tracks> {
        let text = self.fetch("master.m3u8").await?;
        let (_, master) = m3u8_rs::parse_master_playlist(&text).map_err(|_| anyhow!("not a playlist: {text:?}"))?;
        Tracks::of(master)
    }

    pub async fn playlist(&self, uri: &str) -> anyhow::Result<MediaPlaylist> {
        let text = self.fetch(uri).await?;
        let (_, playlist) = m3u8_rs::parse_media_playlist(&text).map_err(|_| anyhow!("not a playlist: {text:?}"))?;
        Ok(playlist)
    }

    /// The first segment of a track, behind its init section.
    pub async fn first_segment(&self, uri: &str) -> anyhow::Result<Bytes> {
        let playlist = self.playlist(uri).await?;
        self.fetch(init_of(&playlist)?).await?;
        self.fetch(&playlist.segments.first().context("a playlist has a segment")?.uri).await
    }

    /// The init section of a track and `count` of its segments as one file; returns its size.
    pub async fn download(&self, uri: &str, count: usize, file: &Path) -> anyhow::Result<u64> {
        let playlist = self.playlist(uri).await?;
        let mut all = self.fetch(init_of(&playlist)?).await?.to_vec();
        for segment in playlist.segments.iter().take(count) {
            all.extend_from_slice(&self.fetch(&segment.uri).await?);
        }
        tokio::fs::write(file, &all).await?;
        Ok(all.len() as u64)
    }
}

/// Where the init section of a playlist lies.
pub fn init_of(playlist: &MediaPlaylist) -> anyhow::Result<&str> {
    let map = playlist.segments.first().and_then(|segment| segment.map.as_ref());
    Ok(&map.context("a playlist has an init section and a segment")?.uri)
}

impl Tracks {
    fn of(master: MasterPlaylist) -> anyhow::Result<Self> {
        let mut rungs: Vec<Track> = master
            .variants
            .into_iter()
            .filter(|variant| !variant.is_i_frame)
            .map(|variant| Track {
                height: variant.resolution.map_or(0, |size| size.height),
                uri: variant.uri,
                bandwidth: variant.bandwidth,
                codecs: variant.codecs.unwrap_or_default(),
            })
            .collect();
        rungs.sort_by_key(|rung| rung.bandwidth);
        if rungs.is_empty() {
            bail!("a film has no rungs");
        }
        Ok(Self { rungs, sound: master.alternatives.into_iter().find_map(|sound| sound.uri) })
    }

    pub fn lowest(&self) -> anyhow::Result<&Track> {
        self.rungs.first().context("a film has rungs")
    }
}
