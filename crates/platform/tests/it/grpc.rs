//! Calls to a gRPC service in the memory of this process and over loopback.

use std::{net::Ipv4Addr, time::Duration};

use axum::Router;
use contracts::identity::user_admin::{
    CreateUserRequest, CreateUserResponse, DeleteUserRequest, DeleteUserResponse, GrantRoleRequest, GrantRoleResponse,
    IssueTicketRequest, IssueTicketResponse, RevokeRoleRequest, RevokeRoleResponse,
    user_admin_client::UserAdminClient,
    user_admin_server::{UserAdmin, UserAdminServer},
};
use platform::grpc::{Link, TimedLink};
use tokio::{net::TcpListener, task::JoinSet};
use tonic::{Code, Request, Response, Status, service::Routes, transport::Channel};

/// Longer than any deadline here, shorter than the patience of a person.
const FOREVER: Duration = Duration::from_mins(1);

/// Answers `CreateUser`, refuses `GrantRole`, and never finishes `DeleteUser`.
struct Users;

#[tonic::async_trait]
impl UserAdmin for Users {
    async fn create_user(&self, request: Request<CreateUserRequest>) -> Result<Response<CreateUserResponse>, Status> {
        Ok(Response::new(CreateUserResponse { user_id: request.into_inner().account_id }))
    }

    async fn delete_user(&self, _: Request<DeleteUserRequest>) -> Result<Response<DeleteUserResponse>, Status> {
        tokio::time::sleep(FOREVER).await;
        Ok(Response::new(DeleteUserResponse {}))
    }

    async fn grant_role(&self, _: Request<GrantRoleRequest>) -> Result<Response<GrantRoleResponse>, Status> {
        Err(Status::not_found("no such user"))
    }

    async fn revoke_role(&self, _: Request<RevokeRoleRequest>) -> Result<Response<RevokeRoleResponse>, Status> {
        Err(Status::unimplemented("not in this test"))
    }

    async fn issue_ticket(&self, _: Request<IssueTicketRequest>) -> Result<Response<IssueTicketResponse>, Status> {
        Err(Status::unimplemented("not in this test"))
    }
}

fn router() -> Router {
    Routes::new(UserAdminServer::new(Users)).prepare().into_axum_router()
}

/// The same service by both ways; over the network until the server is dropped.
async fn links(deadline: Duration) -> (JoinSet<std::io::Result<()>>, [(&'static str, UserAdminClient<TimedLink>); 2]) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut server = JoinSet::new();
    server.spawn(async move { axum::serve(listener, router()).await });
    let channel = Channel::from_shared(format!("http://{address}")).unwrap().connect_lazy();
    let links = [("memory", Link::Memory(router())), ("network", Link::Net(channel))];
    (server, links.map(|(name, link)| (name, UserAdminClient::new(link.with_deadline(deadline)))))
}

#[tokio::test]
async fn a_call_is_answered_or_refused_alike_by_both_ways() {
    let (_server, links) = links(Duration::from_secs(10)).await;
    for (way, mut client) in links {
        let request = CreateUserRequest { account_id: "a1".to_owned(), ..CreateUserRequest::default() };
        let answer = client.create_user(request).await.unwrap().into_inner();
        assert_eq!(answer.user_id, "a1", "{way}");
        let refusal = client.grant_role(GrantRoleRequest::default()).await.unwrap_err();
        assert_eq!((refusal.code(), refusal.message()), (Code::NotFound, "no such user"), "{way}");
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_deadline_exceeded_by_both_ways() {
    let (_server, links) = links(Duration::from_millis(50)).await;
    for (way, mut client) in links {
        let late = client.delete_user(DeleteUserRequest::default()).await.unwrap_err();
        assert_eq!(late.code(), Code::DeadlineExceeded, "{way}: {late}");
    }
}

#[tokio::test]
async fn a_call_may_have_less_patience_than_its_link() {
    let (_server, links) = links(FOREVER).await;
    for (way, mut client) in links {
        let mut request = Request::new(DeleteUserRequest::default());
        request.set_timeout(Duration::from_millis(50));
        let late = client.delete_user(request).await.unwrap_err();
        assert_eq!(late.code(), Code::DeadlineExceeded, "{way}: {late}");
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable() {
    let channel = Channel::from_static("http://127.0.0.1:1").connect_lazy();
    let mut client = UserAdminClient::new(Link::Net(channel).with_deadline(Duration::from_secs(10)));
    let refusal = client.create_user(CreateUserRequest::default()).await.unwrap_err();
    assert_eq!(refusal.code(), Code::Unavailable, "{refusal}");
}
