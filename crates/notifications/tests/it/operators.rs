//! Operators look after the mail.

use std::time::Duration;

use contracts::identity::IdentityEvent;
use http::{Method, StatusCode};
use uuid::Uuid;

use crate::world::{failed, known, login, ready, worlds};

#[tokio::test]
async fn only_operators_see_other_peoples_mail() {
    for world in worlds().await {
        let id = Uuid::from_u128(9);
        for (method, path) in [
            (Method::GET, "/outgoing".to_owned()),
            (Method::GET, format!("/outgoing/{id}")),
            (Method::POST, format!("/outgoing/{id}/resend")),
        ] {
            for role in ["catalog_admin", "subscription_admin", "subscriber"] {
                let answer = world.call(role, method.clone(), &path).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
        }
        for (method, path) in
            [(Method::GET, format!("/outgoing/{id}")), (Method::POST, format!("/outgoing/{id}/resend"))]
        {
            assert_eq!(world.call("operator", method, &path).await.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn the_list_is_newest_first_and_narrowed_by_state_kind_and_recipient() {
    for world in worlds().await {
        world.server.answer_recipients(&["250 ok", "550 no"]);
        world.tell(&known()).await;
        // One after the other: of two that are due, either may be handed over first.
        world.tell(&ready("Tide")).await;
        world.work_until(&["sent"]).await;
        world.clock.advance(Duration::from_secs(1));
        world.tell(&failed("Ebb", "TOO_LONG")).await;
        world.work_until(&["sent", "failed"]).await;
        let subjects = async |query: &str| -> Vec<String> {
            let found = world.get(&format!("/outgoing{query}")).await;
            found.as_array().unwrap().iter().map(|it| it["subject"].as_str().unwrap().to_owned()).collect()
        };
        let (tide, ebb) = ("“Tide” is ready to be published", "The trailer of “Ebb” could not be encoded");
        assert_eq!(subjects("").await, [ebb, tide]);
        assert_eq!(subjects("?sort=created_at&dir=asc").await, [tide, ebb]);
        assert_eq!(subjects("?status=failed").await, [ebb]);
        assert_eq!(subjects("?kind=media-ready").await, [tide]);
        assert_eq!(subjects("?search=SOUZA&per_page=1&page=2").await, [tide]);
        assert_eq!(subjects("?search=tv.example").await.len(), 2);
        assert!(subjects("?search=%25").await.is_empty(), "a sign is a sign");
        let wrong = world.call("operator", Method::GET, "/outgoing?status=lost&colour=red").await;
        assert_eq!((wrong.status, &wrong.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"QUERY_INVALID".into()));
    }
}

#[tokio::test]
async fn what_was_given_up_can_be_sent_again_once_the_cause_is_gone() {
    for world in worlds().await {
        world.server.answer_recipients(&["550 mailbox full of nothing"]);
        world.tell(&known()).await;
        world.tell(&ready("Tide")).await;
        world.work_until(&["failed"]).await;
        let id = world.get("/outgoing").await[0]["id"].as_str().unwrap().to_owned();
        let resend = format!("/outgoing/{id}/resend");
        let answer = world.call("operator", Method::POST, &resend).await;
        assert_eq!((answer.status, &answer.json["data"]["status"]), (StatusCode::OK, &"queued".into()));
        assert_eq!(world.call("operator", Method::POST, &resend).await.json["code"], "INVALID_TRANSITION");
        world.work_until(&["sent"]).await;
        assert_eq!(world.call("operator", Method::POST, &resend).await.json["code"], "INVALID_TRANSITION");
        let [mail] = world.server.taken().try_into().unwrap();
        assert_eq!(mail.header("Message-ID"), format!("<{id}@films.example.org>"));
    }
}

#[tokio::test]
async fn of_somebody_who_is_gone_no_address_stays_anywhere() {
    for world in worlds().await {
        world.server.answer_recipients(&["550 <ana@tv.example> is unknown here"]);
        world.tell(&known()).await;
        world.tell(&ready("Tide")).await;
        world.work_until(&["failed"]).await;
        assert!(world.get("/outgoing").await.to_string().contains("ana@tv.example"));
        world.tell(&IdentityEvent::UserDeleted(login(2))).await;
        let id = world.get("/outgoing").await[0]["id"].as_str().unwrap().to_owned();
        let letter = world.get(&format!("/outgoing/{id}")).await;
        assert!(!letter.to_string().contains("ana@tv.example") && !letter.to_string().contains("Souza"), "{letter}");
        assert!(world.get("/outgoing?search=ana").await.as_array().unwrap().is_empty());
    }
}
