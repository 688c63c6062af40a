// node:fs/promises is fs.promises.
'use strict';

module.exports = require('fs').promises;
