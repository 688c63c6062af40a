// What functions throw and promises are rejected with, as the test scripts compare it.
'use strict';

const assert = require('node:assert');

/** The error that a function throws. */
const thrown = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
};

/** An error as text. */
const describe = (error) => `${error.name} ${error.code}: ${error.message}`;

/** The error that a function throws, as text. */
const report = (run) => describe(thrown(run));

/** The error that a promise is rejected with, as text. */
const rejection = (promise) => promise.then(
  (value) => { throw new assert.AssertionError({ message: `resolved with ${value}` }); }, describe);

module.exports = { describe, thrown, report, rejection };
