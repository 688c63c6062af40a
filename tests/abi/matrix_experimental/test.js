// Every function about prototypes, SharedArrayBuffers and the other experimental features, with one thing wrong at a time.
// The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname, {
  // Node ends the process: what is no object or null is no prototype, NULL is no name, and memory
  // with a length is not NULL.
  node_api_set_prototype: ['arg2:external'],
  node_api_create_object_with_properties: ['undefined', 'boolean', 'number', 'string', 'symbol',
    'bigint', 'external'].map((kind) => `arg1:${kind}`),
  object_with_wrong_name: ['null1', 'pending+null1'],
  node_api_create_external_sharedarraybuffer: ['null1'],
});
