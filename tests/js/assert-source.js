// The message of a failed assert(value) quotes the expression from the source file.
'use strict';

const assert = require('assert');
const { ok, strict } = assert;
const wrapper = { assert, ok, deep: { assert } };
const zero = 0;

function attempt(fn) {
  try {
    fn();
    console.log('passed');
  } catch (error) {
    console.log(error.generatedMessage, error.message);
  }
}

attempt(() => assert(zero));
attempt(() => assert.ok(zero === 1));
attempt(() => assert.equal(1, 2));
attempt(() => ok(null));
attempt(() => strict(zero, undefined));
attempt(() => assert.strict.ok(false));
attempt(() => wrapper.assert(false));
attempt(() => wrapper.deep.assert(zero || ''));
attempt(() => { assert(zero); });
attempt(() => { const a = 1; assert(a === 2); return a; });
attempt(() => { ok(true); ok(false); ok(true); });
attempt(() => assert(typeof 123 === 'string' && ")" === '('));
attempt(() => assert([1, 2].includes((zero + 3))));
attempt(() => assert((() => false)()));
attempt(() => (assert(true), assert(false)));
attempt(() => assert(false /* ) */));
attempt(() => assert(zero, null));
attempt(() => assert.ok(`${zero}` === '1'));
attempt(() => assert['ok'](zero));
attempt(() => assert?.ok(zero));
attempt(() => {
  assert.ok(
    zero,
  );
});
attempt(() => {
    assert(null, undefined);
});
