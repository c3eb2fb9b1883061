//! Operators look after the mail.

use std::sync::Arc;

use axum::extract::State;
use kernel::{Direction, PageRequest, Timestamp, uuid::Uuid};
use platform::http::{Data, Dir, List, Path, Problem, Query, one_of};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    application::{Outgoing, Shown, ports::OutgoingQuery},
    domain::{ContactState, Kind, NotificationId, Refusal, Route, Standing, Status},
};

/// A message to one person, without its words.
#[derive(Serialize, ToSchema)]
pub(super) struct OutgoingMail {
    id: Uuid,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// `email` is the only one so far.
    channel: &'static str,
    #[schema(schema_with = statuses)]
    status: &'static str,
    recipient: Recipient,
    subject: String,
    /// Tries since it was queued.
    attempts: u32,
    /// When it is tried again.
    #[schema(required)]
    next_attempt_at: Option<String>,
    /// Why the latest try did not succeed.
    #[schema(required)]
    error: Option<DeliveryError>,
    created_at: String,
    #[schema(required)]
    sent_at: Option<String>,
    /// `smtp`, or `folder` where there is no mail server.
    #[schema(required, inline)]
    sent_by: Option<SentBy>,
}

/// A message to one person as it was, or will be, sent.
#[derive(Serialize, ToSchema)]
pub(super) struct OutgoingLetter {
    #[serde(flatten)]
    mail: OutgoingMail,
    /// BCP 47.
    language: &'static str,
    /// The part without HTML.
    text: String,
}

/// Whom a message is for.
#[derive(Serialize, ToSchema)]
pub(super) struct Recipient {
    user_id: Uuid,
    /// Absent before the login is known, and when it is gone.
    #[schema(required)]
    email: Option<String>,
    /// Likewise.
    #[schema(required)]
    name: Option<String>,
}

/// Why a message was not delivered.
#[derive(Serialize, ToSchema)]
pub(super) struct DeliveryError {
    /// Stable.
    code: String,
    /// What the mail server said.
    #[schema(required)]
    reason: Option<String>,
}

fn kinds() -> utoipa::openapi::schema::Object {
    one_of(Kind::ALL.map(Kind::as_str))
}

fn statuses() -> utoipa::openapi::schema::Object {
    one_of(["queued", "sending", "retry_wait", "sent", "failed"])
}

/// Where a message went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SentBy {
    Smtp,
    Folder,
}

impl From<Route> for SentBy {
    fn from(route: Route) -> Self {
        match route {
            Route::Smtp => Self::Smtp,
            Route::Folder => Self::Folder,
        }
    }
}

impl From<&Shown> for OutgoingMail {
    fn from(shown: &Shown) -> Self {
        let told = shown.addressed.notification.state();
        let (next_attempt_at, sent) = match told.status {
            Status::RetryWait { next_at } => (Some(next_at), None),
            Status::Sent { at, by } => (None, Some((at, by))),
            Status::Queued | Status::Sending | Status::Failed => (None, None),
        };
        Self {
            id: told.id.uuid(),
            kind: shown.addressed.notification.kind().as_str(),
            channel: told.channel.as_str(),
            status: told.status.as_str(),
            recipient: shown.addressed.contact.state().into(),
            subject: shown.letter.subject.clone(),
            attempts: told.attempts,
            next_attempt_at: next_attempt_at.as_ref().map(Timestamp::to_string),
            error: told.refusal.as_ref().map(DeliveryError::from),
            created_at: told.created_at.to_string(),
            sent_at: sent.map(|(at, _)| at.to_string()),
            sent_by: sent.map(|(_, by)| by.into()),
        }
    }
}

impl From<&Shown> for OutgoingLetter {
    fn from(shown: &Shown) -> Self {
        let letter = &shown.letter;
        Self { mail: shown.into(), language: letter.language, text: letter.text.clone() }
    }
}

