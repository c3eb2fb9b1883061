//! What an editor says about a video.

use kernel::{Code, Timestamp, Violation, Violations};

use super::Rating;
use crate::domain::{Synopsis, Title};

/// The year of the oldest film that is kept somewhere.
const FIRST_YEAR: u16 = 1888;
/// How far ahead a launch may be announced.
const YEARS_AHEAD: i16 = 5;

/// Everything an editor says about a video, relations aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Its name.
    pub title: Title,
    /// What it is about.
    pub description: Synopsis,
    /// When it came out.
    pub year: Year,
    /// How long it is said to be; filled in from the encoder when absent.
    pub duration: Option<Minutes>,
    /// From what age.
    pub rating: Rating,
    /// Watchable without a subscription.
    pub opened: bool,
    /// Where intro and credits lie.
    pub markers: Markers,
    /// Publish by itself once nothing is missing.
    pub publish_when_ready: bool,
}

/// A year a film may have been launched in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year(u16);

impl Year {
    /// From 1888 to five years after `now`.
    pub fn parse(field: &str, year: i64, now: Timestamp) -> Result<Self, Violation> {
        let last = last_year(now);
        match u16::try_from(year) {
            Ok(value) if (FIRST_YEAR..=last).contains(&value) => Ok(Self(value)),
            _ => Err(Violation::new(field, Code::Range).with("min", FIRST_YEAR).with("max", last)),
        }
    }

    /// Takes back what was stored.
    pub const fn restore(year: u16) -> Self {
        Self(year)
    }

    /// The number.
    pub const fn value(self) -> u16 {
        self.0
    }
}

fn last_year(now: Timestamp) -> u16 {
    // The first four characters of RFC 3339 are the year.
    let this_year: i16 = now.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    u16::try_from(this_year.saturating_add(YEARS_AHEAD)).unwrap_or(FIRST_YEAR)
}

/// A duration in minutes with two decimal places, 0.01 to 720.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes(u32);

impl Minutes {
    const MAX_HUNDREDTHS: u32 = 72_000;

    /// Reads decimal minutes.
    pub fn parse(field: &str, minutes: f64) -> Result<Self, Violation> {
        let hundredths = minutes * 100.0;
        if !(0.5..f64::from(Self::MAX_HUNDREDTHS) + 0.5).contains(&hundredths) {
            return Err(Violation::new(field, Code::Range).with("min", "0.01").with("max", 720));
        }
        if (hundredths - hundredths.round()).abs() > 1e-6 {
            return Err(Violation::new(field, Code::Format));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be 1 to 72,000")]
        let hundredths = hundredths.round() as u32;
        Ok(Self(hundredths))
    }

    /// What a measured duration is in minutes, within the limits.
    pub fn of_millis(millis: i64) -> Self {
        let hundredths = (millis.max(0) + 300) / 600;
        Self(u32::try_from(hundredths).unwrap_or(u32::MAX).clamp(1, Self::MAX_HUNDREDTHS))
    }

    /// Takes back what was stored.
    pub const fn restore(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// Hundredths of a minute.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// Decimal minutes.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Milliseconds.
    pub const fn millis(self) -> i64 {
        self.0 as i64 * 600
    }

    /// Whether it is more than a tenth off what was measured.
    pub const fn differs_from(self, measured_ms: i64) -> bool {
        (self.millis() - measured_ms).abs() * 10 > measured_ms
    }
}

/// Positions within a film, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to the name")]
pub struct Markers {
    /// Where the intro begins.
    pub intro_start_ms: Option<i64>,
    /// Where the intro ends.
    pub intro_end_ms: Option<i64>,
    /// Where the credits begin.
    pub credits_start_ms: Option<i64>,
}

impl Markers {
    /// Whether none is set.
    pub const fn is_empty(&self) -> bool {
        self.intro_start_ms.is_none() && self.intro_end_ms.is_none() && self.credits_start_ms.is_none()
    }

    /// Notes markers outside the film (`duration_ms`, if known) or out of order.
    pub fn check(&self, duration_ms: Option<i64>, violations: &mut Violations) {
        let end = duration_ms.unwrap_or(Minutes::restore(Minutes::MAX_HUNDREDTHS).millis());
        for (field, position) in [
            ("/markers/intro_start_ms", self.intro_start_ms),
            ("/markers/intro_end_ms", self.intro_end_ms),
            ("/markers/credits_start_ms", self.credits_start_ms),
        ] {
            if position.is_some_and(|position| !(0..=end).contains(&position)) {
                violations.add(Violation::new(field, Code::Range).with("min", 0).with("max", end));
            }
        }
        if let (Some(start), Some(end)) = (self.intro_start_ms, self.intro_end_ms)
            && end <= start
        {
            violations.add(Violation::new("/markers/intro_end_ms", Code::Mismatch));
        }
    }
}

/// What an editor wants changed; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsChange {
    /// [`Details::title`].
    pub title: Option<Title>,
    /// [`Details::description`].
    pub description: Option<Synopsis>,
    /// [`Details::year`].
    pub year: Option<Year>,
    /// [`Details::duration`]; `Some(None)` removes it.
    #[expect(clippy::option_option, reason = "left as it is, emptied, or replaced")]
    pub duration: Option<Option<Minutes>>,
    /// [`Details::rating`].
    pub rating: Option<Rating>,
    /// [`Details::opened`].
    pub opened: Option<bool>,
    /// [`Details::markers`].
    pub markers: Option<Markers>,
    /// [`Details::publish_when_ready`].
    pub publish_when_ready: Option<bool>,
}

impl DetailsChange {
    /// The details of a new video; names every field that is needed and absent.
    pub fn complete(self) -> Result<Details, Violations> {
        let mut violations = Violations::new();
        let title = needed(self.title, "/title", &mut violations);
        let description = needed(self.description, "/description", &mut violations);
        let year = needed(self.year, "/year_launched", &mut violations);
        let rating = needed(self.rating, "/rating", &mut violations);
        let (Some(title), Some(description), Some(year), Some(rating)) = (title, description, year, rating) else {
            return Err(violations);
        };
        Ok(Details {
            title,
            description,
            year,
            duration: self.duration.flatten(),
            rating,
            opened: self.opened.unwrap_or_default(),
            markers: self.markers.unwrap_or_default(),
            publish_when_ready: self.publish_when_ready.unwrap_or_default(),
        })
    }

