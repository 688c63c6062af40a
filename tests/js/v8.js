// node:v8: values as bytes. The bytes are Node's own, so that either can read what the other wrote.
'use strict';

const v8 = require('v8');
const util = require('util');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}
const hex = (value) => attempt(() => v8.serialize(value).toString('hex'));

function errorOf(Class, message, name, options) {
  const error = new Class(message, options);
  error.stack = 'stack';
  if (name !== undefined) error.name = name;
  return error;
}

const circular = { a: 1 };
circular.self = circular;
const shared = {};
const sparse = [];
sparse[5] = 1;
const values = {
  undef: undefined, nothing: null, yes: true, no: false, five: 5, minus: -5, large: 2 ** 31, least: -(2 ** 31),
  fraction: 1.5, minusZero: -0, nan: NaN, text: 'abc', latin: 'é', wide: '€ab', wider: '€abc', long: 'a'.repeat(130),
  object: { a: 1, b: 'x' }, array: [1, 2, 3], empty: [], sparse, named: Object.assign([1, 2], { x: 'y' }),
  various: [1, 'a', {}, true, undefined, null], doubles: [1, 2.5], holes: [1, , 3], date: new Date(0), bigint: 123n,
  minusBigint: -5n, largeBigint: 2n ** 70n, zero: 0n, boxes: [Object(true), Object(5), Object('x'), Object(5n)],
  regexp: /ab/gi, flags: /x/dsuy, map: new Map([[1, 'a']]), set: new Set([1, 'b']), circular, twice: [shared, shared],
  buffer: Buffer.from('hi'), bytes: new Uint8Array([1, 2]), words: new Uint16Array([1, 2]),
  view: new DataView(new ArrayBuffer(3)), memory: new ArrayBuffer(3), resizable: new ArrayBuffer(2, { maxByteLength: 4 }),
  floats: new Float64Array([1.5]), bigints: new BigInt64Array([1n]), clamped: new Uint8ClampedArray([1]),
  error: errorOf(Error, 'm'), typeError: errorOf(TypeError, 'm', undefined, { cause: 5 }),
  named2: errorOf(Error, 'm', 'Custom'), noMessage: errorOf(RangeError), nested: { a: { b: [{ c: 1 }] } },
  indices: { 1: 'a', x: 'b' }, bare: { __proto__: null, a: 1 }, instance: new (class A {
    x = 1;
  })(),
  getter: { get x() {
    return 'got';
  } },
  fn: () => {}, method: { f() {} }, symbol: Symbol('s'), weak: new WeakMap(), promise: Promise.resolve(),
  proxy: new Proxy({}, {}),
};
for (const name in values) {
  const bytes = hex(values[name]);
  console.log(name, bytes);
  if (/^[0-9a-f]+$/.test(bytes)) {
    const back = v8.deserialize(Buffer.from(bytes, 'hex'));
    console.log('  ', util.inspect(back).split('\n')[0], util.isDeepStrictEqual(back, values[name]));
  }
}
const back = v8.deserialize(v8.serialize([shared, circular, shared]));
console.log(back[0] === back[2], back[1].self === back[1], Object.getPrototypeOf(v8.deserialize(v8.serialize(values.bare))));

// What is no such value.
for (const bytes of ['', '78', 'ff0f', 'ff10', 'ff0f6f', 'ff0f5e09', 'ff0f41ffffffff0f', 'ff0f2209', 'ff0f6303', 'ff0f3b',
                     'ff0f5a80', 'ff0f5c63', 'ff0f42ffffff7f', 'ff0f7b', 'ff0f72ff']) {
  console.log(bytes, attempt(() => v8.deserialize(Buffer.from(bytes, 'hex'))));
}
console.log(attempt(() => v8.deserialize(5)), attempt(() => new v8.Deserializer()));
console.log(attempt(() => v8.deserialize(Buffer.from('ff0f53036162e2', 'hex'))));

// The classes.
const serializer = new v8.Serializer();
serializer.writeHeader();
console.log(serializer.writeValue(1), serializer.writeUint32(300), serializer.writeUint64(1, 2), serializer.writeDouble(1.5),
            serializer.writeRawBytes(Buffer.from('x')), attempt(() => serializer.writeRawBytes('x')));
const bytes = serializer.releaseBuffer();
console.log(bytes.toString('hex'), serializer.releaseBuffer().length);
const deserializer = new v8.Deserializer(bytes);
console.log(deserializer.getWireFormatVersion(), deserializer.readHeader(), deserializer.getWireFormatVersion());
console.log(deserializer.readValue(), deserializer.readUint32(), deserializer.readUint64(), deserializer.readDouble(),
            deserializer.readRawBytes(1), deserializer.buffer === bytes);

const views = new v8.Serializer();
views.writeValue([new Uint8Array([1, 2, 3]), new Float32Array(2)]);
const viewBytes = views.releaseBuffer();
console.log(viewBytes.toString('hex'), new v8.Deserializer(viewBytes).readValue());

const transfer = new v8.Serializer();
const memory = new ArrayBuffer(2);
transfer.transferArrayBuffer(7, memory);
transfer.writeValue([memory, new DataView(memory)]);
const transferred = transfer.releaseBuffer();
const receiver = new v8.Deserializer(transferred);
receiver.transferArrayBuffer(7, memory);
const received = receiver.readValue();
console.log(transferred.toString('hex'), received[0] === memory, received[1].buffer === memory);

class Custom extends v8.Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(object) {
    this.writeUint32(object.length);
  }

  _getDataCloneError(message) {
    return new RangeError(`mine: ${message}`);
  }
}
const custom = new Custom();
custom.writeHeader();
custom.writeValue(new Uint8Array(5));
const customBytes = custom.releaseBuffer();
class CustomReader extends v8.Deserializer {
  _readHostObject() {
    return { length: this.readUint32() };
  }
}
const reader = new CustomReader(customBytes);
reader.readHeader();
console.log(customBytes.toString('hex'), reader.readValue(), attempt(() => new Custom().writeValue(() => {})));

// The rest.
const statistics = v8.getHeapStatistics();
console.log(Object.keys(statistics).join(), Object.values(statistics).every((value) => Number.isInteger(value) && value >= 0));
console.log(statistics.used_heap_size > 0, statistics.heap_size_limit >= statistics.total_heap_size);
console.log(v8.getHeapSpaceStatistics().map((space) => space.space_name).join(), Object.keys(v8.getHeapSpaceStatistics()[0]));
console.log(Object.keys(v8.getHeapCodeStatistics()));
console.log(attempt(() => v8.setFlagsFromString(5)), v8.setFlagsFromString('--no-opt'), typeof v8.cachedDataVersionTag());
console.log(v8.isStringOneByteRepresentation('é'), v8.isStringOneByteRepresentation('€'),
            attempt(() => v8.isStringOneByteRepresentation(5)));
console.log(!v8.startupSnapshot.isBuildingSnapshot(), attempt(() => v8.startupSnapshot.addSerializeCallback(() => {})));
console.log(v8.takeCoverage(), v8.stopCoverage(), Object.keys(v8).join());
const profiler = new v8.GCProfiler();
profiler.start();
console.log(Object.keys(profiler.stop()), profiler.stop());
