//! Leases and fences, on both engines.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use kernel::{Clock, Timestamp, id};
use platform::{
    db::{Db, Error, PLATFORM},
    jobs::{Failed, HEARTBEAT, JobError, JobHandler, Jobs, LEASE, Lease, NewJob, WorkerPool},
};
use testkit::{FakeClock, databases};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const KIND: &str = "dig";
const KINDS: &[&str] = &[KIND];

fn job(clock: &FakeClock, hash: &str, seq: i64, priority: i64) -> NewJob {
    NewJob {
        id: id::v7(clock.now()),
        parent_id: None,
        seq,
        kind: KIND,
        input_hash: hash.into(),
        input: format!("{{\"hole\":\"{hash}\"}}"),
        priority,
        not_before: clock.now(),
    }
}

async fn enqueue(db: &Db, job: &NewJob) {
    let mut tx = db.begin().await.unwrap();
    Jobs::enqueue(&mut tx, job).await.unwrap();
    tx.commit().await.unwrap();
}

/// The same on SQLite and on PostgreSQL. PostgreSQL leases by its own clock, so time is not moved there.
async fn on_both_engines(check: impl AsyncFn(Db, FakeClock)) {
    for database in databases() {
        let clock = FakeClock::at(kernel::SystemClock.now());
        let db = database.connect(&[PLATFORM]).await;
        check(db, clock).await;
    }
}

