//! Rust types as JavaScript classes: a bank account, one that pays interest, and a ledger of both.
//!
//! `#[napi]` goes on the struct and on its `impl` block. The Rust value lives behind the JavaScript
//! object and is dropped with it.

#![forbid(unsafe_code)]

use napi_derive::{Env, Error, Function, Instance, InstanceRef, JsIterator, Ref, Result, napi};

napi_derive::module!();

#[napi]
struct Account {
    /// A property that JavaScript can read and assign.
    #[napi]
    owner: String,
    cents: i64,
    history: Vec<i64>,
}

impl Account {
    fn book(&mut self, cents: i64) -> Result<i64> {
        let balance = self.cents + cents;
        if balance < 0 {
            return Err(Error::range_error(format!(
                "{} has only {} cents",
                self.owner, self.cents
            ))
            .with_code("ERR_OVERDRAWN"));
        }
        self.cents = balance;
        self.history.push(cents);
        Ok(balance)
    }
}

#[napi]
impl Account {
    /// `Account.CURRENCY`
    #[napi]
    const CURRENCY: &str = "EUR";

    #[napi(constructor)]
    fn new(owner: String, #[napi(default = 0)] cents: i64) -> Account {
        Account { owner, cents, history: Vec::new() }
    }

    /// Without `self` it is static.
    #[napi(factory)]
    fn parse(text: &str) -> Result<Self> {
        let (owner, cents) =
            text.split_once(':').ok_or_else(|| Error::new(format!("no colon in '{text}'")))?;
        Ok(Account::new(owner.into(), cents.parse()?))
    }

    #[napi(getter)]
    fn get_balance(&self) -> i64 {
        self.cents
    }

    #[napi]
    fn deposit(&mut self, cents: u32) -> Result<i64> {
        self.book(cents.into())
    }

    /// Another instance as an argument, both changed.
    #[napi]
    fn transfer(&mut self, to: &mut Account, cents: u32) -> Result<i64> {
        let balance = self.book(-i64::from(cents))?;
        to.book(cents.into())?;
        Ok(balance)
    }

    /// While it runs, the account is in use: what the callback does with it is an error.
    #[napi]
    fn update(&mut self, change: Function<'_>) -> Result<i64> {
        let cents = change.call((self.cents,))?;
        self.book(cents)
    }

    /// `for (const cents of account)`
    #[napi(symbol = "iterator")]
    fn iterate(&self) -> JsIterator<std::vec::IntoIter<i64>> {
        JsIterator(self.history.clone().into_iter())
    }

    /// `${account}`
    #[napi(symbol = "toPrimitive")]
    fn to_primitive(&self, _hint: &str) -> String {
        format!("{}: {}.{:02}", self.owner, self.cents / 100, self.cents % 100)
    }
}

/// Extends `Account`: the value of the parent is a field.
#[napi]
struct SavingsAccount {
    #[napi(extends)]
    account: Account,
    rate: f64,
}

#[napi]
impl SavingsAccount {
    #[napi(constructor)]
    fn new(owner: String, rate: f64) -> SavingsAccount {
        SavingsAccount { account: Account::new(owner, 0), rate }
    }

    #[napi]
    fn pay_interest(&mut self) -> Result<i64> {
        let interest = (self.account.cents as f64 * self.rate) as i64;
        self.account.book(interest)
    }
}

/// Keeps objects, of `Account` and of the class that extends it.
#[napi]
struct Ledger {
    accounts: Vec<InstanceRef<Account>>,
}

#[napi]
impl Ledger {
    #[napi(constructor)]
    fn new() -> Ledger {
        Ledger { accounts: Vec::new() }
    }

    #[napi]
    fn add(&mut self, account: Instance<'_, Account>) -> Result<()> {
        self.accounts.push(Ref::new(account)?);
        Ok(())
    }

    #[napi]
    fn richest<'env>(&self, env: Env<'env>) -> Result<Option<Instance<'env, Account>>> {
        let mut best = None;
        for account in &self.accounts {
            let account = account.get(env)?;
            let cents = account.borrow()?.cents;
            if best.is_none_or(|(most, _)| cents > most) {
                best = Some((cents, account));
            }
        }
        Ok(best.map(|(_, account)| account))
    }
}

#[cfg(test)]
mod tests {
    use napi_derive::{Env, Object, Result};

    use super::Account;

    /// Without JavaScript an account is a plain value.
    #[test]
    fn deposits_and_transfers() {
        let (mut ada, mut bob) = (Account::new("Ada".into(), 500), Account::new("Bob".into(), 0));
        assert_eq!(ada.transfer(&mut bob, 200).unwrap(), 300);
        assert_eq!(bob.get_balance(), 200);
        assert_eq!(ada.transfer(&mut bob, 301).unwrap_err().code(), Some("ERR_OVERDRAWN"));
    }

    #[napi_derive::test]
    fn a_class_can_be_extended(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        let script = "
            class Loud extends addon.SavingsAccount {}
            const loud = new Loud('Lou', 0.5);
            loud.deposit(100);
            loud.payInterest() + ' ' + (loud instanceof addon.Account)";
        assert_eq!(env.run_script(script)?.to::<String>()?, "150 true");
        Ok(())
    }
}
