// node:path/win32.
'use strict';

module.exports = require('internal/path/win32');
