//! The published language keeps its promises.

use std::collections::BTreeSet;

use kernel::{Cause, Timestamp};
use schemars::schema_for;
use uuid::Uuid;

use crate::{
    CATALOGUE, Envelope,
    catalog_admin::{self, CatalogAdminEvent, Category},
    conversions::{self, ConversionEvent},
    encoder::{self, EncoderEvent},
    identity::{self, IdentityEvent},
    subscriptions::{self, SubscriptionsEvent},
};

fn category(version: i64) -> CatalogAdminEvent {
    CatalogAdminEvent::CategoryCreated(Category {
        id: Uuid::from_u128(7),
        version,
        name: "Drama".into(),
        description: None,
        is_active: true,
    })
}

#[test]
fn an_event_survives_the_wire_with_its_fact() {
    let cause = Cause::command(Uuid::from_u128(1), None);
    let event = Envelope::wrap(&category(3), &cause, Timestamp::from_millis(1_700_000_000_000)).unwrap();
    assert_eq!(event.event_type, catalog_admin::CATEGORY_CREATED);
    assert_eq!((event.subject.as_str(), event.aggregateversion), (Uuid::from_u128(7).to_string().as_str(), 3));
    let read = Envelope::from_json(&event.to_json().unwrap()).unwrap();
    assert_eq!(read.fact::<CatalogAdminEvent>().unwrap(), category(3));
}

#[test]
fn an_unknown_field_is_ignored_and_a_missing_one_is_malformed() {
    let cause = Cause::command(Uuid::from_u128(1), None);
    let mut event = Envelope::wrap(&category(1), &cause, Timestamp::default()).unwrap();
    event.data["colour"] = "red".into();
    assert_eq!(event.fact::<CatalogAdminEvent>().unwrap(), category(1));
    event.data.as_object_mut().unwrap().remove("name");
    assert!(event.fact::<CatalogAdminEvent>().is_err());
}

#[test]
fn a_fact_over_48_kib_is_refused_before_it_is_published() {
    let CatalogAdminEvent::CategoryCreated(mut state) = category(1) else { panic!("made above") };
    state.description = Some("x".repeat(crate::MAX_DATA_BYTES));
    let fact = CatalogAdminEvent::CategoryCreated(state);
    let event = Envelope::wrap(&fact, &Cause::worker(Uuid::nil()), Timestamp::default()).unwrap();
    assert!(event.to_json().is_err());
}

#[test]
fn the_catalogue_lists_exactly_the_types_of_the_enums() {
    let listed: BTreeSet<&str> = CATALOGUE.iter().flat_map(|types| types.iter().copied()).collect();
    let schemas = [
        serde_json::to_string(&schema_for!(CatalogAdminEvent)),
        serde_json::to_string(&schema_for!(ConversionEvent)),
        serde_json::to_string(&schema_for!(EncoderEvent)),
        serde_json::to_string(&schema_for!(IdentityEvent)),
        serde_json::to_string(&schema_for!(SubscriptionsEvent)),
    ]
    .map(Result::unwrap)
    .concat();
    let declared: BTreeSet<&str> = schemas.split('"').filter(|text| text.starts_with("codeflix.")).collect();
    assert_eq!(listed, declared);
    let published = [catalog_admin::TYPES, conversions::TYPES, encoder::TYPES, identity::TYPES, subscriptions::TYPES];
    let count = published.map(<[_]>::len);
    assert_eq!(listed.len(), count.iter().sum::<usize>(), "a type is listed twice");
}
