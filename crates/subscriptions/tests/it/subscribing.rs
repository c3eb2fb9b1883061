//! Subscribing, cancelling, resuming.

use std::{sync::Arc, time::Duration};

use contracts::subscriptions::SubscriptionsEvent;
use http::{Method, StatusCode};
use platform::retention::Retention;
use serde_json::{Value, json};

use crate::world::{NOBODY, Who, World, order_body, worlds};

const SAGAS: &str = "subscriptions sagas";
const EXPIRY: &str = "subscriptions expiry";

#[tokio::test]
async fn the_first_subscription_is_a_trial_without_a_charge() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 7).await;
        let body = order_body(&price, None);
        let answer = world.post_with_key(&ana.who, "/subscriptions", &body, "k").await;
        assert_eq!((answer.status, answer.text("status").as_str()), (StatusCode::CREATED, "trialing"));
        assert_eq!(answer.text("trial_end"), "2026-03-08T12:00:00.000Z");
        assert_eq!(answer.data()["payment_method"], Value::Null);
        let events = world.events().await;
        let Some(SubscriptionsEvent::Started(started)) = events.last() else { panic!("{events:?}") };
        let entitlement = started.entitlement.clone().unwrap();
        assert_eq!(entitlement.valid_until, "2026-03-08T12:00:00.000Z", "the exact end without a payment method");
        assert_eq!((entitlement.max_streams, entitlement.max_height), (2, 720));
        assert_eq!(started.user_id.to_string(), ana.user);
        assert_eq!(world.charges("paid").await, 0);
    }
}

#[tokio::test]
async fn an_account_has_one_trial_and_pays_afterwards() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 7).await;
        assert_eq!(world.subscribe(&ana, &price, "tok_success", "first").await.text("status"), "trialing");
        world.clock.advance(Duration::from_hours(24));
        world.post_with_key(&ana.who, "/subscriptions/current/cancel", &Value::Null, "c").await;
        world.clock.advance(Duration::from_hours(24 * 7));
        world.pass(EXPIRY).await;
        assert_eq!(world.status(&ana).await, "none");
        let unpaid = world.post_with_key(&ana.who, "/subscriptions", &order_body(&price, None), "second").await;
        assert_eq!(unpaid.errors(), [("/payment_method".to_owned(), "REQUIRED".to_owned())]);
        let paid = world.subscribe(&ana, &price, "tok_success", "third").await;
        assert_eq!(paid.text("status"), "active");
        assert_eq!(world.charges("paid").await, 1);
    }
}

#[tokio::test]
async fn paying_at_once_starts_a_calendar_month() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        let answer = world.subscribe(&ana, &price, "tok_success", "k").await;
        assert_eq!(answer.text("status"), "active");
        assert_eq!(answer.text("current_period_end"), "2026-04-01T12:00:00.000Z");
        let method = json!({"kind": "credit_card", "brand": "visa", "last4": "4242"});
        assert_eq!(answer.data()["payment_method"], method, "the token is not shown");
        assert_eq!(world.subscription_events().await, ["started"]);
        assert_eq!((world.charges("paid").await, world.open_sagas().await), (1, 0));
    }
}

#[tokio::test]
async fn a_repeated_order_is_answered_again_and_charged_once() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        let first = world.subscribe(&ana, &price, "tok_success", "k").await;
        let again = world.subscribe(&ana, &price, "tok_success", "k").await;
        assert_eq!(first.json, again.json);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        assert_eq!(world.charges("paid").await, 1);
        let other = world.subscribe(&ana, &price, "tok_declined", "k").await;
        assert_eq!(other.code(), "IDEMPOTENCY_KEY_REUSED");
        let second = world.subscribe(&ana, &price, "tok_success", "another key").await;
        assert_eq!((second.status, second.code()), (StatusCode::CONFLICT, "SUBSCRIPTION_EXISTS"));
    }
}

