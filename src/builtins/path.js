// node:path: the functions of the platform that the process runs on.
'use strict';

module.exports = process.platform === 'win32' ? require('internal/path/win32') : require('internal/path/posix');
