//! One's own subscription.

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use kernel::{Timestamp, Violations};
use platform::http::{Caller, CommandCause, CommandId, Created, Data, Field, Json, Problem, Unknown, etag};
use serde::{Deserialize, Serialize};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::{State, accounts::account_of, allowed, plans::MoneyView};
use crate::{
    application::{Bought, Order},
    domain::{AccountId, MethodKind, PaymentMethod, PaymentToken, Phase, PlanId, PriceId, SubscriptionId},
};

/// What somebody wants to buy.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct OrderBody {
    #[schema(inline)]
    plan_id: Field<Uuid>,
    #[schema(schema_with = String::schema, required)]
    price_id: Field<Uuid>,
    #[schema(inline)]
    payment_method: Field<MethodBody>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// How to pay. Card numbers are never received: the token is the provider's.
#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct MethodBody {
    #[schema(schema_with = allowed::method_kind, required)]
    kind: Field<String>,
    #[schema(schema_with = String::schema, required)]
    token: Field<String>,
    #[schema(inline)]
    brand: Field<String>,
    #[schema(inline)]
    last4: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A subscription.
#[derive(Serialize, ToSchema)]
pub struct SubscriptionView {
    id: Uuid,
    version: i64,
    #[schema(schema_with = allowed::subscription_status)]
    status: &'static str,
    plan: SubscribedPlan,
    price: SubscribedPrice,
    current_period_start: String,
    current_period_end: String,
    #[schema(required)]
    trial_end: Option<String>,
    cancel_at_period_end: bool,
    #[schema(required)]
    ended_at: Option<String>,
    #[schema(required)]
    payment_method: Option<MethodView>,
}

/// The plan, and what was agreed about it.
#[derive(Serialize, ToSchema)]
struct SubscribedPlan {
    id: Uuid,
    name: String,
    max_streams: u8,
    max_height: u16,
}

/// The price that was agreed.
#[derive(Serialize, ToSchema)]
struct SubscribedPrice {
    id: Uuid,
    #[schema(schema_with = allowed::interval)]
    interval: &'static str,
    amount: MoneyView,
}

/// How it is paid.
#[derive(Serialize, ToSchema)]
struct MethodView {
    #[schema(schema_with = allowed::method_kind)]
    kind: &'static str,
    #[schema(required)]
    brand: Option<String>,
    #[schema(required)]
    last4: Option<String>,
}

impl SubscriptionView {
    fn of(bought: &Bought) -> Self {
        let it = bought.subscription.state();
        let ended_at = match it.phase {
            Phase::Cancelled { at } | Phase::Expired { at } => Some(at),
            _ => None,
        };
        let text = |time: Timestamp| time.to_string();
        Self {
            id: it.id.uuid(),
            version: it.version,
            status: it.phase.as_str(),
            plan: SubscribedPlan {
                id: it.terms.plan.uuid(),
                name: bought.plan.state().name.clone(),
                max_streams: it.terms.max_streams,
                max_height: it.terms.max_height,
            },
            price: SubscribedPrice {
                id: it.terms.price.uuid(),
                interval: it.terms.term.as_str(),
                amount: MoneyView::of(&it.terms.amount),
            },
            current_period_start: text(it.period.start),
            current_period_end: text(it.period.end),
            trial_end: it.trial_end.map(text),
            cancel_at_period_end: it.phase.is_ending(),
            ended_at: ended_at.map(text),
            payment_method: it.method.as_ref().map(|method| MethodView {
                kind: method.kind.as_str(),
                brand: method.brand.clone(),
                last4: method.last4.clone(),
            }),
        }
    }
}

/// Subscribes: on trial if there is one, else against payment. While the provider has not answered, the
/// subscription is `incomplete`.
#[utoipa::path(post, path = "/api/v1/subscriptions", tag = "subscriptions",
    params(("Idempotency-Key" = String, Header)),
    request_body = OrderBody,
    responses((status = 201, body = Data<SubscriptionView>)))]
