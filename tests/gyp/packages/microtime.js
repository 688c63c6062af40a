// microtime: three ways to ask for the time, which must agree with Date and with each other.
'use strict';
const assert = require('assert');
const microtime = require('microtime');

const before = Date.now() * 1000;
const now = microtime.now();
const double = microtime.nowDouble();
const [seconds, micros] = microtime.nowStruct();
const after = (Date.now() + 1) * 1000;
const close = (value) => assert.ok(value >= before && value <= after, `${before} ${value} ${after}`);
close(now);
close(Math.round(double * 1e6));
close(seconds * 1e6 + micros);
assert.ok(Number.isInteger(now) && Number.isInteger(seconds) && micros >= 0 && micros < 1e6);
// It counts microseconds: many answers are no whole milliseconds.
const answers = Array.from({ length: 1000 }, () => microtime.now());
assert.ok(answers.some((value) => value % 1000 !== 0));
assert.ok(answers.every((value, index) => index === 0 || value >= answers[index - 1]));
console.log(Object.keys(microtime).sort());
