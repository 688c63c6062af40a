// Every function about objects, properties, arrays and type tags, with one thing wrong at
// a time. The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname, {
  // A descriptor with neither name: Node reads through the NULL and dies.
  define_by_name: ['null2'],
});
