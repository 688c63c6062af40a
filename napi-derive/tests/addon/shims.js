// Structs and lists converted with generated code, and without: `node shims.js path/to/addon.node`.
//
// Each scenario writes a log of what it sees. It runs in three workers: one whose addon may not
// generate code, one that has just started, and one where everything was converted often before.
// The three logs are the same.
'use strict';

const assert = require('node:assert');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

const path = isMainThread ? require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]) : workerData.path;
const addon = require(path);

const good = () => ({
  number: 1.5, byte: -8, id: 4294967295, large: -9007199254740991, flag: true, text: 'tëxt', maybe: -0,
  'maybe text': '', level: 9, either: false, ratio: 0.25, list: [1, 2.5, 3, 4, 5], last: 255,
});
const many = () => {
  const object = {};
  for (const letter of 'abcd') for (let digit = 0; digit < (letter === 'd' ? 3 : 10); digit++) object[letter + digit] = digit + 0.5;
  object.d1 = true;
  return object;
};
const odd = () => ({ ['__proto__']: 1, 'a"\\\n\u2028é😀': 'q', 0: 2, constructor: 3 });
const numbers = (length, start = 0.5) => Array.from({ length }, (_, index) => index + start);

let log;
const say = (...words) => log.push(words.map((word) => (typeof word === 'string' ? word : show(word))).join(' '));
const show = (value) => {
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.length > 20 ? `${value.length} elements of sum ${value.reduce((a, b) => a + b)}` : `[${value.map(show).join()}]`;
  const own = Object.getOwnPropertyDescriptors(value);
  return `{${Reflect.ownKeys(own).map((key) => {
    const { value, writable, enumerable, configurable } = own[key];
    return `${JSON.stringify(key)}:${writable && enumerable && configurable ? '' : 'odd '}${show(value)}`;
  }).join()}}${Object.getPrototypeOf(value) === Object.prototype ? '' : ' of another kind'}`;
};
const attempt = (what, run) => {
  try {
    say(what, run());
  } catch (error) {
    say(what, error instanceof Error ? `${error.name} ${error.code}: ${error.message}` : `threw ${show(error)}`);
  }
};
// Says every access to an object.
const watched = (target) => new Proxy(target, new Proxy({}, {
  get: (_, trap) => (...args) => {
    say('  ', trap, typeof args[1] === 'symbol' ? 'symbol' : args[1] ?? '');
    return Reflect[trap](...args);
  },
}));
const without = (name) => { const object = good(); delete object[name]; return object; };

