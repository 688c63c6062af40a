#!/usr/bin/env node
'use strict'

// What npm and its packages start as `node-gyp`: hands everything on to the program.

const { spawnSync } = require('child_process')
const { constants } = require('os')
const { find } = require('../lib/node-gyp.js')

const program = find()
if (!program) {
  console.error('gyp ERR! there is no node-gyp-compat: neither beside this script, nor on the PATH')
  console.error('gyp ERR! set NAPKIN_NODE_GYP to the path of `napkin` or of its `node-gyp`')
  console.error('gyp ERR! not ok')
  process.exit(1)
}
const { error, status, signal } = spawnSync(
  program.file,
  [...program.args, ...process.argv.slice(2)],
  { stdio: 'inherit' }
)
if (error) {
  console.error(`gyp ERR! cannot start ${program.file}: ${error.message}`)
  console.error('gyp ERR! not ok')
  process.exit(1)
}
process.exit(signal ? 128 + constants.signals[signal] : status)
