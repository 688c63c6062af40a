// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const errors = require('./index.js');

const show = (error, indent = '') => {
  console.log(`${indent}${error.name} ${error.code}: ${error.message}`);
  if (error.cause) show(error.cause, `${indent}  because of `);
};

console.log(errors.checkedSqrt(16));
console.log(errors.messageOfThrown(() => { throw new Error('caught in Rust'); }));
console.log(errors.messageOfThrown(() => { throw 5; }));
console.log(errors.messageOfThrown(() => 5));

for (const mistake of [
  () => errors.checkedSqrt(-4),
  () => errors.checkedSqrt('4'),
  () => errors.firstLine('/nonexistent/file'),
  () => errors.readPort('/nonexistent/file'),
  () => errors.readPort(),
  () => errors.withCause(() => { throw new SyntaxError('from JavaScript'); }),
  () => errors.element([1, 2], 2),
]) {
  try {
    mistake();
  } catch (error) {
    show(error);
  }
}

try {
  errors.checkedSqrt(-9);
} catch (error) {
  console.log(error instanceof RangeError, Object.entries(error).join(' '));
}
