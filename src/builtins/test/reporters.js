// node:test/reporters: the names of the reporters. What they are given, the events of `run`, is not there.
'use strict';

const { codes } = require('internal/errors');

module.exports = {};
for (const name of ['dot', 'junit', 'spec', 'tap', 'lcov']) {
  module.exports[name] = {
    [name]: function() {
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`test/reporters ${name}`);
    },
  }[name];
}