const scenarios = {
  'good values'() {
    attempt('wide', () => addon.echoWide(good()));
    attempt('text', () => addon.wideToText(good()));
    attempt('many', () => addon.echoMany(many()));
    attempt('odd', () => addon.readOdd(odd()));
    attempt('made odd', () => addon.makeOdd(5));
    attempt('the prototype', () => Object.getPrototypeOf(addon.makeOdd(5)) === Object.prototype);
    attempt('extra', () => addon.echoWide({ extra: 1, ...good() }));
    attempt('numbers', () => addon.echoWide({ ...good(), number: NaN, byte: -0, id: 0, large: 9007199254740991, maybe: Infinity, ratio: 0.1 }));
  },

  'missing fields'() {
    for (const name of Object.keys(good())) attempt(`without ${name}`, () => addon.wideToText(without(name)));
    for (const name of Object.keys(good())) attempt(`null ${name}`, () => addon.wideToText({ ...good(), [name]: null }));
    attempt('left out', () => addon.echoWide({ ...good(), maybe: undefined, 'maybe text': null, ratio: null, either: undefined }));
    attempt('null kept', () => addon.echoWide({ ...good(), either: null }));
    attempt('d1', () => addon.echoMany({ ...many(), d1: undefined }));
  },

  'all ways to leave fields out'() {
    for (let set = 0; set < 32; set++) {
      const object = {};
      ['a', 'b', 'c', 'd', 'e'].forEach((name, bit) => { if (set & 1 << bit) object[name] = name === 'e' ? 'text' : bit + 0.5; });
      attempt(set, () => addon.echoSparse(object));
    }
  },

  'wrong values'() {
    let called = 0;
    const tricky = { valueOf() { called++; return 1; }, toString() { called++; return '1'; }, [Symbol.toPrimitive]() { called++; return 1; } };
    const values = { text: 'x', number: 1.5, large: 1e300, negative: -1, nan: NaN, bigint: 1n, symbol: Symbol('s'), object: tricky, function: () => 1, boxed: new Number(1), truth: true };
    for (const name of Object.keys(good())) {
      for (const [kind, value] of Object.entries(values)) attempt(`${name} is ${kind}`, () => addon.wideToText({ ...good(), [name]: value }));
    }
    say('conversions asked for', called);
    for (const value of [undefined, null, 5, 'text', Symbol('s'), 1n, true]) attempt('no object', () => addon.echoWide(value));
    for (const value of [undefined, null, 5, 'text', {}, watched([]), new Float64Array(5)]) attempt('no array', () => addon.echoDoubles(value));
  },

  'reads are in order, each once'() {
    attempt('good', () => addon.wideToText(watched(good())));
    for (const name of ['number', 'large', 'text', 'maybe text', 'level', 'list', 'last']) {
      attempt(`bad ${name}`, () => addon.wideToText(watched({ ...good(), [name]: Symbol('s') })));
    }
    attempt('none', () => addon.wideToText(watched({})));
    attempt('odd', () => addon.readOdd(watched(odd())));
    attempt('many', () => show(addon.echoMany(watched(many()))).length);
    const { proxy, revoke } = Proxy.revocable(good(), {});
    revoke();
    attempt('revoked', () => addon.echoWide(proxy));
  },

  'getters'() {
    for (const name of Object.keys(good())) {
      attempt(`${name} throws`, () => addon.echoWide(watched(Object.defineProperty(good(), name, { get() { throw new SyntaxError('mine'); } }))));
    }
    attempt('throws a number', () => addon.echoWide({ ...good(), get level() { throw 5; } }));
    attempt('inherited', () => addon.wideToText(Object.create(good())));
    attempt('no prototype', () => addon.wideToText(Object.assign(Object.create(null), good())));
    attempt('of a class', () => addon.wideToText(new class { get number() { return this.x; } x = 3; constructor() { Object.assign(this, without('number')); } }()));
    attempt('a function', () => addon.wideToText(Object.assign(() => {}, good())));
    attempt('an array', () => addon.wideToText(Object.assign([1], good())));
    attempt('the receiver', () => { const object = { ...good(), get maybe() { return this === object ? 1 : 2; } }; return addon.wideToText(object); });
  },

  'getters that come back'() {
    const inner = () => addon.wideToText({ ...good(), number: 77, id: 7, text: 'inner', maybe: null, list: [9, 9, 9, 9] });
    for (const name of Object.keys(good())) {
      const { [name]: value } = good();
      attempt(name, () => addon.wideToText(Object.defineProperty(good(), name, { get() { say('  ', inner()); return value; } })));
    }
    const list = numbers(3000);
    for (const at of [0, 10, 1023, 1024, 2999]) {
      Object.defineProperty(list, at, { get() { say('  ', addon.echoDoubles(numbers(2000, 7))); say('  ', inner()); return at; }, configurable: true, enumerable: true });
    }
    attempt('list', () => addon.echoDoubles(list));
    attempt('a list in a struct', () => addon.wideToText({ ...good(), list: Object.defineProperty([1, 2, 3, 4, 5], 2, { get() { say('  ', inner()); return 0.5; } }) }));
    attempt('throws within', () => addon.echoWide({ ...good(), get text() { try { addon.echoWide({ ...good(), get text() { throw new Error('inner'); } }); } catch (error) { say('  ', error.message); } return 'outer'; } }));
    let depth = 0;
    const deep = { ...good(), get large() { return ++depth < 50 ? (addon.echoWide(deep).large) + 1 : 0; } };
    attempt('deep', () => addon.echoWide(deep));
    attempt('the struct changes itself', () => { const object = { ...good(), get byte() { this.id = 42; delete this.maybe; return 1; } }; return addon.wideToText(object); });
  },

  'lists'() {
    for (const echo of ['echoDoubles', 'echoFloats', 'echoOctets', 'echoShorts', 'echoInts', 'echoUints', 'echoLongs', 'echoSizes']) {
      for (const value of [0, -0, 1, -1, 127, 128, 255, 256, -32768, 65535, 2147483647, 2147483648, -2147483649, 4294967295, 4294967296,
        9007199254740991, 9007199254740992, -9007199254740991, 1.5, 0.1, NaN, Infinity, '1', null, undefined, true, 1n, {}, [1]]) {
        attempt(`${echo} ${typeof value}`, () => addon[echo]([1, 2, 3, 4, value, 5]));
      }
      for (const length of [0, 1, 3, 4, 5, 1023, 1024, 1025, 2048, 3000]) attempt(`${echo} ${length}`, () => addon[echo](numbers(length, 1).map((number) => number % 100)));
    }
    for (const at of [0, 1, 1023, 1024, 1025, 2999]) {
      const list = numbers(3000);
      list[at] = 'x';
      attempt(`wrong at ${at}`, () => addon.echoDoubles(list));
    }
    attempt('too large', () => addon.tooLarge(2));
    attempt('too large, later', () => addon.tooLarge(5000));
  },

  'strange arrays'() {
    attempt('a hole', () => addon.echoDoubles([1, 2, , 4, 5]));
    attempt('huge', () => addon.echoDoubles(new Array(4294967295)));
    attempt('huge, some there', () => { const list = numbers(2000); list.length = 4294967295; return addon.echoDoubles(list); });
    attempt('a subclass', () => addon.echoDoubles(class extends Array {}.from(numbers(10))));
    attempt('frozen', () => addon.echoDoubles(Object.freeze(numbers(10))));
    attempt('objects', () => addon.echoDoubles([1, 2, {}, 4, 5]));
    const accesses = numbers(8);
    for (let at = 0; at < 8; at++) Object.defineProperty(accesses, at, { get() { say('  ', at); return at === 5 ? 'x' : at; } });
    attempt('reads stop at the first wrong one', () => addon.echoDoubles(accesses));
    attempt('throws', () => addon.echoDoubles(Object.defineProperty(numbers(8), 3, { get() { throw new EvalError('mine'); } })));
    attempt('shrinks', () => { const list = numbers(100); Object.defineProperty(list, 10, { get() { list.length = 50; return 1; } }); return addon.echoDoubles(list); });
    attempt('grows', () => { const list = numbers(100); Object.defineProperty(list, 10, { get() { list.push(1, 2, 3); return 1; } }); return addon.echoDoubles(list); });
    Object.prototype[4] = 44;
    attempt('a hole that is inherited', () => addon.echoDoubles([1, 2, 3, 4, , 5]));
    delete Object.prototype[4];
  },

  'what JavaScript can change'() {
    const refuse = { configurable: true, value() { throw new Error('patched'); } };
    const intercept = { configurable: true, get: () => 666, set() { throw new Error('patched'); } };
    // Made before, since nothing works afterwards that needs what is patched.
    const patches = [
      ...['call', 'apply', 'bind'].map((key) => [Function.prototype, key, refuse]),
      ...['push', 'map', 'reduce', Symbol.iterator].map((key) => [Array.prototype, key, refuse]),
      ...['set', 'subarray', Symbol.iterator].map((key) => [Object.getPrototypeOf(Float64Array.prototype), key, refuse]),
      ...['number', 'text', '0', 'a'].map((key) => [Object.prototype, key, intercept]),
    ].map(([object, key, patch]) => ({ object, key, patch, kept: Object.getOwnPropertyDescriptor(object, key) }));
    const results = [0, 0, 0, 0, 0];
    let count = 0;
    const list = numbers(2000);
    const object = good();
    const { defineProperty } = Object;
    for (let at = 0; at < patches.length; at++) defineProperty(patches[at].object, patches[at].key, patches[at].patch);
    try {
      results[count++] = addon.echoWide(object);
      results[count++] = addon.makeOdd(1);
      results[count++] = addon.echoSparse({ b: 1, e: 'x' });
      results[count++] = addon.echoSparse({ a: undefined, b: 1 });
    } catch (error) {
      results[count++] = error.message;
    }
    for (let at = 0; at < patches.length; at++) {
      const { object, key, kept } = patches[at];
      if (kept) defineProperty(object, key, kept); else delete object[key];
    }
    for (const result of results) say(result);
    attempt('afterwards', () => addon.echoDoubles(list));
  },

  'bytes that are borrowed'() {
    attempt('list', () => addon.bytesAndList(new Uint8Array(3), numbers(10)));
    attempt('empty list', () => addon.bytesAndList(new Uint8Array(3), []));
    attempt('no bytes', () => addon.bytesAndList(new Uint8Array(0), numbers(10)));
    attempt('struct', () => addon.bytesAndWide(new Uint8Array(3), watched(good())));
  },

  'memory stays where it is'() {
    for (let round = 0; round < 5; round++) {
      const list = numbers(1500, round);
      Object.defineProperty(list, 700, { get() { globalThis.gc?.(); return 1; } });
      attempt('list', () => addon.echoDoubles(list));
      attempt('struct', () => addon.wideToText({ ...good(), get id() { globalThis.gc?.(); return round; } }));
    }
  },
};

