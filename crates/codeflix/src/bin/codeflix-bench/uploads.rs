//! A hundred uploads at once: what the server needs, and whether every byte arrives.

use std::{collections::BTreeSet, fs, io::Read, path::Path, sync::Arc, time::Instant};

use anyhow::{Context, ensure};
use bytes::Bytes;
use futures::future::try_join_all;
use sha2::{Digest, Sha256};

use crate::{
    Bench,
    client::Client,
    figures::Report,
    process::{forget_peak, peak_memory},
    server::Server,
    studio::{Studio, Upload},
};

const USERS: usize = 20;
/// As many unfinished uploads as a user may have.
const PER_USER: usize = 5;
const SIZE: usize = 20 << 20;
/// Bytes of a part.
const PART: usize = 4 << 20;
/// The start of an MP4 file, as far as a server looks.
const MP4: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";

/// A film that is like no other: its first bytes are its own, and the rest is shared to save our own memory.
#[derive(Clone)]
struct Film {
    head: Bytes,
    rest: Bytes,
}

pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let scratch = bench.scratch()?;
    let data = scratch.path().join("data");
    let server = Server::start(bench, &data).await?;
    let mut studio = Studio::open(&server).await?;
    let mut users = Vec::new();
    for number in 0..USERS {
        users.push(studio.colleague(number).await?);
    }
    let films: Arc<[Film]> = films().into();
    let expected: BTreeSet<String> = films.iter().map(Film::hash).collect();
    ensure!(expected.len() == USERS * PER_USER, "two films are alike");

    forget_peak(server.pid())?;
    let begin = Instant::now();
    let owners = users.iter().flat_map(|user| std::iter::repeat_n(user, PER_USER));
    try_join_all(owners.zip(films.iter()).map(|(user, film)| upload(user, film))).await?;
    let (seconds, peak) = (begin.elapsed().as_secs_f64(), peak_memory(server.pid())?);
    report.at_most("house.memory_of_100_uploads", peak, "MiB", 300.0);
    report.note("house.seconds_of_100_uploads", seconds, "s");

    server.stop().await?;
    let stored = hashes_below(&data.join("objects"))?;
    let lost = expected.difference(&stored).count();
    report.at_most("house.damaged_of_100_uploads", u32::try_from(lost)?.into(), "files", 0.0);
    Ok(())
}

async fn upload(client: &Client, film: &Film) -> anyhow::Result<()> {
    let upload = Upload::begin(client, SIZE as u64).await?;
    upload.append(client, 0, film.head.clone()).await?;
    let mut offset = film.head.len();
    while offset < SIZE {
        let end = SIZE.min(offset + PART);
        upload.append(client, offset as u64, film.rest.slice(offset..end)).await?;
        offset = end;
    }
    Ok(())
}

fn films() -> Vec<Film> {
    // Any bytes will do that do not repeat within a part.
    let words = (0..SIZE as u64 / 8).map(|word| word.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let rest = Bytes::from(words.flat_map(u64::to_le_bytes).collect::<Vec<u8>>());
    let film = |number: usize| Film { head: [MP4, &number.to_be_bytes()].concat().into(), rest: rest.clone() };
    (0..USERS * PER_USER).map(film).collect()
}

impl Film {
    fn hash(&self) -> String {
        let hash = Sha256::new().chain_update(&self.head).chain_update(self.rest.slice(self.head.len()..));
        hex::encode(hash.finalize())
    }
}

/// SHA-256 of every file as large as a film.
fn hashes_below(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut hashes = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            hashes.append(&mut hashes_below(&path)?);
        } else if path.metadata()?.len() == SIZE as u64 {
            let mut bytes = Vec::new();
            fs::File::open(&path)?.read_to_end(&mut bytes)?;
            hashes.insert(hex::encode(Sha256::digest(&bytes)));
        }
    }
    Ok(hashes)
}
