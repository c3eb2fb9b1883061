//! Puts a service's endpoints together: handlers with their schema, each under a policy.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::{Next, from_fn},
    routing::{MethodFilter, MethodRouter, on},
};
use http::Method;
use utoipa::openapi::{OpenApi, path::Paths};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::{
    Idempotency, Policy, RouteRule, document,
    idempotency::{self, KeyRule},
    policy,
};

/// A service's endpoints. No route gets in without a [`Policy`].
pub struct Api<S = ()> {
    name: &'static str,
    idempotency: Option<Idempotency>,
    routes: Vec<Routes<S>>,
}

/// Handlers under one policy.
struct Routes<S> {
    policy: Policy,
    key: KeyRule,
    router: UtoipaMethodRouter<S>,
    /// Path and method of handlers that have no schema.
    bare: Option<(String, Method)>,
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// An API without endpoints. Its document bears `name`.
    pub const fn new(name: &'static str) -> Self {
        Self { name, idempotency: None, routes: Vec::new() }
    }

    /// Honours `Idempotency-Key` on every POST.
    #[must_use]
    pub fn idempotent(mut self, idempotency: Idempotency) -> Self {
        self.idempotency = Some(idempotency);
        self
    }

    /// Adds `routes!(…)` under a policy.
    #[must_use]
    pub fn routes(self, policy: Policy, routes: UtoipaMethodRouter<S>) -> Self {
        self.add(policy, KeyRule::Optional, routes, None)
    }

    /// Adds `routes!(…)` whose POSTs are refused without an `Idempotency-Key`; answers are kept for `keep`.
    #[must_use]
    pub fn routes_with_key(self, policy: Policy, keep: Duration, routes: UtoipaMethodRouter<S>) -> Self {
        self.add(policy, KeyRule::Required { keep }, routes, None)
    }

    /// Adds `routes!(…)` that ignore `Idempotency-Key`: their bodies hold a secret, of which nothing may be kept.
    #[must_use]
    pub fn routes_without_key(self, policy: Policy, routes: UtoipaMethodRouter<S>) -> Self {
        self.add(policy, KeyRule::Ignored, routes, None)
    }

    /// Adds a handler without a schema: bytes and event streams. A path may be added once per method.
    #[must_use]
    pub fn route<H, T>(self, policy: Policy, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        // Only CONNECT and methods of a caller's own invention have no filter; they would get GET's.
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        let router = (Vec::new(), Paths::new(), on(filter, handler));
        self.add(policy, KeyRule::Optional, router, Some((path.to_owned(), method)))
    }

    fn add(
        mut self,
        policy: Policy,
        key: KeyRule,
        router: UtoipaMethodRouter<S>,
        bare: Option<(String, Method)>,
    ) -> Self {
        self.routes.push(Routes { policy, key, router, bare });
        self
    }

    /// The router and its document. The document lists every route with its policy ([`super::route_rules`]).
    pub fn with_state(self, state: S) -> (Router, OpenApi) {
        let mut rules = Vec::new();
        let mut router = OpenApiRouter::default();
        for mut routes in self.routes {
            rules.extend(routes.describe());
            router = routes.install(router, self.idempotency.as_ref());
        }
        let (router, document) = router.split_for_parts();
        (router.with_state(state), document::finished(document, self.name, &rules))
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Notes what the document says about these routes, and completes their operations.
    fn describe(&mut self) -> Vec<RouteRule> {
        let key_required = matches!(self.key, KeyRule::Required { .. });
        let mut rules = Vec::new();
        if let Some((path, method)) = &self.bare {
            rules.push(RouteRule::new(path, method.as_str(), self.policy, false));
        }
        for (path, item) in &mut self.router.1.paths {
            for (method, operation) in document::operations(item) {
                document::complete(operation, self.policy);
                rules.push(RouteRule::new(path, method.as_str(), self.policy, key_required && method == Method::POST));
            }
        }
        rules
    }

    fn install(self, router: OpenApiRouter<S>, idempotency: Option<&Idempotency>) -> OpenApiRouter<S> {
        let policy = self.policy;
        let guarded = self.guarded_by_key(idempotency).layer(from_fn(move |request: Request, next: Next| async move {
            policy::enforce(policy, request, next).await
        }));
        match self.bare {
            Some((path, _)) => router.route(&path, guarded),
            None => router.routes((self.router.0, self.router.1, guarded)),
        }
    }

    /// Inside the policy, so that keys are kept apart by caller.
    fn guarded_by_key(&self, idempotency: Option<&Idempotency>) -> MethodRouter<S, Infallible> {
        let methods = self.router.2.clone();
        let Some(idempotency) = idempotency.cloned().map(Arc::new).filter(|_| self.key != KeyRule::Ignored) else {
            return methods;
        };
        let key = self.key;
        methods.layer(from_fn(move |request: Request, next: Next| {
            let idempotency = Arc::clone(&idempotency);
            async move { idempotency::layer(&idempotency, key, request, next).await }
        }))
    }
}