#[tokio::test]
async fn the_answer_to_an_order_is_kept_for_thirty_days() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        world.subscribe(&ana, &price, "tok_success", "k").await;
        for (days, kept) in [(29, 1), (2, 0)] {
            world.clock.advance(Duration::from_hours(24 * days));
            Retention::new(world.db.clone(), Arc::new(world.clock.clone())).pass().await.unwrap();
            assert_eq!(world.kept_commands().await, kept, "{}", world.database);
        }
    }
}

#[tokio::test]
async fn of_many_orders_at_once_one_is_taken_and_charged() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        let keys: Vec<String> = (0..8).map(|n| format!("key {n}")).collect();
        let orders = keys.iter().map(|key| world.subscribe(&ana, &price, "tok_success", key));
        let answers = futures::future::join_all(orders).await;
        let taken = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        let refused = answers.iter().filter(|answer| answer.code() == "SUBSCRIPTION_EXISTS").count();
        assert_eq!((taken, refused), (1, 7), "{}", world.database);
        assert_eq!(world.charges("paid").await, 1);
    }
}

#[tokio::test]
async fn a_declined_card_is_told_and_another_card_may_follow() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        let declined = world.subscribe(&ana, &price, "tok_declined", "one").await;
        assert_eq!((declined.status, declined.code()), (StatusCode::PAYMENT_REQUIRED, "PAYMENT_DECLINED"));
        assert_eq!(world.status(&ana).await, "incomplete");
        let paid = world.subscribe(&ana, &price, "tok_success", "two").await;
        assert_eq!(paid.text("status"), "active");
        assert_eq!((world.charges("paid").await, world.charges("declined").await), (1, 1));
    }
}

#[tokio::test]
async fn a_payment_whose_answer_is_lost_is_asked_for_again_and_charged_once() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        let unknown = world.subscribe(&ana, &price, "tok_timeout", "k").await;
        assert_eq!((unknown.status, unknown.text("status").as_str()), (StatusCode::CREATED, "incomplete"));
        assert!(world.subscription_events().await.is_empty(), "nothing is entitled before it is paid");
        let meanwhile = world.subscribe(&ana, &price, "tok_success", "again").await;
        assert_eq!(meanwhile.code(), "SUBSCRIPTION_EXISTS", "a payment is under way");
        world.pass(SAGAS).await;
        assert_eq!(world.status(&ana).await, "incomplete", "not asked before its time");
        world.clock.advance(Duration::from_secs(6));
        world.pass(SAGAS).await;
        assert_eq!(world.status(&ana).await, "active");
        world.pass(SAGAS).await;
        assert_eq!(world.subscription_events().await, ["started"]);
        assert_eq!((world.charges("paid").await, world.open_sagas().await), (1, 0));
    }
}

#[tokio::test]
async fn money_that_arrives_after_the_deadline_goes_back() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        world.subscribe(&ana, &price, "tok_timeout", "k").await;
        world.clock.advance(Duration::from_mins(16));
        world.pass(EXPIRY).await;
        assert_eq!(world.status(&ana).await, "none");
        world.pass(SAGAS).await;
        assert_eq!(world.subscription_events().await, ["cancelled"]);
        assert_eq!((world.charges("paid").await, world.charges("refunded").await), (0, 1));
        assert_eq!(world.open_sagas().await, 0);
    }
}

