//! `UserAdmin`: what the sign-up saga asks of whoever holds the logins.

use std::{collections::BTreeSet, sync::Arc};

use axum::Router;
use contracts::identity::user_admin::{
    CreateUserRequest, CreateUserResponse, DeleteUserRequest, DeleteUserResponse, GrantRoleRequest, GrantRoleResponse,
    IssueTicketRequest, IssueTicketResponse, RevokeRoleRequest, RevokeRoleResponse,
    user_admin_server::{UserAdmin, UserAdminServer},
};
use kernel::{Cause, Clock, Violations, id, uuid::Uuid};
use tonic::{Request, Response, Status, metadata::MetadataMap, service::Routes};

use crate::{
    application::{CreateError, Identity, StoreError, UserChanges},
    domain::{AccountId, NewUser, Role, UserId},
};

/// The routes of the service.
pub fn routes(identity: Arc<Identity>, clock: Arc<dyn Clock>) -> Router {
    Routes::new(UserAdminServer::new(Admin { identity, clock })).prepare().into_axum_router()
}

struct Admin {
    identity: Arc<Identity>,
    clock: Arc<dyn Clock>,
}

impl Admin {
    /// The caller's correlation id and trace go on, so that one trace shows the whole sign-up.
    fn cause(&self, metadata: &MetadataMap) -> Cause {
        let text = |name| metadata.get(name).and_then(|value| value.to_str().ok());
        let correlation_id = text("x-request-id").and_then(|id| id.parse().ok());
        let traceparent = text("traceparent").map(str::to_owned);
        Cause { traceparent, ..Cause::command(correlation_id.unwrap_or_else(|| id::v7(self.clock.now())), None) }
    }

    async fn change(&self, user_id: &str, changes: UserChanges, cause: &Cause) -> Result<(), Status> {
        let id = UserId::from_uuid(parse_id("user_id", user_id)?);
        match self.identity.change_user(id, &changes, cause).await.map_err(status)? {
            Some(_) => Ok(()),
            None => Err(Status::not_found("no such user")),
        }
    }
}

#[tonic::async_trait]
impl UserAdmin for Admin {
    async fn create_user(&self, request: Request<CreateUserRequest>) -> Result<Response<CreateUserResponse>, Status> {
        let cause = self.cause(request.metadata());
        let wanted = request.into_inner();
        let account_id = AccountId::from_uuid(parse_id("account_id", &wanted.account_id)?);
        let new = NewUser::parse(&wanted.email, &wanted.name, &wanted.password, &wanted.locale).map_err(refused)?;
        match self.identity.create_viewer(account_id, new, &wanted.network, &cause).await {
            Ok(id) => Ok(Response::new(CreateUserResponse { user_id: id.to_string() })),
            Err(CreateError::EmailTaken) => Err(Status::already_exists("the e-mail belongs to somebody else")),
            Err(CreateError::Slowed(wait)) => Err(Status::resource_exhausted(wait.as_secs().max(1).to_string())),
            Err(CreateError::Store(error)) => Err(status(error)),
        }
    }

    async fn delete_user(&self, request: Request<DeleteUserRequest>) -> Result<Response<DeleteUserResponse>, Status> {
        let cause = self.cause(request.metadata());
        let account_id = AccountId::from_uuid(parse_id("account_id", &request.into_inner().account_id)?);
        self.identity.delete_viewer(account_id, &cause).await.map_err(status)?;
        Ok(Response::new(DeleteUserResponse {}))
    }

    async fn grant_role(&self, request: Request<GrantRoleRequest>) -> Result<Response<GrantRoleResponse>, Status> {
        let cause = self.cause(request.metadata());
        let wanted = request.into_inner();
        let changes = UserChanges { grant: BTreeSet::from([parse_role(&wanted.role)?]), ..UserChanges::default() };
        self.change(&wanted.user_id, changes, &cause).await?;
        Ok(Response::new(GrantRoleResponse {}))
    }

    async fn revoke_role(&self, request: Request<RevokeRoleRequest>) -> Result<Response<RevokeRoleResponse>, Status> {
        let cause = self.cause(request.metadata());
        let wanted = request.into_inner();
        let changes = UserChanges { revoke: BTreeSet::from([parse_role(&wanted.role)?]), ..UserChanges::default() };
        self.change(&wanted.user_id, changes, &cause).await?;
        Ok(Response::new(RevokeRoleResponse {}))
    }

    async fn issue_ticket(
        &self,
        request: Request<IssueTicketRequest>,
    ) -> Result<Response<IssueTicketResponse>, Status> {
        let id = UserId::from_uuid(parse_id("user_id", &request.into_inner().user_id)?);
        match self.identity.issue_ticket(id).await.map_err(status)? {
            Some(ticket) => Ok(Response::new(IssueTicketResponse { ticket: ticket.reveal() })),
            None => Err(Status::not_found("no such user")),
        }
    }
}

fn parse_id(field: &str, text: &str) -> Result<Uuid, Status> {
    text.parse().map_err(|_| Status::invalid_argument(format!("{field} is not a UUID")))
}

fn parse_role(name: &str) -> Result<Role, Status> {
    name.parse().map_err(|_| Status::invalid_argument("no such role"))
}

/// `/password GUESSABLE; /email FORMAT`: the caller makes fields of it again.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(violations: Violations) -> Status {
    let list: Vec<String> =
        violations.iter().map(|violation| format!("{} {}", violation.field, violation.code.as_str())).collect();
    Status::invalid_argument(list.join("; "))
}

/// Causes are logged, never sent.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn status(error: StoreError) -> Status {
    tracing::warn!(error = &error as &dyn std::error::Error, "a call failed");
    match error {
        StoreError::Unavailable(_) | StoreError::Conflict => Status::unavailable("try again"),
        StoreError::Taken | StoreError::Failed(_) => Status::internal("the call failed"),
    }
}
