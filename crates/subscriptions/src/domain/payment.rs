//! Payment methods and charges. Card numbers are never received, only the provider's token for them.

use std::fmt;

use kernel::{Code, Timestamp, Violation, text};

use super::{Money, SubscriptionId};

/// How somebody pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodKind {
    /// A card the provider knows by a token.
    CreditCard,
}

impl MethodKind {
    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreditCard => "credit_card",
        }
    }

    /// Ignores case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        match text.trim().to_ascii_lowercase().as_str() {
            "credit_card" => Ok(Self::CreditCard),
            _ => Err(Violation::new(field, Code::NotInSet).with("allowed", "credit_card")),
        }
    }
}

/// The provider's token for a card; not shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentToken(String);

impl PaymentToken {
    /// 1–200 visible ASCII characters. What looks like a card number is refused: it must never reach us.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_number = digits >= 12 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
        if text.is_empty() || text.len() > 200 || is_number || !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Violation::new(field, Code::Format));
        }
        Ok(Self(text.to_owned()))
    }

    /// For the provider and for storage.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PaymentToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaymentToken(…)")
    }
}

/// What is charged when something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethod {
    /// Of which kind.
    pub kind: MethodKind,
    /// The provider's name for it.
    pub token: PaymentToken,
    /// For recognition.
    pub brand: Option<String>,
    /// For recognition: the last four digits.
    pub last4: Option<String>,
}

impl PaymentMethod {
    /// A card's brand, for display only.
    pub fn parse_brand(field: &str, brand: &str) -> Result<String, Violation> {
        text::parse(field, brand, text::Lines::One, 1, 40)
    }

    /// Exactly four digits.
    pub fn parse_last4(field: &str, last4: &str) -> Result<String, Violation> {
        if last4.len() == 4 && last4.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(last4.to_owned());
        }
        Err(Violation::new(field, Code::Format))
    }
}

/// Names one attempt to charge one period: the provider never charges twice under it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChargeKey(String);

impl ChargeKey {
    /// Of the period that begins at `period_start`; attempts count from 1.
    pub fn new(subscription: SubscriptionId, period_start: Timestamp, attempt: u32) -> Self {
        Self(format!("{subscription}:{}:{attempt}", period_start.millis()))
    }

    /// As read from storage.
    pub const fn from_stored(key: String) -> Self {
        Self(key)
    }

    /// For the provider and for storage.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the provider is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Makes a repetition harmless.
    pub key: ChargeKey,
    /// What is being paid.
    pub subscription: SubscriptionId,
    /// How much.
    pub amount: Money,
    /// From whom.
    pub token: PaymentToken,
}