// Whether a getter of a struct is called by generated code: there is a function in between.
const isGenerated = () => {
  let stack;
  addon.echoWide({ ...good(), get number() { stack = new Error().stack.split('\n'); return 1; } });
  return !/isGenerated/.test(stack[2]);
};

function warm() {
  for (let round = 0; round < 300; round++) {
    addon.wideToText(good());
    addon.echoWide(good());
    addon.echoMany(many());
    addon.readOdd(odd());
    addon.makeOdd(1);
    addon.echoSparse({ a: 1, e: 'x' });
    addon.bytesAndWide(new Uint8Array(0), good());
    for (const name of Object.keys(addon)) if (/^echo.*s$/.test(name)) try { addon[name]([1, 2, 3, 4, 5]); } catch {}
  }
}

if (!isMainThread) {
  if (workerData.mode === 'forbidden') addon.forbidCodeGeneration();
  if (workerData.mode !== 'cold') warm();
  const generated = isGenerated();
  const logs = {};
  for (const [name, run] of Object.entries(scenarios)) {
    log = [];
    run();
    logs[name] = log;
  }
  parentPort.postMessage({ generated, logs });
  return;
}

// The option forbids `eval`, not scripts of the host. Where it is unknown there is nothing to see.
const forbidsEval = '--disallow-code-generation-from-strings';
const isNode = !process.versions.napkin && !process.versions.bun && !process.versions.deno;

