//! From events to rows: once each, and for people who are not known yet.

use contracts::{
    catalog_admin::CatalogAdminEvent,
    identity::{IdentityEvent, User},
};
use uuid::Uuid;

use crate::world::{account, encoded, failed, known, login, ready, worlds};

#[tokio::test]
async fn an_event_delivered_again_sends_no_second_mail() {
    for world in worlds().await {
        world.tell(&known()).await;
        let event = world.tell(&ready("Tide")).await;
        world.hand_over(&event).await.unwrap();
        world.work_until(&["sent"]).await;
        world.hand_over(&event).await.unwrap();
        // The inbox forgets after a month; the row does not.
        world.execute("DELETE FROM inbox").await;
        world.hand_over(&event).await.unwrap();
        assert_eq!(world.statuses().await, ["sent"]);
        assert_eq!((world.server.taken().len(), world.jobs().await), (1, vec!["done".to_owned()]));
    }
}

#[tokio::test]
async fn every_event_is_told_by_itself() {
    for world in worlds().await {
        world.tell(&known()).await;
        world.tell(&failed("Tide", "MEDIA_DAMAGED")).await;
        world.tell(&ready("Tide")).await;
        world.tell(&ready("Tide")).await;
        world.work_until(&["sent", "sent", "sent"]).await;
        assert_eq!(world.server.taken().len(), 3);
    }
}

#[tokio::test]
async fn nothing_is_told_of_a_film_whose_video_still_lacks_something() {
    for world in worlds().await {
        world.tell(&known()).await;
        world.tell(&encoded("Tide", false)).await;
        assert!(world.statuses().await.is_empty());
    }
}

#[tokio::test]
async fn what_is_for_somebody_unknown_waits_and_goes_out_once_the_login_is_known() {
    for world in worlds().await {
        world.tell(&ready("Tide")).await;
        world.tell(&failed("Ebb", "TOO_LONG")).await;
        // An account says what somebody is called, not whether there is a login.
        world.tell(&account(1, "pt-BR")).await;
        assert_eq!(world.statuses().await, ["queued", "queued"]);
        assert!(world.jobs().await.is_empty(), "nothing runs in vain");
        world.tell(&known()).await;
        world.work_until(&["sent", "sent"]).await;
        assert_eq!(world.server.taken().len(), 2);
        world.tell(&IdentityEvent::UserUpdated(login(2))).await;
        assert_eq!(world.jobs().await, ["done", "done"], "nothing is queued twice");
    }
}

#[tokio::test]
async fn a_login_that_becomes_known_at_that_very_moment_is_written_to() {
    for world in worlds().await {
        for number in 1..=20 {
            let user_id = Uuid::from_u128(number);
            let CatalogAdminEvent::MediaEncoded(mut film) = ready("Tide") else { unreachable!("made so") };
            film.uploaded_by = user_id;
            let film = CatalogAdminEvent::MediaEncoded(film);
            let user = IdentityEvent::UserCreated(User { user_id, ..login(1) });
            tokio::join!(world.tell(&film), world.tell(&user));
        }
        assert_eq!(world.jobs().await.len(), 20);
    }
}

#[tokio::test]
async fn the_newest_address_and_the_accounts_language_count_in_any_order() {
    for world in worlds().await {
        world.tell(&account(4, "ru-RU")).await;
        let mut moved = login(3);
        moved.email = "ana@new.example".to_owned();
        world.tell(&IdentityEvent::UserUpdated(moved)).await;
        world.tell(&known()).await;
        world.tell(&account(3, "en")).await;
        world.tell(&ready("Прилив")).await;
        world.work_until(&["sent"]).await;
        let [mail] = world.server.taken().try_into().unwrap();
        assert_eq!(mail.to, ["ana@new.example"]);
        let shown = world.get("/outgoing").await;
        assert_eq!(shown[0]["subject"], "«Прилив» можно публиковать");
    }
}

#[tokio::test]
async fn somebody_who_is_locked_out_or_gone_gets_no_mail() {
    for world in worlds().await {
        let mut locked_out = login(2);
        locked_out.disabled = true;
        world.tell(&IdentityEvent::UserUpdated(locked_out)).await;
        world.tell(&ready("Tide")).await;
        world.work_until(&["failed"]).await;
        let shown = world.get("/outgoing").await;
        assert_eq!(shown[0]["error"]["code"], "RECIPIENT_GONE");
        assert_eq!(shown[0]["recipient"]["email"], "ana@tv.example");
        world.tell(&IdentityEvent::UserDeleted(login(3))).await;
        let shown = world.get("/outgoing").await;
        assert!(shown[0]["recipient"]["email"].is_null() && shown[0]["recipient"]["name"].is_null());
        assert!(world.server.taken().is_empty());
    }
}
