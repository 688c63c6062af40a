//! Asynchronous methods and factories, and classes that are async generators.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicI32, Ordering};

use napi_derive::{
    AsyncEnv, AsyncGenerator, Error, FunctionRef, JsAsyncGenerator, Promise, Result, Step, napi,
};

use crate::futures::turn;

static ACCOUNTS: AtomicI32 = AtomicI32::new(0);

/// How many accounts exist in the process.
#[napi]
fn accounts() -> i32 {
    ACCOUNTS.load(Ordering::SeqCst)
}

#[napi]
struct Account {
    balance: f64,
}

impl Account {
    fn of(balance: f64) -> Account {
        ACCOUNTS.fetch_add(1, Ordering::SeqCst);
        Account { balance }
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        ACCOUNTS.fetch_sub(1, Ordering::SeqCst);
    }
}

#[napi]
impl Account {
    #[napi(constructor)]
    fn new(balance: f64) -> Account {
        Account::of(balance)
    }

    #[napi(factory)]
    async fn open(balance: Promise<f64>) -> Result<Self> {
        let balance = balance.await?;
        if balance < 0.0 {
            return Err(Error::range_error("in debt from the start"));
        }
        Ok(Account::of(balance))
    }

    #[napi]
    async fn turns(count: u32) -> u32 {
        for _ in 0..count {
            turn().await;
        }
        count
    }

    #[napi(getter)]
    fn get_balance(&self) -> f64 {
        self.balance
    }

    #[napi]
    async fn worth(&self, rate: Promise<f64>) -> Result<f64> {
        Ok(self.balance * rate.await?)
    }

    /// Meanwhile, nobody else has the account.
    #[napi]
    async fn deposit(&mut self, amount: Promise<f64>) -> Result<f64> {
        let before = self.balance;
        self.balance = f64::NAN;
        let amount = amount.await;
        self.balance = before;
        self.balance += amount?;
        Ok(self.balance)
    }

    #[napi]
    async fn transfer(&mut self, to: &mut Account, amount: Promise<f64>) -> Result<()> {
        let amount = amount.await?;
        self.balance -= amount;
        to.balance += amount;
        Ok(())
    }

    #[napi]
    async fn panics(&mut self) {
        turn().await;
        panic!("in a method");
    }

    #[napi(symbol = "asyncDispose")]
    async fn close(&mut self) {
        turn().await;
        self.balance = 0.0;
    }

    #[napi]
    async fn call(&self, env: AsyncEnv, text: &str, callback: FunctionRef) -> Result<String> {
        turn().await;
        let answer: String = env.enter(|env| callback.get(env)?.call((text, self.balance)))??;
        turn().await;
        Ok(answer)
    }
}

#[napi]
async fn sum_of(a: &Account, b: Option<&Account>, when: Promise<()>) -> Result<f64> {
    when.await?;
    Ok(a.balance + b.map_or(0.0, |b| b.balance))
}

/// A class without `&mut self`: its instances are not counted, and kept all the same.
#[napi]
struct Label {
    text: Rc<Cell<u32>>,
}

#[napi]
impl Label {
    #[napi(constructor)]
    fn new() -> Label {
        Label { text: Rc::default() }
    }

    #[napi]
    async fn bump(&self, when: Promise<()>) -> Result<u32> {
        when.await?;
        self.text.set(self.text.get() + 1);
        Ok(self.text.get())
    }
}

/// An account as its owner sees it: a parent's asynchronous methods work on a child.
#[napi]
struct Savings {
    #[napi(extends)]
    account: Account,
}

#[napi]
impl Savings {
    #[napi(constructor)]
    fn new(balance: f64) -> Savings {
        Savings { account: Account::of(balance) }
    }
}

/// Echoes what it is sent, so that a script can follow the protocol.
#[derive(Default)]
struct Echo {
    count: u32,
}

impl AsyncGenerator for Echo {
    type Yield = String;
    type Next = String;
    type Return = String;

    async fn next(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        turn().await;
        self.count += 1;
        match value.as_deref() {
            Some("end") => Ok(Step::Done(Some(format!("{} answers", self.count)))),
            Some("fail") => Err(Error::range_error("asked to fail")),
            Some("panic") => panic!("asked to panic"),
            other => Ok(Step::Yield(format!("{} {other:?}", self.count))),
        }
    }

    async fn complete(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        turn().await;
        if value.as_deref() == Some("not yet") {
            return Ok(Step::Yield("one more".to_owned()));
        }
        Ok(Step::Done(value))
    }

    async fn catch(&mut self, error: Error) -> Result<Step<String, String>> {
        turn().await;
        if self.count == 1 { Ok(Step::Yield("caught".to_owned())) } else { Err(error) }
    }
}

#[napi]
fn echo_async() -> JsAsyncGenerator<Echo> {
    JsAsyncGenerator(Echo::default())
}

#[napi(async_generator)]
struct AsyncEcho {
    echo: Echo,
}

#[napi]
impl AsyncEcho {
    #[napi(constructor)]
    fn new() -> AsyncEcho {
        AsyncEcho { echo: Echo::default() }
    }

    #[napi(getter)]
    fn get_count(&self) -> u32 {
        self.echo.count
    }
}

impl AsyncGenerator for AsyncEcho {
    type Yield = String;
    type Next = String;
    type Return = String;

    async fn next(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        self.echo.next(value).await
    }

    async fn complete(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        self.echo.complete(value).await
    }

    async fn catch(&mut self, error: Error) -> Result<Step<String, String>> {
        self.echo.catch(error).await
    }
}
