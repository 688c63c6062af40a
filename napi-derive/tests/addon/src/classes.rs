//! Classes: every kind of member, inheritance, iterators, instances as arguments and results.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread::{self, ThreadId};

use napi_derive::{
    Env, Error, Function, Instance, InstanceRef, JsIterator, Object, Ref, Result, This, Value, napi,
};

/// Values that are alive in the process, and those that another thread dropped.
static ALIVE: AtomicI32 = AtomicI32::new(0);
static MISPLACED: AtomicI32 = AtomicI32::new(0);

/// Counts itself, and notes where it was made.
struct Witness(ThreadId);

impl Witness {
    fn new() -> Witness {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Witness(thread::current().id())
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
        if thread::current().id() != self.0 {
            MISPLACED.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// How many witnesses are alive in all threads, and how many died in the wrong one.
#[napi]
fn witnesses() -> (i32, i32) {
    (ALIVE.load(Ordering::SeqCst), MISPLACED.load(Ordering::SeqCst))
}

#[napi]
struct Watched {
    _witness: Witness,
}

#[napi]
impl Watched {
    #[napi(constructor)]
    fn new() -> Watched {
        Watched { _witness: Witness::new() }
    }

    #[napi]
    fn another() -> Self {
        Watched::new()
    }
}

thread_local! {
    static DROPPED: Cell<u32> = const { Cell::new(0) };
}

/// How many counters this thread has dropped.
#[napi]
fn dropped_counters() -> u32 {
    DROPPED.get()
}

#[napi]
pub(crate) struct Counter {
    count: u32,
    /// Seen by JavaScript.
    #[napi]
    label: String,
    #[napi(readonly, js_name = "startedAt")]
    start: u32,
}

impl Counter {
    pub(crate) fn count(&self) -> u32 {
        self.count
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        DROPPED.set(DROPPED.get() + 1);
    }
}

#[napi]
impl Counter {
    #[napi]
    const LIMIT: u32 = 1000;

    #[napi(constructor)]
    fn new(start: u32, #[napi(default = "unnamed")] label: String) -> Result<Counter> {
        if start > Self::LIMIT {
            return Err(Error::range_error(format!("at most {}", Self::LIMIT)));
        }
        Ok(Counter { count: start, label, start })
    }

    #[napi(factory)]
    fn of(counts: Vec<u32>) -> Self {
        let count = counts.iter().sum();
        Counter { count, label: "summed".into(), start: count }
    }

    #[napi]
    fn compare(a: &Counter, b: &Self) -> i32 {
        i32::try_from(a.count).unwrap_or(i32::MAX) - i32::try_from(b.count).unwrap_or(i32::MAX)
    }

    #[napi]
    fn increment(&mut self, #[napi(default = 1)] by: u32) -> u32 {
        self.count += by;
        self.count
    }

    #[napi]
    fn add(&mut self, other: &Counter) -> u32 {
        self.count += other.count;
        self.count
    }

    #[napi]
    fn take_from(&mut self, other: &mut Counter) {
        self.count += std::mem::take(&mut other.count);
    }

    #[napi(getter)]
    fn get_count(&self) -> u32 {
        self.count
    }

    #[napi(setter)]
    fn set_count(&mut self, count: u32) -> Result<()> {
        if count > Self::LIMIT {
            return Err(Error::range_error("too many"));
        }
        self.count = count;
        Ok(())
    }

    #[napi(getter = "isZero")]
    fn zero(&self) -> bool {
        self.count == 0
    }

    #[napi(setter)]
    fn set_secret(&mut self, secret: &str) {
        self.label = format!("secret of {} letters", secret.len());
    }

    /// Runs JavaScript while the counter is borrowed for writing.
    #[napi]
    fn update(&mut self, callback: Function<'_>) -> Result<u32> {
        self.count = callback.call((self.count,))?;
        Ok(self.count)
    }

    /// Runs JavaScript while it is borrowed for reading.
    #[napi]
    fn inspect(&self, callback: Function<'_>) -> Result<u32> {
        callback.call::<()>((self.count,))?;
        Ok(self.count)
    }

    #[napi]
    fn panic(&mut self) {
        panic!("in a method");
    }

    #[napi]
    fn chain<'env>(&mut self, this: This<'env>) -> Value<'env> {
        self.count += 1;
        this.0
    }

    #[napi]
    fn borrowed_label(&self) -> &str {
        &self.label
    }

    #[napi]
    fn doubled(&self) -> Counter {
        Counter { count: self.count * 2, label: self.label.clone(), start: self.start }
    }

    #[napi(symbol = "toPrimitive")]
    fn to_primitive<'env>(&self, env: Env<'env>, hint: &str) -> Result<Value<'env>> {
        match hint {
            "string" => Ok(env.string(&self.label)?.into()),
            _ => env.number(self.count.into()),
        }
    }

    #[napi(symbol = "toStringTag", getter)]
    fn tag(&self) -> &'static str {
        "Counter"
    }

    #[cfg(any())]
    #[napi]
    fn absent(&self, argument: NoSuchType) {}

    #[napi(symbol_for = "napi-derive.test")]
    fn registered(&self) -> u32 {
        self.count
    }

    #[napi(symbol = "iterator")]
    fn iterate(&self) -> JsIterator<impl Iterator<Item = u32> + use<>> {
        JsIterator(0..self.count)
    }
}

