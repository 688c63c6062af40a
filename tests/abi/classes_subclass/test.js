// Classes derived in JavaScript from a native one: state, targets, overriding, statics, prototypes.
'use strict';
const assert = require('node:assert');
const { addon, note } = require('../trace.js');
const { Counter } = addon();

const plain = new Counter(5);
assert.strictEqual(plain.target, Counter);
assert.deepStrictEqual([plain.next(), plain.next(), plain.peek], [6, 7, 8]);
assert.throws(() => Counter(1), { name: 'TypeError', code: 'ERR_WITHOUT_NEW' });

class Loud extends Counter {
  #secret = 'private';
  field = 'a field';
  constructor(start, step = 1) {
    assert.throws(() => this.next(), ReferenceError);
    super(start);
    this.step = step;
  }
  next() {
    for (let i = 1; i < this.step; i++) super.next();
    return `${super.next()}!`;
  }
  get secret() { return this.#secret; }
  static make(...args) { return new this(...args); }
}
const loud = new Loud(10, 3);
assert.strictEqual(loud.target, Loud);
assert.ok(loud instanceof Loud && loud instanceof Counter);
assert.strictEqual(Object.getPrototypeOf(loud), Loud.prototype);
assert.deepStrictEqual([loud.next(), loud.next(), loud.field, loud.secret],
  ['13!', '16!', 'a field', 'private']);
assert.strictEqual(Counter.prototype.next.call(loud), 17);
assert.strictEqual(loud.peek, 18);
note('a subclass counts', loud.next());

class Third extends Loud {}
const third = Third.make(1);
assert.strictEqual(third.target, Third);
assert.strictEqual(third.next(), '2!');
// An inherited static makes what it is called on.
assert.ok(Third.from(3) instanceof Third);
assert.strictEqual(Counter.from(3).constructor, Counter);
assert.strictEqual(Third.from(3).next(), '4!');
// No constructor of its own, and an old-style one.
assert.strictEqual(new (class extends Counter {})(7).next(), 8);
function Old(start) { return Reflect.construct(Counter, [start], new.target); }
Old.prototype = Object.create(Counter.prototype, { constructor: { value: Old } });
const old = new Old(20);
assert.ok(old instanceof Old);
assert.strictEqual(old.target, Old);
assert.strictEqual(old.next(), 21);

// A target from elsewhere: the prototype is the target's, the state is Counter's.
const foreign = Reflect.construct(Counter, [30], Array);
assert.strictEqual(Object.getPrototypeOf(foreign), Array.prototype);
assert.strictEqual(foreign.target, Array);
assert.strictEqual(Counter.prototype.next.call(foreign), 31);
// Changing the prototype does not change what the object is.
const moved = Object.setPrototypeOf(new Counter(40), null);
assert.strictEqual(Counter.prototype.next.call(moved), 41);

// Look-alikes are refused; frozen instances count on.
assert.throws(() => Counter.prototype.next.call(Object.create(Counter.prototype)),
  { name: 'TypeError', message: 'Illegal invocation' });
assert.throws(() => Object.create(loud).next(), TypeError);
assert.throws(() => Object.create(Counter.prototype).peek, { code: 'ERR_NOT_A_COUNTER' });
const frozen = Object.freeze(new Counter(50));
assert.deepStrictEqual([frozen.next(), frozen.next()], [51, 52]);

// The constructor throws when the argument is bad; then there is no object.
const many = Array.from({ length: 1000 }, (_, i) => new Loud(i));
assert.ok(many.every((each, i) => each.next() === `${i + 1}!`));
note('a thousand of them');
