// Every function about throwing, creating and reading errors, with one thing wrong at a time.
// The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname);
