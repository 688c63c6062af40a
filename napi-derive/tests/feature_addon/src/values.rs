//! Types of chrono, serde_json and indexmap, each passed through.

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDateTime, Utc};
use indexmap::{IndexMap, IndexSet};
use napi_derive::{Error, Json, Result, napi};
use serde_json::{Map, Value, json};

#[napi]
fn next_day(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    time.checked_add_days(Days::new(1))
}

#[napi]
fn year_of(time: NaiveDateTime) -> i32 {
    time.year()
}

#[napi]
fn echo_naive(time: NaiveDateTime) -> NaiveDateTime {
    time
}

#[napi]
fn parse_time(text: &str) -> Result<DateTime<FixedOffset>> {
    Ok(DateTime::parse_from_rfc3339(text)?)
}

#[napi]
fn echo_json(value: Value) -> Value {
    value
}

/// What Rust sees.
#[napi]
fn json_text(value: Value) -> String {
    value.to_string()
}

#[napi]
fn echo_map(map: Map<String, Value>) -> Map<String, Value> {
    map
}

#[napi]
fn some_json() -> Value {
    json!({ "safe": 9007199254740991_u64, "large": u64::MAX, "small": i64::MIN, "half": 0.5, "none": null, "list": [1, "x"] })
}

#[napi]
fn first_of(addresses: Json<Vec<IpAddr>>) -> Option<Json<IpAddr>> {
    addresses.iter().min().copied().map(Json)
}

#[napi]
fn numbers(numbers: Json<BTreeMap<String, Option<u64>>>) -> Json<BTreeMap<String, Option<u64>>> {
    Json(
        numbers.0.into_iter().map(|(key, number)| (key, number.map(|number| number + 1))).collect(),
    )
}

/// A type that serde refuses to write.
#[napi]
fn unwritable() -> Result<Json<BTreeMap<Vec<u8>, u32>>> {
    if false {
        return Err(Error::new("never"));
    }
    Ok(Json(BTreeMap::from([(vec![1], 2)])))
}

#[napi]
fn reversed_map(map: IndexMap<String, f64>) -> IndexMap<String, f64> {
    map.into_iter().rev().collect()
}

#[napi]
fn reversed_set(set: IndexSet<String>) -> IndexSet<String> {
    set.into_iter().rev().collect()
}
