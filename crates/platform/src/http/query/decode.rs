//! The serde side of [`Query`](super::Query): a struct from `name=value` pairs.

use std::collections::BTreeMap;

use serde::{
    Deserializer,
    de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};

use crate::http::FieldError;

type Values = BTreeMap<String, Vec<String>>;

/// Reads `T`, or names every parameter that stands in the way.
pub(super) fn decode<T: DeserializeOwned>(query: &str) -> Result<T, Vec<FieldError>> {
    let mut values = Values::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        values.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let mut errors = Vec::new();
    loop {
        match T::deserialize(Pairs(&values)) {
            Ok(value) if errors.is_empty() => return Ok(value),
            Ok(_) => return Err(errors),
            Err(Error::Fields(found)) => {
                let was = values.len();
                values.retain(|name, _| found.iter().all(|error| error.field != *name));
                let progressed = values.len() < was;
                errors.extend(found);
                if !progressed {
                    return Err(errors);
                }
            }
            // What fails only because a wrong parameter was taken away is no finding of its own.
            Err(Error::Missing(_) | Error::Value { .. }) if !errors.is_empty() => return Err(errors),
            Err(Error::Missing(name)) => return Err(vec![FieldError::new(name, "REQUIRED")]),
            Err(Error::Value { code, .. }) => return Err(vec![FieldError::new("", code)]),
        }
    }
}

#[derive(Debug)]
enum Error {
    /// Wrong parameters by name.
    Fields(Vec<FieldError>),
    /// A parameter without which there is no `T`.
    Missing(&'static str),
    /// A value that does not fit, before its name is known.
    Value { code: &'static str, allowed: &'static [&'static str] },
}

impl Error {
    const fn of(code: &'static str) -> Self {
        Self::Value { code, allowed: &[] }
    }

    /// Gives a wrong value the name it came under.
    fn under(self, name: &str) -> Self {
        match self {
            Self::Value { code, allowed: [] } => Self::Fields(vec![FieldError::new(name, code)]),
            Self::Value { code, allowed } => {
                Self::Fields(vec![FieldError::new(name, code).with("allowed", allowed.join(", "))])
            }
            other => other,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the query does not fit")
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self::of("FORMAT")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Value { code: "NOT_IN_SET", allowed: expected }
    }
}

/// All pairs, as a struct.
struct Pairs<'a>(&'a Values);

impl<'de> Deserializer<'de> for Pairs<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Entries { pairs: self.0.iter(), current: None })
    }

    /// Here serde tells which names there are.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let unknown: Vec<_> = self.0.keys().filter(|name| !fields.contains(&name.as_str())).collect();
        if !unknown.is_empty() {
            return Err(Error::Fields(
                unknown.into_iter().map(|name| FieldError::new(name.as_str(), "UNKNOWN_FIELD")).collect(),
            ));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Entries<'a> {
    pairs: std::collections::btree_map::Iter<'a, String, Vec<String>>,
    current: Option<(&'a str, &'a [String])>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.current = self.pairs.next().map(|(name, values)| (name.as_str(), values.as_slice()));
        self.current.map(|(name, _)| seed.deserialize(name.into_deserializer())).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, values) = self.current.take().unwrap_or_default();
        seed.deserialize(Given::All(values)).map_err(|error| error.under(name))
    }
}

/// What was given.
#[derive(Clone, Copy)]
enum Given<'a> {
    /// Everything under one name.
    All(&'a [String]),
    /// One item of a list.
    Item(&'a str),
}

impl<'a> Given<'a> {
    /// The one value; a scalar given twice is no value at all.
    fn one(self) -> Result<&'a str, Error> {
        match self {
            Self::Item(value) => Ok(value),
            Self::All([value]) => Ok(value),
            Self::All(_) => Err(Error::of("DUPLICATE")),
        }
    }

    fn parse<T: std::str::FromStr>(self) -> Result<T, Error> {
        self.one()?.parse().map_err(|_| Error::of("FORMAT"))
    }
}

macro_rules! parsed {
    ($($method:ident => $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.parse()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Given<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.one()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.one()? {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            _ => Err(Error::of("FORMAT")),
        }
    }

    /// Clamped: `-1` and `99999999999` are pages too.
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number: i128 = self.parse()?;
        visitor.visit_u32(u32::try_from(number.clamp(0, i128::from(u32::MAX))).unwrap_or(u32::MAX))
    }

    parsed! {
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32,
        deserialize_i64 => visit_i64, deserialize_u8 => visit_u8, deserialize_u16 => visit_u16,
        deserialize_u64 => visit_u64, deserialize_f32 => visit_f32, deserialize_f64 => visit_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let values = match self {
            Self::All(values) => values,
            Self::Item(_) => return Err(Error::of("FORMAT")),
        };
        let items = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|item| !item.is_empty());
        visitor.visit_seq(Items(items.collect::<Vec<_>>().into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.one()?.into_deserializer())
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items<'a>(std::vec::IntoIter<&'a str>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Given::Item(item))).transpose()
    }
}
