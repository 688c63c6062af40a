// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const { Account, Ledger, SavingsAccount } = require('./index.js');

const ada = new Account('Ada', 10_00);
const bob = Account.parse('Bob:250');
console.log(`${ada}; ${bob}; in ${Account.CURRENCY}`);

ada.deposit(5_50);
ada.transfer(bob, 3_00);
console.log(ada.balance, bob.balance, [...ada]);

const savings = new SavingsAccount('Eve', 0.05);
savings.deposit(100_00);
console.log(savings.payInterest(), savings instanceof Account);

// A JavaScript class that extends a Rust one.
class Loud extends Account {
  deposit(cents) {
    return `${super.deposit(cents)}!`;
  }
}
const loud = new Loud('Lou');
console.log(loud.deposit(7), loud instanceof Loud);

const ledger = new Ledger();
for (const account of [ada, bob, savings, loud]) ledger.add(account);
console.log(ledger.richest() === savings);

for (const mistake of [
  () => Account('Ada'),
  () => new Account('Ada', 1.5),
  () => bob.transfer(ada, 1000_00),
  () => bob.transfer(bob, 1),
  () => bob.transfer(ledger, 1),
  () => ada.update((cents) => ada.deposit(cents)),
  () => Account.prototype.deposit.call({}, 1),
  () => new Proxy(ada, {}).deposit(1),
]) {
  try {
    mistake();
  } catch (error) {
    console.log(`${error.name} ${error.code}: ${error.message}`);
  }
}
console.log(ada.update((cents) => cents));
