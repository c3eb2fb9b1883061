//! The calls of the sign-up: repeatable, and clear about what they refuse.

use contracts::identity::user_admin::{
    CreateUserRequest, DeleteUserRequest, GrantRoleRequest, IssueTicketRequest, RevokeRoleRequest,
};
use futures::future::join_all;
use http::StatusCode;
use kernel::{Clock, id};
use tonic::Code;

use crate::fixture::{House, PASSWORD, text};

fn request(house: &House, email: &str) -> CreateUserRequest {
    CreateUserRequest {
        account_id: id::v7(house.platform.clock.now()).to_string(),
        email: email.into(),
        name: "Vera".into(),
        password: PASSWORD.into(),
        locale: "en".into(),
        network: "192.0.2.0/24".into(),
    }
}

#[tokio::test]
async fn creating_the_same_account_again_gives_the_same_user() {
    for house in House::both().await {
        let wanted = request(&house, "vera@tv.example");
        let first = house.user_admin().create_user(wanted.clone()).await.unwrap().into_inner();
        let again = house.user_admin().create_user(wanted.clone()).await.unwrap().into_inner();
        assert_eq!(first.user_id, again.user_id);

        let other = request(&house, "vito@tv.example");
        let calls = (0..8).map(|_| {
            let mut admin = house.user_admin();
            let other = other.clone();
            async move { admin.create_user(other).await.map(|answer| answer.into_inner().user_id) }
        });
        let mut ids: Vec<String> = join_all(calls).await.into_iter().map(Result::unwrap).collect();
        ids.dedup();
        assert_eq!(ids.len(), 1, "simultaneous calls make one user");
    }
}

#[tokio::test]
async fn an_address_belongs_to_one_account_in_whatever_case() {
    for house in House::both().await {
        house.user_admin().create_user(request(&house, "vera@tv.example")).await.unwrap();
        let refused = house.user_admin().create_user(request(&house, "VERA@tv.example")).await.unwrap_err();
        assert_eq!(refused.code(), Code::AlreadyExists);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_new_user_is_said_field_by_field() {
    let house = House::new().await;
    let wanted = CreateUserRequest { password: "password".into(), ..request(&house, "nobody") };
    let refused = house.user_admin().create_user(wanted).await.unwrap_err();
    assert_eq!((refused.code(), refused.message()), (Code::InvalidArgument, "/email FORMAT; /password GUESSABLE"));
    let wanted = CreateUserRequest { account_id: "x".into(), ..request(&house, "vera@tv.example") };
    assert_eq!(house.user_admin().create_user(wanted).await.unwrap_err().code(), Code::InvalidArgument);
}

#[tokio::test]
async fn a_network_that_signs_up_too_often_is_told_how_long_to_wait() {
    for house in House::both().await {
        let wanted = request(&house, "vera@tv.example");
        house.user_admin().create_user(wanted.clone()).await.unwrap();
        house.count_tries("192.0.2.0/24", 300).await;
        let refused = house.user_admin().create_user(request(&house, "vito@tv.example")).await.unwrap_err();
        assert_eq!((refused.code(), refused.message()), (Code::ResourceExhausted, "1"));
        house.user_admin().create_user(wanted).await.expect("what was done is told again");
        let elsewhere = CreateUserRequest { network: "192.0.3.0/24".into(), ..request(&house, "vito@tv.example") };
        house.user_admin().create_user(elsewhere).await.unwrap();
    }
}

#[tokio::test]
async fn a_deleted_user_is_signed_out_and_the_address_is_free_again() {
    for house in House::both().await {
        let wanted = request(&house, "vera@tv.example");
        house.user_admin().create_user(wanted.clone()).await.unwrap();
        let mut browser = house.browser();
        let tokens = house.tokens(&mut browser, "vera@tv.example").await;
        for _ in 0..2 {
            let request = DeleteUserRequest { account_id: wanted.account_id.clone() };
            house.user_admin().delete_user(request).await.expect("an unknown account is a success");
        }
        let refused = house.refresh(&text(&tokens, "refresh_token")).await;
        assert_eq!(text(&refused.json(), "error"), "invalid_grant");
        assert_eq!(browser.authorize(&[]).await.status, StatusCode::OK, "the form");
        assert_eq!(house.basic("vera@tv.example", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        house.user_admin().create_user(request(&house, "vera@tv.example")).await.unwrap();
    }
}

#[tokio::test]
async fn roles_given_at_once_are_all_there() {
    for house in House::both().await {
        let user_id = house.viewer("vera@tv.example").await;
        let roles = ["subscriber", "catalog_videos", "catalog_genres"];
        let calls = roles.map(|role| {
            let mut admin = house.user_admin();
            let request = GrantRoleRequest { user_id: user_id.clone(), role: role.into() };
            async move { admin.grant_role(request).await }
        });
        for answer in join_all(calls).await {
            answer.unwrap();
        }
        let revoke = RevokeRoleRequest { user_id: user_id.clone(), role: "catalog_genres".into() };
        house.user_admin().revoke_role(revoke).await.unwrap();
        let tokens = house.basic("vera@tv.example", PASSWORD).await.json();
        let subject = house.verifier.verify(&text(&tokens, "access_token")).await.unwrap();
        let held: Vec<&str> = subject.roles.iter().map(String::as_str).collect();
        assert_eq!(held, ["catalog_videos", "subscriber"]);
    }
}

#[tokio::test]
async fn unknown_users_and_roles_are_refused() {
    let house = House::new().await;
    let nobody = id::v7(house.platform.clock.now()).to_string();
    let mut admin = house.user_admin();
    let grant = GrantRoleRequest { user_id: nobody.clone(), role: "subscriber".into() };
    assert_eq!(admin.grant_role(grant).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(admin.issue_ticket(IssueTicketRequest { user_id: nobody }).await.unwrap_err().code(), Code::NotFound);
    let user_id = house.viewer("vera@tv.example").await;
    let grant = GrantRoleRequest { user_id, role: "emperor".into() };
    assert_eq!(admin.grant_role(grant).await.unwrap_err().code(), Code::InvalidArgument);
}
