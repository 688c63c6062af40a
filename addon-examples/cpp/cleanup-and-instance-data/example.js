// Counts visits. The "cleanup" lines are printed by the addon, after the last
// line of JavaScript has run.
'use strict'
const assert = require('assert')
const { visit, closeLog } = require('./build/Release/cleanup_and_instance_data.node')

assert.strictEqual(visit(), 1)
assert.strictEqual(visit(), 2)

// With the argument, the log's hook is taken back and its line does not appear.
if (process.argv[2] === 'close-log') closeLog()

process.on('exit', () => console.log(`visits: ${visit()}`))