const run = (mode) => new Promise((resolve, reject) => {
  const worker = new Worker(__filename, { workerData: { path, mode } });
  worker.on('message', resolve);
  worker.on('error', reject);
});

(async () => {
  const forbidden = await run('forbidden');
  // Two envs at once.
  const [cold, warmed] = await Promise.all([run('cold'), run('warm')]);
  let failed = 0;
  for (const name of Object.keys(scenarios)) {
    try {
      assert.ok(forbidden.logs[name].length > 3);
      assert.deepStrictEqual(warmed.logs[name], forbidden.logs[name]);
      assert.deepStrictEqual(cold.logs[name], forbidden.logs[name]);
      console.log(`ok: ${name}: ${forbidden.logs[name].length} lines`);
    } catch (error) {
      failed++;
      console.log(`FAILED: ${name}\n${error.stack}`);
    }
  }
  // Bun's stacks name native functions too.
  if (!process.versions.bun) {
    assert.strictEqual(forbidden.generated, false);
    assert.strictEqual(cold.generated, false);
    // Where it pays: this engine interprets.
    assert.strictEqual(warmed.generated, !process.versions['quickjs-ng']);
  }
  const lines = forbidden.logs['good values'];
  assert.strictEqual(lines[0], 'wide {"number":1.5,"byte":-8,"id":4294967295,"large":-9007199254740991,"flag":true,"text":tëxt,"maybe":-0,' +
    '"maybe text":,"level":9,"either":false,"ratio":0.25,"list":[1,2.5,3,4,5],"last":255}');
  assert.ok(forbidden.logs['missing fields'].includes('without number TypeError ERR_INVALID_ARG_TYPE: wideToText: argument `wide`: property `number`: expected a number, found undefined'));
  assert.ok(forbidden.logs['wrong values'].includes('conversions asked for 0'));
  if (isNode && !process.execArgv.includes(forbidsEval)) {
    const { spawnSync } = require('node:child_process');
    const child = spawnSync(process.execPath, [...process.execArgv, forbidsEval, __filename, path], { encoding: 'utf8' });
    assert.strictEqual(child.status, 0, child.stdout + child.stderr);
  }
  process.exitCode = failed === 0 ? 0 : 1;
})();
