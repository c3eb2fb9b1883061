//! What every REST endpoint is made of: problems, fields, extractors, answers, policies, idempotency and the outer
//! layers.

mod answer;
mod api;
mod caller;
mod conditional;
mod deadline;
mod document;
mod extract;
mod field;
mod idempotency;
mod idempotency_store;
mod kit;
mod language;
mod network;
mod policy;
mod problem;
mod query;
mod range;
mod render;
mod request_id;

pub use answer::{Created, Data, List, Meta, etag};
pub use api::Api;
pub use axum::extract::DefaultBodyLimit;
pub use caller::{Caller, CommandCause, MaybeCaller};
pub use deadline::NoDeadline;
pub use document::{one_of, one_of_or_null};
pub use extract::{IfMatch, Json, Path};
pub use field::{Field, Unknown};
pub use idempotency::{CommandId, Idempotency};
pub use kit::{HttpSettings, kit};
pub use language::{Language, message, violation_message};
pub use network::Network;
pub use policy::{Policy, RouteRule, route_rules};
pub use problem::{FieldError, Problem};
pub use query::{CommaList, Dir, Query};
pub use range::{ByteRange, make_partial, unsatisfiable};
pub use request_id::RequestId;
pub use utoipa_axum::{router::UtoipaMethodRouterExt, routes};
