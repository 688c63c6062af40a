// Every function about promises, scripts, versions, asynchrony and cleanup, with one thing wrong at a time.
// The expectations are in expected.txt.
'use strict';
// A promise of the matrix may be rejected with nobody listening; that is not what is tested here.
process.on('unhandledRejection', () => {});
require('../matrix.js').matrix(__dirname, {
  // Node reads through these handles without looking and dies.
  napi_resolve_deferred: ['null1'],
  napi_reject_deferred: ['null1'],
  napi_open_callback_scope: ['null2', 'pending+null2'],
});
