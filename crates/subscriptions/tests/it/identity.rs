//! An identity provider in memory that can be told to fail.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard},
};

use contracts::identity::user_admin::{
    CreateUserRequest, CreateUserResponse, DeleteUserRequest, DeleteUserResponse, GrantRoleRequest, GrantRoleResponse,
    IssueTicketRequest, IssueTicketResponse, RevokeRoleRequest, RevokeRoleResponse,
    user_admin_server::{UserAdmin, UserAdminServer},
};
use kernel::{Clock, SystemClock};
use platform::grpc::Link;
use tokio::sync::watch;
use tonic::{Code, Request, Response, Status};

/// What goes wrong with the next call of a method.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Nothing is done.
    Refuses(Code),
    /// Nothing is done, for this reason.
    RefusesFor(Code, &'static str),
    /// It is done, but the answer is lost.
    AnswerLost,
    /// Nothing is done, and there is never an answer.
    HangsBefore,
    /// It is done, and there is never an answer.
    HangsAfter,
}

#[derive(Default)]
struct Memory {
    /// By account.
    users: BTreeMap<String, (String, String)>,
    roles: BTreeSet<(String, String)>,
    faults: Vec<(&'static str, Fault)>,
    passwords: Vec<String>,
    is_down: bool,
}

#[derive(Clone)]
pub struct FakeIdentity {
    memory: Arc<Mutex<Memory>>,
    role_calls: Arc<watch::Sender<usize>>,
    hanging: Arc<watch::Sender<usize>>,
}

/// What a call that hangs carries until it is waited for.
const HANGS: &str = "hangs";

impl FakeIdentity {
    pub fn new() -> Self {
        Self {
            memory: Arc::default(),
            role_calls: Arc::new(watch::Sender::new(0)),
            hanging: Arc::new(watch::Sender::new(0)),
        }
    }

    pub fn link(&self) -> Link {
        let routes = tonic::service::Routes::new(UserAdminServer::new(self.clone()));
        Link::Memory(routes.prepare().into_axum_router())
    }

    pub fn fail_next(&self, method: &'static str, fault: Fault) {
        self.memory().faults.push((method, fault));
    }

    pub fn set_down(&self, is_down: bool) {
        self.memory().is_down = is_down;
    }

    /// Addresses that can sign in.
    pub fn emails(&self) -> Vec<String> {
        self.memory().users.values().map(|(_, email)| email.clone()).collect()
    }

    pub fn add_user(&self, email: &str) {
        self.memory().users.insert("staff".to_owned(), (new_id(), email.to_owned()));
    }

    pub fn has_role(&self, user: &str, role: &str) -> bool {
        self.memory().roles.contains(&(user.to_owned(), role.to_owned()))
    }

    pub fn passwords(&self) -> Vec<String> {
        self.memory().passwords.clone()
    }

    /// Grants and revocations so far.
    pub fn role_calls(&self) -> watch::Receiver<usize> {
        self.role_calls.subscribe()
    }

    /// Calls that hang, so far.
    pub fn hanging(&self) -> watch::Receiver<usize> {
        self.hanging.subscribe()
    }

    async fn hang_if_told<T>(&self, answer: Answer<T>) -> Answer<T> {
        if answer.as_ref().is_err_and(|status| status.message() == HANGS) {
            self.hanging.send_modify(|calls| *calls += 1);
            return std::future::pending().await;
        }
        answer
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap()
    }

    fn call<T>(&self, method: &'static str, effect: impl FnOnce(&mut Memory) -> Result<T, Status>) -> Answer<T> {
        let mut memory = self.memory();
        if memory.is_down {
            return Err(Status::unavailable("away"));
        }
        let fault = memory.faults.iter().position(|(name, _)| *name == method);
        match fault.map(|n| memory.faults.remove(n).1) {
            Some(Fault::Refuses(code)) => Err(Status::new(code, "told to")),
            Some(Fault::RefusesFor(code, reason)) => Err(Status::new(code, reason)),
            Some(Fault::AnswerLost) => {
                effect(&mut memory)?;
                Err(Status::unavailable("the answer is lost"))
            }
            Some(Fault::HangsBefore) => Err(Status::unavailable(HANGS)),
            Some(Fault::HangsAfter) => {
                effect(&mut memory)?;
                Err(Status::unavailable(HANGS))
            }
            None => effect(&mut memory).map(Response::new),
        }
    }
}

type Answer<T> = Result<Response<T>, Status>;

fn new_id() -> String {
    kernel::id::v7(SystemClock.now()).to_string()
}

#[tonic::async_trait]
impl UserAdmin for FakeIdentity {
    async fn create_user(&self, request: Request<CreateUserRequest>) -> Answer<CreateUserResponse> {
        let user = request.into_inner();
        let answer = self.call("create_user", |memory| {
            memory.passwords.push(user.password.clone());
            if let Some((user_id, _)) = memory.users.get(&user.account_id) {
                return Ok(CreateUserResponse { user_id: user_id.clone() });
            }
            if memory.users.values().any(|(_, email)| *email == user.email) {
                return Err(Status::already_exists("e-mail"));
            }
            let user_id = new_id();
            memory.users.insert(user.account_id, (user_id.clone(), user.email));
            Ok(CreateUserResponse { user_id })
        });
        self.hang_if_told(answer).await
    }

    async fn delete_user(&self, request: Request<DeleteUserRequest>) -> Answer<DeleteUserResponse> {
        let answer = self.call("delete_user", |memory| {
            memory.users.remove(&request.into_inner().account_id);
            Ok(DeleteUserResponse {})
        });
        self.hang_if_told(answer).await
    }

    async fn grant_role(&self, request: Request<GrantRoleRequest>) -> Answer<GrantRoleResponse> {
        let grant = request.into_inner();
        let answer = self.call("grant_role", |memory| {
            memory.roles.insert((grant.user_id, grant.role));
            Ok(GrantRoleResponse {})
        });
        self.role_calls.send_modify(|calls| *calls += 1);
        answer
    }

    async fn revoke_role(&self, request: Request<RevokeRoleRequest>) -> Answer<RevokeRoleResponse> {
        let revocation = request.into_inner();
        let answer = self.call("revoke_role", |memory| {
            memory.roles.remove(&(revocation.user_id, revocation.role));
            Ok(RevokeRoleResponse {})
        });
        self.role_calls.send_modify(|calls| *calls += 1);
        answer
    }

    async fn issue_ticket(&self, request: Request<IssueTicketRequest>) -> Answer<IssueTicketResponse> {
        let user = request.into_inner().user_id;
        let answer = self.call("issue_ticket", |_| Ok(IssueTicketResponse { ticket: format!("t-{user}") }));
        self.hang_if_told(answer).await
    }
}
