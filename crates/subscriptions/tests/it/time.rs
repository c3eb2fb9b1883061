//! What time does, and the role that follows.

use std::time::Duration;

use kernel::Clock;
use platform::lifecycle::Lifecycle;
use serde_json::Value;

use crate::world::{Customer, World, worlds};

const DAY: Duration = Duration::from_hours(24);
const EXPIRY: &str = "subscriptions expiry";
const SAGAS: &str = "subscriptions sagas";

async fn on_trial(world: &World, token: Option<&str>) -> Customer {
    let ana = world.sign_up("ana@example.org").await;
    let (_, price) = world.plan("Basic", 7).await;
    let body = crate::world::order_body(&price, token);
    world.post_with_key(&ana.who, "/subscriptions", &body, "k").await.data();
    ana
}

/// Moves the clock on and lets two instances look at the same time.
async fn after(world: &World, time: Duration) {
    world.clock.advance(time);
    futures::future::join(world.pass(EXPIRY), world.pass(EXPIRY)).await;
}

#[tokio::test]
async fn a_trial_with_a_card_goes_on_paid_and_each_change_happens_once() {
    for world in worlds().await {
        let ana = on_trial(&world, Some("tok_success")).await;
        after(&world, (7 * DAY).saturating_sub(Duration::from_secs(1))).await;
        assert_eq!((world.status(&ana).await.as_str(), world.charges("paid").await), ("trialing", 0));
        after(&world, Duration::from_secs(1)).await;
        assert_eq!((world.status(&ana).await.as_str(), world.charges("paid").await), ("active", 1));
        after(&world, 31 * DAY).await;
        assert_eq!((world.status(&ana).await.as_str(), world.charges("paid").await), ("active", 2));
        assert_eq!(world.subscription_events().await, ["started", "activated", "renewed"], "{}", world.database);
    }
}

#[tokio::test]
async fn a_trial_without_a_card_expires() {
    for world in worlds().await {
        let ana = on_trial(&world, None).await;
        after(&world, 7 * DAY).await;
        assert_eq!(world.status(&ana).await, "none");
        assert_eq!(world.subscription_events().await, ["started", "expired"]);
        let events = world.events().await;
        assert_eq!(events.last().unwrap().subscription().unwrap().entitlement, None);
    }
}

#[tokio::test]
async fn a_declined_renewal_leaves_seven_days_of_grace() {
    for world in worlds().await {
        let ana = on_trial(&world, Some("tok_declined")).await;
        after(&world, 7 * DAY).await;
        assert_eq!(world.status(&ana).await, "past_due");
        let grace_until = world.clock.now().plus(7 * DAY).to_string();
        let events = world.events().await;
        let entitlement = events.last().unwrap().subscription().unwrap().entitlement.clone();
        assert_eq!(entitlement.unwrap().valid_until, grace_until);
        after(&world, 7 * DAY).await;
        assert_eq!(world.status(&ana).await, "none");
        assert_eq!(world.subscription_events().await, ["started", "payment-failed", "expired"]);
        assert_eq!(world.charges("paid").await, 0);
    }
}

#[tokio::test]
async fn a_renewal_whose_answer_is_lost_is_charged_once() {
    for world in worlds().await {
        let ana = on_trial(&world, Some("tok_timeout")).await;
        after(&world, 7 * DAY).await;
        assert_eq!(world.status(&ana).await, "trialing", "the outcome is not known yet");
        world.clock.advance(Duration::from_secs(10));
        futures::future::join(world.pass(SAGAS), world.pass(SAGAS)).await;
        after(&world, Duration::from_mins(1)).await;
        assert_eq!((world.status(&ana).await.as_str(), world.charges("paid").await), ("active", 1));
        assert_eq!(world.subscription_events().await, ["started", "activated"]);
    }
}

#[tokio::test]
async fn a_cancelled_subscription_ends_with_its_period_and_is_not_charged() {
    for world in worlds().await {
        let ana = on_trial(&world, Some("tok_success")).await;
        world.post_with_key(&ana.who, "/subscriptions/current/cancel", &Value::Null, "c").await;
        after(&world, 7 * DAY).await;
        assert_eq!((world.status(&ana).await.as_str(), world.charges("paid").await), ("none", 0));
        assert_eq!(world.subscription_events().await, ["started", "cancellation-scheduled", "cancelled"]);
    }
}

/// Runs the worker of roles until it has called the identity provider `calls` times.
async fn roles_are_called(world: &World, calls: usize) {
    let lifecycle = Lifecycle::new();
    let worker = world.service().workers.into_iter().find(|worker| worker.name == "subscriptions roles").unwrap();
    let mut seen = world.identity.role_calls();
    lifecycle.spawn("roles", (worker.run)(lifecycle.stopping()));
    let enough = seen.wait_for(|count| *count >= calls);
    tokio::time::timeout(Duration::from_secs(30), enough).await.expect("the role is called").unwrap();
    assert!(lifecycle.stop(Duration::from_secs(30)).await);
}

#[tokio::test]
async fn the_role_of_subscribers_comes_with_the_subscription_and_goes_with_it() {
    for world in worlds().await {
        // PostgreSQL leases by its own clock.
        world.clock.set(kernel::SystemClock.now());
        let ana = on_trial(&world, None).await;
        roles_are_called(&world, 1).await;
        assert!(world.identity.has_role(&ana.user, "subscriber"), "{}", world.database);
        let later = world.clock.now().plus(7 * DAY);
        after(&world, 7 * DAY).await;
        world.clock.set(later.minus(7 * DAY));
        assert_eq!(world.status(&ana).await, "none");
        world.release_jobs().await;
        roles_are_called(&world, 2).await;
        assert!(!world.identity.has_role(&ana.user, "subscriber"), "{}", world.database);
    }
}