#[tokio::test]
async fn cancelling_keeps_access_until_the_end_and_can_be_taken_back() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        world.subscribe(&ana, &price, "tok_success", "k").await;
        let post = async |what: &str, key: &str| {
            world.post_with_key(&ana.who, &format!("/subscriptions/current/{what}"), &Value::Null, key).await
        };
        let cancelled = post("cancel", "c1").await;
        assert_eq!(
            (cancelled.text("status").as_str(), &cancelled.data()["cancel_at_period_end"]),
            ("active", &json!(true))
        );
        assert_eq!(post("cancel", "c2").await.data(), cancelled.data(), "once is enough");
        let resumed = post("resume", "r1").await;
        assert_eq!(resumed.data()["cancel_at_period_end"], false);
        assert_eq!(world.subscription_events().await, ["started", "cancellation-scheduled", "resumed"]);
        let valid_until = world
            .events()
            .await
            .into_iter()
            .filter_map(|event| event.subscription().map(|it| it.entitlement.clone().unwrap().valid_until));
        let expected = ["2026-04-02T12:00:00.000Z", "2026-04-01T12:00:00.000Z", "2026-04-02T12:00:00.000Z"];
        assert_eq!(valid_until.collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn what_has_ended_stays_ended() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (_, price) = world.plan("Basic", 0).await;
        world.subscribe(&ana, &price, "tok_declined", "k").await;
        let post = async |what: &str, key: &str| {
            world.post_with_key(&ana.who, &format!("/subscriptions/current/{what}"), &Value::Null, key).await
        };
        let cancelled = post("cancel", "c1").await;
        assert_eq!(cancelled.text("status"), "cancelled");
        assert_eq!(post("cancel", "c2").await.data(), cancelled.data());
        assert_eq!(post("resume", "r1").await.code(), "INVALID_TRANSITION");
        assert_eq!(world.subscription_events().await, ["cancelled"]);
    }
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_with_its_code() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let (plan, price) = world.plan("Basic", 7).await;
        let (other_plan, _) = world.plan("Other", 7).await;
        let order =
            async |who: &Who, body: Value, key: &str| world.post_with_key(who, "/subscriptions", &body, key).await;
        let mut mismatch = order_body(&price, None);
        mismatch["plan_id"] = json!(other_plan);
        let unknown = order_body(&uuid::Uuid::from_u128(7).to_string(), None);
        assert_eq!(order(&ana.who, mismatch, "a").await.errors()[0].1, "MISMATCH");
        assert_eq!(order(&ana.who, unknown, "b").await.errors()[0], ("/price_id".to_owned(), "NOT_FOUND".to_owned()));
        let card_number = order_body(&price, Some("4242424242424242"));
        assert_eq!(order(&ana.who, card_number, "c").await.errors()[0].0, "/payment_method/token");
        let without_key = world.send(&ana.who, Method::POST, "/subscriptions", &order_body(&price, None)).await;
        assert_eq!((without_key.status.as_u16(), without_key.code()), (400, "IDEMPOTENCY_KEY_MISSING"));
        assert_eq!(order(&NOBODY, order_body(&price, None), "d").await.code(), "TOKEN_MISSING");
        let staff = Who::staff();
        assert_eq!(order(&staff, order_body(&price, None), "e").await.code(), "ACCOUNT_REQUIRED");
        world.send(&staff, Method::DELETE, &format!("/plans/{plan}"), &Value::Null).await;
        assert_eq!(order(&ana.who, order_body(&price, None), "f").await.code(), "PLAN_INACTIVE");
        assert_eq!(world.status(&ana).await, "none");
    }
}

#[tokio::test]
async fn a_retired_price_is_sold_no_more_but_its_holders_keep_it() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let ben = world.sign_up("ben@example.org").await;
        let (plan, price) = world.plan("Basic", 0).await;
        world.subscribe(&ana, &price, "tok_success", "k").await;
        let prices = json!([{"interval": "month", "amount": {"amount": 1999, "currency": "EUR"}}]);
        world.send(&Who::staff(), Method::PATCH, &format!("/plans/{plan}"), &json!({"prices": prices})).await;
        assert_eq!(world.subscribe(&ben, &price, "tok_success", "k").await.errors()[0].1, "NOT_FOUND");
        let current = world.get(&ana.who, "/subscriptions/current").await;
        assert_eq!(current.data()["price"]["amount"]["amount"], 999);
    }
}

#[tokio::test]
async fn nobody_sees_anothers_subscription() {
    let world = World::over(testkit::sqlite()).await;
    let ana = world.sign_up("ana@example.org").await;
    let ben = world.sign_up("ben@example.org").await;
    let (_, price) = world.plan("Basic", 0).await;
    world.subscribe(&ana, &price, "tok_success", "k").await;
    assert_eq!(world.status(&ben).await, "none");
    let cancelled = world.post_with_key(&ben.who, "/subscriptions/current/cancel", &Value::Null, "k").await;
    assert_eq!(cancelled.code(), "NOT_FOUND");
    assert_eq!(world.status(&ana).await, "active");
}
