//! A large upload takes no more memory than a small one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::body::{Body, Bytes};
use futures::{StreamExt, stream};
use http::StatusCode;

use crate::fixture::Studio;

const MIB: usize = 1024 * 1024;

pub async fn a_hundred_mebibytes_pass_through_flat_memory() {
    let studio = Studio::open().await;
    let size = 100 * MIB;
    let request = studio.request("POST", "/api/v1/admin/uploads").header("tus-resumable", "1.0.0");
    let begun = studio.send(request.header("upload-length", size).body(Body::empty()).unwrap()).await;
    let path = begun.headers()["location"].to_str().unwrap().to_owned();
    let before = resident_bytes();
    let peak = Arc::new(AtomicUsize::new(before));
    let watched = peak.clone();
    let piece = Bytes::from(vec![3; 64 * 1024]);
    let pieces = stream::iter(std::iter::repeat_n(piece, size / (64 * 1024)).map(Ok::<_, std::io::Error>));
    let pieces = pieces.inspect(move |_| {
        watched.fetch_max(resident_bytes(), Ordering::Relaxed);
    });
    let request = studio
        .request("PATCH", &path)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream");
    let taken = studio.send(request.body(Body::from_stream(pieces)).unwrap()).await;
    assert_eq!(taken.status(), StatusCode::NO_CONTENT);
    assert_eq!(taken.headers()["upload-offset"], size.to_string());
    let grown = peak.load(Ordering::Relaxed) - before;
    eprintln!("a 100 MiB upload: memory grew by {} KiB", grown / 1024);
    assert!(grown < 16 * MIB, "memory grew by {} MiB", grown / MIB);
}

fn resident_bytes() -> usize {
    let pages: usize = std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}
