//! Plans and their prices. A changed amount makes a new price; the old one stays for its holders.

use std::collections::BTreeSet;

use kernel::{Code, Timestamp, Violation, Violations, text};

use super::{Money, PlanId, PriceId, Term};

/// The picture heights a plan may be limited to.
const HEIGHTS: [i64; 4] = [480, 720, 1_080, 2_160];

/// One price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Its id.
    pub id: PriceId,
    /// For how long.
    pub term: Term,
    /// How much.
    pub amount: Money,
}

/// What a plan allows.
#[expect(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Streams at once, 1–10.
    pub max_streams: u8,
    /// Lines of the picture.
    pub max_height: u16,
    /// Profiles, 1–10.
    pub max_profiles: u8,
}

/// What a price should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceInput {
    /// For how long.
    pub term: Term,
    /// How much.
    pub amount: Money,
}

/// What staff may say about a plan, valid together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDetails {
    name: String,
    description: String,
    prices: Vec<PriceInput>,
    trial_days: u8,
    limits: Limits,
    is_active: bool,
}

/// The same, not yet checked.
#[derive(Clone, Debug, Default)]
pub struct PlanInput {
    /// 1–100 characters; `None` if it could not be read at all.
    pub name: Option<String>,
    /// 0–500 characters.
    pub description: String,
    /// 1–10, one per term and currency.
    pub prices: Option<Vec<PriceInput>>,
    /// 0–60.
    pub trial_days: i64,
    /// 1–10.
    pub max_streams: i64,
    /// 480, 720, 1080 or 2160.
    pub max_height: i64,
    /// 1–10.
    pub max_profiles: i64,
    /// Whether it is on sale.
    pub is_active: bool,
}

impl PlanDetails {
    /// Notes every broken rule.
    pub fn parse(input: PlanInput, violations: &mut Violations) -> Option<Self> {
        let name = input.name.and_then(|name| violations.take(text::parse("/name", &name, text::Lines::One, 1, 100)));
        let description = text::parse("/description", &input.description, text::Lines::Many, 0, 500);
        let description = violations.take(description);
        let prices = input.prices.and_then(|prices| violations.take(check_prices(prices)));
        let trial_days = violations.take(ranged("/trial_days", input.trial_days, 0, 60));
        let max_streams = violations.take(ranged("/max_streams", input.max_streams, 1, 10));
        let max_height = violations.take(height(input.max_height));
        let max_profiles = violations.take(ranged("/max_profiles", input.max_profiles, 1, 10));
        Some(Self {
            name: name?,
            description: description?,
            prices: prices?,
            trial_days: trial_days?,
            limits: Limits { max_streams: max_streams?, max_height: max_height?, max_profiles: max_profiles? },
            is_active: input.is_active,
        })
    }
}

fn check_prices(prices: Vec<PriceInput>) -> Result<Vec<PriceInput>, Violation> {
    if !(1..=10).contains(&prices.len()) {
        return Err(Violation::new("/prices", Code::Length).with("min", 1).with("max", 10));
    }
    let mut seen = BTreeSet::new();
    for (n, price) in prices.iter().enumerate() {
        if !seen.insert((price.term, price.amount.currency)) {
            return Err(Violation::new(format!("/prices/{n}"), Code::Duplicate));
        }
    }
    Ok(prices)
}

fn ranged(field: &str, value: i64, min: u8, max: u8) -> Result<u8, Violation> {
    let valid = u8::try_from(value).ok().filter(|value| (min..=max).contains(value));
    valid.ok_or_else(|| Violation::new(field, Code::Range).with("min", min).with("max", max))
}

fn height(value: i64) -> Result<u16, Violation> {
    let allowed = HEIGHTS.contains(&value).then_some(value).and_then(|value| u16::try_from(value).ok());
    allowed.ok_or_else(|| Violation::new("/max_height", Code::NotInSet).with("allowed", "480, 720, 1080, 2160"))
}

/// Everything a plan is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanState {
    /// Its id.
    pub id: PlanId,
    /// 0 before it is saved, then rising.
    pub version: i64,
    /// Unique, case and accents aside.
    pub name: String,
    /// May be empty.
    pub description: String,
    /// Those on sale.
    pub prices: Vec<Price>,
    /// Days of trial; 0 for none.
    pub trial_days: u8,
    /// What it allows.
    pub limits: Limits,
    /// Whether it takes new subscriptions.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What happened to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanEvent {
    /// It was made.
    Created,
    /// It was changed.
    Updated,
    /// It takes no new subscriptions any more.
    Deactivated,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    state: PlanState,
    events: Vec<PlanEvent>,
}

impl Plan {
    /// A new plan.
    pub fn create(id: PlanId, details: PlanDetails, now: Timestamp) -> Self {
        let state = PlanState {
            id,
            version: 0,
            prices: details.prices.iter().map(|price| new_price(price, now)).collect(),
            name: details.name,
            description: details.description,
            trial_days: details.trial_days,
            limits: details.limits,
            is_active: details.is_active,
            created_at: now,
            updated_at: now,
        };
        Self { state, events: vec![PlanEvent::Created] }
    }

