// structuredClone: every kind of value, sharing and cycles, transfer, what cannot be cloned; Blob and File.
'use strict';

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message, error.constructor.name);
  }
}
const clone = structuredClone;
const kind = (value) => Object.prototype.toString.call(value);

for (const value of [1, -0, 'text', true, null, undefined, 10n, NaN]) attempt('primitive', () => { const copy = clone(value); return `${typeof copy} ${Object.is(copy, value)} ${String(copy)}`; });
for (const value of [new Date(5), new Date(NaN), /a.b/giu, Object('s'), Object(1), Object(false), new Map([[1, { a: 1 }]]), new Set([1, 'x']), [1, , 3], { a: { b: 1 } },
  new Uint8Array([1, 2]), new Float64Array([1.5]), new DataView(new ArrayBuffer(3)), new ArrayBuffer(2), new BigInt64Array(1), new Uint8ClampedArray([300]), Object.create(null)]) {
  attempt(kind(value), () => {
    const copy = clone(value);
    return `${kind(copy)} ${copy !== value} ${Object.getPrototypeOf(copy) === (Object.getPrototypeOf(value) ?? Object.prototype)} ${JSON.stringify(copy, (k, v) => (typeof v === 'bigint' ? `${v}n` : v))} ${copy.size ?? copy.length ?? copy.byteLength}`;
  });
}
attempt('BigInt object', () => { const c = clone(Object(7n)); return `${typeof c} ${kind(c)} ${c.valueOf()}`; });
attempt('cycle', () => { const o = { list: [] }; o.self = o; o.list.push(o); const c = clone(o); return c.self === c && c.list[0] === c && c !== o; });
attempt('shared', () => { const inner = {}; const c = clone([inner, inner, new Map([[inner, inner]])]); return c[0] === c[1] && c[2].get(c[0]) === c[0]; });
attempt('shared memory', () => { const m = new ArrayBuffer(8); const c = clone([new Uint8Array(m, 2, 3), new DataView(m), m]); return `${c[0].buffer === c[2]} ${c[1].buffer === c[2]} ${c[0].byteOffset} ${c[0].length}`; });
attempt('map cycle', () => { const m = new Map(); m.set(m, m); const c = clone(m); return c.get(c) === c; });
attempt('set cycle', () => { const s = new Set(); s.add(s); const c = clone(s); return c.has(c); });
attempt('array', () => { const a = [1, , 3]; a.extra = 5; a.length = 6; const c = clone(a); return `${Object.keys(c).join()} ${c.length} ${1 in c}`; });
attempt('getter', () => JSON.stringify(clone({ get x() { return 5; } })));
attempt('hidden', () => Object.getOwnPropertyNames(clone(Object.defineProperty({ [Symbol('s')]: 1, a: 1 }, 'hidden', { value: 1 }))).join());
attempt('__proto__', () => { const c = clone(JSON.parse('{"__proto__":1}')); return Object.keys(c).join() + Object.hasOwn(c, '__proto__'); });
attempt('class', () => { class A { constructor() { this.a = 1; } get b() { return 2; } } const c = clone(new A()); return `${c.constructor.name} ${JSON.stringify(c)}`; });
attempt('subclass', () => clone(new (class extends Map {})([[1, 2]])).constructor.name);
attempt('buffer', () => { const c = clone(Buffer.from('abc')); return `${c.constructor.name} ${Array.from(c)}`; });
attempt('resizable', () => { const c = clone(new ArrayBuffer(4, { maxByteLength: 8 })); return `${c.resizable} ${c.maxByteLength}`; });
attempt('tracking', () => { const c = clone(new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 }))); c.buffer.resize(12); return c.length; });
attempt('lastIndex', () => { const r = /a/g; r.lastIndex = 3; return clone(r).lastIndex; });
attempt('date properties', () => Object.keys(clone(Object.assign(new Date(1), { x: 1 }))).length);
attempt('removed by a getter', () => { const o = { get a() { delete o.b; return 1; }, b: 2 }; return JSON.stringify(clone(o)); });

class Named extends TypeError { constructor() { super('m'); this.name = 'Named'; } }
for (const error of [new Error('a'), new RangeError('r', { cause: { x: 1 } }), new Named(), new AggregateError([1], 'g'), Object.assign(new SyntaxError('s'), { extra: 1 }), new URIError(), new EvalError('e')]) {
  attempt(error.name, () => { const c = clone(error); return [c.name, c.constructor.name, c.message, c.cause?.x, c.extra, c.errors, c.stack === error.stack, Object.getOwnPropertyNames(c).sort().join(), c instanceof Error].join(' '); });
}
attempt('DOMException', () => { const c = clone(new DOMException('m', 'AbortError')); return `${c.name} ${c.code} ${c.message} ${c instanceof DOMException}`; });

