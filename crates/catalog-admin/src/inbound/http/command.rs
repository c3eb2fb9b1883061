//! What comes with a command beside its body.

use axum::extract::FromRequestParts;
use http::request::Parts;
use kernel::Cause;
use platform::http::{Caller, CommandCause, CommandId, IfMatch, Language, Problem};
use uuid::Uuid;

use crate::{application::Expected, domain::UserId};

/// Who asks for what change, why, and what they have seen.
#[derive(Clone, Debug)]
pub(super) struct Command {
    /// The same again for a repeated command.
    pub(super) id: Uuid,
    /// For the events that follow.
    pub(super) cause: Cause,
    /// The version the caller has seen, if it says so.
    pub(super) expected: Expected,
    /// Who asks.
    pub(super) user: UserId,
    /// In which language to answer.
    pub(super) language: Language,
}

impl<S: Send + Sync> FromRequestParts<S> for Command {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let CommandId(id) = infallible(CommandId::from_request_parts(parts, state).await);
        let CommandCause(cause) = infallible(CommandCause::from_request_parts(parts, state).await);
        let IfMatch(version) = IfMatch::from_request_parts(parts, state).await?;
        let caller = Caller::from_request_parts(parts, state).await?;
        let language = infallible(Language::from_request_parts(parts, state).await);
        Ok(Self { id, cause, expected: Expected(version), user: UserId::from_uuid(caller.user_id), language })
    }
}

fn infallible<T>(result: Result<T, std::convert::Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
