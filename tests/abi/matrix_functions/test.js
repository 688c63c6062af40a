// Every function about functions, classes, native data in objects, references and scopes, with one
// thing wrong at a time.
// The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname, {
  // Node ends the process: V8's externals cannot be wrapped.
  napi_wrap: ['arg1:external'],
  wrap_without_result: ['arg1:external'],
});
