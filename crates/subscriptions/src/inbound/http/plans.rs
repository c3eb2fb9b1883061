//! Plans: read by anybody, kept by staff.

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use kernel::{PageRequest, Violations};
use platform::http::{
    CommandCause, CommandId, Created, Data, Field, IfMatch, Json, List, MaybeCaller, Path, Problem, Query, Unknown,
    etag,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{STAFF, State, allowed};
use crate::{
    application::{PlanError, ports::OnSale},
    domain::{Currency, Money, Plan, PlanDetails, PlanId, PlanInput, Price, PriceInput, Term},
};

/// What staff say about a plan.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct PlanBody {
    #[schema(inline)]
    name: Field<String>,
    #[schema(inline)]
    description: Field<String>,
    #[schema(inline)]
    prices: Field<Vec<PriceBody>>,
    #[schema(inline)]
    trial_days: Field<i64>,
    #[schema(inline)]
    max_streams: Field<i64>,
    #[schema(inline)]
    max_height: Field<i64>,
    #[schema(inline)]
    max_profiles: Field<i64>,
    #[schema(inline)]
    is_active: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// What a price should be. Its id follows from the plan, so that one that is sent back is ignored.
#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct PriceBody {
    #[schema(inline)]
    id: Field<Uuid>,
    #[schema(schema_with = allowed::interval, required)]
    interval: Field<String>,
    #[schema(inline)]
    amount: Field<MoneyBody>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Minor units of a currency.
#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct MoneyBody {
    #[schema(inline)]
    amount: Field<i64>,
    #[schema(inline)]
    currency: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A plan.
#[derive(Serialize, ToSchema)]
pub struct PlanView {
    id: Uuid,
    version: i64,
    name: String,
    description: String,
    prices: Vec<PriceView>,
    trial_days: u8,
    max_streams: u8,
    max_height: u16,
    max_profiles: u8,
    is_active: bool,
    created_at: String,
    updated_at: String,
}

/// One price of a plan.
#[derive(Serialize, ToSchema)]
pub struct PriceView {
    id: Uuid,
    #[schema(schema_with = allowed::interval)]
    interval: &'static str,
    amount: MoneyView,
}

/// Minor units of a currency.
#[derive(Serialize, ToSchema)]
pub struct MoneyView {
    amount: i64,
    /// ISO 4217.
    currency: String,
}

impl MoneyView {
    pub(super) fn of(money: &Money) -> Self {
        Self { amount: money.amount, currency: money.currency.as_str().to_owned() }
    }
}

impl PriceView {
    fn of(price: &Price) -> Self {
        Self { id: price.id.uuid(), interval: price.term.as_str(), amount: MoneyView::of(&price.amount) }
    }
}

impl PlanView {
    fn of(plan: &Plan) -> Self {
        let it = plan.state();
        Self {
            id: it.id.uuid(),
            version: it.version,
            name: it.name.clone(),
            description: it.description.clone(),
            prices: it.prices.iter().map(PriceView::of).collect(),
            trial_days: it.trial_days,
            max_streams: it.limits.max_streams,
            max_height: it.limits.max_height,
            max_profiles: it.limits.max_profiles,
            is_active: it.is_active,
            created_at: it.created_at.to_string(),
            updated_at: it.updated_at.to_string(),
        }
    }
}

/// Which plans.
#[derive(Deserialize, IntoParams)]
pub struct PlanQuery {
    page: Option<u32>,
    per_page: Option<u32>,
    /// For staff only; everybody else sees those on sale.
    is_active: Option<bool>,
}

/// Plans, oldest first: staff see all, everybody else those on sale.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans", params(PlanQuery),
    responses((status = 200, body = List<PlanView>)))]
pub async fn list(
    Extract(state): Extract<State>,
    MaybeCaller(caller): MaybeCaller,
    Query(query): Query<PlanQuery>,
) -> Result<List<PlanView>, Problem> {
    let is_staff = caller.is_some_and(|caller| caller.has_any_role(STAFF));
    let on_sale = match query.is_active {
        Some(false) if is_staff => OnSale::Not,
        None if is_staff => OnSale::Either,
        _ => OnSale::Only,
    };
    let page = state.plans.list(on_sale, PageRequest::new(query.page, query.per_page)).await?;
    Ok(List::from(page.map(|plan| PlanView::of(&plan))))
}

/// A plan; one that is off sale is shown to staff only.
#[utoipa::path(get, path = "/api/v1/plans/{id}", tag = "plans", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<PlanView>)))]
pub async fn read(
    Extract(state): Extract<State>,
    MaybeCaller(caller): MaybeCaller,
    Path(id): Path<PlanId>,
) -> Result<impl IntoResponse, Problem> {
    let plan = state.plans.get(id).await?;
    let is_staff = caller.is_some_and(|caller| caller.has_any_role(STAFF));
    if !plan.state().is_active && !is_staff {
        return Err(PlanError::NotFound.into());
    }
    Ok(shown(&plan))
}

/// Makes a plan.
#[utoipa::path(post, path = "/api/v1/plans", tag = "plans", request_body = PlanBody,
    responses((status = 201, body = Data<PlanView>)))]
