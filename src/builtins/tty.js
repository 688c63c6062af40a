// node:tty
'use strict';

const { isTerminal } = require('internal/tty/terminal');
const { defineLazyProperties } = require('internal/util');

module.exports = { isatty: isTerminal, ReadStream: undefined, WriteStream: undefined };
defineLazyProperties(module.exports, 'internal/tty/streams', ['ReadStream', 'WriteStream']);
