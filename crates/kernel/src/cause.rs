//! Why something is being saved. It makes every save traceable and repeatable without effect.

use uuid::Uuid;

/// What set a use case going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Somebody's command over the API or the command line.
    Command,
    /// An event; its inbox row is written in the transaction of the effect.
    Message {
        /// Who consumes, as in the inbox.
        consumer: &'static str,
        /// The event's id, the same on every delivery.
        event_id: Uuid,
    },
    /// A worker or a deadline.
    Worker,
}

/// A trigger and where it stands in the chain of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What set the use case going.
    pub trigger: Trigger,
    /// The same through every hop of one user's action.
    pub correlation_id: Uuid,
    /// W3C trace context, carried along untouched.
    pub traceparent: Option<String>,
    /// The user who acts, if one does.
    pub actor: Option<Uuid>,
}

impl Cause {
    /// A command under a request's correlation id.
    pub const fn command(correlation_id: Uuid, actor: Option<Uuid>) -> Self {
        Self { trigger: Trigger::Command, correlation_id, traceparent: None, actor }
    }

    /// A worker acting by itself, or going on with what `correlation_id` began.
    pub const fn worker(correlation_id: Uuid) -> Self {
        Self { trigger: Trigger::Worker, correlation_id, traceparent: None, actor: None }
    }

    /// The event that caused this, if one did.
    pub const fn event_id(&self) -> Option<Uuid> {
        match self.trigger {
            Trigger::Message { event_id, .. } => Some(event_id),
            Trigger::Command | Trigger::Worker => None,
        }
    }
}

/// What a save did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Saved {
    /// The change, its events and its inbox row are committed.
    Done,
    /// The message had its effect before; nothing was changed now.
    AlreadyHandled,
}
