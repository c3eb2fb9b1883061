//! How a subscription changes: the table of domain.md 4.3.

use std::time::Duration;

use kernel::Timestamp;

use super::{
    Charge, ChargeKey, Due, GRACE, Owner, PaymentMethod, Period, Phase, RENEWAL_SLACK, Receipt, Refusal, Subscription,
    SubscriptionEvent, SubscriptionState, TIME_TO_PAY, Terms,
};

impl Subscription {
    /// Begins with a trial; a payment method may come later.
    pub fn on_trial(owner: Owner, terms: Terms, method: Option<PaymentMethod>, trial_days: u8, now: Timestamp) -> Self {
        let trial_end = now.plus(Duration::from_hours(24 * u64::from(trial_days)));
        let mut it = Self::begin(owner, terms, method, now);
        it.state.phase = Phase::Trialing { ending: false };
        it.state.period = Period { start: now, end: trial_end };
        it.state.anchor_day = Period::anchor_day(trial_end);
        it.state.trial_end = Some(trial_end);
        it.note(SubscriptionEvent::Started, now);
        it
    }

    /// Begins unpaid, with the charge that is to be made.
    pub fn to_be_paid(owner: Owner, terms: Terms, method: &PaymentMethod, now: Timestamp) -> (Self, Charge) {
        let mut it = Self::begin(owner, terms, Some(method.clone()), now);
        let charge = it.begin_charge(method, now);
        (it, charge)
    }

    fn begin(owner: Owner, terms: Terms, method: Option<PaymentMethod>, now: Timestamp) -> Self {
        let state = SubscriptionState {
            id: owner.id,
            version: 0,
            account: owner.account,
            user: owner.user,
            terms,
            method,
            phase: Phase::Incomplete { pay_until: now.plus(TIME_TO_PAY) },
            anchor_day: Period::anchor_day(now),
            period: Period { start: now, end: now },
            trial_end: None,
            cancelled_at: None,
            attempt: 0,
            open_charge: None,
            last_transaction_id: None,
            reason: None,
            created_at: now,
            updated_at: now,
        };
        Self { state, events: Vec::new() }
    }

    /// The charge `key` was paid.
    pub fn paid(&mut self, key: &ChargeKey, transaction_id: &str, now: Timestamp) -> Receipt {
        if self.state.last_transaction_id.as_deref() == Some(transaction_id) {
            return Receipt::Repeated;
        }
        if !self.awaits(key) {
            return Receipt::TooLate;
        }
        let (event, ending) = match self.state.phase {
            Phase::Incomplete { .. } => (SubscriptionEvent::Started, false),
            phase if self.state.last_transaction_id.is_none() => (SubscriptionEvent::Activated, phase.is_ending()),
            phase => (SubscriptionEvent::Renewed, phase.is_ending()),
        };
        let start = match self.state.phase {
            Phase::Incomplete { .. } => now,
            _ => self.state.period.end,
        };
        if event == SubscriptionEvent::Started {
            self.state.anchor_day = Period::anchor_day(start);
        }
        self.state.period = Period::after(start, self.state.anchor_day, self.state.terms.term);
        self.state.phase = Phase::Active { ending };
        self.state.open_charge = None;
        self.state.last_transaction_id = Some(transaction_id.to_owned());
        self.state.reason = None;
        self.note(event, now);
        Receipt::Accepted
    }

    /// The charge `key` was declined. `false` if nobody waits for it.
    #[must_use]
    pub fn declined(&mut self, key: &ChargeKey, reason: &str, now: Timestamp) -> bool {
        if !self.awaits(key) {
            return false;
        }
        self.state.open_charge = None;
        self.state.updated_at = now;
        self.state.reason = Some(reason.to_owned());
        if matches!(self.state.phase, Phase::Trialing { .. } | Phase::Active { .. }) {
            self.fall_due(reason, now);
        }
        true
    }

