//! The state table of domain.md 4.3, row by row.

use std::time::Duration;

use kernel::Timestamp;

use super::{
    AccountId, Charge, Currency, Due, MethodKind, Money, Owner, PaymentMethod, PaymentToken, PlanId, PriceId, Receipt,
    Subscription, SubscriptionEvent as Event, SubscriptionId, Term, Terms, UserId,
};

const DAY: Duration = Duration::from_hours(24);

fn start() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn owner() -> Owner {
    let now = start();
    Owner { id: SubscriptionId::generate(now), account: AccountId::generate(now), user: UserId::generate(now) }
}

fn terms() -> Terms {
    let currency = Currency::parse("/currency", "EUR").unwrap();
    Terms {
        plan: PlanId::generate(start()),
        price: PriceId::generate(start()),
        term: Term::Month,
        amount: Money::parse("/amount", 999, currency).unwrap(),
        max_streams: 2,
        max_height: 1_080,
    }
}

fn method() -> PaymentMethod {
    let token = PaymentToken::parse("/token", "tok_success").unwrap();
    PaymentMethod { kind: MethodKind::CreditCard, token, brand: None, last4: None }
}

fn due(it: &mut Subscription, now: Timestamp) -> Charge {
    match it.fall_due_at(now) {
        Due::Charge(charge) => charge,
        other => panic!("a charge was expected, not {other:?}"),
    }
}

fn incomplete() -> Subscription {
    Subscription::to_be_paid(owner(), terms(), &method(), start()).0
}

fn trialing() -> Subscription {
    Subscription::on_trial(owner(), terms(), Some(method()), 7, start())
}

fn trialing_without_method() -> Subscription {
    Subscription::on_trial(owner(), terms(), None, 7, start())
}

fn active() -> Subscription {
    let mut it = incomplete();
    let key = it.state().open_charge.clone().unwrap();
    assert_eq!(it.paid(&key, "first", start()), Receipt::Accepted);
    it
}

fn ending(mut it: Subscription) -> Subscription {
    assert!(it.cancel(start()));
    it
}

fn past_due() -> Subscription {
    let mut it = active();
    let end = it.state().period.end;
    let charge = due(&mut it, end);
    assert!(it.declined(&charge.key, "declined", end));
    it
}

fn cancelled() -> Subscription {
    ending(incomplete())
}

fn expired() -> Subscription {
    let mut it = trialing_without_method();
    assert_eq!(it.fall_due_at(start().plus(7 * DAY)), Due::Changed);
    it
}

enum Trigger {
    /// Its time comes, and the charge it asks for, if any, is paid.
    DuePaid,
    /// The same, and the charge is declined.
    DueDeclined,
    /// The outstanding charge is paid.
    Paid,
    Declined,
    Cancel,
    Resume,
}

/// Returns what to do with the money, if any was paid.
fn pull(it: &mut Subscription, trigger: &Trigger) -> Option<Receipt> {
    let now = it.due_at().unwrap_or_else(start);
    let key = it.state().open_charge.clone();
    match trigger {
        Trigger::DuePaid => match it.fall_due_at(now) {
            Due::Charge(charge) => Some(it.paid(&charge.key, "next", now)),
            Due::Changed | Due::Nothing => None,
        },
        Trigger::DueDeclined => {
            if let Due::Charge(charge) = it.fall_due_at(now) {
                assert!(it.declined(&charge.key, "declined", now));
            }
            None
        }
        Trigger::Paid => key.map(|key| it.paid(&key, "late", start())),
        Trigger::Declined => {
            assert!(it.declined(&key.unwrap(), "declined", start()));
            None
        }
        Trigger::Cancel => {
            let _ = it.cancel(start());
            None
        }
        Trigger::Resume => {
            let _ = it.resume(start());
            None
        }
    }
}

