// Classes: fields, inheritance, private members, accessors; and exceptions.
'use strict';

const { generator, mix } = require('../data.js');

class Account {
  balance = 0;
  history = [];
  owner;
  constructor(owner) { this.owner = owner; }
  deposit(amount) {
    this.balance += amount;
    this.history.push(amount);
    return this;
  }
  get isEmpty() { return this.balance === 0; }
  static open(owner) { return new this(owner); }
}
class Savings extends Account {
  rate = 3;
  deposit(amount) { return super.deposit(amount + ((amount * this.rate) >> 5)); }
  get isEmpty() { return super.isEmpty && this.history.length === 0; }
}
class Joint extends Savings {
  partner = 1;
  constructor(owner) {
    super(owner);
    this.partner = owner ^ 1;
  }
}

class Meter {
  #count = 0;
  #limit;
  static #made = 0;
  constructor(limit) {
    this.#limit = limit;
    Meter.#made++;
  }
  #next() { return (this.#count + 1) % this.#limit; }
  step() { this.#count = this.#next(); }
  get count() { return this.#count; }
  set count(count) { this.#count = count % this.#limit; }
  isMeter(other) { return #count in other; }
  static made() { return Meter.#made; }
}

class TooSmall extends Error {
  constructor(number) {
    super('too small');
    this.number = number;
  }
}
function check(number) {
  if (number % 3 === 0) throw new TooSmall(number);
  return number;
}
function guarded(number) {
  try {
    return check(number);
  } finally {
    if (number < 0) throw new RangeError('never');
  }
}

module.exports = {
  'fields and inheritance': () => () => {
    let sum = 0;
    for (let i = 0; i < 6000; i++) {
      const account = (i % 3 === 0 ? Account : i % 3 === 1 ? Savings : Joint).open(i);
      account.deposit(i).deposit(40).deposit(i & 7);
      sum = mix(sum, account.balance + account.history.length + (account.isEmpty ? 1 : 0) + (account instanceof Savings ? 2 : 0));
    }
    return sum;
  },
  'private members': () => () => {
    let sum = 0;
    const before = Meter.made();
    for (let i = 1; i <= 2000; i++) {
      const meter = new Meter(i);
      for (let step = 0; step < 20; step++) meter.step();
      meter.count += i;
      sum = mix(sum, meter.count + (meter.isMeter(meter) ? 1 : 0));
    }
    return mix(sum, Meter.made() - before);
  },
  'exceptions': () => {
    const random = generator(71);
    const numbers = Array.from({ length: 3000 }, () => random.below(1000));
    return () => {
      let sum = 0;
      for (const number of numbers) {
        try {
          sum = mix(sum, guarded(number));
        } catch (error) {
          if (!(error instanceof TooSmall)) throw error;
          sum = mix(sum, error.number + error.message.length);
        }
      }
      return sum;
    };
  },
};
