//! Outbox, relay, inbox, retries and dead letters, on both engines.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use contracts::{
    Envelope,
    catalog_admin::{CATEGORY_CREATED, CatalogAdminEvent, Category},
};
use kernel::{Cause, Clock, Saved, Timestamp};
use platform::{
    db::{Db, PLATFORM},
    messaging::{Consumer, DeadLetters, Handler, HandlerError, Inlet, Relay, RetryTimer, inbox, outbox},
    on,
    retention::{INBOX, OUTBOX, Retention},
};
use testkit::{FakeClock, TestDatabase, databases};
use uuid::Uuid;

/// How the handler under test treats an event.
#[derive(Clone, Copy)]
enum Mood {
    Works,
    FailsFor(usize),
    Panics,
    RefusesForGood,
}

/// Counts its effects in its own database, in the transaction of the inbox row.
struct Counter {
    db: Db,
    clock: FakeClock,
    mood: Mood,
    calls: Arc<AtomicUsize>,
}

#[async_trait]
impl Handler for Counter {
    async fn handle(&self, _: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        match self.mood {
            Mood::FailsFor(times) if call < times => return Err(HandlerError::Transient("not yet".into())),
            Mood::Panics => panic!("a handler that panics"),
            Mood::RefusesForGood => return Err(HandlerError::Permanent("NEVER".into())),
            Mood::Works | Mood::FailsFor(_) => {}
        }
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(());
        }
        on!(&mut tx, conn => sqlx::query("UPDATE effects SET total = total + 1").execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }
}

/// A publisher, a consumer with a database of its own, and the relay between them.
struct Rig {
    publisher: Db,
    consumer: Db,
    inlets: Arc<[Inlet]>,
    clock: FakeClock,
    calls: Arc<AtomicUsize>,
    _databases: [TestDatabase; 2],
}

impl Rig {
    async fn new(publisher: TestDatabase, consumer: TestDatabase, mood: Mood) -> Self {
        let clock = FakeClock::at(Timestamp::from_millis(1_700_000_000_000));
        let (publisher_db, consumer_db) = (publisher.connect(&[PLATFORM]).await, consumer.connect(&[PLATFORM]).await);
        let mut tx = consumer_db.begin().await.unwrap();
        for sql in ["CREATE TABLE effects (total INTEGER NOT NULL)", "INSERT INTO effects (total) VALUES (0)"] {
            on!(&mut tx, conn => sqlx::query(sql).execute(conn).await.map(|_| ())).unwrap();
        }
        tx.commit().await.unwrap();
        let calls = Arc::new(AtomicUsize::new(0));
        let handler = Counter { db: consumer_db.clone(), clock: clock.clone(), mood, calls: calls.clone() };
        let consumer_of =
            Consumer { name: "catalog.categories", types: vec![CATEGORY_CREATED], handler: Arc::new(handler) };
        let inlet = Inlet::new(consumer_of, consumer_db.clone(), Arc::new(clock.clone()));
        Self {
            publisher: publisher_db,
            consumer: consumer_db,
            inlets: Arc::new([inlet]),
            clock,
            calls,
            _databases: [publisher, consumer],
        }
    }

