//! The process dies at every point of a sign-up and of a paid order. What is left is completed or undone.

use std::{future::Future, pin::pin, task::Poll, time::Duration};

use http::Method;
use tower::ServiceExt;

use crate::world::{Answer, NOBODY, World, order_body, sign_up_body, worlds};

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
        let (mut crashed, mut polls) = (0, 0);
        loop {
            let email = format!("n{polls}@example.org");
            let request = world.request(&NOBODY, Method::POST, "/accounts/sign-up", &sign_up_body(&email), None);
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
            crashed += 1;
            polls += 1;
        }
        assert!(crashed > 5, "{}: the process died at {crashed} points only", world.database);
    }
}

#[tokio::test]
async fn an_order_that_dies_anywhere_is_active_and_paid_once_or_nothing_at_all() {
    for world in worlds().await {
        let (_, price) = world.plan("Basic", 0).await;
        let (mut crashed, mut polls) = (0, 0);
        loop {
            let customer = world.sign_up(&format!("n{polls}@example.org")).await;
            let before = world.charges("paid").await;
            let body = order_body(&price, Some("tok_success"));
            let request = || world.request(&customer.who, Method::POST, "/subscriptions", &body, Some("key"));
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
            crashed += 1;
            polls += 1;
        }
        assert!(crashed > 5, "{}: the process died at {crashed} points only", world.database);
    }
}