#[test]
fn every_row_of_the_state_table_holds() {
    use Trigger::{Cancel, Declined, DueDeclined, DuePaid, Paid, Resume};
    type Row = (fn() -> Subscription, Trigger, &'static str, bool, Option<Event>);
    let rows: Vec<Row> = vec![
        (incomplete, Paid, "active", false, Some(Event::Started)),
        (incomplete, Declined, "incomplete", false, None),
        (incomplete, DuePaid, "cancelled", false, Some(Event::Cancelled)),
        (incomplete, Cancel, "cancelled", false, Some(Event::Cancelled)),
        (trialing, DuePaid, "active", false, Some(Event::Activated)),
        (trialing, DueDeclined, "past_due", false, Some(Event::PaymentFailed)),
        (trialing_without_method, DuePaid, "expired", false, Some(Event::Expired)),
        (trialing, Cancel, "trialing", true, Some(Event::CancellationScheduled)),
        (active, Cancel, "active", true, Some(Event::CancellationScheduled)),
        (|| ending(trialing()), Resume, "trialing", false, Some(Event::Resumed)),
        (|| ending(active()), Resume, "active", false, Some(Event::Resumed)),
        (|| ending(trialing()), DuePaid, "cancelled", false, Some(Event::Cancelled)),
        (|| ending(active()), DuePaid, "cancelled", false, Some(Event::Cancelled)),
        (|| ending(active()), Cancel, "active", true, None),
        (active, Resume, "active", false, None),
        (active, DuePaid, "active", false, Some(Event::Renewed)),
        (active, DueDeclined, "past_due", false, Some(Event::PaymentFailed)),
        (past_due, DuePaid, "expired", false, Some(Event::Expired)),
        (past_due, Cancel, "cancelled", false, Some(Event::Cancelled)),
        (cancelled, Cancel, "cancelled", false, None),
        (cancelled, DuePaid, "cancelled", false, None),
        (expired, Cancel, "expired", false, None),
        (expired, Resume, "expired", false, None),
    ];
    for (n, (from, trigger, to, is_ending, event)) in rows.into_iter().enumerate() {
        let mut it = from();
        let _ = it.drain();
        let was = it.state().phase.as_str();
        pull(&mut it, &trigger);
        assert_eq!(it.state().phase.as_str(), to, "row {n}, from {was}");
        assert_eq!(it.state().phase.is_ending(), is_ending, "row {n}, from {was}");
        assert_eq!(it.drain(), Vec::from_iter(event), "row {n}, from {was}");
    }
}

#[test]
fn a_payment_after_the_end_is_given_back_and_changes_nothing() {
    let mut it = cancelled();
    assert_eq!(pull(&mut it, &Trigger::Paid), Some(Receipt::TooLate));
    assert_eq!(it.state().phase.as_str(), "cancelled");
}

#[test]
fn a_payment_that_is_reported_twice_counts_once() {
    let mut it = incomplete();
    let key = it.state().open_charge.clone().unwrap();
    assert_eq!(it.paid(&key, "t", start()), Receipt::Accepted);
    let period = it.state().period;
    assert_eq!(it.paid(&key, "t", start().plus(DAY)), Receipt::Repeated);
    assert_eq!(it.state().period, period);
}

#[test]
fn only_live_and_paid_or_trialing_states_entitle_and_only_until_their_moment() {
    let month = |text: &str| text.parse::<Timestamp>().unwrap();
    let trial_end = start().plus(7 * DAY);
    let rows = [
        (incomplete(), None),
        (trialing(), Some(trial_end.plus(DAY))),
        (trialing_without_method(), Some(trial_end)),
        (ending(trialing()), Some(trial_end)),
        (active(), Some(month("2026-04-02T12:00:00Z"))),
        (ending(active()), Some(month("2026-04-01T12:00:00Z"))),
        (past_due(), Some(month("2026-04-08T12:00:00Z"))),
        (cancelled(), None),
        (expired(), None),
    ];
    for (it, until) in rows {
        let phase = it.state().phase;
        assert_eq!(it.entitlement().map(|entitlement| entitlement.valid_until), until, "{phase:?}");
    }
}

#[test]
fn a_late_renewal_continues_from_the_end_of_the_last_period() {
    let mut it = active();
    let end = it.state().period.end;
    let late = end.plus(3 * DAY);
    let charge = due(&mut it, late);
    assert_eq!(it.paid(&charge.key, "next", late), Receipt::Accepted);
    assert_eq!((it.state().period.start, it.state().period.end), (end, "2026-05-01T12:00:00Z".parse().unwrap()));
}

#[test]
fn an_unanswered_renewal_is_asked_once_and_falls_due_after_a_day_yet_still_counts_when_paid() {
    let mut it = active();
    let end = it.state().period.end;
    let charge = due(&mut it, end);
    assert_eq!(it.fall_due_at(end.plus(DAY / 2)), Due::Nothing);
    assert_eq!(it.fall_due_at(end.plus(DAY)), Due::Changed);
    assert_eq!(it.state().phase.as_str(), "past_due");
    assert_eq!(it.paid(&charge.key, "next", end.plus(2 * DAY)), Receipt::Accepted);
    assert_eq!((it.state().phase.as_str(), it.state().period.start), ("active", end));
}

#[test]
fn each_due_change_happens_once() {
    let mut it = past_due();
    let now = it.due_at().unwrap();
    assert_eq!(it.fall_due_at(now), Due::Changed);
    assert_eq!(it.fall_due_at(now), Due::Nothing);
}
