//! Every refusal of a use case as a problem.

use http::StatusCode;
use kernel::{Code, Violation};
use platform::http::Problem;

use crate::application::{AccountError, PlanError, SignUpError, SubscribeError, SubscriptionError, ports::StoreError};

fn store(error: &StoreError) -> Problem {
    match error {
        StoreError::Unavailable(_) => Problem::unavailable(error),
        StoreError::Conflict | StoreError::Taken => Problem::version_conflict(),
        StoreError::Failed(_) => Problem::internal(error),
    }
}

fn account_required() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "ACCOUNT_REQUIRED")
}

impl From<SignUpError> for Problem {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::EmailTaken => Self::conflict("EMAIL_TAKEN"),
            SignUpError::EmailRefused => Self::validation(Violation::new("/email", Code::Format).into()),
            SignUpError::PasswordRefused => Self::validation(Violation::new("/password", Code::Guessable).into()),
            SignUpError::Slowed(wait) => Self::rate_limited(wait),
            SignUpError::Unavailable(_) => Self::unavailable(&error),
            SignUpError::Store(error) => store(&error),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Required => account_required(),
            AccountError::Version => Self::version_conflict(),
            AccountError::Store(error) => store(&error),
        }
    }
}

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::NotFound => Self::not_found(),
            PlanError::NameTaken => Self::conflict("PLAN_NAME_TAKEN"),
            PlanError::Version => Self::version_conflict(),
            PlanError::Invalid(violations) => Self::validation(violations),
            PlanError::Store(error) => store(&error),
        }
    }
}

impl From<SubscribeError> for Problem {
    fn from(error: SubscribeError) -> Self {
        match error {
            SubscribeError::AccountRequired => account_required(),
            SubscribeError::AccountSuspended => Self::new(StatusCode::FORBIDDEN, "ACCOUNT_SUSPENDED"),
            SubscribeError::Invalid(violations) => Self::validation(violations),
            SubscribeError::PlanInactive => Self::conflict("PLAN_INACTIVE"),
            SubscribeError::Exists => Self::conflict("SUBSCRIPTION_EXISTS"),
            SubscribeError::Declined => Self::new(StatusCode::PAYMENT_REQUIRED, "PAYMENT_DECLINED"),
            SubscribeError::Store(error) => store(&error),
        }
    }
}

impl From<SubscriptionError> for Problem {
    fn from(error: SubscriptionError) -> Self {
        match error {
            SubscriptionError::AccountRequired => account_required(),
            SubscriptionError::NotFound => Self::not_found(),
            SubscriptionError::Refused(refusal) => Self::conflict("INVALID_TRANSITION").detail(refusal.to_string()),
            SubscriptionError::Store(error) => store(&error),
        }
    }
}