    async fn publish(&self, aggregate: u128, version: i64) {
        let mut tx = self.publisher.begin().await.unwrap();
        let cause = Cause::command(Uuid::from_u128(9), None);
        outbox::append(&mut tx, &[category(aggregate, version)], &cause, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn relay(&self) -> Relay {
        Relay::new(self.publisher.clone(), self.inlets.clone(), Arc::new(self.clock.clone()))
    }

    /// Lets parked events become due and tries them, `times` times.
    async fn retry(&self, times: usize) {
        for _ in 0..times {
            self.clock.advance(Duration::from_mins(16));
            RetryTimer::new(self.inlets.clone()).pass().await;
        }
    }

    async fn effects(&self) -> i64 {
        let mut tx = self.consumer.read().await.unwrap();
        on!(&mut tx, conn => sqlx::query_scalar("SELECT CAST(total AS BIGINT) FROM effects").fetch_one(conn).await)
            .unwrap()
    }

    async fn backlog(&self) -> i64 {
        outbox::backlog(&self.publisher, self.clock.now()).await.unwrap().0
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

fn category(id: u128, version: i64) -> CatalogAdminEvent {
    CatalogAdminEvent::CategoryCreated(Category {
        id: Uuid::from_u128(id),
        version,
        name: "Drama".into(),
        description: None,
        is_active: true,
    })
}

/// The same on SQLite and on PostgreSQL.
async fn on_both_engines(mood: Mood, check: impl AsyncFn(Rig)) {
    for (publisher, consumer) in databases().into_iter().zip(databases()) {
        check(Rig::new(publisher, consumer, mood).await).await;
    }
}

#[tokio::test]
async fn every_event_reaches_its_consumer_and_leaves_the_outbox() {
    on_both_engines(Mood::Works, async |rig| {
        for n in 0..20 {
            rig.publish(n, 1).await;
        }
        assert_eq!(rig.relay().pass().await.unwrap(), 20);
        assert_eq!((rig.effects().await, rig.backlog().await), (20, 0));
    })
    .await;
}

#[tokio::test]
async fn an_event_of_a_transaction_that_was_rolled_back_does_not_exist() {
    on_both_engines(Mood::Works, async |rig| {
        let mut tx = rig.publisher.begin().await.unwrap();
        let cause = Cause::worker(Uuid::nil());
        outbox::append(&mut tx, &[category(1, 1)], &cause, rig.clock.now()).await.unwrap();
        drop(tx);
        assert_eq!((rig.backlog().await, rig.relay().pass().await.unwrap()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_event_delivered_again_has_no_second_effect() {
    on_both_engines(Mood::Works, async |rig| {
        rig.publish(1, 1).await;
        rig.relay().pass().await.unwrap();
        // The crash between hand-over and mark: the row looks unpublished, and a new process relays it again.
        let mut tx = rig.publisher.begin().await.unwrap();
        on!(&mut tx, conn => sqlx::query("UPDATE outbox SET published_at = NULL").execute(conn).await.map(|_| ()))
            .unwrap();
        tx.commit().await.unwrap();
        rig.clock.advance(Duration::from_secs(1));
        assert_eq!(rig.relay().pass().await.unwrap(), 1);
        assert_eq!((rig.effects().await, rig.calls()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_over_is_forgotten_in_time_and_nothing_else_is() {
    on_both_engines(Mood::Works, async |rig| {
        let removed = async |db: &Db| Retention::new(db.clone(), Arc::new(rig.clock.clone())).pass().await.unwrap();
        for version in 1..=3 {
            rig.publish(1, version).await;
        }
        rig.relay().pass().await.unwrap();
        rig.publish(2, 1).await;
        rig.clock.advance(OUTBOX.checked_sub(Duration::from_secs(1)).unwrap());
        assert_eq!((removed(&rig.publisher).await, removed(&rig.consumer).await), (0, 0));
        rig.clock.advance(Duration::from_secs(1));
        assert_eq!((removed(&rig.publisher).await, rig.backlog().await), (3, 1));
        rig.clock.advance(INBOX.checked_sub(OUTBOX).unwrap());
        assert_eq!((removed(&rig.publisher).await, removed(&rig.consumer).await), (0, 3));
        assert_eq!((rig.relay().pass().await.unwrap(), rig.effects().await), (1, 4));
    })
    .await;
}

#[tokio::test]
async fn a_failed_event_is_parked_and_tried_again_without_blocking_the_others() {
    on_both_engines(Mood::FailsFor(1), async |rig| {
        rig.publish(1, 1).await;
        rig.relay().pass().await.unwrap();
        rig.publish(2, 1).await;
        rig.relay().pass().await.unwrap();
        assert_eq!((rig.effects().await, rig.backlog().await), (1, 0));
        rig.retry(1).await;
        assert_eq!(rig.effects().await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_event_that_fails_eight_times_becomes_a_dead_letter_and_takes_effect_once_redriven() {
    on_both_engines(Mood::FailsFor(8), async |rig| {
        rig.publish(1, 1).await;
        rig.relay().pass().await.unwrap();
        rig.retry(9).await;
        assert_eq!((rig.calls(), rig.effects().await), (8, 0));
        let letters = DeadLetters::new(rig.consumer.clone());
        let waiting = letters.waiting().await.unwrap();
        assert_eq!((waiting.len(), waiting[0].attempts), (1, 8));
        assert_eq!(waiting[0].reason, "not yet");

        assert!(letters.redrive(waiting[0].id, "operator", rig.clock.now()).await.unwrap());
        assert!(!letters.redrive(waiting[0].id, "operator", rig.clock.now()).await.unwrap());
        rig.retry(1).await;
        assert_eq!((rig.effects().await, letters.waiting().await.unwrap().len()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_panic_counts_as_a_failed_try_and_the_consumer_stays_up() {
    on_both_engines(Mood::Panics, async |rig| {
        rig.publish(1, 1).await;
        rig.relay().pass().await.unwrap();
        rig.retry(9).await;
        assert_eq!(rig.calls(), 8);
        assert_eq!(DeadLetters::new(rig.consumer.clone()).waiting().await.unwrap()[0].reason, "PANIC");
    })
    .await;
}

#[tokio::test]
async fn an_event_refused_for_good_is_not_tried_again() {
    on_both_engines(Mood::RefusesForGood, async |rig| {
        rig.publish(1, 1).await;
        rig.relay().pass().await.unwrap();
        rig.retry(2).await;
        assert_eq!(rig.calls(), 1);
        assert_eq!(DeadLetters::new(rig.consumer.clone()).waiting().await.unwrap()[0].reason, "NEVER");
    })
    .await;
}

#[tokio::test]
async fn garbage_and_unknown_types_are_set_aside_at_once_with_their_reason() {
    on_both_engines(Mood::Works, async |rig| {
        let cause = Cause::worker(Uuid::nil());
        let mut unknown = Envelope::wrap(&category(1, 1), &cause, rig.clock.now()).unwrap();
        unknown.event_type = "codeflix.category.created.v2".into();
        for text in ["{", r#"{"specversion":"1.0"}"#, &unknown.to_json().unwrap(), &"x".repeat(70_000)] {
            rig.inlets[0].deliver(text, false).await.unwrap();
        }
        let letters = DeadLetters::new(rig.consumer.clone()).waiting().await.unwrap();
        let malformed = letters.iter().filter(|letter| letter.reason.starts_with("MALFORMED")).count();
        let unknown = letters.iter().filter(|letter| letter.reason == "UNKNOWN_TYPE").count();
        assert_eq!((malformed, unknown, rig.calls()), (3, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_delivery_that_ends_the_process_each_time_is_set_aside_after_eight_tries() {
    on_both_engines(Mood::Works, async |rig| {
        let cause = Cause::worker(Uuid::nil());
        let event = Envelope::wrap(&category(1, 1), &cause, rig.clock.now()).unwrap();
        let mut tx = rig.consumer.begin().await.unwrap();
        // As eight processes that died in the handler left it.
        on!(&mut tx, conn => sqlx::query(
            "INSERT INTO inbox (consumer, event_id, state, attempts) VALUES ('catalog.categories', $1, 'running', 8)")
            .bind(event.id).execute(conn).await.map(|_| ()))
        .unwrap();
        tx.commit().await.unwrap();
        rig.inlets[0].deliver(&event.to_json().unwrap(), true).await.unwrap();
        assert_eq!(rig.calls(), 0);
        assert_eq!(DeadLetters::new(rig.consumer.clone()).waiting().await.unwrap()[0].reason, "KILLED_THE_PROCESS");
    })
    .await;
}

#[tokio::test]
async fn two_events_of_one_version_and_type_cannot_both_be_written() {
    on_both_engines(Mood::Works, async |rig| {
        rig.publish(1, 1).await;
        let mut tx = rig.publisher.begin().await.unwrap();
        let cause = Cause::worker(Uuid::nil());
        let twice = outbox::append(&mut tx, &[category(1, 1)], &cause, rig.clock.now()).await;
        assert!(matches!(twice, Err(platform::db::Error::Unique(_))));
    })
    .await;
}
