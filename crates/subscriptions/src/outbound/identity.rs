//! The identity provider over gRPC, in this process or another.

use std::time::Duration;

use async_trait::async_trait;
use contracts::identity::user_admin::{
    CreateUserRequest, DeleteUserRequest, GrantRoleRequest, IssueTicketRequest, RevokeRoleRequest,
    user_admin_client::UserAdminClient,
};
use platform::grpc::{Link, TimedLink};
use secrecy::ExposeSecret;
use tonic::{Code, Status};

use crate::{
    application::ports::{NewUser, UserAdmin, UserAdminError},
    domain::{AccountId, UserId},
};

/// Making a user hashes a password, which takes its time.
const DEADLINE: Duration = Duration::from_secs(5);

/// Calls the identity provider.
#[derive(Clone)]
pub struct GrpcUserAdmin {
    client: UserAdminClient<TimedLink>,
}

impl GrpcUserAdmin {
    /// Over `link`.
    pub fn new(link: Link) -> Self {
        Self { client: UserAdminClient::new(link.with_deadline(DEADLINE)) }
    }

    /// A client is a handle, and calling needs one of one's own.
    fn client(&self) -> UserAdminClient<TimedLink> {
        self.client.clone()
    }
}

#[async_trait]
impl UserAdmin for GrpcUserAdmin {
    async fn create_user(&self, user: &NewUser) -> Result<UserId, UserAdminError> {
        let request = CreateUserRequest {
            account_id: user.account.to_string(),
            email: user.email.as_str().to_owned(),
            name: user.name.as_str().to_owned(),
            password: user.password.expose_secret().to_owned(),
            locale: user.locale.as_str().to_owned(),
            network: user.network.clone(),
        };
        let answer = self.client().create_user(request).await.map_err(refusal)?;
        let user_id = answer.into_inner().user_id;
        user_id.parse().map_err(|_| UserAdminError::Unavailable("the user id is no UUID".to_owned()))
    }

    async fn delete_user(&self, account: AccountId) -> Result<(), UserAdminError> {
        let request = DeleteUserRequest { account_id: account.to_string() };
        self.client().delete_user(request).await.map(|_| ()).map_err(refusal)
    }

    async fn grant_role(&self, user: UserId, role: &str) -> Result<(), UserAdminError> {
        let request = GrantRoleRequest { user_id: user.to_string(), role: role.to_owned() };
        self.client().grant_role(request).await.map(|_| ()).map_err(refusal)
    }

    async fn revoke_role(&self, user: UserId, role: &str) -> Result<(), UserAdminError> {
        let request = RevokeRoleRequest { user_id: user.to_string(), role: role.to_owned() };
        self.client().revoke_role(request).await.map(|_| ()).map_err(refusal)
    }

    async fn issue_ticket(&self, user: UserId) -> Result<String, UserAdminError> {
        let request = IssueTicketRequest { user_id: user.to_string() };
        self.client().issue_ticket(request).await.map(|answer| answer.into_inner().ticket).map_err(refusal)
    }
}

/// How long to wait where the provider does not say it.
const A_WHILE: u64 = 60;

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refusal(status: Status) -> UserAdminError {
    match status.code() {
        Code::AlreadyExists => UserAdminError::EmailTaken,
        Code::InvalidArgument if status.message().contains("/email") => UserAdminError::EmailRefused,
        Code::InvalidArgument => UserAdminError::PasswordRefused,
        Code::ResourceExhausted => {
            UserAdminError::Slowed(Duration::from_secs(status.message().parse().unwrap_or(A_WHILE)))
        }
        Code::NotFound => UserAdminError::UnknownUser,
        code => UserAdminError::Unavailable(format!("{code:?}: {}", status.message())),
    }
}
