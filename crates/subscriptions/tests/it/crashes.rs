//! The process dies during a sign-up or a paid order. What is left is completed or undone.
//!
//! The sign-up is killed around each of its calls, between which there is one commit each; the same for charges is in
//! the crate's own tests, where the provider can be chosen. The sweeps below kill wherever the work happens to wait.

use std::{future::Future, pin::pin, task::Poll, time::Duration};

use http::Method;
use tower::ServiceExt;

use crate::identity::Fault;
use crate::world::{Answer, NOBODY, World, order_body, request, sign_up_body, worlds};

/// Longer than anybody has a saga for, and than a command counts as running.
const LATER: Duration = Duration::from_mins(1);

/// Polls `work` up to `polls` times and drops it then, as a crash would. `None` if it was not done.
async fn crash_after<F: Future>(polls: usize, work: F) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut count = 0;
    std::future::poll_fn(move |context| {
        if count == polls {
            return Poll::Ready(None);
        }
        count += 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

async fn recover(world: &World) {
    for _ in 0..3 {
        world.clock.advance(LATER);
        world.pass("subscriptions sagas").await;
        world.pass("subscriptions expiry").await;
    }
}

#[tokio::test]
async fn a_sign_up_that_dies_anywhere_leaves_both_or_neither() {
    for world in worlds().await {
        let mut polls = 0;
        loop {
            let email = format!("n{polls}@example.org");
            let request = request(&NOBODY, Method::POST, "/accounts/sign-up", &sign_up_body(&email), None);
            let done = crash_after(polls, world.router().oneshot(request)).await.is_some();
            recover(&world).await;
            let has_login = world.identity.emails().contains(&email);
            let registered = world.events().await.iter().any(|event| {
                matches!(event, contracts::subscriptions::SubscriptionsEvent::AccountRegistered(it) if it.email == email)
            });
            assert_eq!(has_login, registered, "{}: died after {polls} polls", world.database);
            assert_eq!(world.open_sagas().await, 0, "{}: died after {polls} polls", world.database);
            if !registered {
                world.sign_up(&email).await;
            }
            if done {
                assert!(registered);
                break;
            }
            polls += 1;
        }
    }
}

#[tokio::test]
async fn an_order_that_dies_anywhere_is_active_and_paid_once_or_nothing_at_all() {
    for world in worlds().await {
        let (_, price) = world.plan("Basic", 0).await;
        let mut polls = 0;
        loop {
            let customer = world.sign_up(&format!("n{polls}@example.org")).await;
            let before = world.charges("paid").await;
            let body = order_body(&price, Some("tok_success"));
            let request = || request(&customer.who, Method::POST, "/subscriptions", &body, Some("key"));
            let done = crash_after(polls, world.router().oneshot(request())).await.is_some();
            recover(&world).await;
            let charged = world.charges("paid").await - before;
            let status = world.status(&customer).await;
            let settled = matches!((status.as_str(), charged), ("active", 1) | ("none", 0));
            assert!(settled, "{}: died after {polls} polls: {status}, charged {charged}", world.database);
            let again: Answer = world.call(request()).await;
            assert_eq!(again.text("status"), "active", "{}: died after {polls} polls", world.database);
            assert_eq!(world.charges("paid").await - before, 1, "{}: died after {polls} polls", world.database);
            assert_eq!(world.open_sagas().await, 0);
            if done {
                break;
            }
            polls += 1;
        }
    }
}

#[tokio::test]
async fn a_sign_up_that_dies_around_any_call_leaves_both_or_neither() {
    let points = [
        (vec![("create_user", Fault::HangsBefore)], false),
        (vec![("create_user", Fault::HangsAfter)], false),
        (vec![("create_user", Fault::AnswerLost), ("delete_user", Fault::HangsBefore)], false),
        (vec![("create_user", Fault::AnswerLost), ("delete_user", Fault::HangsAfter)], false),
        (vec![("issue_ticket", Fault::HangsBefore)], true),
    ];
    for world in worlds().await {
        for (n, (faults, is_complete)) in points.iter().enumerate() {
            let email = format!("p{n}@example.org");
            for (method, fault) in faults {
                world.identity.fail_next(method, *fault);
            }
            let mut hanging = world.identity.hanging();
            let reached = *hanging.borrow() + 1;
            let request = request(&NOBODY, Method::POST, "/accounts/sign-up", &sign_up_body(&email), None);
            tokio::select! {
                answer = world.router().oneshot(request) => panic!("{n}: answered {}", answer.unwrap().status()),
                hung = hanging.wait_for(|calls| *calls >= reached) => drop(hung.unwrap()),
            }
            recover(&world).await;
            assert_eq!(world.identity.emails().contains(&email), *is_complete, "{}: point {n}", world.database);
            assert_eq!(world.open_sagas().await, 0, "{}: point {n}", world.database);
            let again = world.send(&NOBODY, Method::POST, "/accounts/sign-up", &sign_up_body(&email)).await;
            let expected = if *is_complete { "EMAIL_TAKEN" } else { "" };
            assert_eq!(again.code(), expected, "{}: point {n}", world.database);
        }
    }
}