    /// As stored.
    pub const fn restore(state: PlanState) -> Self {
        Self { state, events: Vec::new() }
    }

    /// What it is.
    pub const fn state(&self) -> &PlanState {
        &self.state
    }

    /// What it is as staff would write it, to change a part of it.
    pub fn input(&self) -> PlanInput {
        let it = &self.state;
        let prices = it.prices.iter().map(|price| PriceInput { term: price.term, amount: price.amount });
        PlanInput {
            name: Some(it.name.clone()),
            description: it.description.clone(),
            prices: Some(prices.collect()),
            trial_days: it.trial_days.into(),
            max_streams: it.limits.max_streams.into(),
            max_height: it.limits.max_height.into(),
            max_profiles: it.limits.max_profiles.into(),
            is_active: it.is_active,
        }
    }

    /// The price on sale with this id.
    pub fn price(&self, id: PriceId) -> Option<&Price> {
        self.state.prices.iter().find(|price| price.id == id)
    }

    /// Puts `details` in place of what it was. Prices that stay the same keep their ids. `false` if nothing changed.
    pub fn replace(&mut self, details: PlanDetails, now: Timestamp) -> bool {
        let prices = details.prices.iter().map(|wanted| self.kept(wanted).unwrap_or_else(|| new_price(wanted, now)));
        let next = PlanState {
            prices: prices.collect(),
            name: details.name,
            description: details.description,
            trial_days: details.trial_days,
            limits: details.limits,
            is_active: details.is_active,
            ..self.state
        };
        if next == self.state {
            return false;
        }
        let is_deactivated = self.state.is_active && !next.is_active;
        self.state = next;
        self.state.updated_at = now;
        self.events.push(if is_deactivated { PlanEvent::Deactivated } else { PlanEvent::Updated });
        true
    }

    /// Takes it off sale. `false` if it was.
    pub fn deactivate(&mut self, now: Timestamp) -> bool {
        if !self.state.is_active {
            return false;
        }
        self.state.is_active = false;
        self.state.updated_at = now;
        self.events.push(PlanEvent::Deactivated);
        true
    }

    /// Raises the version for a save, and hands over what happened.
    pub fn drain(&mut self) -> Vec<PlanEvent> {
        self.state.version += 1;
        std::mem::take(&mut self.events)
    }

    fn kept(&self, wanted: &PriceInput) -> Option<Price> {
        self.state.prices.iter().find(|price| price.term == wanted.term && price.amount == wanted.amount).copied()
    }
}

fn new_price(input: &PriceInput, now: Timestamp) -> Price {
    Price { id: PriceId::generate(now), term: input.term, amount: input.amount }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    fn money(amount: i64) -> Money {
        Money::parse("/amount", amount, Currency::parse("/currency", "eur").unwrap()).unwrap()
    }

    fn input(amount: i64) -> PlanInput {
        PlanInput {
            name: Some("Standard".into()),
            prices: Some(vec![PriceInput { term: Term::Month, amount: money(amount) }]),
            trial_days: 7,
            max_streams: 2,
            max_height: 1_080,
            max_profiles: 5,
            is_active: true,
            ..PlanInput::default()
        }
    }

    fn details(input: PlanInput) -> Result<PlanDetails, Violations> {
        let mut violations = Violations::new();
        let details = PlanDetails::parse(input, &mut violations);
        violations.into_result().map(|()| details.unwrap())
    }

    #[test]
    fn a_changed_amount_makes_a_new_price_and_an_unchanged_one_keeps_its_id() {
        let now = Timestamp::from_millis(1);
        let mut plan = Plan::create(PlanId::generate(now), details(input(999)).unwrap(), now);
        let old = plan.state().prices[0].id;
        assert!(!plan.replace(details(input(999)).unwrap(), now));
        assert!(plan.replace(details(input(1_299)).unwrap(), now));
        assert_ne!(plan.state().prices[0].id, old);
        assert!(plan.price(old).is_none());
    }

    #[test]
    fn every_wrong_number_of_a_plan_is_named() {
        let wrong = PlanInput { trial_days: 61, max_streams: 0, max_height: 500, max_profiles: 11, ..input(1) };
        let violations = details(wrong).unwrap_err();
        let fields: Vec<&str> = violations.iter().map(|violation| violation.field.as_str()).collect();
        assert_eq!(fields, ["/trial_days", "/max_streams", "/max_height", "/max_profiles"]);
    }

    #[test]
    fn there_is_one_price_per_term_and_currency() {
        let twice = PriceInput { term: Term::Month, amount: money(5) };
        let violations = details(PlanInput { prices: Some(vec![twice, twice]), ..input(1) }).unwrap_err();
        assert_eq!(violations.iter().next().unwrap().code, Code::Duplicate);
        assert!(details(PlanInput { prices: Some(vec![]), ..input(1) }).is_err());
    }
}
