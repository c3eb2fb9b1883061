//! What others are told about users.

use contracts::{
    Envelope,
    identity::{
        IdentityEvent,
        user_admin::{DeleteUserRequest, GrantRoleRequest},
    },
};
use platform::on;

use crate::fixture::{House, PASSWORD};

async fn outbox(house: &House) -> Vec<IdentityEvent> {
    let mut tx = house.service.db.read().await.unwrap();
    let rows: Vec<String> = on!(&mut tx, conn => sqlx::query_scalar(
        "SELECT payload FROM outbox ORDER BY aggregateversion, id").fetch_all(conn).await)
    .unwrap();
    rows.iter().map(|row| Envelope::from_json(row).unwrap().fact().unwrap()).collect()
}

#[tokio::test]
async fn making_changing_and_removing_a_user_is_told_with_rising_versions() {
    for house in House::both().await {
        let user_id = house.viewer("vera@tv.example").await;
        let mut admin = house.user_admin();
        for role in ["subscriber", "subscriber", "catalog_videos"] {
            let request = GrantRoleRequest { user_id: user_id.clone(), role: role.into() };
            admin.grant_role(request).await.unwrap();
        }
        let events = outbox(&house).await;
        let [
            IdentityEvent::UserCreated(created),
            IdentityEvent::UserUpdated(first),
            IdentityEvent::UserUpdated(second),
        ] = events.as_slice()
        else {
            panic!("a role that is there already is no news: {events:?}");
        };
        assert_eq!((created.version, first.version, second.version), (1, 2, 3));
        let told = (created.email.as_str(), created.name.as_str(), created.locale.as_str());
        assert_eq!(told, ("vera@tv.example", "Vera Viewer", "pt-BR"));
        let account_id = created.account_id.unwrap().to_string();
        admin.delete_user(DeleteUserRequest { account_id }).await.unwrap();
        let events = outbox(&house).await;
        let Some(IdentityEvent::UserDeleted(deleted)) = events.last() else { panic!("{events:?}") };
        assert_eq!((deleted.user_id.to_string(), deleted.version), (user_id, 4));
    }
}

#[tokio::test]
async fn signing_in_is_nobody_elses_news() {
    let house = House::new().await;
    house.viewer("vera@tv.example").await;
    house.tokens(&mut house.browser(), "vera@tv.example").await;
    house.basic("vera@tv.example", PASSWORD).await;
    assert_eq!(outbox(&house).await.len(), 1);
}
