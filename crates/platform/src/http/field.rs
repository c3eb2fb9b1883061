//! A field of a request body that never fails to be read, so that one answer names every wrong field.

use kernel::{Code, Violation, Violations};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::{
    __dev::ComposeSchema,
    ToSchema,
    openapi::{RefOr, Schema},
};

/// What a JSON object holds under a name. A body is a struct of them:
///
/// ```
/// # use platform::http::{Field, Unknown};
/// #[derive(Default, serde::Deserialize, serde::Serialize, utoipa::ToSchema)]
/// #[serde(default)]
/// struct ThingBody {
///     #[schema(inline)]
///     name: Field<String>,
///     #[schema(inline)]
///     is_active: Field<bool>,
///     #[serde(flatten)]
///     #[schema(ignore)]
///     unknown: Unknown,
/// }
/// ```
///
/// Without `inline` the document would hold one schema for the fields of all types of that name; the API refuses to
/// be put together then, in builds with debug assertions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The name does not occur.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// Something that is no `T`.
    Invalid,
    /// A `T`.
    Value(T),
}

impl<T> Field<T> {
    /// Must be there: `REQUIRED` if absent or null, `FORMAT` if it is no `T`.
    pub fn required(self, violations: &mut Violations, field: &str) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => note(violations, field, Code::Required),
            Self::Invalid => note(violations, field, Code::Format),
        }
    }

    /// May be absent or null, which are the same; `FORMAT` if it is no `T`.
    pub fn optional(self, violations: &mut Violations, field: &str) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
            Self::Invalid => note(violations, field, Code::Format),
        }
    }

    /// A change of something that must have a value: `None` leaves it, null is `REQUIRED` (RFC 7396 would remove it).
    pub fn patch(self, violations: &mut Violations, field: &str) -> Option<T> {
        match self {
            Self::Absent => None,
            other => other.required(violations, field),
        }
    }

    /// A change of something that may be removed: `None` leaves it, `Some(None)` removes it.
    pub fn patch_nullable(self, violations: &mut Violations, field: &str) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
            Self::Invalid => note(violations, field, Code::Format),
        }
    }
}

fn note<T>(violations: &mut Violations, field: &str, code: Code) -> Option<T> {
    violations.add(Violation::new(field, code));
    None
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Self::Null,
            value => serde_json::from_value(value).map_or(Self::Invalid, Self::Value),
        })
    }
}

/// The document wants the value of an absent field; [`Api`](super::Api) takes the `null` out again.
impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_some(value),
            Self::Absent | Self::Null | Self::Invalid => serializer.serialize_none(),
        }
    }
}

/// In the document, a `T` or null.
impl<T: ComposeSchema> ComposeSchema for Field<T> {
    fn compose(schemas: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        Option::<T>::compose(schemas)
    }
}

impl<T: ToSchema + ComposeSchema> ToSchema for Field<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// Collects the names nobody asked for: `#[serde(flatten)] #[schema(ignore)] pub unknown: Unknown`.
#[derive(Clone, Debug, Default)]
pub struct Unknown(Vec<String>);

impl Unknown {
    /// Notes an `UNKNOWN_FIELD` for each; `parent` is the pointer of the object (`""` for the body itself).
    pub fn refuse(&self, violations: &mut Violations, parent: &str) {
        for name in &self.0 {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            violations.add(Violation::new(format!("{parent}/{escaped}"), Code::UnknownField));
        }
    }
}

/// Nothing of it is ever sent; a body with a default value has to be serializable for the document.
impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(std::iter::empty::<((), ())>())
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::<String, Value>::deserialize(deserializer)?;
        Ok(Self(members.into_iter().map(|(name, _)| name).collect()))
    }
}