#[tokio::test]
async fn the_same_work_is_never_queued_twice() {
    on_both_engines(async |db, clock| {
        enqueue(&db, &job(&clock, "a", 1, 0)).await;
        enqueue(&db, &job(&clock, "a", 1, 0)).await;
        let jobs = Jobs::new(db, Arc::new(clock));
        assert!(jobs.lease(KINDS, "one").await.unwrap().is_some());
        assert!(jobs.lease(KINDS, "one").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn looking_for_work_in_vain_wakes_nobody() {
    on_both_engines(async |db, clock| {
        let jobs = Jobs::new(db.clone(), Arc::new(clock));
        let commits = db.commits();
        assert!(jobs.lease(KINDS, "one").await.unwrap().is_none());
        assert!(!commits.has_changed().unwrap());
    })
    .await;
}

#[tokio::test]
async fn urgent_work_goes_first_and_equals_go_in_order() {
    on_both_engines(async |db, clock| {
        for (hash, seq, priority) in [("second", 1, 0), ("third", 2, 0), ("first", 9, 5)] {
            enqueue(&db, &job(&clock, hash, seq, priority)).await;
        }
        let jobs = Jobs::new(db, Arc::new(clock));
        for expected in ["first", "second", "third"] {
            let lease = jobs.lease(KINDS, "one").await.unwrap().unwrap();
            assert!(lease.input.contains(expected), "{} is not {expected}", lease.input);
        }
    })
    .await;
}

#[tokio::test]
async fn many_workers_never_hold_the_same_job() {
    on_both_engines(async |db, clock| {
        for n in 0..20 {
            enqueue(&db, &job(&clock, &n.to_string(), n, 0)).await;
        }
        let jobs = Jobs::new(db, Arc::new(clock));
        let leases = futures::future::join_all((0..40).map(|_| jobs.lease(KINDS, "many"))).await;
        let mut ids: Vec<Uuid> = leases.into_iter().filter_map(Result::unwrap).map(|lease| lease.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut rest = 0;
        while jobs.lease(KINDS, "one").await.unwrap().is_some() {
            rest += 1;
        }
        assert_eq!(ids.len() + rest, 20);
    })
    .await;
}

#[tokio::test]
async fn a_worker_whose_lease_ran_out_can_no_longer_write() {
    let database = testkit::sqlite();
    let db = database.connect(&[PLATFORM]).await;
    let clock = FakeClock::at(Timestamp::from_millis(1_700_000_000_000));
    enqueue(&db, &job(&clock, "a", 1, 0)).await;
    let jobs = Jobs::new(db.clone(), Arc::new(clock.clone()));
    let first = jobs.lease(KINDS, "first").await.unwrap().unwrap();
    clock.advance(LEASE + Duration::from_secs(1));
    let second = jobs.lease(KINDS, "second").await.unwrap().unwrap();
    assert_eq!((first.id, second.fence), (second.id, first.fence + 1));

    assert!(!jobs.heartbeat(&first, 50).await.unwrap());
    let mut tx = db.begin().await.unwrap();
    assert!(!Jobs::finish(&mut tx, &first, None).await.unwrap());
    assert!(Jobs::finish(&mut tx, &second, Some("{}")).await.unwrap());
    tx.commit().await.unwrap();
    clock.advance(LEASE * 2);
    assert!(jobs.lease(KINDS, "third").await.unwrap().is_none());
}

#[tokio::test]
async fn a_heartbeat_keeps_the_lease() {
    let database = testkit::sqlite();
    let db = database.connect(&[PLATFORM]).await;
    let clock = FakeClock::at(Timestamp::from_millis(1_700_000_000_000));
    enqueue(&db, &job(&clock, "a", 1, 0)).await;
    let jobs = Jobs::new(db, Arc::new(clock.clone()));
    let lease = jobs.lease(KINDS, "one").await.unwrap().unwrap();
    for _ in 0..5 {
        clock.advance(LEASE.saturating_sub(Duration::from_secs(1)));
        assert!(jobs.heartbeat(&lease, 10).await.unwrap());
        assert!(jobs.lease(KINDS, "two").await.unwrap().is_none());
    }
}

/// Works until its job is lost.
struct Sitter {
    db: Db,
}

#[async_trait]
impl JobHandler for Sitter {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, lost: CancellationToken) -> Result<(), JobError> {
        let mut tx = self.db.begin().await?;
        Jobs::cancel_tree(&mut tx, lease.id).await?;
        tx.commit().await?;
        lost.cancelled().await;
        Err(JobError::LeaseLost)
    }

    async fn give_up(&self, _: &Lease, _: &str, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[tokio::test]
async fn a_worker_whose_job_is_cancelled_stops_long_before_its_next_heartbeat() {
    on_both_engines(async |db, clock| {
        enqueue(&db, &job(&clock, "a", 1, 0)).await;
        let jobs = Jobs::new(db.clone(), Arc::new(clock));
        let pool = WorkerPool::new(jobs, KINDS, Arc::new(Sitter { db }), "here".into());
        assert!(tokio::time::timeout(HEARTBEAT / 2, pool.step()).await.unwrap().unwrap());
    })
    .await;
}

/// Fails as told, then finishes.
struct Digger {
    db: Db,
    failures: usize,
    runs: AtomicUsize,
    given_up: AtomicUsize,
}

#[async_trait]
impl JobHandler for Digger {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, _: CancellationToken) -> Result<(), JobError> {
        if self.runs.fetch_add(1, Ordering::SeqCst) < self.failures {
            return Err(JobError::transient("STONE", "hit a stone"));
        }
        let mut tx = self.db.begin().await?;
        if !Jobs::finish(&mut tx, lease, Some("\"deep\"")).await? {
            return Err(JobError::LeaseLost);
        }
        tx.commit().await?;
        Ok(())
    }

    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), Error> {
        self.given_up.fetch_add(1, Ordering::SeqCst);
        let mut tx = self.db.begin().await?;
        assert!(Jobs::fail(&mut tx, lease, Failed { code, reason }).await?);
        tx.commit().await
    }
}

async fn work_off(failures: usize) -> (usize, usize) {
    let database = testkit::sqlite();
    let db = database.connect(&[PLATFORM]).await;
    let clock = FakeClock::at(Timestamp::from_millis(1_700_000_000_000));
    enqueue(&db, &job(&clock, "a", 1, 0)).await;
    let digger =
        Arc::new(Digger { db: db.clone(), failures, runs: AtomicUsize::new(0), given_up: AtomicUsize::new(0) });
    let jobs = Jobs::new(db, Arc::new(clock.clone()));
    let pool = WorkerPool::new(jobs, KINDS, digger.clone(), "here".into());
    for _ in 0..10 {
        pool.step().await.unwrap();
        clock.advance(Duration::from_mins(16));
    }
    (digger.runs.load(Ordering::SeqCst), digger.given_up.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_failed_job_is_tried_again_until_it_succeeds() {
    assert_eq!(work_off(3).await, (4, 0));
}

#[tokio::test]
async fn a_job_that_fails_five_times_is_given_up_once() {
    assert_eq!(work_off(usize::MAX).await, (5, 1));
}

#[tokio::test]
async fn what_a_killed_process_held_is_taken_up_at_once_where_only_one_can_run() {
    let database = testkit::sqlite();
    let db = database.connect(&[PLATFORM]).await;
    let clock = FakeClock::at(Timestamp::from_millis(1_700_000_000_000));
    enqueue(&db, &job(&clock, "a", 1, 0)).await;
    enqueue(&db, &NewJob { kind: "fill", ..job(&clock, "b", 1, 0) }).await;
    let jobs = Jobs::new(db.clone(), Arc::new(clock));
    assert!(jobs.lease(KINDS, "killed").await.unwrap().is_some());
    let other = jobs.lease(&["fill"], "alive").await.unwrap().unwrap();

    let digger =
        Arc::new(Digger { db: db.clone(), failures: 0, runs: AtomicUsize::new(0), given_up: AtomicUsize::new(0) });
    let pool = WorkerPool::new(jobs.clone(), KINDS, digger.clone(), "here".into());
    let (mut commits, stop) = (db.commits(), CancellationToken::new());
    let taken_up = async {
        while digger.runs.load(Ordering::SeqCst) == 0 {
            commits.changed().await.unwrap();
        }
        stop.cancel();
    };
    let both = async { tokio::join!(pool.run(1, stop.clone()), taken_up) };
    tokio::time::timeout(Duration::from_secs(50), both).await.expect("it waited for the lease to run out");
    assert!(jobs.heartbeat(&other, 0).await.unwrap(), "the work of another pool is its own");
}