    /// Ends it: at the end of what is paid, or at once if nothing is. `false` if nothing changed.
    #[must_use]
    pub fn cancel(&mut self, now: Timestamp) -> bool {
        match &mut self.state.phase {
            Phase::Trialing { ending } | Phase::Active { ending } if !*ending => {
                *ending = true;
                self.state.cancelled_at = Some(now);
                self.note(SubscriptionEvent::CancellationScheduled, now);
                true
            }
            Phase::Incomplete { .. } | Phase::PastDue { .. } => {
                self.end_by_wish("cancelled", now);
                true
            }
            _ => false,
        }
    }

    /// Takes a scheduled cancellation back. `false` if there was none.
    pub fn resume(&mut self, now: Timestamp) -> Result<bool, Refusal> {
        match &mut self.state.phase {
            Phase::Trialing { ending } | Phase::Active { ending } => {
                if !std::mem::take(ending) {
                    return Ok(false);
                }
                self.state.cancelled_at = None;
                self.note(SubscriptionEvent::Resumed, now);
                Ok(true)
            }
            phase => Err(Refusal(*phase)),
        }
    }

    /// Does what its time has come for. Each change is made once: afterwards it is not due any more.
    pub fn fall_due_at(&mut self, now: Timestamp) -> Due {
        if self.due_at().is_none_or(|due_at| now < due_at) {
            return Due::Nothing;
        }
        match self.state.phase {
            Phase::Incomplete { .. } => self.end_by_wish("not paid in time", now),
            Phase::PastDue { .. } => self.expire("payment failed", now),
            Phase::Trialing { ending: true } | Phase::Active { ending: true } if self.state.open_charge.is_none() => {
                self.end_by_wish("cancelled", now);
            }
            Phase::Trialing { .. } | Phase::Active { .. } => return self.period_is_over(now),
            Phase::Cancelled { .. } | Phase::Expired { .. } => return Due::Nothing,
        }
        Due::Changed
    }

    fn period_is_over(&mut self, now: Timestamp) -> Due {
        if self.state.open_charge.is_some() {
            // The provider has not told for a day. The charge stays open: if it was paid after all, that counts.
            self.fall_due("the payment provider does not answer", now);
            return Due::Changed;
        }
        if let Some(method) = self.state.method.clone() {
            return Due::Charge(self.begin_charge(&method, now));
        }
        self.expire("no payment method", now);
        Due::Changed
    }

    fn begin_charge(&mut self, method: &PaymentMethod, now: Timestamp) -> Charge {
        self.state.attempt += 1;
        self.state.updated_at = now;
        let key = ChargeKey::new(self.state.id, self.state.period.end, self.state.attempt);
        self.state.open_charge = Some(key.clone());
        Charge { key, subscription: self.state.id, amount: self.state.terms.amount, token: method.token.clone() }
    }

    fn fall_due(&mut self, reason: &str, now: Timestamp) {
        self.state.reason = Some(reason.to_owned());
        self.state.phase = Phase::PastDue { grace_until: now.plus(GRACE) };
        self.note(SubscriptionEvent::PaymentFailed, now);
    }

    fn end_by_wish(&mut self, reason: &str, now: Timestamp) {
        self.state.cancelled_at.get_or_insert(now);
        self.state.phase = Phase::Cancelled { at: now };
        self.state.reason.get_or_insert_with(|| reason.to_owned());
        self.note(SubscriptionEvent::Cancelled, now);
    }

    fn expire(&mut self, reason: &str, now: Timestamp) {
        self.state.phase = Phase::Expired { at: now };
        self.state.reason.get_or_insert_with(|| reason.to_owned());
        self.note(SubscriptionEvent::Expired, now);
    }

    fn note(&mut self, event: SubscriptionEvent, now: Timestamp) {
        self.state.updated_at = now;
        self.events.push(event);
    }
}

// The slack after a period bounds how long an unanswered charge may keep a subscription as it is; grace is longer.
const _: () = assert!(RENEWAL_SLACK.as_secs() < GRACE.as_secs());
