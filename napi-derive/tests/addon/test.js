// Tests of napi-derive in a real env: `node --expose-gc test.js path/to/addon.node`.
//
// Each check compares with what the crate's documentation promises. Workers load the same addon,
// so that envs end while references live.
'use strict';

const assert = require('node:assert');
const { thrown, report } = require('../errors.js');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = isMainThread ? require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]) : workerData;
const addon = require(path);

if (!isMainThread) {
  addon.keep(() => 'kept in a worker');
  addon.outlive({ some: 'object' });
  addon.promise();
  assert.strictEqual(addon.callKept(), 'kept in a worker');
  return;
}


const tests = {
  'exported functions'() {
    assert.strictEqual(addon.noop(), undefined);
    assert.strictEqual(addon.add(1, 2), 3);
    assert.strictEqual(addon.trimmed('  x '), 'x');
    assert.strictEqual(addon.renamed(), 'renamed');
    assert.strictEqual(addon.internalName, undefined);
    assert.strictEqual(addon.optional(), 'None None');
    assert.strictEqual(addon.optional(null, 'x'), 'None Some("x")');
    assert.strictEqual(addon.restSum(1), 1);
    assert.strictEqual(addon.restSum(1, 2, 3, 4), 10);
    assert.deepStrictEqual(addon.withEnv('k', addon), { k: addon });
    assert.strictEqual(addon.ownName.call({ name: 'Ada' }), 'Ada');
    assert.strictEqual(addon.argumentCount(1, 2, 3), 3);
    assert.strictEqual(addon.nothingOrNull(true), null);
    assert.strictEqual(addon.nothingOrNull(false), undefined);
    assert.deepStrictEqual(addon.pair([1, 'a']), ['a', 1]);
    assert.deepStrictEqual(addon.matrix([[1, 2], [], [3]]), [3, 0, 3]);
    assert.strictEqual(addon.ten(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 10);
    assert.strictEqual(addon.nested.add(2, 3), 5);
    assert.strictEqual(addon.nested.answer, 42);
    assert.strictEqual(addon.add.name, 'add');
  },

  'integers are strict'() {
    assert.deepStrictEqual(addon.integers(-128, 255, -1, -9007199254740991, 9007199254740991),
                           [-128, 255, -1, -9007199254740991, 9007199254740991]);
    for (const bad of [[128, 0, 0, 0, 0], [0, -1, 0, 0, 0], [0, 0, 3e9, 0, 0], [0, 0, 1.5, 0, 0],
                       [0, 0, NaN, 0, 0], [0, 0, 0, 2 ** 53, 0], [0, 0, 0, 0, -1], [0, 0, 0, 0, Infinity]]) {
      const error = thrown(() => addon.integers(...bad));
      assert.ok(error instanceof RangeError, String(bad));
      assert.strictEqual(error.code, 'ERR_OUT_OF_RANGE');
    }
    assert.match(report(() => addon.tooWide()), /^RangeError ERR_OUT_OF_RANGE: 18446744073709551615 is beyond/);
  },

  'wrong types are named'() {
    assert.strictEqual(report(() => addon.add('1', 2)),
                       'TypeError ERR_INVALID_ARG_TYPE: add: argument `a`: expected a number, found a string');
    assert.strictEqual(report(() => addon.add(1)),
                       'TypeError ERR_INVALID_ARG_TYPE: add: argument `b`: expected a number, found undefined');
    assert.strictEqual(report(() => addon.restSum(1, 2, 'x')),
                       'TypeError ERR_INVALID_ARG_TYPE: restSum: number 2 of `rest`: expected a number, found a string');
    assert.strictEqual(report(() => addon.sumF64(new Float32Array(1))),
                       'TypeError ERR_INVALID_ARG_TYPE: sumF64: argument `numbers`: expected a Float64Array, found a Float32Array');
    assert.strictEqual(report(() => addon.concat('a', 1)),
                       'TypeError ERR_INVALID_ARG_TYPE: argument 2: expected a string, found a number');
    assert.strictEqual(report(() => addon.matrix([[1], ['x']])),
                       'TypeError ERR_INVALID_ARG_TYPE: matrix: argument `rows`: element 1: element 0: expected a number, found a string');
    assert.strictEqual(report(() => addon.pair([1])),
                       'TypeError ERR_INVALID_ARG_VALUE: pair: argument `input`: expected an array of 2 elements, found 1');
    assert.strictEqual(report(() => addon.call(1)),
                       'TypeError ERR_INVALID_ARG_TYPE: argument 1: expected a function, found a number');
  },

  'errors'() {
    const missing = thrown(() => addon.readMissingFile());
    assert.strictEqual(missing.code, 'ENOENT');
    assert.strictEqual(missing.errno, -2);
    assert.match(report(() => addon.parsePort('70000')), /^Error undefined: number too large/);
    const system = thrown(() => addon.systemError());
    assert.deepStrictEqual(Object.entries(system),
                           [['errno', -2], ['code', 'ENOENT'], ['syscall', 'open'], ['path', 'x']]);
    assert.ok(system.stack.includes('no such file'));
    assert.strictEqual(report(() => addon.panics('boom')), 'Error ERR_NATIVE_PANIC: panic in native code: boom');
    assert.strictEqual(addon.add(1, 1), 2, 'works after a panic');
    for (const value of [1, 'text', null, undefined, Symbol.iterator, { an: 'object' }]) {
      assert.strictEqual(thrown(() => addon.throw(value)), value);
      assert.deepStrictEqual(addon.catch(() => { throw value; }), [value]);
    }
    assert.match(report(() => addon.properties(undefined)), /expected an object, found undefined/);
  },

  'functions'() {
    assert.deepStrictEqual(addon.call((...list) => list), [1, 'two', true, undefined, [5]]);
    assert.strictEqual(addon.callWithThis(function() { return this.name; }, { name: 'me' }), 'me');
    const many = Array.from({ length: 20 }, (_, index) => index);
    assert.deepStrictEqual(addon.apply((...list) => list, ...many), many);
    assert.deepStrictEqual(addon.construct(Date, 5), new Date(5));
    assert.strictEqual(new addon.IsConstructed().constructed, true);
    const target = {};
    addon.IsConstructed.call(target);
    assert.strictEqual(target.constructed, false);
    assert.deepStrictEqual(addon.lateArgument(...many), [11, undefined]);
    assert.strictEqual(addon.concat('a', 'b'), 'ab');
    assert.strictEqual(addon.checked(9), 3);
    assert.match(report(() => addon.checked(-1)), /^RangeError undefined: negative/);
    assert.strictEqual(addon.closure(), 5);
    assert.deepStrictEqual([addon.next(), addon.next()], [1, 2]);
    // Through Rust and JavaScript and back, with the exception at the bottom.
    assert.strictEqual(thrown(() => addon.call(() => addon.call(() => { throw target; }))), target);
    const recurse = () => addon.call(recurse);
    assert.ok(thrown(recurse) instanceof RangeError);
  },

  'values'() {
    const kinds = [undefined, null, true, 1, 'x', Symbol(), {}, () => {}, addon.external(1), 1n];
    assert.deepStrictEqual(kinds.map(addon.kind), ['Undefined', 'Null', 'Boolean', 'Number', 'String',
                                                   'Symbol', 'Object', 'Function', 'External', 'BigInt']);
    // In the order: array, error, date, promise, buffer, ArrayBuffer, typed array, DataView.
    const classes = (value) => addon.classes(value).flatMap((is, index) => is ? [index] : []);
    assert.deepStrictEqual([[], new Error(), new Date(), Promise.resolve(), {}].map(classes), [[0], [1], [2], [3], []]);
    assert.ok(classes(new ArrayBuffer(1)).includes(5));
    assert.ok(classes(new Float32Array(1)).includes(6));
    assert.ok(classes(new DataView(new ArrayBuffer(1))).includes(7));
    assert.ok(classes(Buffer.alloc(1)).includes(4));
    assert.deepStrictEqual(classes(new SharedArrayBuffer(1)), []);
    assert.deepStrictEqual(addon.properties({ a: 1, b: 2 }), {
      keys: ['a', 'b'], hasOwn: true, has: true, deleted: true, left: ['b'],
      prototype: Object.prototype, seven: 'seven',
    });
    const defined = addon.defined();
    assert.throws(() => { defined.constant = 2; }, TypeError);
    assert.deepStrictEqual(Object.keys(defined), ['constant', 'accessor', 'readable']);
    defined.accessor = 9;
    assert.strictEqual(defined.readable, 9);
    assert.deepStrictEqual(addon.array([1, 2]), [2, 3]);
    assert.deepStrictEqual(addon.bigint(-1n), [-1n, true, 2n ** 64n - 1n, false]);
    assert.deepStrictEqual(addon.bigint(2n ** 64n), [0n, false, 0n, false]);
    const misc = addon.misc(globalThis, { toString: () => '12', valueOf: () => 12 });
    assert.deepStrictEqual(misc.date, new Date(86400000));
    assert.strictEqual(misc.dateValue, 5);
    assert.strictEqual(misc[Symbol.for('napi-derive')], 1);
    assert.strictEqual(misc.symbol.description, 'described');
    assert.deepStrictEqual(misc.script, [1, 2, 3]);
    assert.strictEqual(misc.global, true);
    assert.deepStrictEqual(misc.list, ['a', 'b']);
    assert.strictEqual(misc.isMap, false);
    assert.deepStrictEqual(misc.coerced, ['12', 12]);
    assert.deepStrictEqual(misc.wrapped, [-1294967296, 4294967295]);
    assert.ok(Object.isFrozen(misc));
    assert.strictEqual(addon.scopedTotal([{ size: 1 }, { size: 2 }, { size: 3 }]), 6);
  },

  'strings'() {
    assert.deepStrictEqual(addon.text('aé\u{1F600}'), {
      text: 'aé\u{1F600}', utf8: 7, utf16: 4, units: [0x61, 0xe9, 0xd83d, 0xde00],
      latin1: [0x61, 0xe9, 0x3d, 0x00], fromLatin1: 'café', fromUtf16: '\ud800a',
    });
    assert.strictEqual(addon.text('\ud800').text, '\ufffd');
    for (const length of [0, 1, 250, 251, 252, 253, 254, 255, 256, 257, 5000]) {
      for (const letter of ['x', 'é', '\u20ac', '\u{1F600}']) {
        const text = letter.repeat(length);
        assert.strictEqual(addon.concat(text, '!'), text + '!');
      }
    }
    const write = (size, text, encoding = 'utf8') => {
      const bytes = new Uint8Array(size).fill(0x2e);
      const written = addon.writeText(bytes, text, encoding);
      return [written, Buffer.from(bytes).toString('latin1')];
    };
    assert.deepStrictEqual(write(5, 'abc'), [3, 'abc..']);
    assert.deepStrictEqual(write(3, 'abc'), [3, 'abc']);
    assert.deepStrictEqual(write(2, 'abc'), [2, 'ab']);
    assert.deepStrictEqual(write(3, 'aé\u20ac'), [3, 'a\xc3\xa9']);
    assert.deepStrictEqual(write(5, 'aé\u20ac'), [3, 'a\xc3\xa9..']);
    assert.deepStrictEqual(write(0, 'abc'), [0, '']);
    assert.deepStrictEqual(write(3, '\xe9\xe8\xe7', 'latin1'), [3, '\xe9\xe8\xe7']);
    assert.deepStrictEqual(write(2, '\xe9\xe8\xe7', 'latin1'), [2, '\xe9\xe8']);
    const units = new Uint16Array(3).fill(7);
    assert.strictEqual(addon.writeUnits(units, 'ab'), 2);
    assert.deepStrictEqual([...units], [0x61, 0x62, 7]);
  },

  'externals'() {
    assert.strictEqual(addon.reveal(addon.external(7)), 7);
    assert.match(report(() => addon.revealAsText(addon.external(7))), /holds another type/);
    assert.match(report(() => addon.reveal({})), /expected an external, found an object/);
  },

  'bytes are borrowed'() {
    const memory = Uint8Array.from([1, 2, 3, 4]).buffer;
    const views = [new Uint8Array(memory), Buffer.from(memory), new DataView(memory), memory,
                   new Uint16Array(memory), new Uint8ClampedArray(memory)];
    for (const view of views) assert.strictEqual(addon.sumBytes(view), 10);
    assert.strictEqual(addon.sumBytes(new Uint8Array(memory, 1, 2)), 5);
    assert.strictEqual(addon.sumBytes(new Uint8Array(0)), 0);
    assert.strictEqual(addon.sumBytes(new ArrayBuffer(0)), 0);
    assert.deepStrictEqual(addon.describeView(new Uint8Array(memory, 1, 2), memory), [2, 1, true]);
    assert.deepStrictEqual(addon.describeView(memory, memory), [4, 0, true]);
    addon.increment(new DataView(memory, 2));
    assert.deepStrictEqual([...new Uint8Array(memory)], [1, 2, 4, 5]);
    assert.strictEqual(addon.sumF64(Float64Array.from([0.5, 1])), 1.5);
    assert.deepStrictEqual(addon.doubled(Float64Array.from([0.5, 1])), [1, 2]);
    const filled = new Uint8Array(3);
    addon.fillBytes(filled, 9);
    assert.deepStrictEqual([...filled], [9, 9, 9]);
    assert.deepStrictEqual(addon.elements(Int32Array.from([-1, 5])), [-1, 5]);
    assert.match(report(() => addon.sumBytes({})), /expected a Buffer, typed array, DataView or ArrayBuffer, found an object/);
    assert.match(report(() => addon.onlyArrayBuffer(new SharedArrayBuffer(1))), /expected an ArrayBuffer/);
  },

  'no JavaScript runs while bytes are borrowed'() {
    let calls = 0;
    const trap = { get x() { calls++; return 1; }, set x(_) { calls++; }, toString() { calls++; return ''; } };
    const answers = addon.borrowedAndCalling(new Uint8Array(3), function() { calls++; }, trap);
    assert.deepStrictEqual(answers, [...Array(14).fill('ERR_BYTES_BORROWED'), 'allowed 3']);
    assert.strictEqual(calls, 1);
    assert.match(report(() => addon.bytesAndCallback(new Uint8Array(1), () => { calls++; })), /^Error ERR_BYTES_BORROWED/);
    assert.strictEqual(calls, 1);
    assert.match(report(() => addon.leakAGuard(new Uint8Array(1), {})), /^Error ERR_BYTES_BORROWED/);
    assert.strictEqual(addon.sumBytes(new Uint8Array(1)), 0, 'a leaked guard ends with its call');
  },

  'borrows follow the rules of references'() {
    const memory = new ArrayBuffer(8);
    const [left, right] = [new Uint8Array(memory, 0, 4), new Uint8Array(memory, 4)];
    const all = new Uint8Array(memory);
    assert.deepStrictEqual(addon.overlapping(left, all), [true, false, true, false, false, false, false, false, true]);
    assert.deepStrictEqual(addon.overlapping(left, right), Array(9).fill(true));
    right[0] = 4;
    assert.strictEqual(addon.twoSlices(left, right), 5);
    assert.match(report(() => addon.twoSlices(left, all)), /ERR_BYTES_BORROWED: twoSlices: argument `source`/);
  },

  'detached and resized buffers'() {
    const view = new Uint8Array(8);
    assert.deepStrictEqual(addon.acrossACall(view, () => structuredClone(view.buffer, { transfer: [view.buffer] })), [8, 0]);
    assert.strictEqual(addon.sumBytes(view), 0);
    const resizable = new ArrayBuffer(4, { maxByteLength: 16 });
    assert.deepStrictEqual(addon.acrossACall(new Uint8Array(resizable), () => resizable.resize(16)), [4, 16]);
    assert.deepStrictEqual(addon.acrossACall(new Uint8Array(resizable, 8), () => resizable.resize(2)), [8, 0]);
  },

  'shared memory is copied, never borrowed'() {
    const shared = new SharedArrayBuffer(4);
    const view = new Uint8Array(shared);
    view.set([1, 2, 3, 4]);
    assert.strictEqual(addon.sumBytes(view), 10);
    assert.strictEqual(addon.sumBytes(shared), 10);
    assert.match(report(() => addon.increment(view)), /^TypeError undefined: shared memory cannot be borrowed/);
    addon.writeAt(view, 1, 'ab');
    assert.deepStrictEqual([...view], [1, 97, 98, 4]);
    addon.copyBytes(view, 0, view, 1, 4);
    assert.deepStrictEqual([...view], [97, 98, 4, 4]);
    addon.copyBytes(view, 1, view, 0, 3);
    assert.deepStrictEqual([...view], [97, 97, 98, 4]);
  },

  'copying'() {
    const bytes = Uint8Array.from([1, 2, 3, 4, 5]);
    addon.copyBytes(bytes, 1, bytes, 0, 4);
    assert.deepStrictEqual([...bytes], [1, 1, 2, 3, 4]);
    assert.match(report(() => addon.copyBytes(bytes, 3, bytes, 0, 4)), /^RangeError ERR_OUT_OF_RANGE: 4 bytes at 3/);
    assert.match(report(() => addon.copyBytes(bytes, 0, bytes, 4, 9)), /^RangeError ERR_OUT_OF_RANGE/);
    addon.copyBytes(bytes, 0, bytes, 3, 1);
    assert.match(report(() => addon.writeAt(bytes, 5, 'x')), /^RangeError/);
  },

  'new bytes'() {
    for (const length of [0, 5, 1024, 1025, 100000]) {
      const made = addon.makeBytes(length);
      const expected = Buffer.from(Array.from({ length }, (_, index) => index & 255));
      for (const name of ['buffer', 'bufferCopy']) {
        assert.ok(Buffer.isBuffer(made[name]));
        assert.ok(made[name].equals(expected), `${name} ${length}`);
      }
      assert.ok(made.uint8Array.constructor === Uint8Array && expected.equals(made.uint8Array));
      assert.ok(made.arrayBuffer instanceof ArrayBuffer && expected.equals(new Uint8Array(made.arrayBuffer)));
      assert.strictEqual(made.zeroed.byteLength, length);
      assert.ok(new Uint8Array(made.zeroed).every((byte) => byte === 0));
      assert.deepStrictEqual(made.floats, Float64Array.from([1.5, 2.5]));
      assert.deepStrictEqual(made.bigints, BigInt64Array.from([-1n]));
      assert.strictEqual(made.words.length, length);
    }
  },

  async 'what outlives a call'() {
    assert.strictEqual(addon.callKept(1), null);
    addon.keep((value) => value + 1);
    global.gc?.();
    assert.strictEqual(addon.callKept(1), 2);
    assert.strictEqual(addon.forget(), true);
    assert.strictEqual(addon.forget(), false);
    const resolved = addon.promise();
    assert.strictEqual(addon.settle(Promise.resolve('value')), true);
    assert.strictEqual(addon.settle('again'), false);
    assert.strictEqual(await resolved, 'value');
    const rejected = addon.promise();
    addon.settle(undefined, 'why');
    await assert.rejects(rejected, { name: 'TypeError', message: 'why' });
  },

  async 'closures are dropped with their function'() {
    if (!global.gc) throw new Error('run with --expose-gc');
    for (let index = 0; index < 50; index++) addon.makeDropped();
    for (let round = 0; round < 20 && addon.drops() < 40; round++) {
      global.gc();
      await new Promise(setImmediate);
    }
    assert.ok(addon.drops() >= 40, `${addon.drops()} of 50`);
  },

  async 'envs end while references live'() {
    addon.keep(() => 'kept in the main thread');
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve, reject) => {
        const worker = new Worker(__filename, { workerData: path });
        worker.on('error', reject);
        worker.on('exit', (code) => code === 0 ? resolve() : reject(new Error(`exit code ${code}`)));
      });
    }
    assert.strictEqual(addon.callKept(), 'kept in the main thread');
  },
};

require('../run.js')(tests);
