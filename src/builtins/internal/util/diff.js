// util.diff: the edits that turn one text or list of texts into another.
'use strict';

const { validateString, validateStringArray } = require('internal/validators');

function diff(actual, expected) {
  if (actual === expected) return [];
  (Array.isArray(actual) ? validateStringArray : validateString)(actual, 'actual');
  (Array.isArray(expected) ? validateStringArray : validateString)(expected, 'expected');
  return require('internal/assert/myers_diff').myersDiff(actual, expected);
}

module.exports = { diff };
