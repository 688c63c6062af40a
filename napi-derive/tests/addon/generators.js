// Generators made with napi-derive, and classes in several blocks: `node generators.js ADDON`.
'use strict';

const assert = require('node:assert');
const { thrown, report } = require('../errors.js');
const addon = require(require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]));
const { Ledger } = addon;


const makers = [addon.echo, () => new addon.Echo()];

const tests = {
  'next, return and throw'() {
    for (const make of makers) {
      let echo = make();
      assert.strictEqual(echo[Symbol.iterator](), echo);
      assert.deepStrictEqual(echo.next(), { value: '1 None', done: false });
      assert.deepStrictEqual(echo.next('a'), { value: '2 Some("a")', done: false });
      assert.deepStrictEqual(echo.next(null), { value: '3 None', done: false });
      assert.strictEqual(report(() => echo.next(5)),
                         'TypeError ERR_INVALID_ARG_TYPE: next: argument `value`: expected a string, found a number');
      assert.strictEqual(report(() => echo.return(5)),
                         'TypeError ERR_INVALID_ARG_TYPE: return: argument `value`: expected a string, found a number');
      assert.deepStrictEqual(echo.next('end'), { value: '4 answers', done: true });
      // Finished, it answers as JavaScript's generators do.
      assert.deepStrictEqual(echo.next('a'), { value: undefined, done: true });
      assert.deepStrictEqual(echo.return('r'), { value: 'r', done: true });
      const error = new RangeError('t');
      assert.strictEqual(thrown(() => echo.throw(error)), error);

      echo = make();
      echo.next();
      assert.deepStrictEqual(echo.throw(error), { value: 'caught', done: false });
      assert.deepStrictEqual(echo.return('not yet'), { value: 'one more', done: false });
      echo.next();
      assert.strictEqual(thrown(() => echo.throw(error)), error);
      assert.deepStrictEqual(echo.next(), { value: undefined, done: true });

      for (const [word, message] of [['fail', 'RangeError undefined: asked to fail'],
                                     ['panic', 'Error ERR_NATIVE_PANIC: panic in native code: asked to panic']]) {
        echo = make();
        assert.strictEqual(report(() => echo.next(word)), message);
        assert.deepStrictEqual(echo.next(), { value: undefined, done: true });
      }
      assert.deepStrictEqual([echo.next.name, echo.return.name, echo.throw.name], ['next', 'return', 'throw']);
    }
    assert.match(report(() => addon.Echo.prototype.next.call({})), /next: `this`: expected an instance of Echo, found an object/);
  },

  'loops, spread, destructuring, yield*'() {
    assert.deepStrictEqual([...addon.squareGenerator()], [1, 4, 9, 16]);
    assert.deepStrictEqual(addon.squareGenerator().map((n) => -n).toArray(), [-1, -4, -9, -16]);
    assert.deepStrictEqual(addon.squareGenerator().return(5), { value: undefined, done: true });
    for (const make of makers) {
      const before = addon.openGenerators();
      let echo = make();
      const [first, second] = echo;
      assert.deepStrictEqual([first, second], ['1 None', '2 None']);
      assert.deepStrictEqual(echo.next(), { value: undefined, done: true }, 'closed by the pattern');
      echo = make();
      for (const text of echo) if (text === '2 None') break;
      assert.deepStrictEqual(echo.next(), { value: undefined, done: true }, 'closed by the loop');
      function* outer(inner) {
        const result = yield* inner;
        return `outer: ${result}`;
      }
      const delegating = outer(make());
      delegating.next();
      assert.strictEqual(delegating.next('b').value, '2 Some("b")');
      assert.deepStrictEqual(delegating.next('end'), { value: 'outer: 3 answers', done: true });
      const closed = make();
      const left = outer(closed);
      left.next();
      left.return('gone');
      assert.deepStrictEqual(closed.next(), { value: undefined, done: true }, 'closed with the outer one');
      // As a result, it is dropped when it has ended; an instance lives with its object.
      if (make === addon.echo) assert.strictEqual(addon.openGenerators(), before);
    }
    const echo = addon.echo();
    assert.deepStrictEqual(addon.drain(echo.next, echo), ['1 None', '2 None', '3 None']);
  },

  'several blocks'() {
    const ledger = new Ledger('Ada');
    ledger.add(1);
    ledger.add(2.5);
    assert.strictEqual(ledger.total, 3.5);
    ledger.last = 4;
    assert.deepStrictEqual([ledger.last, ledger.total, ledger.count], [4, 5, 2]);
    assert.strictEqual(Ledger.CURRENCY, 'EUR');
    assert.ok(Ledger.of('Bob', [1, 2]) instanceof Ledger);
    assert.strictEqual(ledger.report(), '5 cents');
    assert.strictEqual(ledger.report('pence'), '5 pence');
    assert.strictEqual(report(() => ledger.report(1)),
                       'TypeError ERR_INVALID_ARG_TYPE: Ledger.report: argument `unit`: expected a string, found a number');
    assert.deepStrictEqual(Ledger.words(), ['in', 'out']);
    assert.strictEqual(`${ledger}`, 'Ada');
    ledger.clear();
    assert.strictEqual(ledger.count, 0);
    assert.strictEqual(ledger.fmt, undefined);
  },

  'attributes of members'() {
    const descriptor = (name) => {
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Ledger.prototype, name);
      return { writable, enumerable, configurable };
    };
    assert.deepStrictEqual(descriptor('clear'), { writable: false, enumerable: true, configurable: false });
    assert.deepStrictEqual(descriptor('add'), { writable: true, enumerable: false, configurable: true });
    assert.deepStrictEqual(descriptor('count'), { writable: undefined, enumerable: true, configurable: true });
    assert.deepStrictEqual(descriptor('owner'), { writable: undefined, enumerable: true, configurable: false });
    assert.deepStrictEqual(descriptor('number'), { writable: undefined, enumerable: false, configurable: true });
    const ledger = new Ledger('Ada');
    assert.throws(() => { ledger.number = 1; }, TypeError);
    assert.throws(() => { ledger.clear = 1; }, TypeError);
    assert.deepStrictEqual([ledger.number, Object.keys(Ledger.prototype)], [7, ['owner', 'clear', 'count']]);
    const seen = [];
    for (const name in ledger) seen.push(name);
    assert.deepStrictEqual(seen, ['owner', 'clear', 'count']);
  },

  async 'an asynchronous method of another block'() {
    assert.strictEqual(await Ledger.of('Bob', [1, 2]).later(), 2);
  },
};

require('../run.js')(tests);
