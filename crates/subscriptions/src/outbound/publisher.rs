//! Domain events as the events others read.

use contracts::subscriptions::{self as contract, SubscriptionsEvent};

use crate::domain::{AccountEvent, AccountState, Entitlement, PlanEvent, PlanState, Subscription, SubscriptionEvent};

/// An account that nobody can sign in to is not spoken of.
pub fn account(state: &AccountState, events: &[AccountEvent]) -> Vec<SubscriptionsEvent> {
    let Some(user_id) = state.user_id else { return Vec::new() };
    let public = contract::Account {
        account_id: state.id.uuid(),
        version: state.version,
        user_id: user_id.uuid(),
        email: state.email.as_str().to_owned(),
        name: state.name.as_str().to_owned(),
        locale: state.locale.as_str().to_owned(),
        status: state.status.as_str().to_owned(),
    };
    let fact = |event: &AccountEvent| match event {
        AccountEvent::Registered => SubscriptionsEvent::AccountRegistered(public.clone()),
        AccountEvent::Updated => SubscriptionsEvent::AccountUpdated(public.clone()),
    };
    events.iter().map(fact).collect()
}

pub fn plan(state: &PlanState, events: &[PlanEvent]) -> Vec<SubscriptionsEvent> {
    let prices = state.prices.iter().map(|price| contract::Price {
        id: price.id.uuid(),
        interval: price.term.as_str().to_owned(),
        amount: price.amount.amount,
        currency: price.amount.currency.as_str().to_owned(),
    });
    let public = contract::Plan {
        id: state.id.uuid(),
        version: state.version,
        name: state.name.clone(),
        prices: prices.collect(),
        max_streams: state.limits.max_streams,
        max_height: state.limits.max_height.into(),
        max_profiles: state.limits.max_profiles,
        is_active: state.is_active,
    };
    let fact = |event: &PlanEvent| match event {
        PlanEvent::Created => SubscriptionsEvent::PlanCreated(public.clone()),
        PlanEvent::Updated => SubscriptionsEvent::PlanUpdated(public.clone()),
        PlanEvent::Deactivated => SubscriptionsEvent::PlanDeactivated(public.clone()),
    };
    events.iter().map(fact).collect()
}

pub fn subscription(it: &Subscription, events: &[SubscriptionEvent]) -> Vec<SubscriptionsEvent> {
    let public = public(it);
    let fact = |event: &SubscriptionEvent| {
        let wrap = match event {
            SubscriptionEvent::Started => SubscriptionsEvent::Started,
            SubscriptionEvent::Activated => SubscriptionsEvent::Activated,
            SubscriptionEvent::Renewed => SubscriptionsEvent::Renewed,
            SubscriptionEvent::Resumed => SubscriptionsEvent::Resumed,
            SubscriptionEvent::PaymentFailed => SubscriptionsEvent::PaymentFailed,
            SubscriptionEvent::CancellationScheduled => SubscriptionsEvent::CancellationScheduled,
            SubscriptionEvent::Cancelled => SubscriptionsEvent::Cancelled,
            SubscriptionEvent::Expired => SubscriptionsEvent::Expired,
        };
        wrap(public.clone())
    };
    events.iter().map(fact).collect()
}

fn public(it: &Subscription) -> contract::Subscription {
    let state = it.state();
    contract::Subscription {
        subscription_id: state.id.uuid(),
        version: state.version,
        account_id: state.account.uuid(),
        user_id: state.user.uuid(),
        plan_id: state.terms.plan.uuid(),
        price_id: state.terms.price.uuid(),
        status: state.phase.as_str().to_owned(),
        current_period_start: state.period.start.to_string(),
        current_period_end: state.period.end.to_string(),
        trial_end: state.trial_end.map(|end| end.to_string()),
        entitlement: it.entitlement().map(entitlement),
        reason: state.reason.clone(),
    }
}

fn entitlement(it: Entitlement) -> contract::Entitlement {
    contract::Entitlement {
        valid_until: it.valid_until.to_string(),
        max_streams: it.max_streams,
        max_height: it.max_height.into(),
    }
}
