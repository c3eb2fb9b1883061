//! A subscription: what was bought, where it stands, and what it entitles to. Its changes are in `transitions`.

use kernel::Timestamp;

use super::{
    AccountId, Charge, ChargeKey, Limits, Money, PaymentMethod, Period, PlanId, PriceId, RENEWAL_SLACK, SubscriptionId,
    Term, UserId,
};

/// What was agreed: a later change of the plan does not touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The plan.
    pub plan: PlanId,
    /// The price.
    pub price: PriceId,
    /// Length of a period.
    pub term: Term,
    /// Per period.
    pub amount: Money,
    /// Streams at once.
    pub max_streams: u8,
    /// Lines of the picture.
    pub max_height: u16,
}

impl Terms {
    /// Of a price of a plan.
    pub const fn of(plan: PlanId, limits: Limits, price: &super::Price) -> Self {
        Self {
            plan,
            price: price.id,
            term: price.term,
            amount: price.amount,
            max_streams: limits.max_streams,
            max_height: limits.max_height,
        }
    }
}

/// Whose subscription, under which id.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    /// The subscription's.
    pub id: SubscriptionId,
    /// Whose it is.
    pub account: AccountId,
    /// The login of the account.
    pub user: UserId,
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not paid yet: it entitles to nothing.
    Incomplete {
        /// Cancelled afterwards.
        pay_until: Timestamp,
    },
    /// On trial until the end of the period.
    Trialing {
        /// Whether it is cancelled then.
        ending: bool,
    },
    /// Paid until the end of the period.
    Active {
        /// Whether it is cancelled then.
        ending: bool,
    },
    /// The last charge failed; access goes on for a while.
    PastDue {
        /// Expired afterwards.
        grace_until: Timestamp,
    },
    /// Somebody ended it.
    Cancelled {
        /// When.
        at: Timestamp,
    },
    /// Time or money ran out.
    Expired {
        /// When.
        at: Timestamp,
    },
}

impl Phase {
    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete { .. } => "incomplete",
            Self::Trialing { .. } => "trialing",
            Self::Active { .. } => "active",
            Self::PastDue { .. } => "past_due",
            Self::Cancelled { .. } => "cancelled",
            Self::Expired { .. } => "expired",
        }
    }

    /// Whether nothing can come after it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Cancelled { .. } | Self::Expired { .. })
    }

    /// Whether it ends with its period.
    pub const fn is_ending(self) -> bool {
        matches!(self, Self::Trialing { ending: true } | Self::Active { ending: true })
    }
}

/// What a subscription allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Nothing afterwards.
    pub valid_until: Timestamp,
    /// Streams at once.
    pub max_streams: u8,
    /// Lines of the picture.
    pub max_height: u16,
}

/// What happened to a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionEvent {
    /// It began to entitle, on trial or paid.
    Started,
    /// It was paid for the first time after a trial.
    Activated,
    /// The next period was paid.
    Renewed,
    /// A scheduled cancellation was taken back.
    Resumed,
    /// A charge failed.
    PaymentFailed,
    /// It will end with its period.
    CancellationScheduled,
    /// Somebody ended it.
    Cancelled,
    /// Time or money ran out.
    Expired,
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Receipt {
    /// It counts.
    Accepted,
    /// It was counted before.
    Repeated,
    /// Nobody waits for it any more: give it back.
    TooLate,
}

/// What a subscription that is due needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Due {
    /// Nothing yet.
    Nothing,
    /// It changed.
    Changed,
    /// It noted a charge that must be made now.
    Charge(Charge),
}

/// The wish does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a subscription that is {} cannot do this", .0.as_str())]
pub struct Refusal(pub Phase);

/// Everything a subscription is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionState {
    /// Its id.
    pub id: SubscriptionId,
    /// 0 before it is saved, then rising.
    pub version: i64,
    /// Whose it is.
    pub account: AccountId,
    /// The login of the account.
    pub user: UserId,
    /// What was agreed.
    pub terms: Terms,
    /// What is charged.
    pub method: Option<PaymentMethod>,
    /// Where it stands.
    pub phase: Phase,
    /// The day of the month on which periods end.
    pub anchor_day: i8,
    /// The present or last one; empty while incomplete.
    pub period: Period,
    /// End of its trial, if it began with one.
    pub trial_end: Option<Timestamp>,
    /// When somebody asked to end it.
    pub cancelled_at: Option<Timestamp>,
    /// Charges begun so far.
    pub attempt: u32,
    /// The charge whose outcome is awaited.
    pub open_charge: Option<ChargeKey>,
    /// Of the latest payment.
    pub last_transaction_id: Option<String>,
    /// Why a charge failed or it ended.
    pub reason: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A subscription.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub(super) state: SubscriptionState,
    pub(super) events: Vec<SubscriptionEvent>,
}

impl Subscription {
    /// As stored.
    pub const fn restore(state: SubscriptionState) -> Self {
        Self { state, events: Vec::new() }
    }

    /// What it is.
    pub const fn state(&self) -> &SubscriptionState {
        &self.state
    }

    /// What it allows at present, and until when. Playback refuses afterwards even if it hears nothing more, so a
    /// renewal that is expected gets some slack, and an end that is known does not (domain.md 12).
    pub fn entitlement(&self) -> Option<Entitlement> {
        let it = &self.state;
        let valid_until = match it.phase {
            Phase::Incomplete { .. } | Phase::Cancelled { .. } | Phase::Expired { .. } => return None,
            Phase::Trialing { ending: false } | Phase::Active { ending: false } if it.method.is_some() => {
                it.period.end.plus(RENEWAL_SLACK)
            }
            Phase::Trialing { .. } | Phase::Active { .. } => it.period.end,
            Phase::PastDue { grace_until } => grace_until,
        };
        Some(Entitlement { valid_until, max_streams: it.terms.max_streams, max_height: it.terms.max_height })
    }

    /// When it must be looked at again.
    pub fn due_at(&self) -> Option<Timestamp> {
        let it = &self.state;
        match it.phase {
            Phase::Incomplete { pay_until } => Some(pay_until),
            Phase::Trialing { .. } | Phase::Active { .. } if it.open_charge.is_some() => {
                Some(it.period.end.plus(RENEWAL_SLACK))
            }
            Phase::Trialing { .. } | Phase::Active { .. } => Some(it.period.end),
            Phase::PastDue { grace_until } => Some(grace_until),
            Phase::Cancelled { .. } | Phase::Expired { .. } => None,
        }
    }

    /// Whether another may take its place: unpaid, and no payment is under way.
    pub const fn is_abandoned(&self) -> bool {
        matches!(self.state.phase, Phase::Incomplete { .. }) && self.state.open_charge.is_none()
    }

    /// Whether the outcome of this charge is awaited.
    pub fn awaits(&self, key: &ChargeKey) -> bool {
        !self.state.phase.is_final() && self.state.open_charge.as_ref() == Some(key)
    }

    /// Raises the version for a save, and hands over what happened.
    pub fn drain(&mut self) -> Vec<SubscriptionEvent> {
        self.state.version += 1;
        std::mem::take(&mut self.events)
    }
}
