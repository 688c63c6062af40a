'use strict'

// Loaded by every Node that a script of npm's starts under `napkin npm`. Installers that look for
// node-gyp with `require.resolve` (node-gyp-build, node-pre-gyp) find the package beside this
// file, whatever node-gyp the project has.

const Module = require('module')
const path = require('path')

const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  const isNodeGyp = request === 'node-gyp' || request.startsWith('node-gyp/')
  return resolve.call(this, isNodeGyp ? path.join(__dirname, request) : request, ...rest)
}
