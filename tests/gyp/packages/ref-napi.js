// ref-napi: reading and writing memory through the addon itself: pointers, 64-bit integers, C strings,
// objects kept alive behind a pointer. (The package's own JavaScript: ref-napi.on-node.js.)
'use strict';
const assert = require('assert');
const ref = require('./node_modules/ref-napi/build/Release/binding.node');

console.log(Object.keys(ref).sort().join(' '));
console.log(JSON.stringify(ref.sizeof), JSON.stringify(ref.alignof));
const text = Buffer.from('hello\0world\0');
const pointer = Buffer.alloc(ref.sizeof.pointer);
ref._writePointer(pointer, 0, text);
const through = ref.readPointer(pointer, 0, text.length);
console.log(ref.readCString(through, 0), ref.readCString(through, 6));
through[0] = 0x4a;
assert.strictEqual(text[0], 0x4a);
assert.strictEqual(ref.address(through), ref.address(text));
assert.strictEqual(parseInt(ref.hexAddress(text), 16), ref.address(text));
console.log(ref.isNull(ref.NULL), ref.isNull(text), ref.isNull(Buffer.alloc(8)));

const numbers = Buffer.alloc(16);
for (const value of [0, -1, 2 ** 40, '9223372036854775807', '-9223372036854775808']) {
  ref.writeInt64(numbers, 0, value);
  ref.writeUInt64(numbers, 8, 12345);
  console.log(String(ref.readInt64(numbers, 0)), String(ref.readUInt64(numbers, 8)), numbers.toString('hex'));
}

const slot = Buffer.alloc(ref.sizeof.Object);
const object = { kept: true };
ref._writeObject(slot, 0, object);
assert.strictEqual(ref.readObject(slot, 0), object);
console.log(ref._reinterpretUntilZeros(text, 1, 0).toString());
console.log(ref._reinterpret(text, 3, 2).toString());
for (const attempt of [() => ref.address('x'), () => ref.readPointer(ref.NULL, 0, 1), () => ref.writeInt64(numbers, 0, 'zzz'), () => ref.readCString(1, 0)]) {
  try {
    console.log('no refusal', attempt());
  } catch (error) {
    console.log(error.name, error.message.replace(/0x[0-9a-f]+/g, 'ADDRESS'));
  }
}
