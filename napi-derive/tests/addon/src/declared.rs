//! What the TypeScript declarations say, and what makes them say something else.

use std::collections::HashMap;

use napi_derive::{
    AsyncTask, Callback, Either, Env, Error, FromJs, Instance, IntoJs, Maybe, Null, Object,
    Promise, Rest, Result, Task, This, Type, Undefined, Value, napi,
};

use crate::classes::Counter;

/// An alias, which the compiler resolves.
type Distances = HashMap<String, Vec<Option<f64>>>;

/// Joins *all* of the `parts`.
///
/// ```js
/// joinParts('-', 'a', 'b') // 'a-b' */
/// ```
#[napi]
fn join_parts(#[napi(default = ", ")] separator: &str, parts: Rest<String>) -> String {
    parts.0.join(separator)
}

#[doc = concat!("Documented by ", "an expression.")]
#[napi]
fn longest(distances: Distances) -> Option<f64> {
    distances.into_values().flatten().flatten().reduce(f64::max)
}

/// An optional argument before one that is not.
///
/// @param factor By how much.
#[napi]
fn scaled(number: Option<f64>, #[napi(default = 2.5)] factor: f64, function: &str) -> String {
    format!("{function}: {}", number.unwrap_or_default() * factor)
}

/// Names that JavaScript cannot have, and one that is not there.
#[napi]
fn reserved(class: u8, r#in: u8, _unused: u8, (a, b): (u8, u8)) -> u8 {
    class + r#in + a + b
}

/// A name that only a property can have.
#[napi(js_name = "delete")]
fn remove(list: Vec<u32>, #[napi(default = -1)] index: i32) -> Vec<u32> {
    let index = usize::try_from(index).unwrap_or(list.len());
    list.into_iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item).collect()
}

#[napi(ts_args_type = "values: readonly unknown[], deep?: boolean")]
fn count_values(values: Vec<Value<'_>>, _deep: Option<bool>) -> usize {
    values.len()
}

#[napi(ts_return_type = "{ area: number }")]
fn square_area(env: Env<'_>, side: f64) -> Result<Object<'_>> {
    let object = env.object()?;
    object.set("area", side * side)?;
    Ok(object)
}

#[napi(
    ts_generic_types = "T extends object",
    ts_args_type = "object: T, key: keyof T",
    ts_return_type = "T[keyof T]"
)]
fn property_of<'env>(object: Object<'env>, key: String) -> Result<Value<'env>> {
    object.get(key)
}

/// A string stays a string, and a number a number.
#[napi(ts_overload = ["(value: string): string", "(value: number): number"])]
fn same(value: Either<String, f64>) -> Either<String, f64> {
    value
}

#[napi]
fn align(
    #[napi(ts_type = "'left' | 'right'")] side: String,
    #[napi(ts_arg_type = "`${number}px`")] width: Option<String>,
) -> String {
    format!("{side} {width:?}")
}

#[napi]
fn name_of_this(
    suffix: Option<String>,
    #[napi(ts_type = "{ name: string }")] this: This<'_>,
) -> Result<String> {
    let name: String = this.0.to::<Object<'_>>()?.get("name")?;
    Ok(name + &suffix.unwrap_or_default())
}

#[napi(skip_typescript)]
fn undeclared() {}

#[napi]
fn either_way(
    value: Either<Option<f64>, Either<String, Null>>,
    other: Either<f64, Undefined>,
) -> Maybe<String> {
    match (value, other) {
        (Either::A(None), _) => Maybe::Null,
        (_, Either::B(Undefined)) => Maybe::Undefined,
        _ => Maybe::Value("both".into()),
    }
}

#[napi]
fn each_counter(
    counters: Vec<Instance<'_, Counter>>,
    visit: Callback<'_, (u32, Option<String>), Option<bool>>,
    done: Option<Callback<'_, (), ()>>,
) -> Result<u32> {
    let mut visited = 0;
    for counter in counters {
        let count = counter.borrow()?.count();
        let goes_on = visit.call((count, (count > 1).then(|| "more".to_owned())))?;
        visited += 1;
        if goes_on == Some(false) {
            break;
        }
    }
    done.map(|done| done.call(())).transpose()?;
    Ok(visited)
}

#[napi]
async fn total_later(numbers: Vec<Promise<f64>>, ignored: Promise<()>) -> Result<f64> {
    let mut total = 0.0;
    for number in numbers {
        total += number.await?;
    }
    ignored.await?;
    Ok(total)
}

struct Length(String);

impl Task for Length {
    type Output = usize;
    type JsValue = u32;

    fn compute(&mut self) -> Result<usize> {
        Ok(self.0.len())
    }

    fn resolve(&mut self, _: Env<'_>, length: usize) -> Result<u32> {
        u32::try_from(length).map_err(Error::from)
    }
}

#[napi]
fn length_later(text: String) -> AsyncTask<Length> {
    AsyncTask::new(Length(text))
}