pub async fn create(
    Extract(state): Extract<State>,
    CommandId(id): CommandId,
    CommandCause(cause): CommandCause,
    Json(body): Json<PlanBody>,
) -> Result<Created<PlanView>, Problem> {
    let mut violations = Violations::new();
    let input = body.whole(&mut violations);
    let details = PlanDetails::parse(input, &mut violations);
    let Some(details) = details.filter(|_| violations.is_empty()) else { return Err(violations.into()) };
    let plan = state.plans.create(PlanId::from_uuid(id), details, &cause).await?;
    Ok(Created::new(format!("/api/v1/plans/{}", plan.state().id), PlanView::of(&plan)))
}

/// Puts a plan in the place of another.
#[utoipa::path(put, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)), request_body = PlanBody,
    responses((status = 200, body = Data<PlanView>)))]
pub async fn replace(
    Extract(state): Extract<State>,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<PlanBody>,
) -> Result<impl IntoResponse, Problem> {
    let plan = state.plans.change(id, version, |_, violations| body.whole(violations), &cause).await?;
    Ok(shown(&plan))
}

/// Changes what is given.
#[utoipa::path(patch, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)), request_body = PlanBody,
    responses((status = 200, body = Data<PlanView>)))]
pub async fn change(
    Extract(state): Extract<State>,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<PlanBody>,
) -> Result<impl IntoResponse, Problem> {
    let plan = state.plans.change(id, version, |was, violations| body.onto(was, violations), &cause).await?;
    Ok(shown(&plan))
}

/// Takes a plan off sale; its subscriptions run on.
#[utoipa::path(delete, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)), responses((status = 204)))]
pub async fn deactivate(
    Extract(state): Extract<State>,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    state.plans.deactivate(id, version, &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shown(plan: &Plan) -> impl IntoResponse + use<> {
    ([etag(plan.state().version)], Data::new(PlanView::of(plan)))
}

impl PlanBody {
    /// A whole plan: what is absent takes its default.
    fn whole(self, violations: &mut Violations) -> PlanInput {
        let name = self.name.required(violations, "/name");
        let prices = self.prices.required(violations, "/prices").and_then(|prices| parse_prices(prices, violations));
        self.unknown.refuse(violations, "");
        PlanInput {
            name,
            prices,
            description: self.description.optional(violations, "/description").unwrap_or_default(),
            trial_days: self.trial_days.optional(violations, "/trial_days").unwrap_or(7),
            max_streams: self.max_streams.optional(violations, "/max_streams").unwrap_or(2),
            max_height: self.max_height.optional(violations, "/max_height").unwrap_or(1_080),
            max_profiles: self.max_profiles.optional(violations, "/max_profiles").unwrap_or(5),
            is_active: self.is_active.optional(violations, "/is_active").unwrap_or(true),
        }
    }

    /// A part of a plan: what is absent stays.
    fn onto(self, was: PlanInput, violations: &mut Violations) -> PlanInput {
        let description = self.description.patch_nullable(violations, "/description");
        let prices = match self.prices.patch(violations, "/prices") {
            Some(prices) => parse_prices(prices, violations),
            None => was.prices,
        };
        self.unknown.refuse(violations, "");
        PlanInput {
            name: self.name.patch(violations, "/name").or(was.name),
            description: description.map_or(was.description, Option::unwrap_or_default),
            prices,
            trial_days: self.trial_days.patch(violations, "/trial_days").unwrap_or(was.trial_days),
            max_streams: self.max_streams.patch(violations, "/max_streams").unwrap_or(was.max_streams),
            max_height: self.max_height.patch(violations, "/max_height").unwrap_or(was.max_height),
            max_profiles: self.max_profiles.patch(violations, "/max_profiles").unwrap_or(was.max_profiles),
            is_active: self.is_active.patch(violations, "/is_active").unwrap_or(was.is_active),
        }
    }
}

fn parse_prices(prices: Vec<PriceBody>, violations: &mut Violations) -> Option<Vec<PriceInput>> {
    let parsed: Vec<Option<PriceInput>> =
        prices.into_iter().enumerate().map(|(n, price)| price.parse(&format!("/prices/{n}"), violations)).collect();
    parsed.into_iter().collect()
}

impl PriceBody {
    fn parse(self, at: &str, violations: &mut Violations) -> Option<PriceInput> {
        self.unknown.refuse(violations, at);
        self.id.optional(violations, &format!("{at}/id"));
        let field = format!("{at}/interval");
        let term = self.interval.required(violations, &field);
        let term = term.and_then(|term| violations.take(Term::parse(&field, &term)));
        let amount = self.amount.required(violations, &format!("{at}/amount"));
        let amount = amount.and_then(|amount| amount.parse(&format!("{at}/amount"), violations));
        Some(PriceInput { term: term?, amount: amount? })
    }
}

impl MoneyBody {
    fn parse(self, at: &str, violations: &mut Violations) -> Option<Money> {
        self.unknown.refuse(violations, at);
        let amount = self.amount.required(violations, &format!("{at}/amount"));
        let field = format!("{at}/currency");
        let currency = self.currency.required(violations, &field);
        let currency = currency.and_then(|currency| violations.take(Currency::parse(&field, &currency)));
        let money = Money::parse(&format!("{at}/amount"), amount?, currency?);
        violations.take(money)
    }
}
