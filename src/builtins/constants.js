// node:constants: the old collection of os.constants and fs.constants in one object.
'use strict';

const { fs, os } = require('internal/constants');

module.exports = Object.freeze({ ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs });
