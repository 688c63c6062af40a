// Every function about ArrayBuffers, typed arrays, DataViews and Buffers, with one thing wrong at a time.
// The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname, {
  // NULL memory with a length: Node reads it or ends the process.
  napi_create_external_arraybuffer: ['null1'],
  napi_create_external_buffer: ['null2'],
  napi_create_buffer_copy: ['null2'],
});
