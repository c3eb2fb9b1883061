//! Money: integer minor units of an ISO 4217 currency.

use kernel::{Code, Violation};

/// Largest amount, in minor units: far above any price, far below overflow.
const MAX_AMOUNT: i64 = 100_000_000;

/// Three capital letters (ISO 4217).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Takes any three ASCII letters; which currencies can be charged is the provider's business.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        match text.trim().to_ascii_uppercase().as_bytes() {
            [a, b, c] if [a, b, c].into_iter().all(u8::is_ascii_uppercase) => Ok(Self([*a, *b, *c])),
            _ => Err(Violation::new(field, Code::Format)),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A positive amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// More than nothing.
    pub fn parse(field: &str, amount: i64, currency: Currency) -> Result<Self, Violation> {
        if (1..=MAX_AMOUNT).contains(&amount) {
            return Ok(Self { amount, currency });
        }
        Err(Violation::new(field, Code::Range).with("min", 1).with("max", MAX_AMOUNT))
    }
}
