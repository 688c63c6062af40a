// Flags: --expose-gc
// weak-napi: proxies for objects that the collector may take, and callbacks once it has. All are taken before
// the end: with an object still watched then, weak-napi 2.0.2 reads freed memory while the process ends, on
// Node too.
'use strict';
const assert = require('assert');
const weak = require('weak-napi');

const dead = [];
const refs = [1, 2, 3].map((number) => weak({ number }, () => dead.push(number)));
weak.addCallback(refs[0], () => dead.push('one more'));
weak.removeCallbacks(refs[2]);

let kept = { name: 'kept' };
weak(kept, () => dead.push('kept'));

(function () {
  const proxy = weak(kept);
  console.log(proxy.name, weak.isWeakRef(proxy), weak.isDead(proxy), weak.get(proxy) === kept);
  proxy.added = 1;
  console.log(kept.added, Object.keys(proxy), 'name' in proxy, weak.callbacks(proxy).length);
  assert.throws(() => weak(1), /should be object/);
})();

let rounds = 0;
function collect(expected) {
  gc();
  if (dead.length < expected) {
    assert.ok(++rounds < 10000, 'the collector takes what nothing holds');
    setImmediate(collect, expected);
    return;
  }
  console.log(dead.map(String).sort().join(', '));
  if (kept) {
    console.log(kept.name);
    kept = null;
    setImmediate(collect, expected + 1);
  }
}
setImmediate(collect, 3);
