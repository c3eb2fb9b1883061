//! Who is signed in, and what this installation is.

use axum::extract::State as Extract;
use platform::http::{Caller, Data};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::State;

/// `GET /api/v1/me`.
#[derive(Serialize, ToSchema)]
pub struct Me {
    user: User,
    roles: Vec<String>,
    #[schema(required)]
    account_id: Option<Uuid>,
    profiles: Vec<Profile>,
}

/// The login.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionUser)]
struct User {
    id: Uuid,
    email: String,
    name: String,
}

/// Somebody in the household.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionProfile)]
struct Profile {
    id: Uuid,
    name: String,
}

/// `GET /api/v1/site`.
#[derive(Serialize, ToSchema)]
pub struct Site {
    name: String,
    public_url: String,
    /// Whether passwords and films cross the network in the clear.
    insecure: bool,
    demo: bool,
    anonymous_viewing: bool,
    version: &'static str,
    locales: [&'static str; 3],
}

/// Who the caller is.
#[utoipa::path(get, path = "/api/v1/me", tag = "session", responses((status = 200, body = Data<Me>)))]
pub async fn me(caller: Caller) -> Data<Me> {
    let user = User { id: caller.user_id, email: caller.email.clone(), name: caller.name.clone() };
    // An account's first profile bears the user's id, so that every service knows it without asking.
    let profiles = vec![Profile { id: user.id, name: user.name.clone() }];
    Data::new(Me { user, roles: caller.roles.iter().cloned().collect(), account_id: caller.account_id, profiles })
}

/// What the web app needs to know before anybody signs in.
#[utoipa::path(get, path = "/api/v1/site", tag = "session", responses((status = 200, body = Data<Site>)))]
pub async fn site(Extract(state): Extract<State>) -> Data<Site> {
    let config = &state.config;
    Data::new(Site {
        name: config.site_name.clone(),
        public_url: config.origin().to_owned(),
        insecure: !config.is_secure(),
        demo: config.demo,
        anonymous_viewing: false,
        version: env!("CARGO_PKG_VERSION"),
        locales: ["en", "pt-BR", "ru"],
    })
}
