//! A video as it is sent.

use kernel::{Code, Timestamp, Violation, Violations};
use platform::http::{Field, Unknown};
use serde::{Deserialize, Serialize};
use utoipa::{PartialSchema, ToSchema};

use super::{
    allowed,
    body::{Mode, as_is, id_set},
};
use crate::{
    application::VideoChange,
    domain::{
        Synopsis, Title,
        video::{
            DetailsChange, MAX_CAST_MEMBERS, MAX_CATEGORIES, MAX_GENRES, Markers, Minutes, Rating, RelationsChange,
            Year,
        },
    },
};

/// A video as it is sent. Media have endpoints of their own.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminVideoBody)]
pub(super) struct Body {
    /// 1–255 characters.
    #[schema(schema_with = String::schema)]
    title: Field<String>,
    /// 1–4000 characters.
    #[schema(schema_with = String::schema)]
    description: Field<String>,
    /// 1888 to five years ahead.
    #[schema(schema_with = i64::schema)]
    year_launched: Field<i64>,
    /// Minutes with two places, 0.01–720; filled in from the encoder when absent.
    #[schema(inline)]
    duration: Field<f64>,
    #[schema(schema_with = allowed::rating)]
    rating: Field<String>,
    /// Watchable without a subscription; false if absent.
    #[schema(schema_with = bool::schema)]
    opened: Field<bool>,
    /// At most 50.
    #[schema(schema_with = Vec::<String>::schema)]
    categories_id: Field<Vec<String>>,
    /// At most 50; each must fit one of the categories.
    #[schema(schema_with = Vec::<String>::schema)]
    genres_id: Field<Vec<String>>,
    /// At most 500.
    #[schema(schema_with = Vec::<String>::schema)]
    cast_members_id: Field<Vec<String>>,
    /// Where intro and credits lie.
    #[schema(inline)]
    markers: Field<MarkersBody>,
    /// Publish by itself once nothing is missing; false if absent.
    #[schema(schema_with = bool::schema)]
    publish_when_ready: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Positions in milliseconds.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminMarkersBody)]
pub(super) struct MarkersBody {
    #[schema(inline)]
    intro_start_ms: Field<i64>,
    #[schema(inline)]
    intro_end_ms: Field<i64>,
    #[schema(inline)]
    credits_start_ms: Field<i64>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl Body {
    /// What is to be changed, with everything that is wrong with it.
    pub(super) fn parse(self, mode: Mode, now: Timestamp) -> VideoChange {
        let mut violations = Violations::new();
        let found = &mut violations;
        let details = DetailsChange {
            title: mode.needed(self.title, "/title", found, |field, text| Title::parse(field, &text)),
            description: mode
                .needed(self.description, "/description", found, |field, text| Synopsis::parse(field, &text)),
            year: mode.needed(self.year_launched, "/year_launched", found, |field, year| Year::parse(field, year, now)),
            duration: mode.optional(self.duration, "/duration", found, Minutes::parse),
            rating: mode.needed(self.rating, "/rating", found, |field, text| Rating::parse(field, &text)),
            opened: mode.or_default(self.opened, "/opened", found, (false, as_is)),
            markers: markers(mode, self.markers, found),
            publish_when_ready: mode.or_default(self.publish_when_ready, "/publish_when_ready", found, (false, as_is)),
        };
        let relations = RelationsChange {
            categories: ids(mode, self.categories_id, ("/categories_id", MAX_CATEGORIES), found),
            genres: ids(mode, self.genres_id, ("/genres_id", MAX_GENRES), found),
            cast_members: ids(mode, self.cast_members_id, ("/cast_members_id", MAX_CAST_MEMBERS), found),
        };
        self.unknown.refuse(found, "");
        VideoChange { details, relations, violations }
    }
}

fn ids<I: std::str::FromStr + Ord>(
    mode: Mode,
    field: Field<Vec<String>>,
    (name, max): (&str, usize),
    violations: &mut Violations,
) -> Option<std::collections::BTreeSet<I>> {
    let parse = |field: &str, ids: Vec<String>| id_set(field, &ids, max);
    mode.or_default(field, name, violations, (std::collections::BTreeSet::new(), parse))
}

/// Markers are replaced together: they only make sense so.
fn markers(mode: Mode, field: Field<MarkersBody>, violations: &mut Violations) -> Option<Markers> {
    let body = match (mode, field) {
        (Mode::Change, Field::Absent) => return None,
        (_, Field::Absent | Field::Null) => return Some(Markers::default()),
        (_, Field::Invalid) => {
            violations.add(Violation::new("/markers", Code::Format));
            return None;
        }
        (_, Field::Value(body)) => body,
    };
    body.unknown.refuse(violations, "/markers");
    Some(Markers {
        intro_start_ms: body.intro_start_ms.optional(violations, "/markers/intro_start_ms"),
        intro_end_ms: body.intro_end_ms.optional(violations, "/markers/intro_end_ms"),
        credits_start_ms: body.credits_start_ms.optional(violations, "/markers/credits_start_ms"),
    })
}
