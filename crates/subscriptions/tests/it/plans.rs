//! Plans: read by anybody, kept by staff.

use contracts::subscriptions::SubscriptionsEvent;
use http::{Method, StatusCode};
use serde_json::json;

use crate::world::{NOBODY, Who, World, plan_body, worlds};

#[tokio::test]
async fn anybody_sees_the_plans_on_sale_and_staff_all() {
    for world in worlds().await {
        let (gone, _) = world.plan("Old", 0).await;
        world.plan("New", 7).await;
        let deleted = world.send(&Who::staff(), Method::DELETE, &format!("/plans/{gone}"), &json!(null)).await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        let seen = async |who: &Who, path: &str| {
            let answer = world.get(who, path).await;
            let names = answer.data().as_array().unwrap().iter().map(|plan| plan["name"].as_str().unwrap().to_owned());
            names.collect::<Vec<_>>()
        };
        assert_eq!(seen(&NOBODY, "/plans").await, ["New"]);
        assert_eq!(seen(&NOBODY, "/plans?is_active=false").await, ["New"]);
        assert_eq!(seen(&Who::staff(), "/plans").await, ["Old", "New"]);
        assert_eq!(seen(&Who::staff(), "/plans?is_active=false").await, ["Old"]);
        assert_eq!(world.get(&NOBODY, &format!("/plans/{gone}")).await.code(), "NOT_FOUND");
        assert_eq!(world.get(&Who::staff(), &format!("/plans/{gone}")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_changed_amount_makes_a_new_price_and_everything_else_keeps_its_own() {
    for world in worlds().await {
        let (id, price) = world.plan("Basic", 7).await;
        let path = format!("/plans/{id}");
        let renamed = world.send(&Who::staff(), Method::PATCH, &path, &json!({"name": "Plus"})).await;
        assert_eq!(renamed.data()["prices"][0]["id"], price.as_str());
        assert_eq!((&renamed.data()["version"], &renamed.data()["trial_days"]), (&json!(2), &json!(7)));
        let prices = json!([{"interval": "month", "amount": {"amount": 1299, "currency": "EUR"}}]);
        let dearer = world.send(&Who::staff(), Method::PATCH, &path, &json!({"prices": prices})).await;
        assert_ne!(dearer.data()["prices"][0]["id"], price.as_str());
        let events = world.events().await;
        assert!(matches!(events.last(), Some(SubscriptionsEvent::PlanUpdated(plan)) if plan.prices[0].amount == 1_299));
    }
}

#[tokio::test]
async fn a_name_is_unique_whatever_its_case_and_accents() {
    for world in worlds().await {
        world.plan("Família", 0).await;
        let answer = world.send(&Who::staff(), Method::POST, "/plans", &plan_body("FAMILIA", 0)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "PLAN_NAME_TAKEN"));
        let (other, _) = world.plan("Solo", 0).await;
        let path = format!("/plans/{other}");
        let answer = world.send(&Who::staff(), Method::PATCH, &path, &json!({"name": "familia"})).await;
        assert_eq!(answer.code(), "PLAN_NAME_TAKEN");
    }
}

#[tokio::test]
async fn only_subscription_admins_change_plans() {
    let world = World::over(testkit::sqlite()).await;
    let (id, _) = world.plan("Basic", 0).await;
    let catalog = Who::with(uuid::Uuid::from_u128(2), None, "catalog_admin");
    for (method, path) in [
        (Method::POST, "/plans".to_owned()),
        (Method::PUT, format!("/plans/{id}")),
        (Method::PATCH, format!("/plans/{id}")),
        (Method::DELETE, format!("/plans/{id}")),
    ] {
        let body = plan_body("Mine", 0);
        assert_eq!(world.send(&catalog, method.clone(), &path, &body).await.code(), "FORBIDDEN", "{method}");
        assert_eq!(world.send(&NOBODY, method.clone(), &path, &body).await.code(), "TOKEN_MISSING", "{method}");
    }
}

#[tokio::test]
async fn every_wrong_field_of_a_plan_is_named() {
    let world = World::over(testkit::sqlite()).await;
    let wrong_price = json!({"interval": "week", "amount": {"amount": 0, "currency": "euros"}, "tax": 1});
    let body = json!({"name": "", "prices": [wrong_price], "trial_days": 61, "max_height": 1081, "max_streams": "two"});
    let answer = world.send(&Who::staff(), Method::POST, "/plans", &body).await;
    let mut errors = answer.errors();
    errors.sort();
    let expected = [
        ("/max_height", "NOT_IN_SET"),
        ("/max_streams", "FORMAT"),
        ("/name", "BLANK"),
        ("/prices/0/amount/currency", "FORMAT"),
        ("/prices/0/interval", "NOT_IN_SET"),
        ("/prices/0/tax", "UNKNOWN_FIELD"),
        ("/trial_days", "RANGE"),
    ];
    assert_eq!(errors, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
}

#[tokio::test]
async fn putting_what_was_read_changes_nothing() {
    for world in worlds().await {
        let (id, _) = world.plan("Basic", 7).await;
        let mut read = world.get(&NOBODY, &format!("/plans/{id}")).await.data().clone();
        for name in ["id", "version", "created_at", "updated_at"] {
            read.as_object_mut().unwrap().remove(name);
        }
        let answer = world.send(&Who::staff(), Method::PUT, &format!("/plans/{id}"), &read).await;
        assert_eq!(answer.data()["version"], 1);
        assert_eq!(world.events().await.len(), 1);
    }
}
