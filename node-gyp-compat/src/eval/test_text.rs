//! For tests: values from GYP text, and values as one short line.

use crate::source::Sources;
use crate::syntax::parse;
use crate::value::{Data, Dict, Value};

pub fn dict(text: &str) -> Dict {
    let file = Sources::default().add("test.gyp", text);
    let value = Value::from(parse(text, file).expect("the test's text parses"));
    value.as_dict().expect("the test's text is a dictionary").clone()
}

pub fn show(value: &Value) -> String {
    match &value.data {
        Data::Str(text) => text.to_string(),
        Data::Int(value) => value.to_string(),
        Data::List(items) => {
            let items: Vec<_> = items.iter().map(show).collect();
            format!("[{}]", items.join(" "))
        }
        Data::Dict(dict) => {
            let entries: Vec<_> =
                dict.iter().map(|(key, slot)| format!("{key}={}", show(&slot.value))).collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}
