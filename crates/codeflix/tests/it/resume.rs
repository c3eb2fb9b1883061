//! A long encode goes on where it was killed: at most one chunk per worker slot is made again.

use std::{collections::BTreeMap, fs, time::Duration};

use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use testkit::media::Clip;

use crate::{
    client::Bytes,
    crashes::asked_for,
    database,
    films::{Film, Stage},
    house::{House, Shelf, eventually},
};

/// Tasks at the same time.
const SLOTS: i64 = 2;
/// Seconds of the film when nothing else is asked for.
const LENGTH: u64 = 96;

/// A row of the queue.
#[derive(Debug)]
struct Task {
    is_done: bool,
    /// How often it was begun.
    fence: i64,
    result: Option<String>,
}

/// The chunks, the sound and the pictures, by their place in the plan.
async fn tasks(db: &mut SqliteConnection) -> BTreeMap<i64, Task> {
    const SQL: &str = "SELECT seq, state, fence, result FROM jobs WHERE kind = 'encode.task'";
    let task = |row: SqliteRow| {
        let is_done = row.get::<String, _>("state") == "done";
        (row.get("seq"), Task { is_done, fence: row.get("fence"), result: row.get("result") })
    };
    sqlx::query(SQL).fetch_all(db).await.unwrap().into_iter().map(task).collect()
}

fn done(tasks: &BTreeMap<i64, Task>) -> usize {
    tasks.values().filter(|task| task.is_done).count()
}

#[tokio::test]
async fn killed_half_way_it_encodes_at_most_one_chunk_per_slot_again() {
    let (mut house, operator) = House::with(&[("CODEFLIX_ENCODER__WORKERS", "2")]).await;
    let shelf = Shelf::new(&operator).await;
    let length = asked_for("CODEFLIX_CRASH_SECONDS").unwrap_or(LENGTH);
    let bytes: Bytes = fs::read(Clip::new(640, 360, length.try_into().unwrap()).file()).unwrap().into();
    let film = Film::begin(&operator, &shelf, "A long one", &bytes).await;
    film.go_on(&operator, Stage::Upload).await.unwrap();

    let mut encoder = database::open(&house.data(), "encoder").await;
    eventually("half of the tasks are done", Duration::from_secs(120 + 2 * length), async || {
        let tasks = tasks(&mut encoder).await;
        (!tasks.is_empty() && done(&tasks) * 2 >= tasks.len()).then_some(())
    })
    .await;
    house.kill();
    let folder = tempfile::tempdir().unwrap();
    let before = tasks(&mut database::open_copy(&house.data(), "encoder", folder.path()).await).await;
    database::unlock(encoder).await;
    let (all, kept) = (before.len(), done(&before));
    assert!(kept * 2 >= all && kept < all, "killed at {kept} of {all} tasks, which is not half-way");

    house.start().await;
    film.is_as_acknowledged(&operator).await;
    film.go_on(&operator, Stage::Encode).await.unwrap();
    film.arrives(&operator).await;
    assert!(house.stop().await.success());
    let mut encoder = database::open(&house.data(), "encoder").await;
    let after = tasks(&mut encoder).await;
    assert_eq!(done(&after), after.len());
    for (seq, task) in before.iter().filter(|(_, task)| task.is_done) {
        assert_eq!(
            (task.fence, &task.result),
            (after[seq].fence, &after[seq].result),
            "a finished task was done again"
        );
    }
    let again: i64 = after.values().map(|task| task.fence - 1).sum();
    println!("{length} s of film, killed with {kept} of {all} tasks done and {SLOTS} slots: {again} encoded again");
    assert!((0..=SLOTS).contains(&again), "{again} tasks were done again: {after:?}");
    let sweeps = database::count(&mut encoder, "SELECT COUNT(*) FROM jobs WHERE kind = $1", "encode.sweep").await;
    assert_eq!(sweeps, 1, "growing playlists and the files of lost tries go later");
    assert_eq!(house.complaints(), Vec::<String>::new());
}
