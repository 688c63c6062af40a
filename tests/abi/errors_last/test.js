// The last-error record: it stays until the next call, every success clears it, asking does not.
'use strict';
const assert = require('node:assert');
const { addon, note } = require('../trace.js');
const native = addon();

const clean = { message: null, code: 0, engineCode: 0, reserved: false };
const failed = { message: 'A number was expected', code: 6, engineCode: 0, reserved: false };
function expect(label, found, expected) {
  note(label, found);
  assert.deepStrictEqual(found, expected, label);
}

expect('at start', native.at_start(), clean);
expect('after a failure', native.after_failure(), failed);
expect('asked twice', native.asked_twice(), failed);
const successes = ['get_undefined', 'create_int32', 'typeof', 'open_handle_scope',
  'is_exception_pending', 'get_and_clear_last_exception', 'get_version', 'get_node_version',
  'get_instance_data', 'adjust_external_memory', 'set_named_property', 'is_array',
  'get_value_bool', 'create_string_utf8', 'is_error'];
successes.forEach((name, which) => expect(`cleared by ${name}`, native.after(which), true));
['throw', 'throw_error', 'throw_range_error']
  .forEach((name, which) => expect(`cleared by ${name}`, native.throw_after(which), true));
native.leave();
expect('in the callback after one that left a failure', native.at_start(), clean);
expect('after a call into JavaScript that left one', native.around(() => native.leave()), clean);
expect('after a call into plain JavaScript', native.around(() => 1), clean);
expect('one record', native.same_record(), true);
