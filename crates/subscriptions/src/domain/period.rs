//! Billing periods: calendar months or years from an anchor day.

use jiff::{civil, tz::TimeZone};
use kernel::{Code, Timestamp, Violation};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Term {
    /// As stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Ignores case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
        match text.trim().to_ascii_lowercase().as_str() {
            "month" => Ok(Self::Month),
            "year" => Ok(Self::Year),
            _ => Err(Violation::new(field, Code::NotInSet).with("allowed", "month, year")),
        }
    }
}

/// From `start` (inclusive) to `end` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub start: Timestamp,
    /// First moment after it.
    pub end: Timestamp,
}

impl Period {
    /// The day of the month (UTC, 1–31) that periods beginning at `start` are anchored to.
    pub fn anchor_day(start: Timestamp) -> i8 {
        utc(start).day()
    }

    /// The period that begins at `start`. It ends at the same time of day on the anchor day of the month or year
    /// after, or on that month's last day if it is too short; a later period returns to the anchor day.
    pub fn after(start: Timestamp, anchor_day: i8, term: Term) -> Self {
        let from = utc(start);
        let (year, month) = match (term, from.month()) {
            (Term::Year, month) => (from.year() + 1, month),
            (Term::Month, 12) => (from.year() + 1, 1),
            (Term::Month, month) => (from.year(), month + 1),
        };
        let first = civil::Date::new(year, month, 1).unwrap_or(civil::Date::MAX);
        let day = anchor_day.clamp(1, first.days_in_month());
        let end = civil::Date::new(year, month, day).unwrap_or(first).to_datetime(from.time());
        let end = TimeZone::UTC.to_timestamp(end).map_or(start, Timestamp::from_jiff);
        Self { start, end }
    }
}

fn utc(time: Timestamp) -> civil::DateTime {
    TimeZone::UTC.to_datetime(time.to_jiff())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn periods_fall_back_to_a_months_last_day_and_return_to_the_anchor_day() {
        let mut start = at("2026-01-31T10:30:00Z");
        let anchor = Period::anchor_day(start);
        for end in ["2026-02-28T10:30:00Z", "2026-03-31T10:30:00Z", "2026-04-30T10:30:00Z", "2026-05-31T10:30:00Z"] {
            let period = Period::after(start, anchor, Term::Month);
            assert_eq!(period.end, at(end));
            start = period.end;
        }
    }

    #[test]
    fn a_year_from_the_29th_of_february_ends_on_the_28th_until_the_next_leap_year() {
        let mut start = at("2024-02-29T00:00:00Z");
        let anchor = Period::anchor_day(start);
        for end in ["2025-02-28T00:00:00Z", "2026-02-28T00:00:00Z", "2027-02-28T00:00:00Z", "2028-02-29T00:00:00Z"] {
            start = Period::after(start, anchor, Term::Year).end;
            assert_eq!(start, at(end));
        }
    }

    #[test]
    fn a_december_period_ends_in_january() {
        let period = Period::after(at("2026-12-15T23:59:59.999Z"), 15, Term::Month);
        assert_eq!(period.end, at("2027-01-15T23:59:59.999Z"));
    }
}
