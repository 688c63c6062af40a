// node:sys: the old name of node:util. A module is evaluated once, so it warns once.
'use strict';

process.emitWarning('sys is deprecated. Use `node:util` instead.', 'DeprecationWarning', 'DEP0025');

module.exports = require('util');
