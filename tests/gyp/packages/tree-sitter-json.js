// tree-sitter-json: a grammar is a table in the addon, handed to tree-sitter as an external value; here
// it loads, names itself, and comes with the types of its nodes.
'use strict';
const assert = require('assert');
const util = require('util');
const grammar = require('tree-sitter-json');
const addon = require('./node_modules/tree-sitter-json/build/Release/tree_sitter_json_binding.node');

assert.ok(util.types.isExternal(addon.language));
assert.strictEqual(grammar.language, addon.language);
console.log(addon.name, Object.keys(addon), Object.keys(grammar).sort());
console.log(grammar.nodeTypeInfo.length, grammar.nodeTypeInfo.map((node) => node.type).join(' '));
