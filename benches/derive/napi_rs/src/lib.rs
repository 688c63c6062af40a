//! The benchmark's functions, written with napi-rs, as its documentation writes them.

use napi::bindgen_prelude::{Buffer, Float64Array, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Error, Result, Status};
use napi_derive::napi;

#[napi]
pub fn empty() {}

#[napi]
pub fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
pub fn text() -> &'static str {
    "hello, hello, hello!"
}

#[napi]
pub fn concat(a: String, b: String) -> String {
    a + &b
}

#[napi(object)]
pub struct Ten {
    pub alpha: f64,
    pub beta: f64,
    pub gamma: f64,
    pub delta: f64,
    pub epsilon: f64,
    pub zeta: f64,
    pub eta: f64,
    pub theta: f64,
    pub iota: f64,
    pub kappa: f64,
}

#[napi]
pub fn struct_in(ten: Ten) -> f64 {
    ten.alpha
        + ten.beta
        + ten.gamma
        + ten.delta
        + ten.epsilon
        + ten.zeta
        + ten.eta
        + ten.theta
        + ten.iota
        + ten.kappa
}

#[napi]
pub fn struct_out() -> Ten {
    Ten {
        alpha: 1.5,
        beta: 2.5,
        gamma: 3.5,
        delta: 4.5,
        epsilon: 5.5,
        zeta: 6.5,
        eta: 7.5,
        theta: 8.5,
        iota: 9.5,
        kappa: 10.5,
    }
}

#[napi(object)]
pub struct Person {
    pub name: String,
    pub age: u32,
    pub active: bool,
    pub email: Option<String>,
}

#[napi]
pub fn mixed_in(person: Person) -> f64 {
    let email = person.email.map_or(0, |email| email.len());
    (person.name.len() + email) as f64 + f64::from(person.age) + f64::from(u8::from(person.active))
}

#[napi]
pub fn mixed_out() -> Person {
    Person { name: "Ada Lovelace".to_owned(), age: 36, active: true, email: None }
}

#[napi]
pub fn vec_in(list: Vec<f64>) -> f64 {
    list.iter().sum()
}

#[napi]
pub fn vec_out() -> Vec<f64> {
    (0..1000).map(|index| f64::from(index) + 0.5).collect()
}

#[napi]
pub fn view(elements: Float64Array) -> f64 {
    elements.iter().sum()
}

#[napi]
pub fn buffer_length(bytes: Buffer) -> u32 {
    bytes.len() as u32
}

#[napi]
pub struct Counter {
    count: f64,
}

#[napi]
impl Counter {
    #[napi(constructor)]
    pub fn new(count: f64) -> Counter {
        Counter { count }
    }

    #[napi]
    pub fn add(&mut self, number: f64) -> f64 {
        self.count += number;
        self.count
    }

    #[napi(getter)]
    pub fn count(&self) -> f64 {
        self.count
    }
}

#[napi]
pub fn option(number: Option<f64>) -> f64 {
    number.unwrap_or(0.0)
}

#[napi]
pub fn checked(number: f64) -> Result<f64> {
    if number < 0.0 { Err(Error::new(Status::GenericFailure, "negative")) } else { Ok(number) }
}

#[napi]
pub enum Color {
    Red,
    Green,
    Blue,
}

#[napi]
pub fn color(color: Color) -> u32 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Blue => 3,
    }
}

#[napi]
pub fn callback(function: Function<f64, f64>) -> Result<f64> {
    function.call(1.5)
}

#[napi]
pub fn threads(calls: u32, function: ThreadsafeFunction<f64, (), f64, Status, false>) {
    std::thread::spawn(move || {
        for number in 0..calls {
            function.call(f64::from(number), ThreadsafeFunctionCallMode::NonBlocking);
        }
    });
}
