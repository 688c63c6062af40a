// ref-napi through the package's own JavaScript: its `debug` needs node:tty, which napkin does not have yet.
'use strict';
const assert = require('assert');
const ref = require('ref-napi');

const int = ref.alloc('int', 42);
assert.strictEqual(int.deref(), 42);
const pointer = int.ref();
assert.strictEqual(pointer.deref().deref(), 42);
assert.strictEqual(ref.types.CString.size, ref.sizeof.pointer);
assert.strictEqual(ref.readCString(ref.allocCString('hello'), 0), 'hello');
assert.strictEqual(ref.refType('int').indirection, 2);
const long = ref.alloc('int64', '-9007199254740993');
assert.strictEqual(String(long.deref()), '-9007199254740993');
