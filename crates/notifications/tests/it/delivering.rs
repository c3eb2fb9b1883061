//! From rows to mail: refusals, crashes, and the folder.

use std::time::Duration;

use contracts::identity::IdentityEvent;
use notifications::{Config, Security, Smtp};

use crate::world::{World, files, known, login, ready, worlds};

async fn told(world: &World) {
    world.tell(&known()).await;
    world.tell(&ready("Tide")).await;
}

/// The first of the list.
async fn shown(world: &World) -> serde_json::Value {
    world.get("/outgoing").await[0].clone()
}

#[tokio::test]
async fn a_mail_arrives_with_its_envelope_and_both_parts() {
    for world in worlds().await {
        told(&world).await;
        world.work_until(&["sent"]).await;
        let [mail] = world.server.taken().try_into().unwrap();
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            ("codeflix@films.example.org", &["ana@tv.example".to_owned()][..])
        );
        assert_eq!(mail.header("From"), "Codeflix <codeflix@films.example.org>");
        assert_eq!(mail.header("To"), "\"Ana Souza\" <ana@tv.example>");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("Date"), "Tue, 02 Oct 2096 07:06:40 +0000");
        for part in ["multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8"] {
            assert!(mail.message.contains(part), "{}", mail.message);
        }
        let shown = shown(&world).await;
        assert_eq!(
            (&shown["status"], &shown["sent_by"], &shown["attempts"]),
            (&"sent".into(), &"smtp".into(), &1.into())
        );
        assert_eq!(mail.header("Message-ID"), format!("<{}@films.example.org>", shown["id"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn a_server_that_says_later_is_asked_again_until_it_takes_the_mail() {
    for world in worlds().await {
        world.server.answer_recipients(&["451 greylisted", "250 ok"]);
        world.server.answer_data(&["452 full", "250 taken"]);
        told(&world).await;
        world.work_until(&["retry_wait"]).await;
        let first = shown(&world).await;
        assert_eq!(first["error"]["code"], "SMTP_DEFERRED");
        assert!(first["error"]["reason"].as_str().unwrap().contains("greylisted"), "{first}");
        assert!(first["next_attempt_at"].is_string());
        world.execute("UPDATE notifications SET status = 'queued'").await;
        world.work_until(&["retry_wait"]).await;
        world.work_until(&["sent"]).await;
        assert_eq!(world.server.taken().len(), 1);
        let last = shown(&world).await;
        assert!(last["error"].is_null() && last["next_attempt_at"].is_null(), "{last}");
    }
}

#[tokio::test]
async fn a_server_that_is_away_costs_no_mail() {
    for mut world in worlds().await {
        let here = world.config.smtp.port;
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        world.config.smtp.port = Some(nobody);
        told(&world).await;
        for _ in 0..7 {
            world.execute("UPDATE notifications SET status = 'queued'").await;
            world.work_until(&["retry_wait"]).await;
        }
        assert_eq!(shown(&world).await["error"]["code"], "SMTP_UNREACHABLE");
        world.config.smtp.port = here;
        world.work_until(&["sent"]).await;
        assert_eq!(world.server.taken().len(), 1, "more tries than a job has, and still delivered");
    }
}

#[tokio::test]
async fn patience_ends_after_two_days() {
    for world in worlds().await {
        world.server.answer_data(&["451 not now", "451 not now"]);
        told(&world).await;
        world.work_until(&["retry_wait"]).await;
        world.clock.advance(Duration::from_hours(48));
        world.work_until(&["failed"]).await;
        assert_eq!(world.jobs().await, ["failed"]);
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_given_up_at_once_and_says_why() {
    for world in worlds().await {
        world.server.answer_recipients(&["550 5.1.1 no such mailbox"]);
        told(&world).await;
        world.work_until(&["failed"]).await;
        let shown = shown(&world).await;
        assert_eq!((&shown["error"]["code"], &shown["attempts"]), (&"SMTP_REFUSED".into(), &1.into()));
        assert!(shown["error"]["reason"].as_str().unwrap().contains("no such mailbox"), "{shown}");
        assert!(world.server.taken().is_empty());
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up() {
    for world in worlds().await {
        let mut user = login(1);
        user.email = "ana@tv.example>\r\nRCPT TO:<all@example.org".to_owned();
        world.tell(&IdentityEvent::UserCreated(user)).await;
        world.tell(&ready("Tide")).await;
        world.work_until(&["failed"]).await;
        assert_eq!(shown(&world).await["error"]["code"], "ADDRESS_INVALID");
    }
}

#[tokio::test]
async fn a_login_is_used_and_a_wrong_one_is_no_reason_to_give_a_mail_up() {
    for mut world in worlds().await {
        world.config.smtp.user = Some("films".into());
        world.config.smtp.password = Some("wrong".into());
        told(&world).await;
        world.work_until(&["retry_wait"]).await;
        let refused = shown(&world).await;
        assert_eq!(refused["error"]["code"], "SMTP_LOGIN");
        assert!(!refused.to_string().contains("films wrong"), "{refused}");
        world.config.smtp.password = Some("open sesame".into());
        world.work_until(&["sent"]).await;
        assert_eq!(world.server.logins(), ["films wrong", "films open sesame"]);
    }
}

#[tokio::test]
async fn a_server_without_encryption_is_not_used_when_encryption_is_wanted() {
    for mut world in worlds().await {
        world.config.smtp.security = Security::Starttls;
        world.config.smtp.user = Some("films".into());
        world.config.smtp.password = Some("open sesame".into());
        told(&world).await;
        world.work_until(&["retry_wait"]).await;
        assert_eq!(shown(&world).await["error"]["code"], "SMTP_TLS");
        assert!(world.server.logins().is_empty(), "no password in the clear");
    }
}

#[tokio::test]
async fn a_crash_between_sending_and_noting_it_repeats_the_mail_under_the_same_id() {
    for world in worlds().await {
        told(&world).await;
        world.work_until(&["sent"]).await;
        // What the tables held when the process died.
        world.execute("UPDATE jobs SET state = 'running', lease_owner = 'dead', lease_until = 0").await;
        world.execute("UPDATE notifications SET status = 'sending', version = version - 1, sent_at = NULL").await;
        world.work_until(&["sent"]).await;
        let ids: Vec<String> = world.server.taken().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
        assert_eq!(world.jobs().await, ["done"]);
    }
}

#[tokio::test]
async fn without_a_mail_server_mails_are_whole_files_and_a_repeat_replaces_its_own() {
    for mut world in worlds().await {
        world.config =
            Config { smtp: Smtp::default(), from: Some("Films <films@tv.example>".to_owned().try_into().unwrap()) };
        told(&world).await;
        world.work_until(&["sent"]).await;
        world.execute("UPDATE jobs SET state = 'running', lease_owner = 'dead', lease_until = 0").await;
        world.execute("UPDATE notifications SET status = 'sending', version = version - 1, sent_at = NULL").await;
        world.work_until(&["sent"]).await;
        let shown = shown(&world).await;
        let files = files(&world.mail_folder());
        let name = format!("2096-10-02T07-06-40.000Z-{}.eml", shown["id"].as_str().unwrap());
        assert_eq!(files, [world.mail_folder().join(name)], "nothing half written is left");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("From: Films <films@tv.example>\r\n"), "{text}");
        assert_eq!(shown["sent_by"], "folder");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again() {
    for mut world in worlds().await {
        world.config.smtp = Smtp::default();
        std::fs::write(world.mail_folder(), "a file in its place").unwrap();
        told(&world).await;
        world.work_until(&["retry_wait"]).await;
        assert_eq!(shown(&world).await["error"]["code"], "MAIL_FOLDER");
        std::fs::remove_file(world.mail_folder()).unwrap();
        world.work_until(&["sent"]).await;
        assert_eq!(files(&world.mail_folder()).len(), 1);
    }
}

#[tokio::test]
async fn the_check_of_the_mail_server_tells_a_good_one_from_a_bad_one() {
    let [world, _] = worlds().await.try_into().unwrap_or_else(|_| panic!("two databases"));
    let url = "https://films.example.org".parse().unwrap();
    let check = async |config: &Config| {
        tokio::select! {
            found = notifications::check_mail_server(config, &url) => found,
            () = world.server.serve() => None,
        }
    };
    assert!(check(&world.config).await.unwrap().unwrap().contains("answers"));
    let smtp = Smtp { user: Some("films".into()), password: Some("wrong".into()), ..world.config.smtp.clone() };
    let refused = check(&Config { smtp, ..Config::default() }).await.unwrap().unwrap_err();
    assert!(refused.contains("wrong password"), "{refused}");
    assert_eq!(check(&Config::default()).await, None);
}