class Thing {}
const bad = { symbol: Symbol('x'), arrow: () => 1, method: { a: function named() {} }, promise: Promise.resolve(), weakMap: new WeakMap(), weakSet: new WeakSet(), weakRef: new WeakRef({}),
  generator: (function* () {})(), arguments: (function() { return arguments; })(), symbolObject: Object(Symbol('x')), iterator: [].values(), mapIterator: new Map().entries(), class: Thing, async: async () => {},
  proxy: new Proxy({}, {}), url: new URL('http://a'), params: new URLSearchParams(), nested: new Map([[1, [Symbol('deep')]]]), cause: new Error('x', { cause: () => 1 }) };
for (const name in bad) attempt(name, () => clone(bad[name]));
attempt('event target', () => JSON.stringify(clone(new EventTarget())));
attempt('no value', () => clone());

attempt('transfer', () => {
  const memory = new ArrayBuffer(4);
  new Uint8Array(memory)[0] = 7;
  const copy = clone({ memory, view: new Uint8Array(memory) }, { transfer: [memory] });
  return `${memory.byteLength} ${memory.detached} ${copy.view[0]} ${copy.view.buffer === copy.memory}`;
});
attempt('transfer, not contained', () => { const memory = new ArrayBuffer(4); clone(1, { transfer: new Set([memory]) }); return memory.detached; });
attempt('transfer, failed', () => { const memory = new ArrayBuffer(4); try { clone([memory, () => 1], { transfer: [memory] }); } catch { return memory.detached; } return 'no error'; });
attempt('transfer twice', () => { const m = new ArrayBuffer(1); return clone(m, { transfer: [m, m] }); });
attempt('detached', () => { const m = new ArrayBuffer(1); m.transfer(); return clone(m); });
attempt('transfer detached', () => { const m = new ArrayBuffer(1); m.transfer(); return clone(1, { transfer: [m] }); });
attempt('transfer pool', () => { const m = Buffer.from('a').buffer; return clone(m, { transfer: [m] }); });
for (const transfer of [5, [5], [{}], null, {}, 'ab', [new Uint8Array(1)], [new SharedArrayBuffer(1)]]) attempt('bad transfer', () => clone(1, { transfer }));
attempt('bad options', () => clone(1, 5));
attempt('null options', () => clone(1, null));

async function blobs() {
  const blob = new Blob(['a\u00e9', new Uint8Array([1, 2]), new ArrayBuffer(1), new Blob(['in']), 5, null, {}], { type: 'Text/X' });
  console.log(blob.size, blob.type, JSON.stringify(await blob.text()), (await blob.arrayBuffer()).byteLength, (await blob.bytes()).length, kind(blob));
  const part = blob.slice(1, -3, 'T');
  console.log(part.size, part.type, JSON.stringify(await part.text()), blob.slice(-2).size, blob.slice(5, 2).size, blob.slice(NaN, 1e20).size, blob.slice(2.5).size, blob.slice(0, 3).slice(1).size);
  const file = new File(['x'], 'n\ud800', { lastModified: '5', type: 'a/b' });
  console.log(file.size, file.type, JSON.stringify(file.name), file.lastModified, kind(file), file instanceof Blob, typeof new File([], 'x').lastModified);
  const copy = clone({ blob, file });
  console.log(copy.blob.size, copy.blob.type, copy.file.lastModified, copy.file.name === file.name, copy.file instanceof File, await copy.file.text());
  const source = new Uint8Array([65]);
  const copied = new Blob([source]);
  source[0] = 66;
  console.log(await copied.text(), new Blob(['\u00e9'], { type: '\u00e9' }).type, new Blob(['a\r\nb\rc'], { endings: 'native' }).size);
  for (const args of [['a'], [5], [null], [[], 5], [[], { endings: 'x' }], [{ [Symbol.iterator]: 5 }]]) attempt('bad blob', () => new Blob(...args));
  attempt('bad file', () => new File([]));
  attempt('bad getter', () => Object.getOwnPropertyDescriptor(Blob.prototype, 'size').get.call({}));
  await Blob.prototype.text.call({}).catch((error) => console.log(error.code, error.message));
  console.log(new Blob().size, new Blob(undefined, null).size, Object.keys(Blob.prototype).filter((name) => name !== 'textStream').join());
}
blobs().catch((error) => console.log('FAILED', error));
