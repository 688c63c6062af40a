// node:inspector/promises: see node:inspector.
'use strict';

module.exports = require('inspector');
