//! What `#[napi]` refuses of asynchronous methods, further blocks and attributes of members.
use napi_derive::{Env, Object, napi};

#[napi(generator, iterator)]
struct Both {}

#[napi]
impl Both {}

impl Iterator for Both {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        None
    }
}

#[napi]
struct Account {
    #[napi(writable = "yes", enumerable)]
    balance: f64,
    #[napi(readonly, writable = true)]
    owner: String,
}

#[napi]
impl Account {
    #[napi(constructor)]
    async fn new() -> Account {
        todo!()
    }

    #[napi(getter)]
    async fn get_total(&self) -> f64 {
        self.balance
    }

    #[napi(setter)]
    async fn set_total(&mut self, total: f64) {
        self.balance = total;
    }

    #[napi]
    async fn owner(&self) -> &str {
        &self.owner
    }

    #[napi]
    async fn handles(&mut self, env: Env<'_>, other: &Account) -> Object<'_> {
        todo!()
    }

    #[napi]
    async fn consumed(self) {}

    #[napi(getter, writable = false)]
    fn get_fixed(&self) -> f64 {
        0.0
    }
}

#[napi(more = 2)]
impl Account {
    #[napi(constructor, enumerable = true)]
    fn again() -> Account {
        todo!()
    }

    #[napi]
    fn twice(&self) {}

    #[napi(js_name = "twice")]
    fn thrice(&self) {}
}

fn main() {}
