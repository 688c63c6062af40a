// Every function about strings and property keys, with one thing wrong at
// a time. The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname);