pub async fn subscribe(
    Extract(state): Extract<State>,
    caller: Caller,
    CommandId(id): CommandId,
    CommandCause(cause): CommandCause,
    Json(body): Json<OrderBody>,
) -> Result<Created<SubscriptionView>, Problem> {
    let order = body.parse(SubscriptionId::from_uuid(id), account_of(&caller))?;
    let subscription = state.subscribe.run(order, &cause).await?;
    let bought = state.subscriptions.with_plan(subscription).await?;
    Ok(Created::new("/api/v1/subscriptions/current", SubscriptionView::of(&bought)))
}

/// One's live subscription.
#[utoipa::path(get, path = "/api/v1/subscriptions/current", tag = "subscriptions",
    responses((status = 200, body = Data<SubscriptionView>)))]
pub async fn current(Extract(state): Extract<State>, caller: Caller) -> Result<impl IntoResponse, Problem> {
    Ok(shown(&state.subscriptions.current(account_of(&caller)).await?))
}

/// Ends it with what is paid, or at once if nothing is. One that ended stays as it is.
#[utoipa::path(post, path = "/api/v1/subscriptions/current/cancel", tag = "subscriptions",
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = Data<SubscriptionView>)))]
pub async fn cancel(
    Extract(state): Extract<State>,
    caller: Caller,
    CommandCause(cause): CommandCause,
) -> Result<impl IntoResponse, Problem> {
    Ok(shown(&state.subscriptions.cancel(account_of(&caller), &cause).await?))
}

/// Takes a scheduled cancellation back.
#[utoipa::path(post, path = "/api/v1/subscriptions/current/resume", tag = "subscriptions",
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = Data<SubscriptionView>)))]
pub async fn resume(
    Extract(state): Extract<State>,
    caller: Caller,
    CommandCause(cause): CommandCause,
) -> Result<impl IntoResponse, Problem> {
    Ok(shown(&state.subscriptions.resume(account_of(&caller), &cause).await?))
}

fn shown(bought: &Bought) -> impl IntoResponse + use<> {
    let version = bought.subscription.state().version;
    (StatusCode::OK, [etag(version)], Data::new(SubscriptionView::of(bought)))
}

impl OrderBody {
    fn parse(self, id: SubscriptionId, account: Option<AccountId>) -> Result<Order, Violations> {
        let mut violations = Violations::new();
        let plan = self.plan_id.optional(&mut violations, "/plan_id").map(PlanId::from_uuid);
        let price = self.price_id.required(&mut violations, "/price_id").map(PriceId::from_uuid);
        let method = self.payment_method.optional(&mut violations, "/payment_method");
        let method = method.and_then(|method| method.parse(&mut violations));
        self.unknown.refuse(&mut violations, "");
        match price {
            Some(price) if violations.is_empty() => Ok(Order { id, account, plan, price, method }),
            _ => Err(violations),
        }
    }
}

impl MethodBody {
    fn parse(self, violations: &mut Violations) -> Option<PaymentMethod> {
        const KIND: &str = "/payment_method/kind";
        const TOKEN: &str = "/payment_method/token";
        const BRAND: &str = "/payment_method/brand";
        const LAST4: &str = "/payment_method/last4";
        let kind = self.kind.required(violations, KIND);
        let kind = kind.and_then(|kind| violations.take(MethodKind::parse(KIND, &kind)));
        let token = self.token.required(violations, TOKEN);
        let token = token.and_then(|token| violations.take(PaymentToken::parse(TOKEN, &token)));
        let brand = self.brand.optional(violations, BRAND);
        let brand = brand.and_then(|brand| violations.take(PaymentMethod::parse_brand(BRAND, &brand)));
        let last4 = self.last4.optional(violations, LAST4);
        let last4 = last4.and_then(|last4| violations.take(PaymentMethod::parse_last4(LAST4, &last4)));
        self.unknown.refuse(violations, "/payment_method");
        Some(PaymentMethod { kind: kind?, token: token?, brand, last4 })
    }
}
