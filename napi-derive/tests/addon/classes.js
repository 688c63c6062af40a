// Classes made with napi-derive: `node --expose-gc classes.js path/to/addon.node`.
'use strict';

const assert = require('node:assert');
const { report } = require('../errors.js');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = isMainThread ? require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]) : workerData;
const addon = require(path);
const { Circle, Countdown, Counter, Disc, Family, Register, Shape } = addon;

if (!isMainThread) {
  // Left behind when the env ends: dropped then, once.
  globalThis.kept = [new Counter(1), Counter.of([1]), new Circle(2), Disc.unit()];
  for (let index = 0; index < 20; index++) kept.push(new addon.Watched(), addon.Watched.another());
  return;
}


const tests = {
  'methods that return self'() {
    const chain = new addon.Chain();
    assert.strictEqual(report(() => chain.check()), 'RangeError undefined: no links');
    assert.strictEqual(chain.add('a').add('b').check(), chain);
    assert.strictEqual(chain.join(), 'a-b');
    class Longer extends addon.Chain {}
    assert.ok(new Longer().add('a') instanceof Longer);
    // Nothing stays borrowed.
    assert.strictEqual(report(() => chain.inner()), 'Error ERR_NOT_THIS: Chain.inner returned a reference to ' +
                       'another value than `self`: give JavaScript an `Instance`');
    assert.strictEqual(chain.add('c').join(), 'a-b-c');
  },

  'constructors'() {
    assert.strictEqual(typeof Counter, 'function');
    assert.strictEqual(Counter.name, 'Counter');
    const counter = new Counter(3, 'three');
    assert.ok(counter instanceof Counter);
    assert.strictEqual(counter.count, 3);
    assert.strictEqual(counter.label, 'three');
    assert.strictEqual(new Counter(0).label, 'unnamed');
    assert.strictEqual(report(() => Counter(1)),
                       "TypeError undefined: Class constructor Counter cannot be invoked without 'new'");
    assert.strictEqual(report(() => Counter.call(counter, 1)),
                       "TypeError undefined: Class constructor Counter cannot be invoked without 'new'");
    assert.strictEqual(report(() => new Counter(-1)),
                       'RangeError ERR_OUT_OF_RANGE: new Counter: argument `start`: expected an integer from 0 to 4294967295, found -1');
    assert.strictEqual(report(() => new Counter(1001)), 'RangeError undefined: at most 1000');
    assert.strictEqual(report(() => new addon.Opaque()),
                       'TypeError ERR_ILLEGAL_CONSTRUCTOR: Opaque has no constructor that JavaScript can call');
    assert.strictEqual(addon.readOpaque(addon.makeOpaque(5)), 5);
    assert.ok(addon.makeOpaque(5) instanceof addon.Opaque);
  },

  'methods, accessors and constants'() {
    const counter = new Counter(1);
    assert.strictEqual(counter.increment(), 2);
    assert.strictEqual(counter.increment(undefined), 3);
    assert.strictEqual(counter.increment(4), 7);
    counter.count = 9;
    assert.strictEqual(counter.count, 9);
    assert.strictEqual(report(() => { counter.count = 2000; }), 'RangeError undefined: too many');
    assert.strictEqual(report(() => { counter.count = 'x'; }),
                       'TypeError ERR_INVALID_ARG_TYPE: set Counter.count: argument `count`: expected a number, found a string');
    assert.strictEqual(counter.isZero, false);
    counter.secret = 'abc';
    assert.strictEqual(counter.label, 'secret of 3 letters');
    assert.strictEqual(counter.secret, undefined);
    counter.label = 'x';
    assert.strictEqual(counter.borrowedLabel(), 'x');
    assert.strictEqual(report(() => { counter.label = 1; }),
                       'TypeError ERR_INVALID_ARG_TYPE: set Counter.label: argument `value`: expected a string, found a number');
    assert.strictEqual(counter.startedAt, 1);
    assert.throws(() => { counter.startedAt = 2; }, TypeError);
    assert.strictEqual(counter.chain(), counter);
    assert.strictEqual(Counter.LIMIT, 1000);
    assert.throws(() => { Counter.LIMIT = 1; }, TypeError);
    assert.strictEqual(counter.increment.name, 'increment');
    assert.deepStrictEqual(Object.keys(counter), []);
    assert.deepStrictEqual(Object.getOwnPropertyDescriptor(Counter.prototype, 'increment'),
                           { value: Counter.prototype.increment, writable: true, enumerable: false, configurable: true });
    assert.strictEqual(report(() => counter.panic()), 'Error ERR_NATIVE_PANIC: panic in native code: in a method');
    assert.strictEqual(counter.increment(), 11, 'the borrow ended with the panic');
  },

  'static methods and factories'() {
    const counter = Counter.of([1, 2, 3]);
    assert.ok(counter instanceof Counter);
    assert.strictEqual(counter.count, 6);
    assert.strictEqual(Counter.compare(counter, Counter.of([4])), 2);
    const doubled = counter.doubled();
    assert.ok(doubled instanceof Counter && doubled !== counter);
    assert.strictEqual(doubled.count, 12);
    assert.strictEqual(addon.byHand.Counter, Counter, 'one class in an env');
    assert.strictEqual(addon.byHand.three.count, 3);
  },

  'symbols'() {
    const counter = new Counter(4, 'four');
    assert.strictEqual(`${counter}`, 'four');
    assert.strictEqual(+counter, 4);
    assert.strictEqual(Object.prototype.toString.call(counter), '[object Counter]');
    assert.strictEqual(counter[Symbol.for('napi-derive.test')](), 4);
    assert.strictEqual(counter[Symbol.iterator].name, '[Symbol.iterator]');
    assert.deepStrictEqual([...counter], [0, 1, 2, 3]);
  },

  'iterators'() {
    assert.deepStrictEqual([...addon.squares(4)], [0, 1, 4, 9]);
    const squares = addon.squares(10);
    assert.deepStrictEqual(squares.next(), { value: 0, done: false });
    for (const square of squares) if (square === 4) break;
    assert.deepStrictEqual(squares.next(), { value: undefined, done: true }, 'closed by the loop');
    assert.deepStrictEqual([...new Countdown(3)], [2, 1, 0]);
    const countdown = new Countdown(5);
    assert.strictEqual(countdown[Symbol.iterator](), countdown);
    assert.deepStrictEqual(countdown.map((number) => number * 2).toArray(), [8, 6, 4, 2, 0]);
    assert.match(report(() => countdown.next.call({})), /^TypeError ERR_INVALID_ARG_TYPE: next: `this`: expected an instance of Countdown/);
  },

  'only instances are taken for instances'() {
    const counter = new Counter(1);
    const increment = Counter.prototype.increment;
    const refused = [
      [new Family(), 'an instance of Family'],
      [{}, 'an object'],
      [Object.create(counter), 'an object'],
      [new Proxy(counter, {}), 'an object'],
      [Counter.prototype, 'an object'],
      [Counter, 'a function'],
      [undefined, 'undefined'],
      [7, 'a number'],
      [null, 'null'],
    ];
    for (const [other, found] of refused) {
      const text = report(() => increment.call(other));
      assert.ok(text.startsWith('TypeError ERR_INVALID_ARG_TYPE: Counter.increment: `this`: expected an instance of Counter, found '), text);
      // As `this`, primitives are objects.
      if (Object(other) === other) assert.ok(text.endsWith(`found ${found}`), text);
      assert.strictEqual(report(() => counter.add(other)),
                         `TypeError ERR_INVALID_ARG_TYPE: Counter.add: argument \`other\`: expected an instance of Counter, found ${found}`);
    }
    const getter = Object.getOwnPropertyDescriptor(Counter.prototype, 'count').get;
    assert.strictEqual(getter.call(counter), 1);
    assert.strictEqual(report(() => getter.call({})),
                       'TypeError ERR_INVALID_ARG_TYPE: Counter.count: `this`: expected an instance of Counter, found an object');
    assert.throws(() => Counter.prototype.count, TypeError);
  },

  'a borrowed instance is not borrowed again'() {
    const counter = new Counter(1);
    const busy = 'Error ERR_INSTANCE_BORROWED: Counter.count: `this`: this Counter is being changed by a call ' +
                 'that has not finished yet, or as another argument';
    assert.strictEqual(report(() => counter.update(() => counter.count)), busy);
    assert.match(report(() => counter.update(() => counter.increment())), /ERR_INSTANCE_BORROWED/);
    assert.match(report(() => counter.update(() => { counter.label = 'x'; })), /ERR_INSTANCE_BORROWED/);
    assert.strictEqual(counter.update((count) => count + 1), 2, 'free again');
    // Readers do not exclude each other.
    assert.strictEqual(counter.inspect(() => counter.inspect(() => assert.strictEqual(counter.count, 2))), 2);
    assert.match(report(() => counter.inspect(() => counter.increment())), /is being read by a call/);
    assert.strictEqual(counter.increment(), 3);
    // The same instance twice in one call.
    assert.match(report(() => counter.add(counter)), /ERR_INSTANCE_BORROWED: Counter\.add/);
    assert.match(report(() => counter.takeFrom(counter)), /ERR_INSTANCE_BORROWED/);
    const other = new Counter(4);
    counter.takeFrom(other);
    assert.deepStrictEqual([counter.count, other.count], [7, 0]);
    const family = new Family();
    family.nested(() => family.nested(() => assert.strictEqual(family.total(), 0)));
    const register = new Register();
    assert.strictEqual(addon.writeRegister(register, 5), 0);
    assert.strictEqual(addon.writeRegister(register, 6), 5);
  },

  'instances are handles too'() {
    const family = new Family();
    const counter = new Counter(5);
    family.adopt(counter);
    family.adopt(Counter.of([6]));
    assert.strictEqual(family.member(0), counter);
    assert.strictEqual(family.member(2), undefined);
    assert.strictEqual(family.total(), 11);
    assert.match(report(() => family.adopt({})), /Family\.adopt: argument `member`: expected an instance of Counter, found an object/);
    assert.match(report(() => counter.update(() => family.total())), /ERR_INSTANCE_BORROWED/);
  },

  'subclasses in JavaScript'() {
    class Loud extends Counter {
      constructor(start) {
        super(start, 'loud');
        this.own = new.target;
      }
      increment(by) {
        return `${super.increment(by)}!`;
      }
    }
    const loud = new Loud(1);
    assert.ok(loud instanceof Loud && loud instanceof Counter);
    assert.strictEqual(loud.own, Loud);
    assert.strictEqual(loud.increment(), '2!');
    assert.strictEqual(new Counter(1).add(loud), 3);
    assert.strictEqual(Loud.of([1]).constructor, Counter);
    const made = Reflect.construct(Counter, [7], Loud);
    assert.strictEqual(Object.getPrototypeOf(made), Loud.prototype);
    assert.strictEqual(made.count, 7);
    class Never extends Counter {
      constructor() {}
    }
    assert.throws(() => new Never(), ReferenceError);
  },

  'classes that extend others'() {
    const circle = new Circle(2);
    assert.ok(circle instanceof Circle && circle instanceof Shape);
    assert.strictEqual(Object.getPrototypeOf(Circle), Shape);
    assert.strictEqual(Circle.kind(), 'shape');
    assert.strictEqual(circle.area(), 12);
    assert.strictEqual(circle.describe(), 'a circle');
    assert.strictEqual(circle.name, 'circle');
    circle.name = 'ring';
    assert.strictEqual(addon.describeShape(circle), 'a ring');
    const disc = Disc.unit();
    assert.ok(disc instanceof Shape);
    assert.strictEqual(disc.area(), 3);
    addon.renameShape(disc, 'disc');
    assert.strictEqual(disc.describe(), 'a disc');
    assert.strictEqual(report(() => Circle.prototype.area.call(new Shape('x'))),
                       'TypeError ERR_INVALID_ARG_TYPE: Circle.area: `this`: expected an instance of Circle, found an instance of Shape');
    // The parent is a part of the child: borrowed with it.
    assert.match(report(() => circle.grow(() => circle.describe())), /ERR_INSTANCE_BORROWED: Shape\.describe/);
    assert.match(report(() => circle.grow(() => { circle.name = 'x'; })), /ERR_INSTANCE_BORROWED/);
    assert.match(report(() => disc.grow(() => disc.area())), /ERR_INSTANCE_BORROWED/);
    assert.strictEqual(circle.grow(() => 3), 3);
    class Sphere extends Circle {}
    assert.strictEqual(new Sphere(1).describe(), 'a circle');
  },

  async 'values are dropped once'() {
    const before = addon.droppedCounters();
    (() => { for (let index = 0; index < 100; index++) new Counter(index).doubled(); })();
    for (let round = 0; round < 50 && addon.droppedCounters() - before < 190; round++) {
      globalThis.gc();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const dropped = addon.droppedCounters() - before;
    assert.ok(dropped >= 190 && dropped <= 200 + 100, String(dropped));
    assert.throws(() => new Counter(5000), RangeError);
  },

  async 'workers have classes of their own'() {
    for (let index = 0; index < 2; index++) {
      const worker = new Worker(__filename, { workerData: path });
      const code = await new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
      assert.strictEqual(code, 0);
      assert.deepStrictEqual(addon.witnesses(), [0, 0], 'dropped with the env, on its thread');
    }
  },
};

require('../run.js')(tests);
