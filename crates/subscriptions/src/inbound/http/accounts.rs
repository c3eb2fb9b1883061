//! Signing up, and one's own account.

use axum::{extract::State as Extract, response::IntoResponse};
use kernel::{Code, Violation, Violations};
use platform::{
    auth::Subject,
    http::{Caller, CommandCause, Created, Data, Field, IfMatch, Json, Language, Network, Problem, Unknown, etag},
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::{State, allowed};
use crate::{
    application::NewAccount,
    domain::{Account, AccountId, Email, Locale, PersonName, UserId},
};

/// Shortest and longest password; what makes one weak is the identity provider's business.
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=128;

/// Who wants an account.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct SignUpBody {
    #[schema(schema_with = String::schema, required)]
    name: Field<String>,
    #[schema(schema_with = String::schema, required)]
    email: Field<String>,
    #[schema(schema_with = String::schema, required)]
    password: Field<String>,
    #[schema(inline)]
    locale: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A new customer.
#[derive(Serialize, ToSchema)]
pub struct SignedUpView {
    account_id: Uuid,
    user_id: Uuid,
    /// For `/auth/login?ticket=`, once and for a minute.
    #[schema(required)]
    ticket: Option<String>,
}

/// What a customer may change.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct AccountBody {
    #[schema(schema_with = String::schema)]
    name: Field<String>,
    #[schema(schema_with = String::schema)]
    locale: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A customer's account.
#[derive(Serialize, ToSchema)]
pub struct AccountView {
    id: Uuid,
    #[schema(required)]
    user_id: Option<Uuid>,
    email: String,
    name: String,
    locale: String,
    #[schema(schema_with = allowed::account_status)]
    status: &'static str,
    created_at: String,
}

impl AccountView {
    fn of(account: &Account) -> Self {
        let it = account.state();
        Self {
            id: it.id.uuid(),
            user_id: it.user_id.map(UserId::uuid),
            email: it.email.as_str().to_owned(),
            name: it.name.as_str().to_owned(),
            locale: it.locale.as_str().to_owned(),
            status: it.status.as_str(),
            created_at: it.created_at.to_string(),
        }
    }
}

/// The account of a caller, if there is one.
pub(super) fn account_of(caller: &Subject) -> Option<AccountId> {
    caller.account_id.map(AccountId::from_uuid)
}

/// Makes an account and its login.
#[utoipa::path(post, path = "/api/v1/accounts/sign-up", tag = "accounts", request_body = SignUpBody,
    responses((status = 201, body = Data<SignedUpView>), (status = 429, description = "RATE_LIMITED")))]
pub async fn sign_up(
    Extract(state): Extract<State>,
    CommandCause(cause): CommandCause,
    language: Language,
    network: Network,
    Json(body): Json<SignUpBody>,
) -> Result<impl IntoResponse, Problem> {
    let signed_up = state.sign_up.run(parse(body, language, network)?, &cause).await?;
    let view =
        SignedUpView { account_id: signed_up.account.uuid(), user_id: signed_up.user.uuid(), ticket: signed_up.ticket };
    Ok(([(http::header::CACHE_CONTROL, "no-store")], Created::new("/api/v1/accounts/me", view)))
}

/// Without a locale, the language of the request is taken.
fn parse(body: SignUpBody, language: Language, Network(network): Network) -> Result<NewAccount, Violations> {
    let mut violations = Violations::new();
    let name = body.name.required(&mut violations, "/name");
    let name = name.and_then(|name| violations.take(PersonName::parse("/name", &name)));
    let email = body.email.required(&mut violations, "/email");
    let email = email.and_then(|email| violations.take(Email::parse("/email", &email)));
    let password = body.password.required(&mut violations, "/password");
    let password = password.and_then(|password| violations.take(parse_password(password)));
    let locale = body.locale.optional(&mut violations, "/locale").unwrap_or_else(|| language.tag().to_owned());
    let locale = violations.take(Locale::parse("/locale", &locale));
    body.unknown.refuse(&mut violations, "");
    match (name, email, password, locale, violations.is_empty()) {
        (Some(name), Some(email), Some(password), Some(locale), true) => {
            Ok(NewAccount { email, name, locale, password, network })
        }
        _ => Err(violations),
    }
}

fn parse_password(password: String) -> Result<SecretString, Violation> {
    if PASSWORD.contains(&password.chars().count()) {
        return Ok(SecretString::from(password));
    }
    let violation = Violation::new("/password", Code::Length);
    Err(violation.with("min", PASSWORD.start()).with("max", PASSWORD.end()))
}

/// One's own account.
#[utoipa::path(get, path = "/api/v1/accounts/me", tag = "accounts",
    responses((status = 200, body = Data<AccountView>)))]
pub async fn me(Extract(state): Extract<State>, caller: Caller) -> Result<impl IntoResponse, Problem> {
    let account = state.accounts.get(account_of(&caller)).await?;
    Ok(([etag(account.state().version)], Data::new(AccountView::of(&account))))
}

/// Changes one's own account.
#[utoipa::path(patch, path = "/api/v1/accounts/me", tag = "accounts",
    params(("If-Match" = Option<String>, Header, nullable = false)), request_body = AccountBody,
    responses((status = 200, body = Data<AccountView>)))]
pub async fn update_me(
    Extract(state): Extract<State>,
    caller: Caller,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<AccountBody>,
) -> Result<impl IntoResponse, Problem> {
    let mut violations = Violations::new();
    let name = body.name.patch(&mut violations, "/name");
    let name = name.and_then(|name| violations.take(PersonName::parse("/name", &name)));
    let locale = body.locale.patch(&mut violations, "/locale");
    let locale = locale.and_then(|locale| violations.take(Locale::parse("/locale", &locale)));
    body.unknown.refuse(&mut violations, "");
    violations.into_result()?;
    let account = state.accounts.update(account_of(&caller), version, (name, locale), &cause).await?;
    Ok(([etag(account.state().version)], Data::new(AccountView::of(&account))))
}