impl From<&ContactState> for Recipient {
    fn from(contact: &ContactState) -> Self {
        let is_known = matches!(contact.standing, Standing::Active | Standing::Disabled);
        let known = |text: &String| Some(text.clone()).filter(|_| is_known);
        Self { user_id: contact.user_id.uuid(), email: known(&contact.email), name: known(&contact.name) }
    }
}

impl From<&Refusal> for DeliveryError {
    fn from(refusal: &Refusal) -> Self {
        Self { code: refusal.code.clone(), reason: refusal.reason.clone() }
    }
}

/// Which messages are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListOutgoing {
    page: Option<u32>,
    per_page: Option<u32>,
    /// Part of the recipient's name or e-mail.
    search: Option<String>,
    #[param(inline)]
    status: Option<StatusName>,
    #[param(inline)]
    kind: Option<KindName>,
    #[param(inline)]
    sort: Option<SortName>,
    /// Newest first if absent.
    #[param(inline)]
    dir: Option<Dir>,
}

/// The states by name.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StatusName {
    Queued,
    Sending,
    RetryWait,
    Sent,
    Failed,
}

impl StatusName {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::RetryWait => "retry_wait",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

/// The sorts of messages by name.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum KindName {
    MediaReady,
    MediaFailed,
    ConversionReady,
    ConversionFailed,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::MediaReady => Self::MediaReady,
            KindName::MediaFailed => Self::MediaFailed,
            KindName::ConversionReady => Self::ConversionReady,
            KindName::ConversionFailed => Self::ConversionFailed,
        }
    }
}

/// What the list is ordered by.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SortName {
    CreatedAt,
}

impl From<ListOutgoing> for OutgoingQuery {
    fn from(list: ListOutgoing) -> Self {
        // There is one order so far; naming it makes the direction ascending, as in every list.
        let unsaid = list.sort.map_or(Direction::Descending, |SortName::CreatedAt| Direction::Ascending);
        Self {
            status: list.status.map(StatusName::as_str),
            kind: list.kind.map(Kind::from),
            search: list.search,
            direction: list.dir.map_or(unsaid, Direction::from),
            page: PageRequest::new(list.page, list.per_page),
        }
    }
}

/// Lists the messages that went out, or should have.
#[utoipa::path(get, path = "/api/v1/notifications/outgoing", tag = "notifications", params(ListOutgoing),
    responses((status = 200, body = List<OutgoingMail>)))]
pub(super) async fn list(
    State(outgoing): State<Arc<Outgoing>>,
    Query(query): Query<ListOutgoing>,
) -> Result<List<OutgoingMail>, Problem> {
    let page = outgoing.list(&query.into()).await?;
    Ok(page.map(|shown| OutgoingMail::from(&shown)).into())
}

/// One of them, with its words.
#[utoipa::path(get, path = "/api/v1/notifications/outgoing/{id}", tag = "notifications",
    params(("id" = Uuid, Path)), responses((status = 200, body = Data<OutgoingLetter>)))]
pub(super) async fn read(
    State(outgoing): State<Arc<Outgoing>>,
    Path(id): Path<Uuid>,
) -> Result<Data<OutgoingLetter>, Problem> {
    let shown = outgoing.read(NotificationId::from_uuid(id)).await?;
    Ok(Data::new((&shown).into()))
}

/// Tries one once more that was given up.
#[utoipa::path(post, path = "/api/v1/notifications/outgoing/{id}/resend", tag = "notifications",
    params(("id" = Uuid, Path)), responses((status = 200, body = Data<OutgoingLetter>)))]
pub(super) async fn resend(
    State(outgoing): State<Arc<Outgoing>>,
    Path(id): Path<Uuid>,
) -> Result<Data<OutgoingLetter>, Problem> {
    let shown = outgoing.resend(NotificationId::from_uuid(id)).await?;
    Ok(Data::new((&shown).into()))
}