/// A class of other instances, which no method changes: its borrows are not counted.
#[napi]
struct Family {
    members: RefCell<Vec<InstanceRef<Counter>>>,
}

#[napi]
impl Family {
    #[napi(constructor)]
    fn new() -> Family {
        Family { members: RefCell::default() }
    }

    #[napi]
    fn adopt(&self, member: Instance<'_, Counter>) -> Result<()> {
        self.members.borrow_mut().push(Ref::new(member)?);
        Ok(())
    }

    #[napi]
    fn member<'env>(
        &self,
        env: Env<'env>,
        index: usize,
    ) -> Result<Option<Instance<'env, Counter>>> {
        self.members.borrow().get(index).map(|member| member.get(env)).transpose()
    }

    #[napi]
    fn total(&self, env: Env<'_>) -> Result<u32> {
        let members = self.members.borrow();
        members.iter().map(|member| Ok(member.get(env)?.borrow()?.count)).sum()
    }

    /// Enters itself again, which `&self` allows.
    #[napi]
    fn nested(&self, callback: Function<'_>) -> Result<()> {
        callback.call(())
    }
}

#[napi]
struct Shape {
    #[napi]
    name: String,
}

#[napi]
impl Shape {
    #[napi(constructor)]
    fn new(name: String) -> Shape {
        Shape { name }
    }

    #[napi]
    fn describe(&self) -> String {
        format!("a {}", self.name)
    }

    #[napi]
    fn kind() -> &'static str {
        "shape"
    }
}

#[napi]
struct Circle {
    #[napi(extends)]
    shape: Shape,
    radius: f64,
}

#[napi]
impl Circle {
    #[napi(constructor)]
    fn new(radius: f64) -> Circle {
        Circle { shape: Shape { name: "circle".into() }, radius }
    }

    #[napi]
    fn area(&self) -> f64 {
        self.radius * self.radius * 3.0
    }

    /// Borrows itself for writing, and calls back.
    #[napi]
    fn grow(&mut self, callback: Function<'_>) -> Result<f64> {
        self.radius = callback.call(())?;
        Ok(self.radius)
    }
}

#[napi]
struct Disc {
    #[napi(extends)]
    circle: Circle,
}

#[napi]
impl Disc {
    #[napi(factory)]
    fn unit() -> Result<Disc> {
        Ok(Disc { circle: Circle::new(1.0) })
    }
}

#[napi]
fn describe_shape(shape: &Shape) -> String {
    shape.describe()
}

#[napi]
fn rename_shape(shape: &mut Shape, name: String) {
    shape.name = name;
}

/// An iterator itself.
#[napi(iterator)]
struct Countdown {
    from: u32,
    #[cfg(any())]
    #[napi]
    absent: NoSuchType,
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.from = self.from.checked_sub(1)?;
        Some(self.from)
    }
}

#[napi]
impl Countdown {
    #[napi(constructor)]
    fn new(from: u32) -> Countdown {
        Countdown { from }
    }
}

#[napi]
fn squares(limit: u32) -> JsIterator<impl Iterator<Item = u32>> {
    JsIterator((0..limit).map(|number| number * number))
}

#[napi(js_name = "Opaque")]
pub(crate) struct Hidden(u32);

#[napi]
impl Hidden {}

#[napi]
fn make_opaque(number: u32) -> Hidden {
    Hidden(number)
}

#[napi]
fn read_opaque(opaque: &Hidden) -> u32 {
    opaque.0
}

#[napi(mutable)]
struct Register {
    value: i32,
}

#[napi]
impl Register {
    #[napi(constructor)]
    fn new() -> Register {
        Register { value: 0 }
    }
}

#[napi]
fn write_register(register: &mut Register, value: i32) -> i32 {
    std::mem::replace(&mut register.value, value)
}

pub(crate) fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    let by_hand = env.object()?;
    by_hand.define_class::<Counter>()?;
    by_hand.set("three", Instance::new(env, Counter::of(vec![1, 2]))?)?;
    exports.set("byHand", by_hand)
}

/// Methods that return `self`, to be chained.
#[napi]
struct Chain {
    links: Vec<String>,
    spare: Option<Box<Chain>>,
}

#[napi]
impl Chain {
    #[napi(constructor)]
    fn new() -> Chain {
        Chain { links: Vec::new(), spare: Some(Box::new(Chain { links: Vec::new(), spare: None })) }
    }

    #[napi]
    fn add(&mut self, link: String) -> &mut Self {
        self.links.push(link);
        self
    }

    #[napi]
    fn check(&self) -> Result<&Chain> {
        if self.links.is_empty() {
            return Err(Error::range_error("no links"));
        }
        Ok(self)
    }

    /// A value that JavaScript has no object for.
    #[napi]
    fn inner(&self) -> &Self {
        self.spare.as_deref().unwrap_or(self)
    }

    #[napi]
    fn join(&self) -> String {
        self.links.join("-")
    }
}
