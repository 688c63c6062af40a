// Tests of our own for uvu as a runner: suites, hooks, comparisons, a native package under them.
'use strict';
const { suite, test } = require('uvu');
const assert = require('uvu/assert');
const bufferutil = require('bufferutil');
const isValidUTF8 = require('utf-8-validate');

const masks = suite('masks');
const seen = [];
masks.before(() => seen.push('before'));
masks.after.each(() => seen.push('after'));
masks('there and back', () => {
  const frame = Buffer.from('a frame');
  const key = Buffer.from([1, 2, 3, 4]);
  bufferutil.mask(frame, key, frame, 0, frame.length);
  assert.is.not(frame.toString(), 'a frame');
  bufferutil.unmask(frame, key);
  assert.is(frame.toString(), 'a frame');
});
masks('hooks', async () => {
  await null;
  assert.equal(seen, ['before', 'after']);
});
masks.skip('left out', () => assert.unreachable());
masks.run();

test('texts', () => {
  assert.ok(isValidUTF8(Buffer.from('é')));
  assert.not(isValidUTF8(Buffer.from([0xff])));
  assert.equal(new Map([[1, { a: [new Set([2])] }]]), new Map([[1, { a: [new Set([2])] }]]));
  assert.snapshot('a\nb', 'a\nb');
  assert.instance(new Uint8Array(1), Uint8Array);
});
test('fails as it should', () => {
  try {
    assert.is(1, 2);
  } catch (error) {
    assert.instance(error, assert.Assertion);
    assert.is(error.operator, 'is');
    return;
  }
  assert.unreachable();
});
test.run();
