//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use platform::http::one_of;
use utoipa::openapi::Object;

use crate::domain::{AccountStatus, MethodKind, Term};

pub(super) fn account_status() -> Object {
    one_of(AccountStatus::ALL.map(AccountStatus::as_str))
}

pub(super) fn interval() -> Object {
    one_of([Term::Month, Term::Year].map(Term::as_str))
}

pub(super) fn method_kind() -> Object {
    one_of([MethodKind::CreditCard].map(MethodKind::as_str))
}

/// The phases hold dates, so that there is no list of them.
pub(super) fn subscription_status() -> Object {
    one_of(["incomplete", "trialing", "active", "past_due", "cancelled", "expired"])
}
