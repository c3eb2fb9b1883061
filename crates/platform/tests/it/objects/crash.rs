//! A process that is killed while it writes: nothing half-written is ever seen, nothing acknowledged is lost.

use std::{
    convert::Infallible,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use bytes::Bytes;
use futures::{StreamExt, stream};
use platform::objects::Objects;

use super::{
    contract::{key, pattern},
    folder::NO_RESERVE,
};

/// Tells the re-executed test binary where to write.
const FOLDER: &str = "CODEFLIX_TEST_OBJECTS";
const OBJECT: usize = 3_000_000;

/// A second process of this binary that runs only the (otherwise ignored) test `name`.
fn start(name: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", name])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Where the parent wants it; nothing if somebody ran the ignored tests by hand.
fn told_folder() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "how the parent process speaks to this one")]
    std::env::var_os(FOLDER).map(PathBuf::from)
}

async fn open(folder: &Path) -> Objects {
    Objects::open_folder(folder.to_path_buf(), NO_RESERVE).await.unwrap()
}

#[tokio::test]
#[ignore = "a part of `a_kill_while_objects_are_put_leaves_whole_objects_only`"]
async fn a_process_that_puts_objects() {
    let Some(folder) = told_folder() else { return };
    let (objects, bytes) = (open(&folder).await, pattern(OBJECT));
    for n in 0..10_000 {
        objects.put(&key(&format!("enc/{}/{n}", n % 3)), bytes.clone()).await.unwrap();
        println!("\nstored enc/{}/{n}", n % 3);
    }
}

#[tokio::test]
async fn a_kill_while_objects_are_put_leaves_whole_objects_only() {
    for acknowledged in 1..=8 {
        let folder = tempfile::tempdir().unwrap();
        let mut process = start("objects::crash::a_process_that_puts_objects", folder.path());
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let stored = lines.filter_map(|line| line.strip_prefix("stored ").map(key));
        let stored: Vec<_> = stored.take(acknowledged).collect();
        process.kill().unwrap();
        process.wait().unwrap();
        assert_eq!(stored.len(), acknowledged);

        let objects = open(folder.path()).await;
        assert_eq!(fs::read_dir(folder.path().join("unfinished")).unwrap().count(), 0, "swept at the start");
        let found: Vec<_> = objects.list(None).map(|meta| meta.unwrap().key).collect().await;
        assert!(stored.iter().all(|key| found.contains(key)), "{stored:?} in {found:?}");
        for key in found {
            assert!(objects.read(&key).await.unwrap() == pattern(OBJECT), "{key} is whole");
        }
    }
}

#[tokio::test]
#[ignore = "a part of `a_kill_while_an_upload_runs_loses_nothing_committed`"]
async fn a_process_that_uploads() {
    let Some(folder) = told_folder() else { return };
    let upload = open(&folder).await.resumable(&key("src/1"));
    upload.begin().await.unwrap();
    let mut appender = upload.open(0).await.unwrap();
    let bytes = pattern(1 << 30);
    let mut body = stream::iter(bytes.chunks(16_384).map(|piece| Ok::<_, Infallible>(bytes.slice_ref(piece))));
    while appender.size() < 1 << 30 {
        println!("\ncommitted {}", appender.append(&mut body, 1 << 20).await.unwrap().size);
    }
}

#[tokio::test]
async fn a_kill_while_an_upload_runs_loses_nothing_committed() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = start("objects::crash::a_process_that_uploads", folder.path());
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut committed = lines.filter_map(|line| line.strip_prefix("committed ")?.parse::<u64>().ok());
    let committed = committed.nth(10).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();

    let upload = open(folder.path()).await.resumable(&key("src/1"));
    let mut appender = upload.open(committed).await.unwrap();
    let rest = pattern(20_000_000).slice(usize::try_from(committed).unwrap()..);
    appender.append(&mut stream::iter([Ok::<_, Infallible>(rest)]), u64::MAX).await.unwrap();
    drop(appender);
    upload.finish(20_000_000).await.unwrap();
    assert!(open(folder.path()).await.read(&key("src/1")).await.unwrap() == pattern(20_000_000));
}

#[tokio::test]
#[ignore = "a part of `any_size_passes_through_little_memory`"]
async fn a_process_that_moves_much() {
    const LENGTH: u64 = 192 << 20;
    let Some(folder) = told_folder() else { return };
    let objects = open(&folder).await;
    let upload = objects.resumable(&key("src/much"));
    upload.begin().await.unwrap();
    let piece = Bytes::from_static(&[7; 16_384]);
    let mut body =
        stream::repeat_with(|| Ok::<_, Infallible>(piece.clone())).take(usize::try_from(LENGTH).unwrap() / 16_384);
    upload.open(0).await.unwrap().append(&mut body, u64::MAX).await.unwrap();
    upload.finish(LENGTH).await.unwrap();
    objects.put_file(&key("src/copy"), &folder, Path::new("objects/src/much")).await.unwrap();
    let copy = objects.get(&key("src/copy"), None).await.unwrap();
    let read = copy.body.fold(0, |sum, piece| async move { sum + piece.unwrap().len() as u64 }).await;
    assert_eq!(read, LENGTH);
    println!("\npeak {}", peak_memory_kib());
}

fn peak_memory_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
}

#[test]
fn any_size_passes_through_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = start("objects::crash::a_process_that_moves_much", folder.path());
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    let peak: u64 = lines.find_map(|line| line.strip_prefix("peak ")?.parse().ok()).unwrap();
    process.wait().unwrap();
    assert!(peak < 64 << 10, "{peak} KiB for 192 MiB");
}