/// A type of one's own that says what it is, and one that does not.
struct Pixels(f64);

impl<'env> FromJs<'env> for Pixels {
    const TYPE: &'static Type =
        &Type::Union(&[<f64 as FromJs>::TYPE, &Type::Text("`${number}px`")]);

    fn from_js(value: Value<'env>) -> Result<Pixels> {
        if let Ok(number) = value.to::<f64>() {
            return Ok(Pixels(number));
        }
        let text: String = value.to()?;
        Ok(Pixels(text.trim_end_matches("px").parse::<f64>()?))
    }
}

struct Anything;

impl<'env> IntoJs<'env> for Anything {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.null()
    }
}

#[napi]
fn total_pixels(pixels: Vec<Pixels>) -> (f64, Anything) {
    (pixels.iter().map(|pixels| pixels.0).sum(), Anything)
}

/// How something is done.
#[napi(object, js_name = "Settings")]
struct Configuration {
    /// How often.
    ///
    /// Never, if 0.
    #[napi(default = 3)]
    times: u32,
    #[napi(js_name = "content-type")]
    content_type: Option<String>,
    #[napi(ts_type = "'fast' | 'small'")]
    goal: String,
    #[napi(skip_typescript)]
    hidden: Option<bool>,
    counters: Vec<Amount>,
}

#[napi(object, object_from_js = false)]
struct Report {
    settings: Configuration,
    failure: Option<String>,
    by_name: HashMap<String, Amount>,
}

#[napi]
fn report(settings: Configuration) -> Report {
    Report {
        failure: settings.hidden.map(|hidden| hidden.to_string()),
        by_name: settings.counters.iter().map(|level| (format!("{level:?}"), *level)).collect(),
        settings,
    }
}

/// How much there is.
#[napi]
#[derive(Clone, Copy, Debug)]
enum Amount {
    /// Nothing.
    None,
    Some = 5,
    /// Everything
    /// there is.
    All = -1,
}

/// What happened.
#[napi]
enum Happening {
    /// The end.
    Closed,
    Moved {
        /// To the right.
        #[napi(default = 0)]
        x: i32,
        by: Option<Amount>,
    },
}

#[napi]
fn next_event(event: Happening) -> Happening {
    match event {
        Happening::Closed => Happening::Moved { x: 1, by: Some(Amount::Some) },
        Happening::Moved { .. } => Happening::Closed,
    }
}

#[napi(skip_typescript)]
struct Unseen {}

#[napi]
impl Unseen {
    #[napi]
    fn seen(&self) {}
}

#[napi]
fn unseen() -> Unseen {
    Unseen {}
}

#[napi(ts_type = "'1.0'")]
const FORMAT: &str = "1.0";

/// A class
/// of many members.
#[napi]
struct Store {
    /// What it is called.
    #[napi]
    title: Option<String>,
    #[napi(readonly, ts_type = "'a' | 'b'")]
    kind: String,
    #[napi(skip_typescript)]
    secret: u32,
    entries: Vec<(String, f64)>,
}

#[napi]
impl Store {
    /// The most entries.
    #[napi]
    const MOST: u32 = 10;

    /// A new one.
    #[napi(constructor)]
    fn new(title: Option<String>) -> Self {
        Store { title, kind: "a".into(), secret: 0, entries: Vec::new() }
    }

    /// Adds an entry.
    #[napi(ts_return_type = "this")]
    fn put<'env>(
        &mut self,
        this: This<'env>,
        key: String,
        #[napi(default = 1.0)] value: f64,
    ) -> Value<'env> {
        self.entries.push((key, value));
        this.0
    }

    #[napi(ts_overload = ["(key: string): number | undefined", "<T>(key: string, otherwise: T): number | T"])]
    fn get<'env>(&self, env: Env<'env>, key: &str, otherwise: Value<'env>) -> Result<Value<'env>> {
        match self.entries.iter().find(|(known, _)| known == key) {
            Some((_, value)) => (*value).into_js(env),
            None => Ok(otherwise),
        }
    }

    /// Of all entries.
    #[napi(getter)]
    fn get_total(&self) -> f64 {
        self.entries.iter().map(|(_, value)| value).sum()
    }

    #[napi(setter)]
    fn set_limit(&mut self, limit: Option<u32>) {
        self.entries.truncate(limit.unwrap_or(u32::MAX) as usize);
    }

    #[napi(js_name = "constructor")]
    fn odd_name(&self) -> &'static str {
        "constructor"
    }

    #[napi(js_name = "key-count")]
    fn key_count(&self) -> usize {
        self.entries.len()
    }

    #[napi(skip_typescript)]
    fn undeclared(&self) -> u32 {
        self.secret
    }

    #[napi]
    fn of(entries: Vec<(String, f64)>) -> Store {
        Store { entries, ..Store::new(None) }
    }
}
