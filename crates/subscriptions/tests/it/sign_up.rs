//! An account and its login: both or neither.

use std::time::Duration;

use contracts::subscriptions::SubscriptionsEvent;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use tonic::Code;

use crate::{
    identity::Fault,
    world::{NOBODY, Who, World, request, sign_up_body, worlds},
};

const PATH: &str = "/accounts/sign-up";
/// Longer than whoever runs a saga has it for.
const LATER: Duration = Duration::from_mins(1);

async fn try_to_sign_up(world: &World, email: &str) -> crate::world::Answer {
    world.send(&NOBODY, Method::POST, PATH, &sign_up_body(email)).await
}

async fn assert_nothing_is_left(world: &World) {
    assert_eq!(world.identity.emails(), Vec::<String>::new(), "{}", world.database);
    assert_eq!(world.open_sagas().await, 0, "{}", world.database);
    assert!(world.events().await.is_empty(), "{}", world.database);
}

#[tokio::test]
async fn signing_up_makes_account_login_ticket_and_one_event() {
    for world in worlds().await {
        let answer = try_to_sign_up(&world, " Ana@Example.org").await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.text("ticket"), format!("t-{}", answer.text("user_id")));
        let events = world.events().await;
        let [SubscriptionsEvent::AccountRegistered(account)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((account.email.as_str(), account.locale.as_str()), ("ana@example.org", "pt-BR"));
        assert_eq!(account.user_id.to_string(), answer.text("user_id"));
        assert_eq!(world.open_sagas().await, 0);
        assert_eq!(world.identity.passwords(), ["correct horse"]);
    }
}

#[tokio::test]
async fn the_password_is_in_no_table() {
    let world = World::over(testkit::sqlite()).await;
    let body = sign_up_body("ana@example.org");
    let answer = world.post_with_key(&NOBODY, PATH, &body, "key").await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let platform::db::DbConfig::Sqlite { file } = world.database.config().clone() else { panic!("SQLite") };
    world.db.close().await;
    let bytes = std::fs::read(file).unwrap();
    let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(contains("ana@example.org"), "the file that was read holds the account");
    assert!(!contains("correct horse"));
}

#[tokio::test]
async fn of_a_body_with_a_password_not_even_a_hash_is_kept() {
    for world in worlds().await {
        let answer = world.post_with_key(&NOBODY, PATH, &sign_up_body("ana@example.org"), "key").await;
        assert_eq!((answer.status, world.kept_commands().await), (StatusCode::CREATED, 0));
        world.post_with_key(&Who::staff(), "/plans", &crate::world::plan_body("Basic", 0), "key").await.data();
        assert_eq!(world.kept_commands().await, 1, "other routes keep theirs");
    }
}

#[tokio::test]
async fn an_address_is_taken_once_whatever_its_case() {
    for world in worlds().await {
        world.sign_up("ana@example.org").await;
        let answer = try_to_sign_up(&world, "ANA@example.org").await;
        assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "EMAIL_TAKEN"));
        assert_eq!(world.identity.emails().len(), 1);
    }
}

#[tokio::test]
async fn of_many_at_once_with_one_address_one_gets_the_account() {
    for world in worlds().await {
        let tries = (0..8).map(|_| try_to_sign_up(&world, "ana@example.org"));
        let answers = futures::future::join_all(tries).await;
        let made = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        let taken = answers.iter().filter(|answer| answer.code() == "EMAIL_TAKEN").count();
        assert_eq!((made, taken), (1, 7), "{}", world.database);
        assert_eq!(world.identity.emails().len(), 1);
    }
}

#[tokio::test]
async fn an_address_that_only_the_identity_provider_knows_is_taken_too() {
    for world in worlds().await {
        world.identity.add_user("ana@example.org");
        for _ in 0..2 {
            assert_eq!(try_to_sign_up(&world, "ana@example.org").await.code(), "EMAIL_TAKEN");
        }
        assert_eq!(world.identity.emails(), ["ana@example.org"], "the other login is untouched");
        assert_eq!(world.open_sagas().await, 0);
    }
}

#[tokio::test]
async fn a_password_the_identity_provider_refuses_is_named_and_the_address_stays_free() {
    for world in worlds().await {
        world.identity.fail_next("create_user", Fault::Refuses(Code::InvalidArgument));
        let answer = try_to_sign_up(&world, "ana@example.org").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.errors(), [("/password".to_owned(), "GUESSABLE".to_owned())]);
        assert_nothing_is_left(&world).await;
        world.sign_up("ana@example.org").await;
    }
}

#[tokio::test]
async fn an_address_the_identity_provider_refuses_is_named() {
    for world in worlds().await {
        world.identity.fail_next("create_user", Fault::RefusesFor(Code::InvalidArgument, "/email FORMAT"));
        let answer = try_to_sign_up(&world, "ana@my_host.org").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.errors(), [("/email".to_owned(), "FORMAT".to_owned())]);
        assert_nothing_is_left(&world).await;
    }
}

