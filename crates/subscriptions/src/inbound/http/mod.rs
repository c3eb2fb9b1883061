//! REST: parse, use case, present.

mod accounts;
mod allowed;
mod error;
mod plans;
mod subscriptions;

use std::{sync::Arc, time::Duration};

use axum::Router;
use platform::http::{Api, Idempotency, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::{Accounts, Plans, SignUp, Subscribe, Subscriptions};

/// Who keeps the plans.
const STAFF: &[&str] = &["subscription_admin"];
/// How long the answers to payments are kept.
const PAYMENTS: Duration = Duration::from_hours(30 * 24);

/// The use cases behind the routes.
#[derive(Clone)]
pub struct State {
    /// Signing up.
    pub sign_up: Arc<SignUp>,
    /// One's own account.
    pub accounts: Arc<Accounts>,
    /// Plans.
    pub plans: Arc<Plans>,
    /// Subscribing.
    pub subscribe: Arc<Subscribe>,
    /// One's own subscription.
    pub subscriptions: Arc<Subscriptions>,
}

/// All routes with their document.
pub fn router(state: State, idempotency: Idempotency) -> (Router, OpenApi) {
    Api::new("subscriptions")
        .idempotent(idempotency)
        // Its body holds a password.
        .routes_without_key(Policy::Public, routes!(accounts::sign_up))
        .routes(Policy::SignedIn, routes!(accounts::me, accounts::update_me))
        .routes(Policy::Public, routes!(plans::list))
        .routes(Policy::Public, routes!(plans::read))
        .routes(Policy::AnyRole(STAFF), routes!(plans::create))
        .routes(Policy::AnyRole(STAFF), routes!(plans::replace, plans::change, plans::deactivate))
        .routes_with_key(Policy::SignedIn, PAYMENTS, routes!(subscriptions::subscribe))
        .routes(Policy::SignedIn, routes!(subscriptions::current))
        .routes_with_key(Policy::SignedIn, PAYMENTS, routes!(subscriptions::cancel))
        .routes_with_key(Policy::SignedIn, PAYMENTS, routes!(subscriptions::resume))
        .with_state(state)
}
