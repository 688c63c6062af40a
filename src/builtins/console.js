// node:console, the global console object.
'use strict';

module.exports = require('internal/console/global');
