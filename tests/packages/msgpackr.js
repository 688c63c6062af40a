// msgpackr with its native texts: every kind of value, records, structures, streams, iterators,
// extensions, and refusals.
'use strict';
const assert = require('assert');
const { Packr, Unpackr, PackrStream, UnpackrStream, pack, unpack, unpackMultiple, addExtension, isNativeAccelerationEnabled, encode, FLOAT32_OPTIONS } = require('msgpackr');

console.log(isNativeAccelerationEnabled);
function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.message);
  }
}

const values = [null, true, 0, -1, 127, 128, 65535, 2 ** 31, 2 ** 53 - 1, -(2 ** 40), 1.5, Math.PI, NaN, 2n ** 63n, '', 'text', 'ünï \u{1F600}', 'x'.repeat(40),
  'ä'.repeat(300), 'y'.repeat(70000), [], [1, [2, ['three']]], {}, { a: 1, b: { c: 'd' } }, new Date(1e12), Buffer.from([1, 2, 3]), undefined];
for (const value of values) {
  const bytes = pack(value);
  assert.deepStrictEqual(unpack(bytes), Buffer.isBuffer(value) ? Buffer.from(value) : value);
  console.log(bytes.length, bytes.subarray(0, 16).toString('hex'));
}

const people = Array.from({ length: 2000 }, (_, i) => ({ name: `Person number ${i} with a long name`, age: i % 90, tags: [`tag${i % 7}`, 'ünï'], nested: { id: i, text: 'z'.repeat(i % 50) } }));
const records = new Packr({ structures: [], useRecords: true });
const packed = records.pack(people);
assert.deepStrictEqual(records.unpack(packed), people);
const plain = new Packr({ useRecords: false, bundleStrings: false }).pack(people);
assert.deepStrictEqual(unpack(plain), people);
console.log(packed.length, plain.length, packed.length < plain.length);
const bundled = new Packr({ bundleStrings: true });
assert.deepStrictEqual(bundled.unpack(bundled.pack(people)), people);

const rich = new Packr({ moreTypes: true, structuredClone: true });
const cycle = { list: [new Map([['k', { v: 1 }]]), new Set([1, 'a']), /re+/gi, new RangeError('wrong'), new Float32Array([1.5, 2.5])] };
cycle.self = cycle;
const back = rich.unpack(rich.pack(cycle));
console.log(back.self === back, back.list[0].get('k').v, [...back.list[1]], back.list[2], back.list[3].name, back.list[3].message, back.list[4]);

class Point { constructor(x, y) { this.x = x; this.y = y; } }
addExtension({ Class: Point, type: 11, pack: ({ x, y }) => Buffer.from([x, y]), unpack: (bytes) => new Point(bytes[0], bytes[1]) });
const point = unpack(pack({ at: new Point(3, 4) })).at;
console.log(point instanceof Point, point.x, point.y);
console.log(unpackMultiple(Buffer.concat([pack(1), pack('two'), pack([3])])), encode({ a: 1 }).length);
console.log(new Packr({ useFloat32: FLOAT32_OPTIONS.DECIMAL_FIT }).pack(1.25).length, new Unpackr({ int64AsType: 'string' }).unpack(Buffer.from('cf7fffffffffffffff', 'hex')), new Unpackr({ mapsAsObjects: false }).unpack(Buffer.from('81a16101', 'hex')));

attempt('cut off', () => unpack(pack('a longer text than this').subarray(0, 9)));
attempt('more than one', () => unpack(Buffer.concat([pack(1), pack(2)])));
attempt('reserved', () => unpack(Buffer.from([0xc1, 0, 0])));
attempt('no bytes', () => unpack(Buffer.alloc(0)));

const sender = new PackrStream();
const receiver = new UnpackrStream();
const seen = [];
receiver.on('data', (value) => seen.push(value));
receiver.on('end', () => {
  assert.deepStrictEqual(seen.slice(0, 500), people.slice(0, 500));
  console.log('stream', seen.length, seen[500]);
});
sender.pipe(receiver);
for (const person of people.slice(0, 500)) sender.write(person);
sender.end('last');
