//! Further blocks of a class, also of traits and from another module; attributes of members.

use std::fmt;

use napi_derive::{Env, Result, Value, napi};

mod inner {
    use napi_derive::napi;

    /// A class whose members are in several places.
    #[napi]
    pub(super) struct Ledger {
        pub(super) entries: Vec<f64>,
        #[napi(enumerable = true, configurable = false)]
        pub(super) owner: String,
        #[napi(writable = false)]
        pub(super) number: u32,
    }

    #[napi]
    impl Ledger {
        #[napi(constructor)]
        fn new(owner: String) -> Ledger {
            Ledger { entries: Vec::new(), owner, number: 7 }
        }

        #[napi]
        fn add(&mut self, entry: f64) {
            self.entries.push(entry);
        }
    }
}

use inner::Ledger;

#[napi(more)]
impl Ledger {
    #[napi]
    const CURRENCY: &str = "EUR";

    #[napi(factory)]
    fn of(owner: String, entries: Vec<f64>) -> Self {
        Ledger { entries, owner, number: 0 }
    }

    #[napi(getter)]
    fn get_total(&self) -> f64 {
        self.entries.iter().sum()
    }

    #[napi(getter)]
    fn get_last(&self) -> Option<f64> {
        self.entries.last().copied()
    }

    #[napi(setter)]
    fn set_last(&mut self, entry: f64) {
        self.entries.pop();
        self.entries.push(entry);
    }

    #[napi(writable = false, configurable = false, enumerable = true)]
    fn clear(&mut self) {
        self.entries.clear();
    }

    #[napi(getter, enumerable = true)]
    fn get_count(&self) -> usize {
        self.entries.len()
    }
}

#[napi(more)]
impl self::inner::Ledger {
    #[napi]
    async fn later(&self) -> usize {
        self.entries.len()
    }
}

/// A trait whose methods JavaScript has, too.
trait Report {
    fn report(&self, unit: String) -> String;

    fn words() -> Vec<String>;
}

#[napi]
impl Report for Ledger {
    #[napi]
    fn report(&self, #[napi(default = "cents")] unit: String) -> String {
        format!("{} {unit}", self.entries.iter().sum::<f64>())
    }

    #[napi]
    fn words() -> Vec<String> {
        vec!["in".into(), "out".into()]
    }
}

#[napi]
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.owner)
    }
}

#[napi(more)]
impl Ledger {
    #[napi(symbol = "toPrimitive")]
    fn to_primitive<'env>(&self, env: Env<'env>) -> Result<Value<'env>> {
        Ok(env.string(&self.to_string())?.into())
    }
}
