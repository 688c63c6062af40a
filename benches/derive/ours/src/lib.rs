//! The benchmark's functions, written with this project's `napi-derive`.

#![forbid(unsafe_code)]

use napi_derive::{Function, Result, ThreadsafeFunction, napi};

napi_derive::module!();

#[napi]
fn empty() {}

#[napi]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
fn text() -> &'static str {
    "hello, hello, hello!"
}

#[napi]
fn concat(a: &str, b: &str) -> String {
    [a, b].concat()
}

#[napi(object)]
struct Ten {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
    epsilon: f64,
    zeta: f64,
    eta: f64,
    theta: f64,
    iota: f64,
    kappa: f64,
}

#[napi]
fn struct_in(ten: Ten) -> f64 {
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
fn struct_out() -> Ten {
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
struct Person {
    name: String,
    age: u32,
    active: bool,
    email: Option<String>,
}

#[napi]
fn mixed_in(person: Person) -> f64 {
    let email = person.email.map_or(0, |email| email.len());
    (person.name.len() + email) as f64 + f64::from(person.age) + f64::from(u8::from(person.active))
}

#[napi]
fn mixed_out() -> Person {
    Person { name: "Ada Lovelace".to_owned(), age: 36, active: true, email: None }
}

#[napi]
fn vec_in(list: Vec<f64>) -> f64 {
    list.iter().sum()
}

#[napi]
fn vec_out() -> Vec<f64> {
    (0..1000).map(|index| f64::from(index) + 0.5).collect()
}

#[napi]
fn view(elements: &[f64]) -> f64 {
    elements.iter().sum()
}

#[napi]
fn buffer_length(bytes: &[u8]) -> u32 {
    bytes.len() as u32
}

#[napi]
struct Counter {
    count: f64,
}

#[napi]
impl Counter {
    #[napi(constructor)]
    fn new(count: f64) -> Counter {
        Counter { count }
    }

    #[napi]
    fn add(&mut self, number: f64) -> f64 {
        self.count += number;
        self.count
    }

    #[napi(getter)]
    fn get_count(&self) -> f64 {
        self.count
    }
}

#[napi]
fn option(number: Option<f64>) -> f64 {
    number.unwrap_or(0.0)
}

#[napi]
fn checked(number: f64) -> Result<f64> {
    if number < 0.0 { Err(napi_derive::Error::new("negative")) } else { Ok(number) }
}

#[napi]
enum Color {
    Red,
    Green,
    Blue,
}

#[napi]
fn color(color: Color) -> u32 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Blue => 3,
    }
}

#[napi]
fn callback(function: Function<'_>) -> Result<f64> {
    function.call::<f64>((1.5,))
}

#[napi]
fn threads(calls: u32, function: ThreadsafeFunction<(f64,)>) {
    std::thread::spawn(move || {
        for number in 0..calls {
            if function.call((f64::from(number),)).is_err() {
                return;
            }
        }
    });
}

#[napi]
fn threads_batched(calls: u32, function: Function<'_>) -> Result<()> {
    let function = ThreadsafeFunction::builder(function).batched().build()?;
    std::thread::spawn(move || {
        for number in 0..calls {
            if function.call((f64::from(number),)).is_err() {
                return;
            }
        }
    });
    Ok(())
}
