'use strict'

// Finds the program that does the work. Callers that look for node-gyp by `require.resolve` find
// this file, and `bin/node-gyp.js` from here.

const fs = require('fs')
const path = require('path')

const exe = process.platform === 'win32' ? '.exe' : ''

/**
 * The program and its first arguments, or null.
 *
 * It is the one that NAPKIN_NODE_GYP names, one in this package's `bin`, a `node-gyp` on the PATH
 * that is no script (scripts of that name are npm's, and lead back here), or the runtime.
 */
function find (env = process.env) {
  const named = env.NAPKIN_NODE_GYP
  if (named) return invocation(named)
  const own = path.join(__dirname, '..', 'bin', 'node-gyp-compat' + exe)
  if (isFile(own)) return invocation(own)
  const places = (env.PATH || env.Path || '').split(path.delimiter).filter(Boolean)
  for (const name of ['node-gyp', 'napkin']) {
    for (const place of places) {
      const file = path.join(place, name + exe)
      if (isFile(file) && !isScript(file)) return invocation(file)
    }
  }
  return null
}

/** The runtime is several commands in one; node-gyp's is one of them. */
function invocation (file) {
  const isRuntime = path.basename(file, exe) === 'napkin'
  return { file, args: isRuntime ? ['node-gyp'] : [] }
}

function isFile (file) {
  try {
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}

function isScript (file) {
  let descriptor
  try {
    descriptor = fs.openSync(file, 'r')
    const start = Buffer.alloc(2)
    fs.readSync(descriptor, start, 0, 2, 0)
    return start.toString() === '#!'
  } catch {
    return true
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor)
  }
}

module.exports = { find }