#[tokio::test]
async fn after_too_many_sign_ups_from_a_network_the_next_is_told_how_long_to_wait() {
    for world in worlds().await {
        world.identity.fail_next("create_user", Fault::RefusesFor(Code::ResourceExhausted, "7"));
        let answer = try_to_sign_up(&world, "ana@example.org").await;
        assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED"));
        assert_eq!(answer.headers["retry-after"], "7");
        assert_nothing_is_left(&world).await;
        world.sign_up("ana@example.org").await;
    }
}

#[tokio::test]
async fn with_the_identity_provider_down_neither_exists_and_the_same_can_be_tried_again() {
    for world in worlds().await {
        world.identity.set_down(true);
        for _ in 0..2 {
            let answer = try_to_sign_up(&world, "ana@example.org").await;
            assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE"));
            assert!(answer.headers.contains_key("retry-after"));
        }
        world.identity.set_down(false);
        world.clock.advance(LATER);
        world.pass("subscriptions sagas").await;
        assert_nothing_is_left(&world).await;
        world.sign_up("ana@example.org").await;
    }
}

#[tokio::test]
async fn a_login_whose_making_was_not_confirmed_is_deleted_again() {
    for world in worlds().await {
        world.identity.fail_next("create_user", Fault::AnswerLost);
        assert_eq!(try_to_sign_up(&world, "ana@example.org").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_nothing_is_left(&world).await;
    }
}

#[tokio::test]
async fn a_leftover_login_is_deleted_later_and_stands_in_nobodys_way() {
    for world in worlds().await {
        world.identity.fail_next("create_user", Fault::AnswerLost);
        world.identity.fail_next("delete_user", Fault::Refuses(Code::Unavailable));
        assert_eq!(try_to_sign_up(&world, "ana@example.org").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!((world.identity.emails().len(), world.open_sagas().await), (1, 1));
        let customer = world.sign_up("ana@example.org").await;
        for _ in 0..2 {
            world.clock.advance(LATER);
            world.pass("subscriptions sagas").await;
        }
        assert_eq!(world.open_sagas().await, 0);
        assert_eq!(world.identity.emails().len(), 1, "the second login stays");
        assert_eq!(world.get(&customer.who, "/accounts/me").await.text("status"), "active");
    }
}

#[tokio::test]
async fn a_lost_ticket_does_not_lose_the_account() {
    for world in worlds().await {
        world.identity.fail_next("issue_ticket", Fault::Refuses(Code::Unavailable));
        let answer = try_to_sign_up(&world, "ana@example.org").await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.data()["ticket"], Value::Null);
    }
}

#[tokio::test]
async fn every_wrong_field_of_a_sign_up_is_named() {
    let world = World::over(testkit::sqlite()).await;
    let body = json!({"name": " ", "email": "nobody", "password": "short", "locale": "??", "admin": true});
    let answer = world.send(&NOBODY, Method::POST, PATH, &body).await;
    let expected = [
        ("/name", "BLANK"),
        ("/email", "FORMAT"),
        ("/password", "LENGTH"),
        ("/locale", "FORMAT"),
        ("/admin", "UNKNOWN_FIELD"),
    ];
    let errors = answer.errors();
    let errors: Vec<(&str, &str)> = errors.iter().map(|(field, code)| (field.as_str(), code.as_str())).collect();
    assert_eq!(errors, expected);
    assert_nothing_is_left(&world).await;
}

#[tokio::test]
async fn a_customer_reads_and_changes_the_own_account_only() {
    for world in worlds().await {
        let ana = world.sign_up("ana@example.org").await;
        let answer = world.send(&ana.who, Method::PATCH, "/accounts/me", &json!({"name": "Another Name"})).await;
        assert_eq!((answer.text("name").as_str(), answer.text("locale").as_str()), ("Another Name", "pt-BR"));
        let events = world.events().await;
        assert!(matches!(events.last(), Some(SubscriptionsEvent::AccountUpdated(it)) if it.name == "Another Name"));
        let stranger = Who::with(uuid::Uuid::from_u128(9), None, "subscriber");
        let foreign = Who::with(uuid::Uuid::from_u128(9), Some(uuid::Uuid::from_u128(8)), "");
        for who in [stranger, foreign] {
            assert_eq!(world.get(&who, "/accounts/me").await.code(), "ACCOUNT_REQUIRED");
        }
        assert_eq!(world.get(&NOBODY, "/accounts/me").await.code(), "TOKEN_MISSING");
    }
}

#[tokio::test]
async fn an_account_changed_by_somebody_else_is_not_overwritten() {
    let world = World::over(testkit::sqlite()).await;
    let ana = world.sign_up("ana@example.org").await;
    let mut request = request(&ana.who, Method::PATCH, "/accounts/me", &json!({"name": "B"}), None);
    request.headers_mut().insert("if-match", http::HeaderValue::from_static("\"1\""));
    assert_eq!(world.call(request).await.code(), "VERSION_CONFLICT");
}