    /// The details after the change.
    pub fn apply(self, to: &Details) -> Details {
        let before = to.clone();
        Details {
            title: self.title.unwrap_or(before.title),
            description: self.description.unwrap_or(before.description),
            year: self.year.unwrap_or(before.year),
            duration: self.duration.unwrap_or(before.duration),
            rating: self.rating.unwrap_or(before.rating),
            opened: self.opened.unwrap_or(before.opened),
            markers: self.markers.unwrap_or(before.markers),
            publish_when_ready: self.publish_when_ready.unwrap_or(before.publish_when_ready),
        }
    }
}

fn needed<T>(value: Option<T>, field: &str, violations: &mut Violations) -> Option<T> {
    if value.is_none() {
        violations.add(Violation::new(field, Code::Required));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_lies_between_the_first_film_and_five_years_ahead() {
        let now = Timestamp::from_millis(1_772_366_400_000); // March 2026
        for (year, allowed) in [(1887, false), (1888, true), (2031, true), (2032, false), (-1, false), (70_000, false)]
        {
            assert_eq!(Year::parse("/year_launched", year, now).is_ok(), allowed, "{year}");
        }
    }

    #[test]
    fn minutes_have_two_places_and_end_at_twelve_hours() {
        for (minutes, hundredths) in [(0.01, 1), (90.0, 9_000), (720.0, 72_000), (1.15, 115), (8.29, 829)] {
            assert_eq!(Minutes::parse("/duration", minutes).unwrap().hundredths(), hundredths);
        }
        for (minutes, code) in [
            (0.0, Code::Range),
            (720.01, Code::Range),
            (-1.0, Code::Range),
            (1.005, Code::Format),
            (f64::NAN, Code::Range),
            (f64::INFINITY, Code::Range),
        ] {
            assert_eq!(Minutes::parse("/duration", minutes).unwrap_err().code, code, "{minutes}");
        }
        assert_eq!(Minutes::of_millis(61_000).hundredths(), 102);
        assert_eq!(Minutes::of_millis(1).hundredths(), 1);
    }

    #[test]
    fn a_stated_duration_may_be_a_tenth_off() {
        let said = Minutes::parse("/duration", 10.0).unwrap();
        for (measured, differs) in
            [(600_000, false), (545_455, false), (545_000, true), (660_000, false), (667_000, true)]
        {
            assert_eq!(said.differs_from(measured), differs, "{measured}");
        }
    }

    #[test]
    fn markers_outside_the_film_or_out_of_order_are_all_named() {
        let markers = Markers { intro_start_ms: Some(-1), intro_end_ms: Some(-5), credits_start_ms: Some(60_001) };
        let mut violations = Violations::new();
        markers.check(Some(60_000), &mut violations);
        let found: Vec<_> = violations.iter().map(|violation| (violation.field.as_str(), violation.code)).collect();
        let expected = [
            ("/markers/intro_start_ms", Code::Range),
            ("/markers/intro_end_ms", Code::Range),
            ("/markers/credits_start_ms", Code::Range),
            ("/markers/intro_end_ms", Code::Mismatch),
        ];
        assert_eq!(found, expected);
    }
}
