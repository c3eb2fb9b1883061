//! The OpenAPI document of an API, completed by what holds for every operation.

use http::Method;
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ContentBuilder, Object, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Schema, Type,
        extensions::ExtensionsBuilder,
        path::{Operation, PathItem},
        schema::{ArrayItems, SchemaType},
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};

use super::{FieldError, Policy, RouteRule, policy::RULES, render::Document};

/// The name of the security scheme.
const BEARER: &str = "bearer";

/// A text that is one of these.
pub fn one_of<const N: usize>(texts: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts)).build()
}

/// The same where there may be none.
pub fn one_of_or_null<const N: usize>(texts: [&'static str; N]) -> Object {
    let values = texts.into_iter().map(Some).chain([None]);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(values))
        .build()
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::DELETE, &mut item.delete),
        (Method::OPTIONS, &mut item.options),
        (Method::HEAD, &mut item.head),
        (Method::PATCH, &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Every operation may answer a problem, and says whether it needs a token.
pub(super) fn complete(operation: &mut Operation, policy: Policy) {
    // The macro takes the handler's name. Several services have a `list`, and ids must be unique in a document.
    operation.operation_id = None;
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let problem = ResponseBuilder::new().description("refused").content("application/problem+json", content).build();
    operation.responses.responses.entry("default".to_owned()).or_insert(RefOr::T(problem));
    if policy != Policy::Public {
        operation.security = Some(vec![SecurityRequirement::new(BEARER, Vec::<String>::new())]);
    }
}

/// Names the document and lists its routes.
pub(super) fn finished(mut document: OpenApi, name: &str, rules: &[RouteRule]) -> OpenApi {
    name.clone_into(&mut document.info.title);
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    let components = document.components.get_or_insert_default();
    components.schemas.values_mut().for_each(without_null_defaults);
    components.schemas.insert("Problem".to_owned(), Document::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    components.add_security_scheme(BEARER, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let rules = serde_json::to_value(rules).unwrap_or_default();
    document.extensions.get_or_insert_default().merge(ExtensionsBuilder::new().add(RULES, rules).build());
    debug_assert_eq!(defects(&document), Vec::<String>::new(), "lacks #[schema(inline)] or #[param(inline)]");
    document
}

/// Takes out the `default: null` of absent [`Field`](super::Field)s, which are not the same as null, and the `allOf`
/// that the derive wraps around a schema to hold it.
fn without_null_defaults(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => object.properties.values_mut().for_each(without_null_defaults),
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                without_null_defaults(items);
            }
        }
        Schema::OneOf(one) => {
            one.default = one.default.take().filter(|default| !default.is_null());
            one.items.iter_mut().for_each(without_null_defaults);
        }
        Schema::AllOf(all) => {
            all.items.retain(|item| !is_null_default(item));
            all.items.iter_mut().for_each(without_null_defaults);
        }
        _ => {}
    }
    if let Schema::AllOf(all) = schema
        && let [RefOr::T(only)] = all.items.as_slice()
    {
        *schema = only.clone();
    }
}

fn is_null_default(item: &RefOr<Schema>) -> bool {
    matches!(item, RefOr::T(Schema::Object(object)) if object.default == Some(Value::Null))
}

/// Schemas that several types would share, and references to schemas that are not there: the derive cannot tell
/// apart the types inside a `Field` or `CommaList`, and does not collect what parameters refer to.
fn defects(document: &OpenApi) -> Vec<String> {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut found = Vec::new();
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                open.extend(members.values());
                found.extend(members.get("$ref").and_then(Value::as_str).filter(|to| is_defect(&document, to)));
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found.into_iter().map(str::to_owned).collect()
}

fn is_defect(document: &Value, reference: &str) -> bool {
    let name = reference.rsplit('/').next().unwrap_or_default();
    let is_shared = name.starts_with("Field_") || name.starts_with("CommaList_");
    is_shared || document.pointer(reference.trim_start_matches('#')).is_none()
}
