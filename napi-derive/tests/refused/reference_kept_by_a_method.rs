//! An argument that is borrowed from an instance cannot be kept in another.
use napi_derive::napi;

#[napi]
struct Item {
    name: String,
}

#[napi]
impl Item {}

#[napi]
struct List {
    items: Vec<&'static Item>,
}

#[napi]
impl List {
    #[napi]
    fn add(&mut self, item: &Item) {
        self.items.push(item);
    }
}

fn main() {}
