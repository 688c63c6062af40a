// node:process is the global `process`.
'use strict';

module.exports = process;
