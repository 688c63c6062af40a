// fs.openAsBlob: a Blob with the content of a file, as it is when it is opened.
'use strict';

const validators = require('internal/validators');
const { Blob } = require('buffer');
const { validPath } = require('internal/fs/arguments');
const { readFile } = require('internal/fs/files');
const { operations } = require('internal/fs/operations');
const { promised } = require('internal/fs/promised');

function readType(options) {
  validators.validateObject(options, 'options');
  const { type = '' } = options;
  validators.validateString(type, 'options.type');
  return type;
}

async function openAsBlob(path, options = {}) {
  const type = readType(options);
  // What is not there is an error of stat.
  await promised(operations.stat, () => [validPath(path), false, true], openAsBlob);
  return new Blob([await promised(readFile, () => readFile.take(validPath(path)), openAsBlob)], { type });
}

function openAsBlobSync(path, options = {}) {
  const type = readType(options);
  const fs = require('fs');
  fs.statSync(path);
  return new Blob([fs.readFileSync(validPath(path))], { type });
}

module.exports = { openAsBlob, openAsBlobSync };
